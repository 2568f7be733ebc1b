using System.Collections.Immutable;
using AiApi.Behavior.Tests.Server;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Behavior.Tests;

/// <summary>Programs of one kind that a rule reports, run before and after each action of its fix. The table in README.md is made from these.</summary>
/// <param name="surface">What the programs are written against.</param>
/// <param name="actions">The equivalence keys of all actions that are offered, in order.</param>
internal sealed class Trial(string surface, DiagnosticAnalyzer analyzer, CodeFixProvider fix, params string[] actions)
{
    private readonly Dictionary<string, Task<BotPrograms>> _fixed = [];
    private BotPrograms? _original;

    /// <summary>Namespaces that the programs use, besides those of <see cref="BotPrograms"/>.</summary>
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
    public Func<Scenario, Outcome, bool> IsRight { get; init; } = static (_, outcome) => outcome.IsRejection;

    /// <summary>All programs and actions of some trials, as rows of a theory.</summary>
    public static IEnumerable<object[]> Rows(IEnumerable<Trial> trials) => trials.SelectMany(trial => trial.Rows());

    /// <summary>Runs a row.</summary>
    public static Task AssertAsync(IEnumerable<Trial> trials, Provider provider, string surface, string program, string action) =>
        trials.Single(trial => trial.Surface == surface && trial.Programs.ContainsKey(program)).AssertAsync(provider, program, action);

    private string Surface => surface;

    private BotPrograms Original => LazyInitializer.EnsureInitialized(ref _original, () => BotPrograms.Of(Programs.ToDictionary(program => program.Key, program => Frame(program.Value)), Usings, Options));

    private IEnumerable<object[]> Rows() => from program in Programs.Keys from action in actions select new object[] { surface, program, action };

    private async Task AssertAsync(Provider provider, string program, string action)
    {
        Original.Compile();
        Assert.Equal(actions, await Original.OfferedAsync(program, analyzer, fix));
        ImmutableArray<BotPrograms> fixes = [await FixedAsync(action), await FixedAsync($"{action}, all at once")];
        if (fixes[0].TextOf(program) == fixes[1].TextOf(program))
            fixes = [fixes[0]];
        var isAnswered = false;
        foreach (var scenario in Ends)
        {
            var before = await Original.RunAsync(program, provider.Play(scenario));
            Assert.False(IsRight(scenario, before), $"{scenario} before: {before}");
            foreach (var after in fixes)
            {
                var outcome = await after.RunAsync(program, provider.Play(scenario));
                Assert.True(IsRight(scenario, outcome), $"{scenario} after: {outcome}\n{after.TextOf(program)}");
                isAnswered |= outcome.Exception is null;
            }
        }

        foreach (var scenario in Keeps)
        {
            var before = await Original.RunAsync(program, provider.Play(scenario));
            isAnswered |= before.Exception is null;
            foreach (var after in fixes)
            {
                var outcome = await after.RunAsync(program, provider.Play(scenario));
                Assert.True(before == outcome, $"{scenario} before: {before}\nafter: {outcome}\n{after.TextOf(program)}");
            }
        }

        Assert.True(isAnswered, "The program never comes to an answer, so that its failures say nothing.");
    }

    private Task<BotPrograms> FixedAsync(string stage)
    {
        lock (_fixed)
        {
            if (!_fixed.TryGetValue(stage, out var programs))
            {
                var action = stage.Split(',')[0];
                _fixed[stage] = programs = stage == action ? Original.FixedAsync(analyzer, fix, action) : Original.FixedAtOnceAsync(analyzer, fix, action);
            }

            return programs;
        }
    }
}
