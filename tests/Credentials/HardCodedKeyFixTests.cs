using Verify = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Credentials.HardCodedKeyAnalyzer, AiApi.CodeFixes.Credentials.HardCodedKeyFix>;

namespace AiApi.Analyzers.Tests.Credentials;

public sealed class HardCodedKeyFixTests
{
    [Fact]
    public Task A_literal_becomes_a_read_of_the_vendors_variable_that_throws_without_it() => Verify.Fixes($$"""
        using OpenAI.Chat;

        class C
        {
            private static readonly string Claude = [|"{{Keys.Anthropic}}"|]; // for the second opinion
            private string _groq = [|"{{Keys.Groq}}"|];
            private readonly ChatClient _client = new("gpt-5.4", [|"{{Keys.OpenAI}}"|]);

            public string HuggingFace => [|"{{Keys.HuggingFace}}"|];

            string M()
            {
                var key = [|"{{Keys.OpenAI}}"|];
                _groq = [|"{{Keys.Groq}}"|];
                return [|"{{Keys.Anthropic}}"|];
            }
        }
        """, $$"""
        using OpenAI.Chat;

        class C
        {
            private static readonly string Claude = {{Read("ANTHROPIC_API_KEY")}}; // for the second opinion
            private string _groq = {{Read("GROQ_API_KEY")}};
            private readonly ChatClient _client = new("gpt-5.4", {{Read("OPENAI_API_KEY")}});

            public string HuggingFace => {{Read("HF_TOKEN")}};

            string M()
            {
                var key = {{Read("OPENAI_API_KEY")}};
                _groq = {{Read("GROQ_API_KEY")}};
                return {{Read("ANTHROPIC_API_KEY")}};
            }
        }
        """);

    [Fact]
    public Task A_constant_becomes_a_property_or_an_ordinary_local() => Verify.Fixes($$"""
        class C
        {
            private static readonly string Header = "Bearer " + Key;

            /// <summary>For tests.</summary>
            private const string Key = [|"{{Keys.OpenAI}}"|]; // rotate

            string M()
            {
                // Local.
                const string other = [|"{{Keys.XAI}}"|];
                return nameof(Key) + other;
            }
        }
        """, $$"""
        class C
        {
            private static readonly string Header = "Bearer " + Key;

            /// <summary>For tests.</summary>
            private static string Key => {{Read("OPENAI_API_KEY")}}; // rotate

            string M()
            {
                // Local.
                string other = {{Read("XAI_API_KEY")}};
                return nameof(Key) + other;
            }
        }
        """);

    [Fact]
    public Task The_expression_gets_parentheses_where_it_needs_them() => Verify.Fixes($$"""
        class C
        {
            private readonly string _header = [|"Bearer {{Keys.Groq}}"|];
            string Trimmed() => [|"{{Keys.Groq}}"|].Trim();
            string Joined(string end) => "Bearer " + [|"{{Keys.Groq}}"|] + end;
            string Filled() => $"Bearer {[|"{{Keys.Groq}}"|]}";
        }
        """, $$"""
        class C
        {
            private readonly string _header = "Bearer " + ({{Read("GROQ_API_KEY")}});
            string Trimmed() => ({{Read("GROQ_API_KEY")}}).Trim();
            string Joined(string end) => "Bearer " + ({{Read("GROQ_API_KEY")}}) + end;
            string Filled() => $"Bearer {{{Read("GROQ_API_KEY")}}}";
        }
        """);

    [Fact]
    public Task A_missing_using_is_added() => Verify.Fixes($$"""
        namespace N
        {
            class C
            {
                string Key() => [|"{{Keys.Groq}}"|];
            }
        }
        """, $$"""
        using System;

        namespace N
        {
            class C
            {
                string Key() => {{Read("GROQ_API_KEY")}};
            }
        }
        """, new() { ImplicitUsings = false });

    [Fact]
    public Task A_constant_that_is_reported_at_its_use_is_mended_where_it_stands() => Verify.Fixes($$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class C
        {
            private const string Key = "{{Keys.Bare}}";
            private readonly ChatClient _client = new("gpt-5.4", new ApiKeyCredential([|Key|]));
        }
        """, $$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class C
        {
            private static string Key => {{Read("OPENAI_API_KEY")}};
            private readonly ChatClient _client = new("gpt-5.4", new ApiKeyCredential(Key));
        }
        """);

    [Fact]
    public Task Where_only_a_constant_can_stand_nothing_is_offered() => Verify.OffersNothing($$"""
        using System.ComponentModel;

        [Description([|"{{Keys.Groq}}"|])]
        class C
        {
            private const string Key = [|"{{Keys.OpenAI}}"|];

            [Description(Key)]
            void M(string key = [|"{{Keys.Groq}}"|]) => Console.WriteLine(key is [|"{{Keys.Groq}}"|]);
        }
        """);

    [Fact]
    public Task The_bytes_of_a_key_are_reported_without_a_fix() => Verify.OffersNothing($$"""
        class C
        {
            ReadOnlySpan<byte> Key => [|"{{Keys.Groq}}"u8|];
        }
        """);

    private static string Read(string variable) =>
        $"Environment.GetEnvironmentVariable(\"{variable}\") ?? throw new InvalidOperationException(\"Set the environment variable {variable}.\")";
}
