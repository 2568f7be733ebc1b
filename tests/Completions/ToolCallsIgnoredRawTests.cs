using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.ToolCallsIgnoredAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

using Fix = Verify<ToolCallsIgnoredAnalyzer, ToolCallsIgnoredFix>;

/// <summary>AIAPI1007 on requests whose JSON the program makes by itself.</summary>
public class ToolCallsIgnoredRawTests
{
    private const string Text = "using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync()); return document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty(\"content\").GetString();";

    private const string Weather = "new { type = \"function\", function = new { name = \"get_weather\" } }";

    private static readonly SnippetOptions Loose = new() { Packages = Packages.NewtonsoftJson, OthersMaySpeak = true };

    [Theory]
    [Surface("HTTP, JsonElement")]
    [InlineData($"var request = new {{ model = \"gpt-4o\", messages, tools = new[] {{ {Weather} }} }}; using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    [InlineData($"object[] tools = {{ {Weather} }}; var request = new {{ model = \"gpt-4o\", messages, tools, tool_choice = \"auto\" }}; using var content = JsonContent.Create(request); using var response = await http.[|PostAsync|](Url, content);")]
    [InlineData("var request = new { model = \"gpt-4o\", messages, tools = s_tools }; using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    [InlineData("var request = new { model = \"gpt-4o\", messages, tools = new[] { Tool(\"weather\") }, stream = false }; using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    [InlineData("var request = new Dictionary<string, object> { [\"model\"] = \"gpt-4o\", [\"messages\"] = messages }; if (withTools) request[\"tools\"] = s_tools; using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    [InlineData("var request = new Dictionary<string, object>(); request.Add(\"model\", \"gpt-4o\"); request.Add(\"tools\", s_tools); using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    [InlineData("var request = new HttpRequestMessage(HttpMethod.Post, Url); request.Content = JsonContent.Create(new { model = \"gpt-4o\", tools = s_tools }); using var response = await http.[|SendAsync|](request);")]
    [InlineData("var json = \"{ \\\"model\\\": \\\"gpt-4o\\\", \\\"tools\\\": [{ \\\"type\\\": \\\"function\\\", \\\"function\\\": { \\\"name\\\": \\\"get_weather\\\" } }] }\"; using var response = await http.[|PostAsync|](Url, new StringContent(json));")]
    [InlineData("var json = $\"{{ \\\"model\\\": \\\"{model}\\\", \\\"tools\\\": {JsonSerializer.Serialize(s_tools)} }}\"; using var response = await http.[|PostAsync|](Url, new StringContent(json));")]
    public Task A_reply_of_which_only_the_text_is_read_is_reported(string request) => Rule.Reports(InBot(request + Text), Loose);

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData("var request = new JsonObject { [\"model\"] = \"gpt-4o\", [\"tools\"] = new JsonArray(new JsonObject { [\"type\"] = \"function\", [\"function\"] = new JsonObject { [\"name\"] = \"get_weather\" } }) }; using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    [InlineData("var request = new JsonObject { [\"model\"] = \"gpt-4o\" }; request[\"tools\"] = JsonSerializer.SerializeToNode(s_tools); using var response = await http.[|PostAsync|](Url, new StringContent(request.ToJsonString()));")]
    [InlineData("var tools = new JsonArray(); tools.Add(new JsonObject { [\"type\"] = \"function\" }); var request = new JsonObject { [\"tools\"] = tools }; using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    public Task A_request_of_nodes_is_read_as_well(string request) =>
        Rule.Reports(InBot(request + "var node = JsonNode.Parse(await response.Content.ReadAsStringAsync()); return (string?)node![\"choices\"]![0]![\"message\"]![\"content\"];"), Loose);

    [Theory]
    [Surface("HTTP, Newtonsoft.Json")]
    [InlineData("var request = new JObject { [\"model\"] = \"gpt-4o\", [\"tools\"] = new JArray(new JObject { [\"type\"] = \"function\" }) }; using var response = await http.[|PostAsync|](Url, new StringContent(request.ToString()));")]
    [InlineData("var request = new JObject(new JProperty(\"tools\", new JArray(new JObject(new JProperty(\"type\", \"function\"))))); using var response = await http.[|PostAsync|](Url, new StringContent(request.ToString()));")]
    public Task A_request_of_tokens_is_read_as_well(string request) =>
        Rule.Reports(InBot(request + "var json = JObject.Parse(await response.Content.ReadAsStringAsync()); return (string?)json[\"choices\"]?[0]?[\"message\"]?[\"content\"];"), Loose);

    [Fact]
    [Surface("HTTP, dynamic")]
    public Task A_reply_that_is_read_dynamically_is_reported() => Rule.Reports(
        InBot("using var response = await http.[|PostAsJsonAsync|](Url, new { tools = s_tools }); dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync()); return (string)json.choices[0].message.content;"), Loose);

    [Theory]
    [Surface("HTTP, dynamic")]
    [InlineData("if (json.choices[0].message.tool_calls != null) return null;")]
    [InlineData("if ((string)json.choices[0].finish_reason != \"stop\") return null;")]
    public Task A_reply_that_is_read_dynamically_and_handled_is_silent(string check) => Rule.Silent(
        InBot($"using var response = await http.PostAsJsonAsync(Url, new {{ tools = s_tools }}); dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync()); {check} return (string)json.choices[0].message.content;"), Loose);

    [Fact]
    [Surface("HTTP, dynamic")]
    public Task The_guard_reads_the_reason_dynamically() => Fix.Fixes(
        InBot("""
            using var response = await http.[|PostAsJsonAsync|](Url, new { tools = s_tools });
            dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync());
            return (string)json.choices[0].message.content;
            """),
        InBot("""
            using var response = await http.PostAsJsonAsync(Url, new { tools = s_tools });
            dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync());
            dynamic choice = json.choices[0];

            if ((string)choice.finish_reason == "tool_calls")
            {
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
            }

            return (string)choice.message.content;
            """),
        Loose);

    [Theory]
    [Surface("HTTP, the program's own types")]
    [InlineData("using var response = await http.[|PostAsJsonAsync|](Url, new ChatRequest { Tools = new() { new ToolDefinition { Function = new() { Name = \"get_weather\" } } } });")]
    [InlineData("var request = new ChatRequest(); request.Tools.Add(new ToolDefinition { Type = \"function\" }); using var response = await http.[|PostAsJsonAsync|](Url, request);")]
    public Task A_request_of_the_programs_own_type_is_read_as_well(string request) =>
        Rule.Reports(InBot(request + "var reply = await response.Content.ReadFromJsonAsync<Reply>(); return reply!.Choices[0].Message.Content;"), Loose);

    [Theory]
    [Surface("HTTP, JsonElement")]
    [InlineData("tools = new object[0]", "")]
    [InlineData("tools = new[] { new { type = \"web_search\" } }", "")]
    [InlineData("tools = given", "")]
    [InlineData("tools = s_tools, tool_choice = \"none\"", "")]
    [InlineData("tools = s_tools, tool_choice = chosen", "")]
    [InlineData("tools = s_tools", "if (document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").TryGetProperty(\"tool_calls\", out var calls)) return calls[0].ToString();")]
    [InlineData("tools = s_tools", "if (document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"finish_reason\").GetString() != \"stop\") return null;")]
    [InlineData("tools = s_tools", "if (document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"finish_reason\").GetString() == \"tool_calls\") return null;")]
    [InlineData("tools = s_tools", "_history.Add(document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").Clone());")]
    [InlineData("tools = s_tools", "_last = document;")]
    public Task Tools_that_run_elsewhere_and_calls_that_are_handled_are_silent(string tools, string check) => Rule.Silent(
        InBot($$"""
            using var response = await http.PostAsJsonAsync(Url, new { model, {{tools}} });
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            {{check}}
            return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
            """),
        Loose);

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData("tools = s_tools", "if (node[\"choices\"]![0]![\"message\"]![\"tool_calls\"] is JsonArray calls) return calls.ToString();")]
    [InlineData("tools = s_tools", "if ((string?)node[\"choices\"]![0]![\"finish_reason\"] is not \"stop\") return null;")]
    [InlineData("", "")]
    public Task Calls_in_nodes_that_are_handled_are_silent(string tools, string check) => Rule.Silent(
        InBot($$"""
            using var response = await http.PostAsJsonAsync(Url, new { {{tools}} });
            var node = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            {{check}}
            return (string?)node["choices"]![0]!["message"]!["content"];
            """),
        Loose);

    [Theory]
    [Surface("HTTP, Newtonsoft.Json")]
    [InlineData("if (json[\"choices\"]?[0]?[\"message\"]?[\"tool_calls\"] is JArray calls) return calls.ToString();")]
    [InlineData("if ((string?)json[\"choices\"]?[0]?[\"finish_reason\"] == \"tool_calls\") return null;")]
    public Task Calls_in_tokens_that_are_handled_are_silent(string check) => Rule.Silent(
        InBot($$"""
            using var response = await http.PostAsJsonAsync(Url, new { tools = s_tools });
            var json = JObject.Parse(await response.Content.ReadAsStringAsync());
            {{check}}
            return (string?)json["choices"]?[0]?["message"]?["content"];
            """),
        Loose);

    [Theory]
    [Surface("HTTP, the program's own types")]
    [InlineData("new ChatRequest()", "return reply!.Choices[0].Message.Content;")]
    [InlineData("new ChatRequest { Tools = given }", "return reply!.Choices[0].Message.Content;")]
    [InlineData("new ChatRequest { Tools = new() { new ToolDefinition { Type = \"web_search\" } } }", "return reply!.Choices[0].Message.Content;")]
    [InlineData("new ChatRequest { Tools = new() { new ToolDefinition { Type = \"function\" } } }", "return reply!.Choices[0].Message.ToolCalls?.ToString() ?? reply.Choices[0].Message.Content;")]
    [InlineData("new ChatRequest { Tools = new() { new ToolDefinition { Type = \"function\" } } }", "_replies.Add(reply!); return reply!.Choices[0].Message.Content;")]
    public Task Calls_in_types_of_the_program_that_are_handled_are_silent(string request, string body) => Rule.Silent(
        InBot($$"""
            using var response = await http.PostAsJsonAsync(Url, {{request}});
            var reply = await response.Content.ReadFromJsonAsync<Reply>();
            {{body}}
            """),
        Loose);

    [Theory]
    [InlineData("https://api.openai.com/v1/responses", "tools = new[] { new { type = \"function\", name = \"weather\" } }", "GetProperty(\"output\")[0].GetProperty(\"content\")[0].GetProperty(\"text\")", "GetProperty(\"output\")[0].GetProperty(\"arguments\")")]
    [InlineData("https://api.anthropic.com/v1/messages", "tools = new[] { new { name = \"weather\", input_schema = new { } } }, tool_choice = new { type = \"any\" }", "GetProperty(\"content\")[0].GetProperty(\"text\")", "GetProperty(\"content\")[0].GetProperty(\"input\")")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent", "tools = new[] { new { functionDeclarations = new[] { new { name = \"weather\" } } } }",
        "GetProperty(\"candidates\")[0].GetProperty(\"content\").GetProperty(\"parts\")[0].GetProperty(\"text\")", "GetProperty(\"candidates\")[0].GetProperty(\"content\").GetProperty(\"parts\")[0].GetProperty(\"functionCall\")")]
    [Surface("HTTP, JsonElement")]
    public async Task Every_protocol_has_tool_calls_of_its_own(string url, string tools, string text, string calls)
    {
        await Rule.Reports(Program("[|PostAsJsonAsync|]", $"return root.{text}.GetString();"), Loose);
        await Rule.Silent(Program("PostAsJsonAsync", $"Console.WriteLine(root.{calls}); return root.{text}.GetString();"), Loose);

        string Program(string post, string end) => InBot($$"""
            using var response = await http.{{post}}("{{url}}", new { model, {{tools}} });
            var root = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            {{end}}
            """);
    }

    [Fact]
    [Surface("HTTP, JsonElement")]
    public Task A_tool_that_must_be_called_leaves_the_reason_as_it_is() => Rule.Reports(
        InBot($$"""
            using var response = await http.[|PostAsJsonAsync|](Url, new { model, tools = s_tools, tool_choice = new { type = "function", function = new { name = "get_weather" } } });
            var choice = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("choices")[0];
            return choice.GetProperty("finish_reason").GetString() == "stop" ? choice.GetProperty("message").GetProperty("content").GetString() : null;
            """),
        Loose);

    [Fact]
    [Surface("HTTP, JsonElement")]
    public Task The_request_and_the_reply_are_followed_through_the_program() => Rule.Reports("""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Bot(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";

            private static readonly object[] s_tools = { new { type = "function", function = new { name = "get_weather" } } };

            public async Task<string?> WithToolsAsync(object[] messages) => TextOf(await [|SendAsync|](new { model = "gpt-4o", messages, tools = s_tools }));

            public async Task<string?> WithoutToolsAsync(object[] messages) => TextOf(await SendAsync(new { model = "gpt-4o", messages }));

            public async Task<string?> OfHelperAsync(object[] messages) => (await [|ChoiceAsync|](messages)).GetProperty("message").GetProperty("content").GetString();

            public async Task<JsonElement> HandedOnAsync(object[] messages) => await ChoiceAsync(messages);

            private async Task<JsonElement> ChoiceAsync(object[] messages)
            {
                var response = await http.PostAsJsonAsync(Url, new { model = "gpt-4o", messages, tools = s_tools });
                return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("choices")[0];
            }

            private async Task<string> SendAsync(object request)
            {
                var response = await http.PostAsJsonAsync(Url, request);
                return await response.Content.ReadAsStringAsync();
            }

            private static string? TextOf(string json) =>
                JsonDocument.Parse(json).RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
        }
        """, Loose);

    [Fact]
    [Surface("HTTP, JsonElement")]
    public Task The_guard_reads_the_reason_beside_the_text() => Fix.Fixes(
        InBot("""
            using var response = await http.[|PostAsJsonAsync|](Url, new { model, tools = s_tools });
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
            """),
        InBot("""
            using var response = await http.PostAsJsonAsync(Url, new { model, tools = s_tools });
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            JsonElement choice = document.RootElement.GetProperty("choices")[0];

            if (choice.GetProperty("finish_reason").GetString() == "tool_calls")
            {
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
            }

            return choice.GetProperty("message").GetProperty("content").GetString();
            """),
        Loose);

    [Fact]
    [Surface("HTTP, JsonNode")]
    public Task The_guard_reads_the_reason_of_a_node() => Fix.Fixes(
        InBot("""
            using var response = await http.[|PostAsJsonAsync|](Url, new { model, tools = s_tools });
            var choice = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["choices"]![0]!;
            return (string?)choice["message"]!["content"];
            """),
        InBot("""
            using var response = await http.PostAsJsonAsync(Url, new { model, tools = s_tools });
            var choice = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["choices"]![0]!;

            if (choice["finish_reason"]?.ToString() == "tool_calls")
            {
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
            }

            return (string?)choice["message"]!["content"];
            """),
        Loose);

    [Fact]
    [Surface("HTTP, Newtonsoft.Json")]
    public Task The_guard_reads_the_reason_of_a_token() => Fix.Fixes(
        InBot("""
            using var response = await http.[|PostAsJsonAsync|](Url, new { model, tools = s_tools });
            var choice = JObject.Parse(await response.Content.ReadAsStringAsync())["choices"]![0]!;
            return (string?)choice["message"]!["content"];
            """),
        InBot("""
            using var response = await http.PostAsJsonAsync(Url, new { model, tools = s_tools });
            var choice = JObject.Parse(await response.Content.ReadAsStringAsync())["choices"]![0]!;

            if (choice["finish_reason"]?.ToString() == "tool_calls")
            {
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
            }

            return (string?)choice["message"]!["content"];
            """),
        Loose);

    [Fact]
    [Surface("HTTP, the program's own types")]
    public Task A_type_without_the_reason_gets_a_member_for_it() => Fix.Fixes(
        InBot("""
            using var response = await http.[|PostAsJsonAsync|](Url, new { model, tools = s_tools });
            var reply = await response.Content.ReadFromJsonAsync<Reply>();
            return reply!.Choices[0].Message.Content;
            """),
        InBot("""
            using var response = await http.PostAsJsonAsync(Url, new { model, tools = s_tools });
            var reply = await response.Content.ReadFromJsonAsync<Reply>();
            Choice choice = reply!.Choices[0];

            if (choice.FinishReason == "tool_calls")
            {
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
            }

            return choice.Message.Content;
            """).Replace(
            "public Message Message { get; set; } = new();",
            """
            public Message Message { get; set; } = new();

                [JsonPropertyName("finish_reason")]
                public string? FinishReason { get; set; }
            """),
        Loose);

    [Theory]
    [Surface("HTTP, JsonElement")]
    [InlineData("https://api.openai.com/v1/chat/completions", "tool_choice = \"required\", tools = s_tools", "GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty(\"content\")")]
    [InlineData("https://api.openai.com/v1/responses", "tools = new[] { new { type = \"function\", name = \"weather\" } }", "GetProperty(\"output\")[0].GetProperty(\"content\")[0].GetProperty(\"text\")")]
    public Task Where_no_reason_tells_of_calls_nothing_is_offered(string url, string tools, string text) => Fix.OffersNothing(
        InBot($$"""
            using var response = await http.[|PostAsJsonAsync|]("{{url}}", new { model, {{tools}} });
            var root = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            return root.{{text}}.GetString();
            """),
        Loose);

    private static string InBot(string body) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json.Linq;

        class Bot(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";

            private static readonly object[] s_tools = { new { type = "function", function = new { name = "get_weather" } } };

            private readonly List<JsonElement> _history = new();
            private readonly List<Reply> _replies = new();
            private JsonDocument? _last;

            public async Task<string?> AskAsync(object[] messages, string model, bool withTools, List<ToolDefinition> given, string chosen)
            {
                {{body.ReplaceLineEndings("\n        ").Replace("\n        \n", "\n\n")}}
            }

            private static object Tool(string name) => new { type = "function", function = new { name } };
        }

        class ChatRequest
        {
            [JsonPropertyName("model")]
            public string Model { get; set; } = "gpt-4o";

            [JsonPropertyName("tools")]
            public List<ToolDefinition> Tools { get; set; } = new();
        }

        class ToolDefinition
        {
            public string? Type { get; set; }

            public FunctionDefinition? Function { get; set; }
        }

        class FunctionDefinition
        {
            public string? Name { get; set; }
        }

        class Reply
        {
            [JsonPropertyName("choices")]
            public List<Choice> Choices { get; set; } = new();
        }

        class Choice
        {
            [JsonPropertyName("message")]
            public Message Message { get; set; } = new();
        }

        class Message
        {
            [JsonPropertyName("content")]
            public string? Content { get; set; }

            [JsonPropertyName("tool_calls")]
            public List<JsonElement>? ToolCalls { get; set; }
        }
        """;
}
