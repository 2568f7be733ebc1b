using AiApi.Analyzers.Completions;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Completions;

namespace AiApi.Behavior.Tests.Completions;

/// <summary>AIAPI1004 to AIAPI1007: before the fix a program trips over an answer, or ignores it, without a word of what the model said; after it, it says so.</summary>
public class OutputBehaviorTests
{
    private static readonly Trial[] Trials =
    [
        new("OpenAI chat, refusals", new RefusalIndexAnalyzer(), new RefusalIndexFix(), RefusalIndexFix.ThrowWhenRefused)
        {
            Usings = ["OpenAI.Chat"],
            Frame = Frames.OpenAIChat,
            Ends = [Completion.Refused],
            Keeps = Completion.AllBut(Completion.Refused),
            IsRight = Says(Completion.RefusalText),
            Programs =
            {
                ["an index"] = "return completion.Content[0].Text;",
                ["the first part, after a check of the reason"] =
                    """
                    if (completion.FinishReason != ChatFinishReason.Stop)
                        return null;
                    return completion.Content.First().Text;
                    """,
                ["an index in a condition"] =
                    """
                    if (completion.Content[0].Text.Length > 20)
                        return completion.Content[0].Text;
                    return "";
                    """,
            },
        },
        new("OpenAI chat, JSON", new MalformedOutputAnalyzer(), new MalformedOutputFix(), MalformedOutputFix.ThrowWithOutput)
        {
            Usings = ["OpenAI.Chat"],
            Frame = Frames.OpenAIChat,
            Ends = [Completion.MalformedJson, Completion.Length],
            Keeps = [Completion.Json, Completion.Refused, Completion.ToolCalls, Completion.NoChoices],
            IsRight = SaysTheText,
            Programs =
            {
                ["a document in a variable"] =
                    """
                    var text = completion.Content.FirstOrDefault()?.Text ?? "{}";
                    using var document = JsonDocument.Parse(text);
                    return document.RootElement.TryGetProperty("capital", out var capital) ? capital.GetString() : "nothing";
                    """,
                ["a returned value"] = """return JsonSerializer.Deserialize<Dictionary<string, string>>(completion.Content[0].Text)!["capital"];""",
                ["a trimmed text"] =
                    """
                    var answer = System.Text.Json.Nodes.JsonNode.Parse(completion.Content[0].Text.Trim());
                    return (string?)answer?["capital"];
                    """,
            },
        },
        new("Microsoft.Extensions.AI, JSON", new MalformedOutputAnalyzer(), new MalformedOutputFix(), MalformedOutputFix.ThrowWithOutput)
        {
            Usings = ["Microsoft.Extensions.AI"],
            Frame = Frames.ExtensionsAI,
            Ends = [Completion.MalformedJson, Completion.Length],
            Keeps = [Completion.Json],
            IsRight = SaysTheText,
            Programs =
            {
                ["a document in a variable"] =
                    """
                    using var document = JsonDocument.Parse(response.Text);
                    return document.RootElement.GetProperty("capital").GetString();
                    """,
                ["a returned value"] = """return JsonSerializer.Deserialize<Dictionary<string, string>>(response.Text)!["capital"];""",
                ["a Newtonsoft object"] =
                    """
                    var answer = Newtonsoft.Json.Linq.JObject.Parse(response.Messages.Last().Text);
                    return (string?)answer["capital"];
                    """,
            },
        },
        new("HTTP, JSON", new MalformedOutputAnalyzer(), new MalformedOutputFix(), MalformedOutputFix.ThrowWithOutput)
        {
            Frame = static body => Frames.Http(
                $$"""
                using var reply = JsonDocument.Parse(json);
                var text = reply.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
                {{body}}
                """),
            Ends = [Completion.MalformedJson, Completion.Length],
            Keeps = [Completion.Json, Completion.ToolCalls, Completion.NoChoices],
            IsRight = SaysTheText,
            Programs =
            {
                ["a document in a variable"] =
                    """
                    using var document = JsonDocument.Parse(text);
                    return document.RootElement.GetProperty("capital").GetString();
                    """,
                ["a returned value"] = """return JsonSerializer.Deserialize<Dictionary<string, string>>(text)!["capital"];""",
                ["a node"] = """return (string?)System.Text.Json.Nodes.JsonNode.Parse(text)!["capital"];""",
            },
        },
        new("OpenAI chat, words", new UnexpectedOutputAnalyzer(), new UnexpectedOutputFix(), UnexpectedOutputFix.ThrowWithOutput)
        {
            Usings = ["OpenAI.Chat"],
            Frame = static body => $$"""
                private static string? s_said;

                public static async Task<string?> AskAsync(ChatClient client)
                {
                    s_said = null;
                    await SayAsync(client);
                    return s_said;
                }

                private static async Task SayAsync(ChatClient client)
                {
                    ChatCompletion completion = await client.CompleteChatAsync("Is Paris the capital of France? yes or no.");
                    {{body}}
                }

                private static void Say(string city) => s_said = city;

                public enum Capital { Yes, No }
                """,
            Ends = [Completion.Stop],
            Keeps = [Completion.Word, Completion.Refused, Completion.ToolCalls, Completion.NoChoices],
            IsRight = SaysTheText,
            Programs =
            {
                ["a switch"] =
                    """
                    switch (completion.Content[0].Text)
                    {
                        case "yes":
                            Say("Paris");
                            break;
                        case "no":
                            Say("Rome");
                            break;
                    }
                    """,
                ["a chain"] =
                    """
                    if (completion.Content[0].Text == "yes")
                        Say("Paris");
                    else if (completion.Content[0].Text == "no")
                        Say("Rome");
                    """,
                ["an enum"] = """Say(Enum.Parse<Capital>(completion.Content[0].Text, true).ToString());""",
            },
        },
        new("OpenAI chat, numbers", new UnexpectedOutputAnalyzer(), new UnexpectedOutputFix(), UnexpectedOutputFix.ThrowWithOutput)
        {
            Usings = ["OpenAI.Chat", "System.Globalization"],
            Frame = Frames.OpenAIChat,
            Ends = [Completion.Stop, Completion.Word],
            Keeps = [Completion.Number, Completion.Refused, Completion.ToolCalls, Completion.NoChoices],
            IsRight = SaysTheText,
            Programs =
            {
                ["a whole number"] = "return (int.Parse(completion.Content[0].Text, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);",
                ["a fraction in a variable"] =
                    """
                    var number = double.Parse(completion.Content[0].Text.Trim(), CultureInfo.InvariantCulture);
                    return number.ToString("F1", CultureInfo.InvariantCulture);
                    """,
                ["a number in a condition"] =
                    """
                    if (int.Parse(completion.Content[0].Text) > 40)
                        return "many";
                    return "few";
                    """,
            },
        },
        new("Microsoft.Extensions.AI, words", new UnexpectedOutputAnalyzer(), new UnexpectedOutputFix(), UnexpectedOutputFix.ThrowWithOutput)
        {
            Usings = ["Microsoft.Extensions.AI"],
            Frame = static body => $$"""
                private static string? s_said;

                public static async Task<string?> AskAsync(IChatClient client)
                {
                    s_said = null;
                    await SayAsync(client);
                    return s_said;
                }

                private static async Task SayAsync(IChatClient client)
                {
                    var response = await client.GetResponseAsync("Is Paris the capital of France? yes or no.");
                    {{body}}
                }

                private static void Say(string city) => s_said = city;
                """,
            Ends = [Completion.Stop],
            Keeps = [Completion.Word],
            IsRight = SaysTheText,
            Programs =
            {
                ["a switch"] =
                    """
                    switch (response.Text.Trim().ToLowerInvariant())
                    {
                        case "yes":
                            Say("Paris");
                            break;
                        case "no":
                            Say("Rome");
                            break;
                    }
                    """,
                ["a chain"] =
                    """
                    var text = response.Text;
                    if (text == "yes")
                    {
                        Say("Paris");
                    }
                    else if (text == "no")
                    {
                        Say("Rome");
                    }
                    """,
                ["a flag"] = """Say(bool.Parse(response.Text.Replace("yes", "true")) ? "Paris" : "Rome");""",
            },
        },
        new("OpenAI chat, tools", new ToolCallsIgnoredAnalyzer(), new ToolCallsIgnoredFix(), ToolCallsIgnoredFix.HandleToolCalls)
        {
            Usings = ["OpenAI.Chat"],
            Frame = static body => $$"""
                public static async Task<string?> AskAsync(ChatClient client)
                {
                    var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("atlas") } };
                    ChatCompletion completion = await client.CompleteChatAsync(new ChatMessage[] { "What is the capital of France?" }, options);
                    {{body}}
                }
                """,
            Ends = [Completion.ToolCalls],
            Keeps = Completion.AllBut(Completion.ToolCalls),
            IsRight = Says("run the requested tools"),
            Programs =
            {
                ["an index"] = "return completion.Content[0].Text;",
                ["joined parts"] = "return string.Concat(completion.Content.Select(part => part.Text));",
                ["a check of the other reasons"] =
                    """
                    if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter)
                        return null;
                    return completion.Content.FirstOrDefault()?.Text ?? "";
                    """,
            },
        },
        new("OpenAI Responses, tools", new ToolCallsIgnoredAnalyzer(), new ToolCallsIgnoredFix(), ToolCallsIgnoredFix.HandleToolCalls)
        {
            Usings = ["OpenAI.Responses"],
            Frame = static body => $$"""
                public static async Task<string?> AskAsync(ResponsesClient client)
                {
                    var options = new CreateResponseOptions("gpt-4o", new[] { ResponseItem.CreateUserMessageItem("What is the capital of France?") })
                    {
                        Tools = { ResponseTool.CreateFunctionTool("atlas", BinaryData.FromString("{}"), false) },
                    };
                    ResponseResult response = await client.CreateResponseAsync(options);
                    {{body}}
                }
                """,
            Ends = [Completion.ToolCalls],
            Keeps = [Completion.Stop, .. Completion.CutOffOrBlocked, Completion.Refused, Completion.NoChoices],
            IsRight = Says("run the requested tools"),
            Programs =
            {
                ["the text, or none"] = """return response.GetOutputText() ?? "";""",
                ["a check of the status"] =
                    """
                    if (response.Status != ResponseStatus.Completed)
                        return null;
                    return response.GetOutputText() ?? "nothing";
                    """,
                ["a length"] = """return (response.GetOutputText() ?? "").Length > 9 ? response.GetOutputText() : "short";""",
            },
        },
        new("Anthropic, tools", new ToolCallsIgnoredAnalyzer(), new ToolCallsIgnoredFix(), ToolCallsIgnoredFix.HandleToolCalls)
        {
            Usings = ["Anthropic", "Anthropic.Models.Messages"],
            Frame = static body => $$"""
                public static async Task<string?> AskAsync(AnthropicClient client)
                {
                    var request = new MessageCreateParams
                    {
                        Model = "claude-sonnet-4-5",
                        MaxTokens = 99,
                        Messages = new MessageParam[] { new UserMessageParam { Content = "What is the capital of France?" } },
                        Tools = new ToolUnion[] { new Tool { Name = "atlas", InputSchema = new() } },
                    };
                    Message message = await client.Messages.Create(request);
                    {{body}}
                }
                """,
            Ends = [Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.StopSequence, .. Completion.CutOffOrBlocked, Completion.Refused],
            IsRight = Says("run the requested tools"),
            Programs =
            {
                ["the first block"] = """return message.Content[0].TryPickText(out var text) ? text.Text : "";""",
                ["joined texts"] = "return string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.Text));",
                ["a check of the other reasons"] =
                    """
                    if (message.StopReason == StopReason.MaxTokens || message.StopReason == StopReason.Refusal)
                        return null;
                    return string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : ""));
                    """,
            },
        },
    ];

    public static IEnumerable<object[]> Rows => Trial.Rows(Trials);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_fix_ends_the_failure_and_nothing_else(string surface, string program, string action) => Trial.AssertAsync(Trials, surface, program, action);

    private static Func<Scenario, Seen, bool> Says(string text) =>
        (_, seen) => seen.Exception == nameof(InvalidOperationException) && seen.Message!.Contains(text);

    private static bool SaysTheText(Scenario scenario, Seen seen) => Says(((Completion)scenario).Text!)(scenario, seen);
}
