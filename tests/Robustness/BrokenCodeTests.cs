using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>No code that somebody may have in an editor makes an analyzer or a fix throw, or hang.</summary>
public partial class BrokenCodeTests
{
    /// <summary>A variant takes milliseconds; this is for the machine's bad days.</summary>
    private static readonly TimeSpan Fuse = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Broken_code_makes_no_analyzer_or_fix_throw_or_hang()
    {
        var failures = new ConcurrentBag<(string Cause, string Text)>();
        int reports = 0, actions = 0;
        await Parallel.ForAsync(0, Nightly.Count(inTest: 1000, nightly: 20_000), async (number, _) =>
        {
            var broken = BrokenCode.Number(number);
            try
            {
                var (reported, offered) = await Analyse(broken).WaitAsync(Fuse);
                Interlocked.Add(ref reports, reported);
                Interlocked.Add(ref actions, offered);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Add((CauseOf(exception), $"Variant {number}, {broken.Snippet.Test}, {broken.Damage}: {exception}\n{string.Join("\n----\n", broken.Sources)}"));
            }
        });

        var causes = failures.GroupBy(static failure => failure.Cause).Select(static cause => $"{cause.Count()} times {cause.Key}, such as\n{cause.First().Text}");
        Assert.True(failures.IsEmpty, string.Join("\n\n", causes));
        Assert.True(reports > 0 && actions > 0, "Nothing was found in any variant: they are too broken to be a test.");
        Nightly.Tell($"broken code: {reports} reports, {actions} actions");
    }

    [Theory]
    [InlineData("""
        class Assistant
        {
            string Ask(OpenAI.Chat.ChatClient client) => Text(client.CompleteChat("hi"));

            System.Func<OpenAI.Chat.ChatCompletion, string> Reader(OpenAI.Chat.ChatClient client)
            {
                OpenAI.Chat.ChatCompletion completion = client.CompleteChat("hi");
                System.Console.WriteLine(completion.Content[0].Text);
                return Text;
            }
        }
        static string Text(OpenAI.Chat.ChatCompletion completion) => completion.Content[0].Text;
        """)]
    [InlineData("""
        class C
        {
            private  var const string (= "xai-Q8xwDZ5zpFR37tLJ62hVN19qmB04cvGQ8xwDZ5zpFR37tLJ62hVN19qmB04cvGQ8xwDZ5zpFR37tLJ62";
        }
        """)]
    public async Task Code_that_once_made_a_rule_throw_does_no_longer(string code) => await Analyse(new(new("", code, new()), "", [code], Packages.OpenAI));

    /// <summary>The innermost of our own methods.</summary>
    private static string CauseOf(Exception exception) =>
        OwnFrame().Match(exception.ToString()) is { Success: true } frame ? frame.Value : exception.GetType().Name;

    [GeneratedRegex(@"at AiApi\.(Analyzers|CodeFixes)\.(?!Tests).*")]
    private static partial Regex OwnFrame();

    private static async Task<(int Reports, int Actions)> Analyse(BrokenCode broken)
    {
        var compilation = broken.Compile();
        var reports = await Task.Run(() => EveryRule.ReportsIn(compilation, SnippetCompilation.Settings(broken.Snippet)));
        return (reports.Length, await EveryRule.AskForFixes(compilation, reports, CancellationToken.None));
    }
}
