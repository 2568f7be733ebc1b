using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Behavior.Tests;

/// <summary>Programs of one kind that a rule reports, run before and after each action of its fix. The table in README.md is made from these.</summary>
/// <param name="surface">What the programs are written against.</param>
/// <param name="actions">The equivalence keys of all actions that are offered, in order.</param>
internal sealed class Trial(string surface, DiagnosticAnalyzer analyzer, CodeFixProvider fix, params string[] actions)
{
    private ProgramGroup? _group;

    /// <summary>Namespaces that the programs use, besides those of <see cref="ProgramGroup"/>.</summary>
    public IReadOnlyList<string> Usings { get; init; } = [];

    /// <summary>Lines of a globalconfig.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Makes the members of a class of what <see cref="Programs"/> says; its first public method is run, with the clients it asks for.</summary>
    public Func<string, string> Frame { get; init; } = static members => members;

    /// <summary>The programs by what is special of each.</summary>
    public Dictionary<string, string> Programs { get; init; } = [];

    /// <summary>Where the programs fail before the fix and no longer after it.</summary>
    public IReadOnlyList<Scenario> Ends { get; init; } = [];

    /// <summary>Where they do after the fix what they did before.</summary>
    public IReadOnlyList<Scenario> Keeps { get; init; } = [];

    /// <summary>Whether a program did right in a scenario.</summary>
    public Func<Scenario, Seen, bool> IsRight { get; init; } = static (_, seen) => seen.IsRejection;

    /// <summary>All programs and actions of some trials, as rows of a theory.</summary>
    public static IEnumerable<object[]> Rows(IEnumerable<Trial> trials) => trials.SelectMany(trial => trial.Rows());

    /// <summary>Runs a row.</summary>
    public static Task AssertAsync(IEnumerable<Trial> trials, string surface, string program, string action) =>
        trials.Single(trial => trial.Surface == surface && trial.Programs.ContainsKey(program)).AssertAsync(program, action);

    private string Surface => surface;

    private ProgramGroup Group => LazyInitializer.EnsureInitialized(ref _group, () =>
        new(analyzer, fix, actions, ProgramHost.Sdks, [.. Programs.Select(program => (program.Key, Frame(program.Value)))]) { Namespaces = Usings, Options = Options });

    private IEnumerable<object[]> Rows() => from program in Programs.Keys from action in actions select new object[] { surface, program, action };

    private async Task AssertAsync(string program, string action)
    {
        var original = await Group.OriginalAsync();
        List<ProgramGroup.Stage> fixes = [await Group.FixedAsync(action), await Group.FixedAtOnceAsync(action)];
        Assert.Empty(fixes[1].Reports);
        if (await fixes[0].TextOfAsync(program) == await fixes[1].TextOfAsync(program))
            fixes.RemoveAt(1);
        var isAnswered = false;
        foreach (var scenario in Ends)
        {
            var before = await original.RunAsync(program, scenario);
            Assert.False(IsRight(scenario, before), $"{scenario} before: {before.Outcome}");
            foreach (var fixedOne in fixes)
            {
                var after = await fixedOne.RunAsync(program, scenario);
                Assert.True(IsRight(scenario, after), $"{scenario} after: {after.Outcome}\n{await fixedOne.TextOfAsync(program)}");
                isAnswered |= after.Thrown is null;
            }
        }

        foreach (var scenario in Keeps)
        {
            var before = await original.RunAsync(program, scenario);
            isAnswered |= before.Thrown is null;
            foreach (var fixedOne in fixes)
            {
                var after = await fixedOne.RunAsync(program, scenario);
                Assert.True(before.Outcome == after.Outcome, $"{scenario} before: {before.Outcome}\nafter: {after.Outcome}\n{await fixedOne.TextOfAsync(program)}");
            }
        }

        Assert.True(isAnswered, "The program never comes to an answer, so that its failures say nothing.");
    }
}
