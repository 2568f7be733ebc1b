using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using ToolCalls = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.ToolCallsIgnoredAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The careful method of <see cref="CombinedChecksTests"/> on other surfaces: a blocked reply throws, a cut-off one is logged, and the text goes out together with
/// the reason and the tool calls.</summary>
public class CombinedChecksSurfaceTests
{
    private static readonly PackageSet WithAdapters = Packages.OpenAI + Packages.ExtensionsAI
        + Packages.Stub("Microsoft.Extensions.AI", Packages.ExtensionsAI) + Packages.Stub("Microsoft.Extensions.AI.OpenAI", Packages.OpenAI + Packages.ExtensionsAI);

    [Fact]
    [Surface("Microsoft.Extensions.AI")]
    public async Task A_response_is_followed_care_by_care()
    {
        const string blocked = "if (response.FinishReason == ChatFinishReason.ContentFilter) throw new InvalidOperationException(\"Blocked.\");";
        await PartlyChecked.Silent(Ask(blocked, "(response.Text, response.FinishReason, response.Messages)"), WithAdapters);
        await PartlyChecked.Reports(Ask("", "response.[|Text|]"), WithAdapters);
        await ToolCalls.Reports(Ask(blocked, "(response.Text, response.FinishReason)", "[|GetResponseAsync|]"), WithAdapters);

        static string Ask(string blocked, string returned, string call = "GetResponseAsync") => $$"""
            using Microsoft.Extensions.AI;

            class Bot(OpenAI.Chat.ChatClient chat, TextWriter log)
            {
                public async Task<object> AskAsync(List<ChatMessage> messages)
                {
                    IChatClient client = chat.AsIChatClient();
                    var response = await client.{{call}}(messages, new ChatOptions { Tools = new List<AITool> { AIFunctionFactory.Create(() => "sunny", "weather") } });
                    {{blocked}}
                    if (response.FinishReason == ChatFinishReason.Length)
                        log.WriteLine("The answer is cut off.");
                    return {{returned}};
                }
            }
            """;
    }

    [Fact]
    [Surface("OpenAI Responses")]
    public async Task A_result_is_followed_care_by_care()
    {
        const string blocked = "case ResponseStatus.Failed: throw new InvalidOperationException(\"Failed.\");";
        await PartlyChecked.Silent(Ask(blocked, "(response.GetOutputText(), response.Status, response.OutputItems)"));
        await PartlyChecked.Reports(Ask("", "response.[|GetOutputText|]()"), new() { OthersMaySpeak = true });
        await ToolCalls.Reports(Ask(blocked, "(response.GetOutputText(), response.Status)", "[|CreateResponseAsync|]"));

        static string Ask(string blocked, string returned, string call = "CreateResponseAsync") => $$"""
            #pragma warning disable OPENAI001
            using OpenAI.Responses;

            class Bot(ResponsesClient client, FunctionTool weather, TextWriter log)
            {
                public async Task<object> AskAsync(CreateResponseOptions given)
                {
                    ResponseResult response = await client.{{call}}(new CreateResponseOptions { Tools = { weather } });
                    switch (response.Status)
                    {
                        {{blocked}}
                        case ResponseStatus.Incomplete:
                            log.WriteLine("The answer is cut off.");
                            break;
                    }

                    return {{returned}};
                }
            }
            """;
    }

    [Fact]
    [Surface("Anthropic")]
    public async Task A_message_is_followed_care_by_care()
    {
        const string blocked = "if (message.StopReason == StopReason.Refusal) throw new InvalidOperationException(\"Blocked.\");";
        await PartlyChecked.Silent(Ask(blocked, "(text, message.StopReason, message.Content)"), Packages.Anthropic);
        await PartlyChecked.Reports(Ask("", "text").Replace("block.Text", "block.[|Text|]"), new() { Packages = Packages.Anthropic, OthersMaySpeak = true });
        await ToolCalls.Reports(Ask(blocked, "(text, message.StopReason)", "[|Create|]"), Packages.Anthropic);

        static string Ask(string blocked, string returned, string call = "Create") => $$"""
            using Anthropic;
            using Anthropic.Models.Messages;

            class Bot(IAnthropicClient client, Tool weather, TextWriter log)
            {
                public async Task<object?> AskAsync(List<MessageParam> messages)
                {
                    var message = await client.Messages.{{call}}(new MessageCreateParams { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = messages, Tools = new ToolUnion[] { weather } });
                    {{blocked}}
                    if (message.StopReason == StopReason.MaxTokens)
                        log.WriteLine("The answer is cut off.");
                    string text = "";
                    foreach (var part in message.Content)
                    {
                        if (part.TryPickText(out var block))
                            text += block.Text;
                    }

                    return {{returned}};
                }
            }
            """;
    }

    [Fact]
    [Surface("HTTP, JsonElement")]
    public async Task A_reply_of_JSON_is_followed_care_by_care()
    {
        const string blocked = "if (reason == \"content_filter\") throw new InvalidOperationException(\"Blocked.\");";
        const string text = "choice.GetProperty(\"message\").GetProperty(\"content\").GetString()";
        await PartlyChecked.Silent(Ask(blocked, $"({text} ?? \"\", reason, choice.GetProperty(\"message\").Clone())"));
        await PartlyChecked.Reports(Ask("", text.Replace("\"content\"", "[|\"content\"|]")), new() { OthersMaySpeak = true });
        await ToolCalls.Reports(Ask(blocked, $"({text} ?? \"\", reason)", "[|PostAsJsonAsync|]"));

        static string Ask(string blocked, string returned, string call = "PostAsJsonAsync") => $$"""
            using System.Net.Http.Json;
            using System.Text.Json;

            class Bot(HttpClient http, TextWriter log)
            {
                public async Task<object?> AskAsync(object[] messages)
                {
                    var request = new { model = "gpt-4o", messages, tools = new[] { new { type = "function", function = new { name = "weather" } } } };
                    using var response = await http.{{call}}("https://api.openai.com/v1/chat/completions", request);
                    if (!response.IsSuccessStatusCode)
                        throw new HttpRequestException(await response.Content.ReadAsStringAsync());
                    using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                    var choice = document.RootElement.GetProperty("choices")[0];
                    var reason = choice.GetProperty("finish_reason").GetString();
                    {{blocked}}
                    if (reason == "length")
                        log.WriteLine("The answer is cut off.");
                    return {{returned}};
                }
            }
            """;
    }
}
