using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>The same program gets the same reports, however it is written.</summary>
public class MetamorphicTests
{
    private static readonly ConcurrentDictionary<CollectedSnippet, Lazy<Task<IReadOnlyList<string>?>>> VerdictsBefore = new();

    [Theory]
    [InlineData(typeof(RenamedLocals))]
    [InlineData(typeof(RenamedMembers))]
    [InlineData(typeof(ReorderedMembers))]
    [InlineData(typeof(Commented))]
    [InlineData(typeof(Braced))]
    [InlineData(typeof(BlockBodies))]
    [InlineData(typeof(ExtractedLocals))]
    [InlineData(typeof(InlinedLocals))]
    [InlineData(typeof(Switches))]
    [InlineData(typeof(NegatedConditions))]
    [InlineData(typeof(SwappedOperands))]
    [InlineData(typeof(BlockingCalls))]
    [InlineData(typeof(InLocalFunctions))]
    [InlineData(typeof(InLambdas))]
    [InlineData(typeof(InTry))]
    [InlineData(typeof(AmongUnrelatedCode))]
    [InlineData(typeof(ConditionsInLoops))]
    [InlineData(typeof(ExplicitTypes))]
    public async Task The_same_program_gets_the_same_reports(Type respelling)
    {
        var keepsMarkedText = ((Respelling)Activator.CreateInstance(respelling)!).KeepsMarkedText;
        var differences = new ConcurrentBag<string>();
        var respelled = 0;
        await Parallel.ForEachAsync(Nightly.Sample(respelling.Name), async (snippet, _) =>
        {
            if (Respell(snippet, (Respelling)Activator.CreateInstance(respelling)!) is not { } tree)
                return;
            var before = await VerdictsBefore.GetOrAdd(snippet, static unchanged => new(() => VerdictsOn(unchanged, SnippetCompilation.Parse(unchanged, unchanged.Code)))).Value;
            if (before is null || await VerdictsOn(snippet, tree) is not { } after)
                return;
            Interlocked.Increment(ref respelled);
            if (Differ(before.Select(Compared), after.Select(Compared)))
                differences.Add($"{snippet.Test}\nbefore: {string.Join("; ", before)}\nafter:  {string.Join("; ", after)}\n{tree}");
        });

        Nightly.Tell($"{respelling.Name}: {respelled} programs, {differences.Count} differences");
        Assert.True(respelled > 0, "Nothing was respelled.");
        Assert.True(differences.IsEmpty, $"{differences.Count} of {respelled} programs differ:\n{string.Join("\n\n", differences.Order().Take(Nightly.Count(5, 100)))}");

        string Compared(string verdict) => keepsMarkedText ? verdict : verdict[..verdict.IndexOf(' ')];

        bool Differ(IEnumerable<string> before, IEnumerable<string> after)
        {
            var missed = before.ToList();
            return after.Any(verdict => !missed.Remove(verdict)) || missed.Exists(verdict => !ByContract.MayMiss(respelling, verdict));
        }
    }

    private static SyntaxTree? Respell(CollectedSnippet snippet, Respelling respelling)
    {
        var tree = SnippetCompilation.Parse(snippet, snippet.Code);
        var code = respelling.Apply(SnippetCompilation.Of(snippet, [tree]), tree);
        return code == snippet.Code ? null : SnippetCompilation.Parse(snippet, code);
    }

    /// <summary>The reports with what they mark, in their order of rule and text; null for what does not compile.</summary>
    private static async Task<IReadOnlyList<string>?> VerdictsOn(CollectedSnippet snippet, SyntaxTree tree)
    {
        var compilation = SnippetCompilation.Of(snippet, [tree]);
        if (compilation.GetDiagnostics().Any(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error))
            return null;
        var reports = await EveryRule.ReportsIn(compilation, SnippetCompilation.Settings(snippet));
        return [.. reports.Select(static report => $"{report.Id} {Respelling.Essence(TextOf(report.Location))}").Order(StringComparer.Ordinal)];
    }

    private static string TextOf(Location location) => location.SourceTree?.GetText().ToString(location.SourceSpan) ?? string.Empty;
}
