using System.Collections.Concurrent;
using System.Diagnostics;
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
    [InlineData(typeof(ExtractedCalls))]
    [InlineData(typeof(InlinedVariables))]
    [InlineData(typeof(Switches))]
    [InlineData(typeof(NegatedConditions))]
    [InlineData(typeof(SwappedOperands))]
    [InlineData(typeof(BlockingCalls))]
    [InlineData(typeof(InLocalFunctions))]
    [InlineData(typeof(InLambdas))]
    [InlineData(typeof(InTry))]
    [InlineData(typeof(AmongUnrelatedCode))]
    [InlineData(typeof(AmongUnrelatedMembers))]
    [InlineData(typeof(ConditionsInLoops))]
    [InlineData(typeof(ExplicitTypes))]
    public async Task The_same_program_gets_the_same_reports(Type respelling)
    {
        var differences = new ConcurrentBag<string>();
        int compared = 0, broken = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Nightly.Sample(respelling.Name), async (snippet, _) =>
        {
            var speller = (Respelling)Activator.CreateInstance(respelling)!;
            if (Respell(snippet, speller) is not { } tree)
                return;
            var before = await VerdictsBefore.GetOrAdd(snippet, static unchanged => new(() => VerdictsOn(unchanged, SnippetCompilation.Parse(unchanged, unchanged.Code)))).Value;
            if (before is null)
                return;
            if (await VerdictsOn(snippet, tree) is not { } after)
            {
                Interlocked.Increment(ref broken);
                return;
            }

            Interlocked.Increment(ref compared);
            if (Differ(before, after, speller))
                differences.Add($"{snippet.Test}\nbefore: {string.Join("; ", before)}\nafter:  {string.Join("; ", after)}\n{tree}");
        });

        Nightly.Tell($"{respelling.Name}: {compared} programs compared, {differences.Count} differ, {broken} do not compile any more, {watch.Elapsed.TotalSeconds:N0} s");
        Assert.True(compared > 0 || !Nightly.IsOn, "Nothing was respelled.");
        Assert.True(differences.IsEmpty, $"{differences.Count} of {compared} programs differ:\n{string.Join("\n=====\n", differences.Order().Take(Nightly.Count(5, 1000)))}");
    }

    /// <summary>Whether there is a report more, or one less that a rule must not miss.</summary>
    private static bool Differ(IReadOnlyList<string> before, IReadOnlyList<string> after, Respelling speller)
    {
        var missed = before.Select(Compared).ToList();
        return after.Any(verdict => !missed.Remove(Compared(verdict))) || missed.Exists(verdict => !ByContract.MayMiss(speller, verdict));

        string Compared(string verdict) => speller.KeepsMarkedText ? verdict : verdict[..verdict.IndexOf(' ')];
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
