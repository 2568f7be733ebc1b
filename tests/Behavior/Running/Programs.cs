using AiApi.Behavior.Tests.Server;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Behavior.Tests.Running;

/// <summary>Programs that a rule reports, to be run before and after its fix. Each is the members of a class, one of them a <c>RunAsync</c> that returns
/// a text and takes what it needs: a client, a handler, the time.</summary>
/// <param name="analyzer">The rule.</param>
/// <param name="fix">Its fix.</param>
/// <param name="key">The action that it offers.</param>
internal sealed class Programs(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
{
    private readonly List<ProgramGroup> _groups = [];

    public TheoryData<string> Names => new(_groups.SelectMany(static group => group.Names));

    /// <summary>Adds programs that refer to the host's packages.</summary>
    public Programs With(ProgramHost host, params (string Name, string Code)[] programs)
    {
        _groups.Add(new(analyzer, fix, [key], host, programs) { Namespaces = host.Namespaces });
        return this;
    }

    public TheoryData<string> NamesFor(ProgramHost host) => new(_groups.Where(group => group.Host == host).SelectMany(static group => group.Names));

    /// <summary>Runs a program before and after the fix, each time against a provider that plays the scenario.</summary>
    public async Task<(Seen Before, Seen After)> RunAsync(string name, Scenario scenario)
    {
        var group = _groups.Single(group => group.Names.Contains(name));
        return (await (await group.OriginalAsync()).RunAsync(name, scenario), await (await group.FixedAsync(key)).RunAsync(name, scenario));
    }

    /// <summary>Fix All in the project writes what the fixes write one by one, so that what is seen of one holds for the other.</summary>
    public async Task AssertFixAllWritesTheSameAsync()
    {
        foreach (var group in _groups)
        {
            var (one, all) = (await group.FixedAsync(key), await group.FixedAtOnceAsync(key));
            foreach (var name in group.Names)
                Assert.Equal(await one.TextOfAsync(name), await all.TextOfAsync(name));
        }
    }
}
