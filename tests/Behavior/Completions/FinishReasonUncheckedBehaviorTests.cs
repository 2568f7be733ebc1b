using AiApi.Analyzers.Completions;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Completions;
using static AiApi.CodeFixes.Completions.FinishReasonUncheckedFix;

namespace AiApi.Behavior.Tests.Completions;

/// <summary>AIAPI1001: before the fix a program takes half an answer for a whole one, or trips over a missing one; after it, it says so.</summary>
public class FinishReasonUncheckedBehaviorTests
{
    private static readonly Trial[] Trials =
    [
        new("OpenAI chat", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["OpenAI.Chat"],
            Ends = [.. Completion.CutOffOrBlocked, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.Refused, Completion.NoChoices, Completion.UnknownReason],
            Programs =
            {
                ["indexes the content of a variable"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        ChatCompletion completion = await client.CompleteChatAsync("What is the capital of France?");
                        return completion.Content[0].Text;
                    }
                    """,
                ["reads at once in an expression body"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client) =>
                        string.Concat("", (await client.CompleteChatAsync("What is the capital of France?")).Value.Content[0].Text);
                    """,
                ["tolerates a missing text"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        var result = await client.CompleteChatAsync("What is the capital of France?");
                        return string.Concat(result.Value.Content.Select(part => part.Text));
                    }
                    """,
                ["asks again after any exception"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        ChatCompletion? completion = null;
                        for (var attempt = 0; attempt < 3; attempt++)
                        {
                            try
                            {
                                completion = await client.CompleteChatAsync("What is the capital of France?");
                                break;
                            }
                            catch (Exception)
                            {
                                await Task.Delay(1);
                            }
                        }

                        return completion!.Content[0].Text;
                    }
                    """,
                ["asks where nothing is cached"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        string? cached = null;
                        return cached ?? (await client.CompleteChatAsync("What is the capital of France?")).Value.Content[0].Text;
                    }
                    """,
                ["asks in a query"] =
                    """
                    public static Task<string?> AskAsync(ChatClient client)
                    {
                        var answers = from question in new[] { "What is the capital of France?" } select client.CompleteChat(question).Value.Content[0].Text;
                        return Task.FromResult<string?>(answers.Single());
                    }
                    """,
                ["asks in the condition of a loop"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        var answers = new List<string>();
                        while ((await client.CompleteChatAsync("What is the capital of France?")).Value.Content[0].Text is var text && answers.Count < 1)
                        {
                            answers.Add(text);
                        }

                        return answers[0];
                    }
                    """,
            },
        },
        new("OpenAI chat with tools", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["OpenAI.Chat"],
            Ends = Completion.CutOffOrBlocked,
            Keeps = [Completion.ToolCalls, Completion.Stop, Completion.Refused, Completion.NoChoices],
            Programs =
            {
                ["runs the tool and asks again"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        var options = new ChatCompletionOptions();
                        options.Tools.Add(ChatTool.CreateFunctionTool("atlas"));
                        var messages = new List<ChatMessage> { "What is the capital of France?" };
                        ChatCompletion completion = await client.CompleteChatAsync(messages, options);
                        if (completion.ToolCalls.Count > 0)
                        {
                            messages.Add(new AssistantChatMessage(completion));
                            messages.Add(new ToolChatMessage(completion.ToolCalls[0].Id, "Paris"));
                            completion = await client.CompleteChatAsync(messages, options);
                        }

                        return completion.Content[0].Text;
                    }
                    """,
            },
        },
        new("OpenAI Responses", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["OpenAI.Responses"],
            Frame = Frames.OpenAIResponses,
            Ends = [Completion.Length, .. Completion.Filtered, Completion.NoChoices],
            Keeps = [Completion.Stop, Completion.Refused, Completion.ToolCalls, Completion.UnknownReason],
            Programs =
            {
                ["takes the text, or none"] = """return response.GetOutputText() ?? "";""",
                ["prints it into a text"] = """return $"{response.GetOutputText()}";""",
                ["walks through the items"] =
                    """
                    var text = "";
                    foreach (var item in response.OutputItems.OfType<MessageResponseItem>())
                    {
                        foreach (var part in item.Content)
                            text += part.Text;
                    }

                    return text;
                    """,
            },
        },
        new("Microsoft.Extensions.AI", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["Microsoft.Extensions.AI"],
            Frame = Frames.ExtensionsAI,
            Ends = [Completion.Length, Completion.WindowExceeded, .. Completion.Filtered, Completion.Refused, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.StopSequence, Completion.NoReason],
            Programs =
            {
                ["takes the text"] = "return response.Text;",
                ["takes the text of the last message"] = "return response.Messages.Last().Text;",
                ["takes it as text"] = "return response.ToString();",
                ["asks in a condition"] = """return response.Text.Length == 0 ? "nothing" : response.Text;""",
            },
        },
        new("Anthropic", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["Anthropic", "Anthropic.Models.Messages"],
            Frame = Frames.Anthropic,
            Ends = [Completion.Length, Completion.WindowExceeded, .. Completion.Filtered, Completion.Refused, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.StopSequence],
            Programs =
            {
                ["takes the first block"] = """return message.Content[0].TryPickText(out var text) ? text.Text : "";""",
                ["walks through the blocks"] =
                    """
                    foreach (var block in message.Content)
                    {
                        if (block.TryPickText(out var text))
                            return text.Text;
                    }

                    return "";
                    """,
                ["joins the texts"] = "return string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.Text));",
            },
        },
        new("Azure.AI.OpenAI 1.0 beta", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["Azure.AI.OpenAI"],
            Frame = Frames.AzureOpenAI,
            Ends = [.. Completion.CutOffOrBlocked, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.NoChoices],
            Programs =
            {
                ["indexes the choices"] = """return completions.Choices[0].Message.Content ?? "";""",
                ["keeps a choice in a variable"] =
                    """
                    ChatChoice choice = completions.Choices[0];
                    return choice.Message.Content ?? "";
                    """,
                ["joins the choices, if there are any"] =
                    """
                    if (completions.Choices.Count == 0)
                        return "nothing";
                    return string.Concat(completions.Choices.Select(choice => choice.Message.Content));
                    """,
            },
        },
        new("HTTP, JsonElement", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Frame = Frames.Http,
            Ends = [.. Completion.CutOffOrBlocked, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.NoChoices],
            Programs =
            {
                ["walks down to the text"] =
                    """
                    using var document = JsonDocument.Parse(json);
                    return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString() ?? "";
                    """,
                ["keeps the message in a variable"] =
                    """
                    using var document = JsonDocument.Parse(json);
                    var message = document.RootElement.GetProperty("choices")[0].GetProperty("message");
                    return message.TryGetProperty("content", out var content) ? content.GetString() ?? "" : "";
                    """,
                ["reads every choice"] =
                    """
                    var answer = "";
                    var reply = JsonSerializer.Deserialize<JsonElement>(json);
                    foreach (var choice in reply.GetProperty("choices").EnumerateArray())
                        answer += choice.GetProperty("message").GetProperty("content").GetString();
                    return answer;
                    """,
            },
        },
        new("HTTP, JsonNode", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Frame = Frames.Http,
            Ends = [.. Completion.CutOffOrBlocked, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.NoChoices],
            Programs =
            {
                ["walks down to the text"] =
                    """return System.Text.Json.Nodes.JsonNode.Parse(json)!["choices"]![0]!["message"]!["content"]?.GetValue<string>() ?? "";""",
                ["keeps the choice in a variable"] =
                    """
                    var choice = System.Text.Json.Nodes.JsonNode.Parse(json)!["choices"]![0]!;
                    return $"{choice["message"]!["content"]}";
                    """,
                ["converts the text"] =
                    """
                    var reply = System.Text.Json.Nodes.JsonNode.Parse(json)!;
                    var text = (string?)reply["choices"]![0]!["message"]!["content"];
                    return text ?? "";
                    """,
            },
        },
        new("HTTP, Newtonsoft.Json", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["Newtonsoft.Json.Linq"],
            Frame = Frames.Http,
            Ends = [.. Completion.CutOffOrBlocked, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.NoChoices],
            Programs =
            {
                ["walks down to the text"] = """return (string?)JObject.Parse(json)["choices"]![0]!["message"]!["content"] ?? "";""",
                ["keeps the choice in a variable"] =
                    """
                    var choice = JObject.Parse(json)["choices"]![0]!;
                    return choice["message"]!.Value<string>("content") ?? "";
                    """,
                ["asks a dynamic object"] =
                    """
                    dynamic reply = Newtonsoft.Json.JsonConvert.DeserializeObject(json)!;
                    return (string?)reply.choices[0].message.content ?? "";
                    """,
            },
        },
        new("HTTP, the program's own types", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Usings = ["System.Text.Json.Serialization"],
            Frame = static body => $$"""
                {{Frames.Http(body)}}

                public record Reply([property: JsonPropertyName("choices")] List<Choice> Choices);

                public record Choice([property: JsonPropertyName("message")] Text Message, [property: JsonPropertyName("finish_reason")] string? FinishReason);

                public record Text([property: JsonPropertyName("content")] string? Content);
                """,
            Ends = [.. Completion.CutOffOrBlocked, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.NoChoices],
            Programs =
            {
                ["indexes the choices"] = """return JsonSerializer.Deserialize<Reply>(json)!.Choices[0].Message.Content ?? "";""",
                ["keeps the reply in a variable"] =
                    """
                    var reply = JsonSerializer.Deserialize<Reply>(json)!;
                    var text = reply.Choices.First().Message.Content;
                    return text ?? "";
                    """,
                ["reads every choice"] =
                    """
                    var answer = "";
                    foreach (var choice in JsonSerializer.Deserialize<Reply>(json)!.Choices)
                        answer += choice.Message.Content;
                    return answer;
                    """,
            },
        },
    ];

    public static IEnumerable<object[]> Rows => Trial.Rows(Trials);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_fix_ends_the_failure_and_nothing_else(string surface, string program, string action) => Trial.AssertAsync(Trials, surface, program, action);
}
