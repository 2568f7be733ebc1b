using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>What the tests of the fixes of AIAPI1001 and AIAPI1002 share.</summary>
[Surface("OpenAI chat")]
public abstract class FinishReasonFixTests
{
    /// <summary>The fix of AIAPI1001 turns the members of a class into others.</summary>
    private protected static Task FixesMembers(string before, string after, SnippetOptions? options = null) =>
        Verify<FinishReasonUncheckedAnalyzer, FinishReasonUncheckedFix>.Fixes(Bot(before), Bot(after), options);

    /// <summary>The fix of AIAPI1001 turns the statements of a method into others.</summary>
    private protected static Task FixesStatements(string before, string after, SnippetOptions? options = null) =>
        FixesMembers(Method(before), Method(after), options);

    /// <summary>AIAPI1001 is reported in the members of a class, and no fix is offered.</summary>
    private protected static Task OffersNothing(string members, SnippetOptions? options = null) =>
        Verify<FinishReasonUncheckedAnalyzer, FinishReasonUncheckedFix>.OffersNothing(Bot(members), options);

    private protected static string Bot(string members) =>
        $$"""
        using OpenAI.Chat;

        class Bot
        {
        {{Indented(members)}}
        }
        """;

    private protected static string Method(string statements) =>
        $$"""
        public async Task<string?> AskAsync(ChatClient client, List<ChatMessage> messages)
        {
        {{Indented(statements)}}
        }
        """;

    private static string Indented(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Length == 0 || line.StartsWith('#') ? line : "    " + line));
}
