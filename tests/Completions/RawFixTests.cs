using AiApi.CodeFixes.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonPartlyCheckedFix>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The fixes of AIAPI1001 and AIAPI1002 in code that reads JSON by itself: the reason is read as the code reads the text beside it.</summary>
[Surface("HTTP, JsonElement")]
public class RawFixTests
{
    private static readonly SnippetOptions Newtonsoft = new() { Packages = Packages.NewtonsoftJson };

    [Fact]
    public Task An_element_that_has_no_variable_gets_one() => FixesBot(
        """
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty([|"content"|]).GetString();
        """,
        """
        using var document = JsonDocument.Parse(json);
        JsonElement choice = document.RootElement.GetProperty("choices")[0];

        if (choice.GetProperty("finish_reason").GetString() != "stop")
        {
            throw new InvalidOperationException("The model's answer is not complete: " + choice.GetProperty("finish_reason").GetString() + ".");
        }

        return choice.GetProperty("message").GetProperty("content").GetString();
        """);

    [Fact]
    public Task Every_reason_of_the_wire_has_its_arm_and_its_advice() => FixesBot(
        """
        var choice = JsonDocument.Parse(json).RootElement.GetProperty("choices")[0];
        return choice.GetProperty("message").GetProperty([|"content"|]).GetString();
        """,
        """
        var choice = JsonDocument.Parse(json).RootElement.GetProperty("choices")[0];

        switch (choice.GetProperty("finish_reason").GetString())
        {
            case "stop":
                break;
            case "length":
                throw new InvalidOperationException("The model's answer is cut off: raise max_completion_tokens or shorten the prompt.");
            case "content_filter":
                throw new InvalidOperationException("The model's answer ended with content_filter: rephrase the prompt.");
            case "tool_calls":
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
            case "function_call":
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested function and send its result.");
            default:
                throw new InvalidOperationException("The model's answer ended for an unknown reason: " + choice.GetProperty("finish_reason").GetString() + ".");
        }

        return choice.GetProperty("message").GetProperty("content").GetString();
        """,
        new() { Action = FinishReasonUncheckedFix.HandleEachReason });

    [Fact]
    public Task Tool_calls_that_are_read_pass_and_a_choice_of_a_loop_is_guarded_at_its_top() => FixesBot(
        """
        using var document = JsonDocument.Parse(json);
        foreach (var choice in document.RootElement.GetProperty("choices").EnumerateArray())
        {
            var message = choice.GetProperty("message");
            Console.WriteLine(message.GetProperty("tool_calls").GetArrayLength());
            Console.WriteLine(message.GetProperty([|"content"|]));
        }

        return null;
        """,
        """
        using var document = JsonDocument.Parse(json);
        foreach (var choice in document.RootElement.GetProperty("choices").EnumerateArray())
        {
            if (choice.GetProperty("finish_reason").GetString() is not ("stop" or "tool_calls"))
            {
                throw new InvalidOperationException("The model's answer is not complete: " + choice.GetProperty("finish_reason").GetString() + ".");
            }

            var message = choice.GetProperty("message");
            Console.WriteLine(message.GetProperty("tool_calls").GetArrayLength());
            Console.WriteLine(message.GetProperty("content"));
        }

        return null;
        """);

    [Fact]
    public Task Where_no_statement_can_stand_a_method_checks() => Unchecked.Fixes(
        InBot(
            """
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("choices", out var choices) && choices[0].GetProperty("message").TryGetProperty([|"content"|], out var text) ? text.GetString() : null;
            """),
        InBot(
            """
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("choices", out var choices) && ThrowUnlessComplete(choices[0]).GetProperty("message").TryGetProperty("content", out var text) ? text.GetString() : null;
            """,
            """

                private static JsonElement ThrowUnlessComplete(JsonElement choice)
                {
                    if (choice.GetProperty("finish_reason").GetString() != "stop")
                    {
                        throw new InvalidOperationException("The model's answer is not complete: " + choice.GetProperty("finish_reason").GetString() + ".");
                    }

                    return choice;
                }

            """));

    [Theory]
    [InlineData("v1/responses", "document.RootElement", "reply", "output\")[0].GetProperty(\"content", "text", "status", "\"completed\"")]
    [InlineData("v1/messages", "document.RootElement", "reply", "content", "text", "stop_reason", "\"end_turn\" or \"stop_sequence\"")]
    [InlineData("v1beta/models/gemini-2.5-flash:generateContent", "document.RootElement.GetProperty(\"candidates\")[0]", "candidate", "content\").GetProperty(\"parts", "text", "finishReason", "\"STOP\"")]
    public Task Every_protocol_has_its_good_reasons(string path, string holder, string name, string way, string key, string reason, string good)
    {
        var read = $"{name}.GetProperty(\"{reason}\").GetString()";
        return FixesBot(
            $$"""
            using var document = JsonDocument.Parse(json);
            return {{holder}}.GetProperty("{{way}}")[0].GetProperty([|"{{key}}"|]).GetString();
            """,
            $$"""
            using var document = JsonDocument.Parse(json);
            JsonElement {{name}} = {{holder}};

            if ({{read}} {{(good.Contains(" or ") ? $"is not ({good})" : $"!= {good}")}})
            {
                throw new InvalidOperationException("The model's answer is not complete: " + {{read}} + ".");
            }

            return {{name}}.GetProperty("{{way}}")[0].GetProperty("{{key}}").GetString();
            """,
            path: path);
    }

    [Theory]
    [InlineData("if (choice.GetProperty(\"finish_reason\").GetString() == \"length\")", "if (choice.GetProperty(\"finish_reason\").GetString() is \"length\" or \"content_filter\")")]
    [InlineData("if (choice.GetProperty(\"finish_reason\").GetString() is \"content_filter\")", "if (choice.GetProperty(\"finish_reason\").GetString() is \"content_filter\" or \"length\")")]
    public Task A_check_is_extended_by_a_pattern(string before, string after) => PartlyChecked.Fixes(InBot(Checked(before, "[|\"content\"|]")), InBot(Checked(after, "\"content\"")));

    [Fact]
    public Task A_check_that_cannot_be_extended_gets_a_guard_beside_it() => PartlyChecked.Fixes(
        InBot(Checked("if (choice.GetProperty(\"finish_reason\").ValueEquals(\"length\"))", "[|\"content\"|]")),
        InBot(
            """
            var choice = JsonDocument.Parse(json).RootElement.GetProperty("choices")[0];

            if (choice.GetProperty("finish_reason").GetString() == "content_filter")
            {
                throw new InvalidOperationException("The model's answer ended with content_filter: rephrase the prompt.");
            }

            if (choice.GetProperty("finish_reason").ValueEquals("length"))
                return null;
            return choice.GetProperty("message").GetProperty("content").GetString();
            """));

    [Fact]
    [Surface("HTTP, JsonNode")]
    public Task A_chain_of_conditional_accesses_is_taken_apart() => FixesBot(
        """
        var node = JsonNode.Parse(json);
        return node?["choices"]?[0]?["message"]?[[|"content"|]]?.ToString();
        """,
        """
        var node = JsonNode.Parse(json);
        JsonNode? choice = node?["choices"]?[0];

        if (choice is not null && choice["finish_reason"]?.ToString() != "stop")
        {
            throw new InvalidOperationException("The model's answer is not complete: " + choice["finish_reason"]?.ToString() + ".");
        }

        return choice?["message"]?["content"]?.ToString();
        """);

    [Fact]
    [Surface("HTTP, JsonNode")]
    public Task A_suppressed_warning_stays_suppressed() => FixesBot(
        """
        var node = JsonNode.Parse(json)!;
        return node["choices"]![0]!["message"]![[|"content"|]]!.GetValue<string>();
        """,
        """
        var node = JsonNode.Parse(json)!;
        JsonNode choice = node["choices"]![0]!;

        if (choice["finish_reason"]?.ToString() != "stop")
        {
            throw new InvalidOperationException("The model's answer is not complete: " + choice["finish_reason"]?.ToString() + ".");
        }

        return choice["message"]!["content"]!.GetValue<string>();
        """);

    [Fact]
    [Surface("HTTP, JsonNode")]
    public Task A_check_of_a_nodes_text_is_extended() => PartlyChecked.Fixes(
        InBot("var choice = JsonNode.Parse(json)![\"choices\"]![0]!; return (string?)choice[\"finish_reason\"] == \"length\" ? null : (string?)choice[\"message\"]![[|\"content\"|]];"),
        InBot("var choice = JsonNode.Parse(json)![\"choices\"]![0]!; return (string?)choice[\"finish_reason\"] is \"length\" or \"content_filter\" ? null : (string?)choice[\"message\"]![\"content\"];"));

    [Fact]
    [Surface("HTTP, Newtonsoft.Json")]
    public Task A_token_is_read_as_a_token() => FixesBot(
        """
        var reply = JObject.Parse(json);
        return reply["choices"]?[0]?["message"]?[[|"content"|]]?.ToString();
        """,
        """
        var reply = JObject.Parse(json);
        JToken? choice = reply["choices"]?[0];

        if (choice is not null && choice["finish_reason"]?.ToString() != "stop")
        {
            throw new InvalidOperationException("The model's answer is not complete: " + choice["finish_reason"]?.ToString() + ".");
        }

        return choice?["message"]?["content"]?.ToString();
        """,
        Newtonsoft);

    [Fact]
    [Surface("HTTP, Newtonsoft.Json")]
    public Task A_check_of_a_tokens_text_is_extended() => PartlyChecked.Fixes(
        InBot("var choice = JObject.Parse(json)[\"choices\"]![0]!; return choice[\"finish_reason\"]!.ToString() == \"length\" ? null : (string?)choice[\"message\"]![[|\"content\"|]];", options: Newtonsoft),
        InBot("var choice = JObject.Parse(json)[\"choices\"]![0]!; return choice[\"finish_reason\"]!.ToString() is \"length\" or \"content_filter\" ? null : (string?)choice[\"message\"]![\"content\"];", options: Newtonsoft),
        Newtonsoft);

    [Fact]
    [Surface("HTTP, dynamic")]
    public Task A_dynamic_object_is_read_dynamically() => FixesBot(
        """
        dynamic reply = JsonConvert.DeserializeObject(json)!;
        return reply.choices[0].message.[|content|];
        """,
        """
        dynamic reply = JsonConvert.DeserializeObject(json)!;
        dynamic choice = reply.choices[0];

        if ((string)choice.finish_reason != "stop")
        {
            throw new InvalidOperationException($"The model's answer is not complete: {(string)choice.finish_reason}.");
        }

        return choice.message.content;
        """,
        Newtonsoft);

    [Fact]
    [Surface("HTTP, dynamic")]
    public Task A_comparison_of_a_dynamic_text_gets_a_guard_beside_it() => PartlyChecked.Fixes(
        InBot(
            """
            dynamic choice = JObject.Parse(json)["choices"]![0]!;
            if (choice.finish_reason == "length")
                return null;
            return choice.message.[|content|];
            """,
            options: Newtonsoft),
        InBot(
            """
            dynamic choice = JObject.Parse(json)["choices"]![0]!;
            if (choice.finish_reason == "length")
                return null;

            if ((string)choice.finish_reason == "content_filter")
            {
                throw new InvalidOperationException("The model's answer ended with content_filter: rephrase the prompt.");
            }

            return choice.message.content;
            """,
            options: Newtonsoft),
        Newtonsoft);

    private static Task FixesBot(string before, string after, SnippetOptions? options = null, string path = "v1/chat/completions") =>
        Unchecked.Fixes(InBot(before, options: options, path: path), InBot(after, options: options, path: path), options);

    private static string Checked(string check, string content) =>
        $"""
        var choice = JsonDocument.Parse(json).RootElement.GetProperty("choices")[0];
        {check}
            return null;
        return choice.GetProperty("message").GetProperty({content}).GetString();
        """;

    private static string InBot(string body, string members = "", SnippetOptions? options = null, string path = "v1/chat/completions") => $$"""
        using System.Text.Json;
        using System.Text.Json.Nodes;
        {{(ReferenceEquals(options, Newtonsoft) ? "using Newtonsoft.Json;\nusing Newtonsoft.Json.Linq;\n" : "")}}
        class Bot(HttpClient http)
        {
            public async Task<string?> AskAsync(HttpContent content)
            {
                var response = await http.PostAsync("https://api.cometapi.com/{{path}}", content);
                if (!response.IsSuccessStatusCode)
                    throw new HttpRequestException(await response.Content.ReadAsStringAsync(), null, response.StatusCode);
                var json = await response.Content.ReadAsStringAsync();
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ").Replace("\n        \n", "\n\n")}}
            }{{(members.Length == 0 ? "" : "\n" + members.TrimEnd())}}
        }
        """;
}
