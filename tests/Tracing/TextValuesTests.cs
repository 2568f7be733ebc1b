namespace AiApi.Analyzers.Tests.Tracing;

public sealed class TextValuesTests
{
    [Fact]
    public void Texts_keep_their_constant_parts() => TraceProbe.Check("""
        class C
        {
            private const string Base = "https://host";
            void M(string id, int n, bool b)
            {
                Is($"{Base}/v1/videos/{id}", "https://host/v1/videos/{…}");
                Is(Base + "/v1/videos/" + id, "https://host/v1/videos/{…}");
                Is(string.Concat(Base, "/", id), "https://host/{…}");
                Is(string.Concat(new[] { "a", id, "b", "c", "d" }), "a{…}bcd");
                Is(string.Format("{0}/v1/{1}?n={2:D2}&{{x}}", Base, id, n), "https://host/v1/{…}?n={…}&{x}");
                Is(string.Format(id, Base), "?");
                Is($"{id,5}{n:D2}", "{…}{…}");
                Is($"v{1 + 1}", "v2");
                Is((b ? "a" : "b") + "/" + (b ? "c" : "d"), "a/c", "a/d", "b/c", "b/d");
                Is("x" + null, "x");
                Is('c' + id, "c{…}");
                Is(id + id, "{…}{…}");
                Is(n + 1, "?");
            }
        }
        """);

    [Fact]
    public void Trimming_is_done_as_far_as_it_is_known() => TraceProbe.Check("""
        class C
        {
            void M(string id)
            {
                Is(" key ".Trim(), "key");
                Is("https://host/v1/".TrimEnd('/'), "https://host/v1");
                Is("/v1/".TrimStart('/'), "v1/");
                Is("[a]".Trim('[', ']'), "a");
                Is($"/v1/{id}".TrimEnd('/'), "/v1/{…}");
                Is($"{id}/v1/".TrimEnd('/'), "{…}/v1");
                Is(id.TrimEnd('/') + "/v1", "{…}/v1");
                Is("a".ToString(), "a");
                Is("a".Replace("a", "b"), "?");
            }
        }
        """);

    [Fact]
    public void Uris_are_texts_too() => TraceProbe.Check("""
        class C
        {
            private static readonly Uri Root = new("https://host/v1");
            void M(string id, Uri given)
            {
                Is(new Uri("https://host/v1"), "https://host/v1");
                Is(Root, "https://host/v1");
                Is(Root.AbsoluteUri, "https://host/v1");
                Is(Root.ToString(), "https://host/v1");
                Is(new Uri("videos", UriKind.Relative), "videos");
                Is(new Uri(new Uri("https://host/v1/"), "videos"), "https://host/v1/videos");
                Is(new Uri(Root, "videos"), "https://host/videos");
                Is(new Uri(Root, "/videos"), "https://host/videos");
                Is(new Uri(new Uri("https://host"), "videos"), "https://host/videos");
                Is(new Uri(Root, "https://other/x"), "https://other/x");
                Is(new Uri(Root, $"videos/{id}"), "https://host/videos/{…}");
                Is(new Uri(given, "v1/videos"), "{…}v1/videos");
                Is(new Uri(given, "/v1/videos"), "{…}/v1/videos");
                Is(new Uri(id), "?");
                Is(given, "?");
            }
        }
        """);

    [Fact]
    public void Values_from_outside_keep_their_names() => TraceProbe.Check("""
        using Microsoft.Extensions.Configuration;
        class C
        {
            private const string Variable = "OPENAI_API_KEY";
            private readonly string? _key = Environment.GetEnvironmentVariable(Variable);
            void M(string name, IConfiguration configuration, IConfigurationSection section, Dictionary<string, string> other)
            {
                Is(_key, "env:OPENAI_API_KEY");
                Is(_key!.Trim(), "env:OPENAI_API_KEY");
                Is($"Bearer {_key}", "Bearer {…}");
                Is(Environment.GetEnvironmentVariable(name), "?");
                Is(Environment.GetEnvironmentVariable("A") ?? Environment.GetEnvironmentVariable("B"), "env:A", "env:B");
                Is(configuration["OpenAI:ApiKey"], "config:OpenAI:ApiKey");
                Is(configuration["Key"] ?? "fallback", "config:Key", "fallback");
                Is(configuration.GetSection("OpenAI")["ApiKey"], "config:OpenAI:ApiKey");
                Is(configuration.GetSection("OpenAI:ApiKey").Value, "config:OpenAI:ApiKey");
                Is(configuration.GetValue<string>("OpenAI:ApiKey"), "config:OpenAI:ApiKey");
                Is(configuration.GetSection("A").GetSection("B").GetValue<string>("C"), "config:A:B:C");
                Is(section["Key"], "config:Key");
                Is(other["Key"], "?");
            }
        }
        """);
}
