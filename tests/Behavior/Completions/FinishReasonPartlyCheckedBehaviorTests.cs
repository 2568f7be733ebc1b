using AiApi.Analyzers.Completions;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Completions;
using static AiApi.CodeFixes.Completions.FinishReasonPartlyCheckedFix;

namespace AiApi.Behavior.Tests.Completions;

/// <summary>AIAPI1002: a check that lets some answers through that are not complete.</summary>
public class FinishReasonPartlyCheckedBehaviorTests
{
    private static readonly Trial[] Trials =
    [
        new("OpenAI chat", new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), CheckMissingReasons)
        {
            Usings = ["OpenAI.Chat"],
            Frame = Frames.OpenAIChat,
            Ends = [Completion.Length],
            Keeps = [Completion.Stop, .. Completion.Filtered, Completion.Refused, Completion.ToolCalls, Completion.NoChoices, Completion.UnknownReason],
            Programs =
            {
                ["a comparison that throws"] =
                    """
                    if (completion.FinishReason == ChatFinishReason.ContentFilter)
                        throw new InvalidOperationException();
                    return completion.Content[0].Text;
                    """,
                ["a comparison that returns null"] =
                    """
                    if (completion.FinishReason is ChatFinishReason.ContentFilter)
                        return null;
                    return completion.Content[0].Text;
                    """,
                ["a message about the filter"] =
                    """
                    if (completion.FinishReason == ChatFinishReason.ContentFilter)
                        throw new InvalidOperationException("The filter was at work.");
                    return completion.Content[0].Text;
                    """,
                ["a switch statement"] =
                    """
                    switch (completion.FinishReason)
                    {
                        case ChatFinishReason.ContentFilter:
                            return null;
                        default:
                            return completion.Content[0].Text;
                    }
                    """,
                ["a switch expression"] =
                    """
                    return completion.FinishReason switch
                    {
                        ChatFinishReason.ContentFilter => throw new InvalidOperationException("Filtered."),
                        _ => completion.Content[0].Text,
                    };
                    """,
                ["the wrong reasons taken for good"] =
                    """
                    return completion.FinishReason is ChatFinishReason.Stop or ChatFinishReason.Length ? completion.Content[0].Text : null;
                    """,
                ["a bool"] =
                    """
                    var filtered = completion.FinishReason == ChatFinishReason.ContentFilter;
                    if (filtered)
                        return null;
                    return completion.Content[0].Text;
                    """,
            },
        },
        new("OpenAI chat, cut-off answers only", new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), CheckMissingReasons)
        {
            Usings = ["OpenAI.Chat"],
            Frame = Frames.OpenAIChat,
            Ends = Completion.Filtered,
            Keeps = [Completion.Stop, Completion.Length, Completion.Refused, Completion.ToolCalls, Completion.NoChoices],
            Programs =
            {
                ["a comparison"] =
                    """
                    if (completion.FinishReason == ChatFinishReason.Length)
                        throw new InvalidOperationException("Too long.");
                    return completion.Content[0].Text;
                    """,
                ["a switch expression"] =
                    """
                    return completion.FinishReason switch
                    {
                        ChatFinishReason.Length => null,
                        _ => string.Concat(completion.Content.Select(part => part.Text)),
                    };
                    """,
                ["a switch statement"] =
                    """
                    switch (completion.FinishReason)
                    {
                        case ChatFinishReason.Length:
                            return null;
                        default:
                            return completion.Content[0].Text;
                    }
                    """,
            },
        },
        new("OpenAI Responses", new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), CheckMissingReasons)
        {
            Usings = ["OpenAI.Responses"],
            Frame = Frames.OpenAIResponses,
            Ends = [Completion.Length, .. Completion.Filtered],
            Keeps = [Completion.Stop, Completion.Refused, Completion.ToolCalls, Completion.NoChoices],
            Programs =
            {
                ["a comparison"] =
                    """
                    if (response.Status == ResponseStatus.Failed)
                        return null;
                    return response.GetOutputText() ?? "";
                    """,
                ["a look at the error"] =
                    """
                    if (response.Error is not null)
                        throw new InvalidOperationException(response.Error.Message);
                    return response.GetOutputText() ?? "";
                    """,
                ["a switch statement"] =
                    """
                    switch (response.Status)
                    {
                        case ResponseStatus.Failed:
                            return null;
                        default:
                            return response.GetOutputText() ?? "";
                    }
                    """,
            },
        },
        new("Microsoft.Extensions.AI", new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), CheckMissingReasons)
        {
            Usings = ["Microsoft.Extensions.AI"],
            Frame = Frames.ExtensionsAI,
            Ends = [Completion.Length, Completion.WindowExceeded],
            Keeps = [Completion.Stop, Completion.StopSequence, Completion.NoReason, .. Completion.Filtered, Completion.Refused, Completion.ToolCalls],
            Programs =
            {
                ["a comparison"] =
                    """
                    if (response.FinishReason == ChatFinishReason.ContentFilter)
                        return null;
                    return response.Text;
                    """,
                ["a conditional expression"] = "return response.FinishReason == ChatFinishReason.ContentFilter ? null : response.Text;",
                ["a comparison of the text"] =
                    """
                    if (response.FinishReason?.Value == "content_filter")
                        throw new InvalidOperationException("Filtered.");
                    return response.Text;
                    """,
            },
        },
        new("Anthropic", new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), CheckMissingReasons)
        {
            Usings = ["Anthropic", "Anthropic.Models.Messages"],
            Frame = Frames.Anthropic,
            Ends = [.. Completion.Filtered, Completion.Refused],
            Keeps = [Completion.Stop, Completion.StopSequence, Completion.Length, Completion.ToolCalls],
            Programs =
            {
                ["a comparison"] =
                    """
                    if (message.StopReason == StopReason.MaxTokens)
                        return null;
                    return string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.Text));
                    """,
                ["a comparison of the word"] =
                    """
                    if (message.StopReason?.Raw() == "max_tokens")
                        return null;
                    return string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.Text));
                    """,
                ["a switch statement"] =
                    """
                    switch (message.StopReason?.Value())
                    {
                        case StopReason.MaxTokens:
                            throw new InvalidOperationException("Too long.");
                    }

                    return string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.Text));
                    """,
            },
        },
        new("Azure.AI.OpenAI 1.0 beta", new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), CheckMissingReasons)
        {
            Usings = ["Azure.AI.OpenAI"],
            Frame = Frames.AzureOpenAI,
            Ends = [Completion.Length],
            Keeps = [Completion.Stop, .. Completion.Filtered, Completion.ToolCalls, Completion.NoChoices],
            Programs =
            {
                ["a comparison"] =
                    """
                    if (completions.Choices[0].FinishReason == CompletionsFinishReason.ContentFiltered)
                        return null;
                    return completions.Choices[0].Message.Content ?? "";
                    """,
                ["a comparison of a choice in a variable"] =
                    """
                    ChatChoice choice = completions.Choices[0];
                    if (choice.FinishReason == "content_filter")
                        return null;
                    return choice.Message.Content ?? "";
                    """,
                ["a conditional expression"] =
                    """return completions.Choices[0].FinishReason == CompletionsFinishReason.ContentFiltered ? null : completions.Choices[0].Message.Content ?? "";""",
            },
        },
        new("HTTP, JsonElement", new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), CheckMissingReasons)
        {
            Frame = Frames.Http,
            Ends = [Completion.Length],
            Keeps = [Completion.Stop, .. Completion.Filtered, Completion.ToolCalls, Completion.NoChoices],
            Programs =
            {
                ["a comparison"] =
                    """
                    var choice = JsonSerializer.Deserialize<JsonElement>(json).GetProperty("choices")[0];
                    if (choice.GetProperty("finish_reason").GetString() == "content_filter")
                        return null;
                    return choice.GetProperty("message").GetProperty("content").GetString() ?? "";
                    """,
                ["a pattern"] =
                    """
                    var choice = JsonSerializer.Deserialize<JsonElement>(json).GetProperty("choices")[0];
                    return choice.GetProperty("finish_reason").GetString() is not "content_filter" ? choice.GetProperty("message").GetProperty("content").GetString() ?? "" : null;
                    """,
                ["a switch statement"] =
                    """
                    var choice = JsonSerializer.Deserialize<JsonElement>(json).GetProperty("choices")[0];
                    switch (choice.GetProperty("finish_reason").GetString())
                    {
                        case "content_filter":
                            return null;
                        default:
                            return choice.GetProperty("message").GetProperty("content").GetString() ?? "";
                    }
                    """,
            },
        },
    ];

    public static IEnumerable<object[]> Rows => Trial.Rows(Trials);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_fix_ends_the_failure_and_nothing_else(string surface, string program, string action) => Trial.AssertAsync(Trials, surface, program, action);
}
