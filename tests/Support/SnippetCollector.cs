using System.Reflection;
using Xunit.Sdk;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>A snippet of some test, without markup.</summary>
/// <param name="Test">The first test that has it.</param>
/// <param name="Code">What the test calls the snippet.</param>
/// <param name="Options">What it is compiled with.</param>
internal sealed record CollectedSnippet(string Test, string Code, SnippetOptions Options);

/// <summary>Every snippet that the rules' tests pass to <see cref="Verify{TAnalyzer}"/>. The tests are called for them, but nothing is verified.</summary>
internal static class SnippetCollector
{
    private static readonly AsyncLocal<List<CollectedSnippet>?> Collected = new();

    private static readonly AsyncLocal<string?> Test = new();

    private static readonly Lazy<IReadOnlyList<CollectedSnippet>> Snippets = new(Collect);

    /// <summary>All of them in a fixed order, each once.</summary>
    public static IReadOnlyList<CollectedSnippet> All => Snippets.Value;

    /// <summary>Whether a test is only called for its snippets, of which this is one.</summary>
    public static bool Takes(string code, SnippetOptions options)
    {
        Collected.Value?.Add(new CollectedSnippet(Test.Value!, Snippet.WithoutMarkup(OlderSyntax.Of(code)), options));
        return Collected.Value is not null;
    }

    private static List<CollectedSnippet> Collect() => Task.Run(CollectAsync).GetAwaiter().GetResult();

    private static async Task<List<CollectedSnippet>> CollectAsync()
    {
        var found = Collected.Value = [];
        foreach (var method in TestMethods())
        {
            Test.Value = $"{method.DeclaringType!.Name}.{method.Name}";
            foreach (var arguments in ArgumentsOf(method))
            {
                var outcome = method.Invoke(Activator.CreateInstance(method.DeclaringType), arguments);
                await (outcome as Task ?? Task.CompletedTask);
            }
        }

        return [.. found.DistinctBy(static snippet => (snippet.Code, snippet.Options.EditorConfig, snippet.Options.GlobalConfig))];
    }

    /// <summary>Those of the rules; tests in deeper namespaces run programs.</summary>
    private static IEnumerable<MethodInfo> TestMethods() =>
        from type in typeof(SnippetCollector).Assembly.GetTypes()
        where IsOfFamily(type) && type is { IsClass: true, IsPublic: true }
        orderby type.FullName
        from method in type.GetMethods().OrderBy(static method => method.MetadataToken)
        where method.GetCustomAttribute<FactAttribute>() is { Skip: null }
        select method;

    private static bool IsOfFamily(Type type) =>
        typeof(AiApiAnalyzer).Assembly.GetTypes().Any(rule => rule.IsSubclassOf(typeof(AiApiAnalyzer)) && type.Namespace == TestNamespaceOf(rule));

    private static string TestNamespaceOf(Type rule) => rule.Namespace!.Replace("AiApi.Analyzers", "AiApi.Analyzers.Tests", StringComparison.Ordinal);

    private static IEnumerable<object[]> ArgumentsOf(MethodInfo method) => method.GetCustomAttribute<TheoryAttribute>() is null
        ? [[]]
        : method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)).Select(arguments => Complete(method, arguments));

    private static object[] Complete(MethodInfo method, object[] arguments) =>
        [.. arguments, .. method.GetParameters().Skip(arguments.Length).Select(static parameter => parameter.DefaultValue!)];
}
