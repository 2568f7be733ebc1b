using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonPartlyCheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The fix of AIAPI1002: the check that is there is extended where what it does suits the missing reasons, else a guard stands beside it.</summary>
public class FinishReasonPartlyCheckedFixTests : FinishReasonFixTests
{
    [Theory]
    [InlineData("==", "is ChatFinishReason.ContentFilter or")]
    [InlineData("is", "is ChatFinishReason.ContentFilter or")]
    public Task A_comparison_becomes_a_pattern_of_both(string before, string after) => Fixes(
        $"""
        if (completion.FinishReason {before} ChatFinishReason.ContentFilter)
            throw new InvalidOperationException($"No answer: {"{"}completion.FinishReason{"}"}.");
        return completion.[|Content|][0].Text;
        """,
        $"""
        if (completion.FinishReason {after} ChatFinishReason.Length)
            throw new InvalidOperationException($"No answer: {"{"}completion.FinishReason{"}"}.");
        return completion.Content[0].Text;
        """);

    [Fact]
    public Task An_alternative_of_a_condition_is_extended() => Fixes(
        """
        if (messages.Count == 0 || completion.FinishReason == ChatFinishReason.Length)
        {
            return null; // try again
        }

        return completion.[|Content|][0].Text;
        """,
        """
        if (messages.Count == 0 || completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter)
        {
            return null; // try again
        }

        return completion.Content[0].Text;
        """);

    [Fact]
    public Task A_conditional_expression_is_extended() => Fixes(
        """
        return completion.FinishReason == ChatFinishReason.Length ? null : completion.[|Content|][0].Text;
        """,
        """
        return completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter ? null : completion.Content[0].Text;
        """);

    [Fact]
    public Task CSharp_7_gets_no_patterns() => Fixes(
        """
        if (completion.FinishReason == ChatFinishReason.Length)
            return null;
        return completion.[|Content|][0].Text;
        """,
        """
        if (completion.FinishReason == ChatFinishReason.Length || completion.FinishReason == ChatFinishReason.ContentFilter)
            return null;
        return completion.Content[0].Text;
        """,
        CSharp7);

    [Fact]
    public Task A_section_that_returns_gets_a_label() => Fixes(
        """
        switch (completion.FinishReason)
        {
            case ChatFinishReason.ContentFilter:
                return null;
            default:
                return completion.[|Content|][0].Text;
        }
        """,
        """
        switch (completion.FinishReason)
        {
            case ChatFinishReason.ContentFilter:
            case ChatFinishReason.Length:
                return null;
            default:
                return completion.Content[0].Text;
        }
        """);

    [Fact]
    public Task A_section_that_speaks_of_its_reason_gets_a_neighbour() => Fixes(
        """
        switch (completion.FinishReason)
        {
            case ChatFinishReason.Length:
                throw new InvalidOperationException("Too long.");
            case ChatFinishReason.ToolCalls:
                throw new NotSupportedException();
        }

        return completion.[|Content|][0].Text;
        """,
        """
        switch (completion.FinishReason)
        {
            case ChatFinishReason.Length:
                throw new InvalidOperationException("Too long.");
            case ChatFinishReason.ToolCalls:
                throw new NotSupportedException();
            case ChatFinishReason.ContentFilter:
                throw new InvalidOperationException("The model's answer ended with ContentFilter: rephrase the prompt.");
        }

        return completion.Content[0].Text;
        """);

    [Fact]
    public Task An_arm_that_suits_takes_the_reason_in() => Fixes(
        """
        return completion.FinishReason switch { ChatFinishReason.ContentFilter => null, _ => completion.[|Content|][0].Text };
        """,
        """
        return completion.FinishReason switch { ChatFinishReason.ContentFilter or ChatFinishReason.Length => null, _ => completion.Content[0].Text };
        """);

    [Fact]
    public Task An_arm_that_speaks_of_its_reason_gets_a_neighbour() => Fixes(
        """
        return completion.FinishReason switch
        {
            ChatFinishReason.ContentFilter => throw new InvalidOperationException("Filtered."), // never mind
            _ => completion.[|Content|][0].Text,
        };
        """,
        """
        return completion.FinishReason switch
        {
            ChatFinishReason.ContentFilter => throw new InvalidOperationException("Filtered."), // never mind
            ChatFinishReason.Length => throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt."),
            _ => completion.Content[0].Text,
        };
        """);

    [Fact]
    public Task A_branch_that_speaks_of_its_reason_gets_a_guard_beside_it() => Fixes(
        """
        if (completion.FinishReason == ChatFinishReason.ContentFilter)
            throw new InvalidOperationException("Blocked by the content filter.");
        Console.WriteLine(completion.Model);
        return completion.[|Content|][0].Text;
        """,
        """
        if (completion.FinishReason == ChatFinishReason.ContentFilter)
            throw new InvalidOperationException("Blocked by the content filter.");

        if (completion.FinishReason == ChatFinishReason.Length)
        {
            throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.");
        }

        Console.WriteLine(completion.Model);
        return completion.Content[0].Text;
        """);

    [Theory]
    [InlineData("if (completion.FinishReason == ChatFinishReason.ContentFilter) Console.WriteLine(\"No answer.\");")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.ContentFilter && messages.Count > 1) return null;")]
    [InlineData("if ((int)completion.FinishReason > 1) return null;")]
    [InlineData("if (IsBlocked(completion)) return null;")]
    public Task A_check_that_cannot_be_extended_gets_a_guard_beside_it(string check) => Fixes(
        $$"""
        {{check}}
        return completion.[|Content|][0].Text;
        """,
        $$"""
        {{check}}

        if (completion.FinishReason == ChatFinishReason.Length)
        {
            throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.");
        }

        return completion.Content[0].Text;
        """);

    [Fact]
    public Task A_bool_gets_a_guard_beside_it() => Fixes(
        """
        var blocked = completion.FinishReason == ChatFinishReason.ContentFilter;
        if (blocked)
            return null;
        return completion.[|Content|][0].Text;
        """,
        """
        var blocked = completion.FinishReason == ChatFinishReason.ContentFilter;

        if (completion.FinishReason == ChatFinishReason.Length)
        {
            throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.");
        }

        if (blocked)
            return null;
        return completion.Content[0].Text;
        """);

    [Fact]
    public Task A_reason_taken_for_good_is_thrown_before() => Fixes(
        """
        return completion.FinishReason is ChatFinishReason.Stop or ChatFinishReason.Length ? completion.[|Content|][0].Text : null;
        """,
        """

        if (completion.FinishReason == ChatFinishReason.Length)
        {
            throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.");
        }

        return completion.FinishReason is ChatFinishReason.Stop or ChatFinishReason.Length ? completion.Content[0].Text : null;
        """);

    [Fact]
    public Task After_a_loop_that_looks_for_tool_calls_both_are_missing() => Fixes(
        """
        while (completion.FinishReason == ChatFinishReason.ToolCalls)
        {
            messages.Add(new AssistantChatMessage(completion));
            completion = await client.CompleteChatAsync(messages);
        }

        return completion.[|Content|][0].Text;
        """,
        """
        while (completion.FinishReason == ChatFinishReason.ToolCalls)
        {
            messages.Add(new AssistantChatMessage(completion));
            completion = await client.CompleteChatAsync(messages);
        }

        if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion.Content[0].Text;
        """);

    private static SnippetOptions CSharp7 => new()
    {
        LanguageVersion = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
        ImplicitUsings = false,
    };

    private static Task Fixes(string before, string after, SnippetOptions? options = null) => Fix.Fixes(Snippet(before, options), Snippet(after, options), options);

    private static string Snippet(string statements, SnippetOptions? options)
    {
        var code = Bot(Method($"ChatCompletion completion = await client.CompleteChatAsync(messages);\n{statements}")
            + "\n\nprivate static bool IsBlocked(ChatCompletion completion) => completion.FinishReason == ChatFinishReason.ContentFilter;");
        return options is null ? code : "using System;\nusing System.Collections.Generic;\nusing System.Threading.Tasks;\n" + code.Replace("string?", "string");
    }
}
