using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace AiApi.Analyzers.Tests.Tracing;

/// <summary>Compiles a snippet and holds the tracer to what the snippet itself says: <c>Is(expression, "value", …)</c> lists
/// what the expression can be, <c>Argument(expression, "parameter", "value", …)</c> and <c>Property(…)</c> what the object was
/// made with and is given: <c>?</c> for unknown, <c>{…}</c> for a hole, <c>env:NAME</c> and <c>config:KEY</c> for values from outside.</summary>
internal static class TraceProbe
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading.Tasks;
        global using static Probe;
        """;

    private const string Library = """
        public static class Probe
        {
            public static void Is(object? value, params string[] expected) { }
            public static void Argument(object? value, string parameter, params string[] expected) { }
            public static void Property(object? value, string property, params string[] expected) { }
        }

        namespace Microsoft.Extensions.Configuration
        {
            public interface IConfiguration { string? this[string key] { get; set; } IConfigurationSection GetSection(string key); }
            public interface IConfigurationSection : IConfiguration { string? Value { get; } }
            public static class ConfigurationBinder { public static T? GetValue<T>(this IConfiguration configuration, string key) => default; }
        }
        """;

    private static readonly MetadataReference[] Framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
        .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToArray();

    private static readonly Lazy<MetadataReference[]> References = new(static () =>
    {
        var image = new MemoryStream();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var library = CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText(Library)], Framework, options);
        Assert.True(library.Emit(image).Success);
        return [.. Framework, MetadataReference.CreateFromImage(image.ToArray())];
    });

    /// <summary>Checks every <c>Is(…)</c> of a program made of the given files.</summary>
    public static void Check(params string[] files)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = files.Prepend(Usings).Select((file, i) => CSharpSyntaxTree.ParseText(file, parse, path: $"File{i}.cs"));
        var hasTopLevel = files.Any(static file => CSharpSyntaxTree.ParseText(file).GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        var compilation = CSharpCompilation.Create("Snippet", trees, References.Value, new(
            hasTopLevel ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));

        var probes = 0;
        foreach (var tree in compilation.SyntaxTrees.Skip(1))
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var syntax in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (syntax.Expression is not IdentifierNameSyntax { Identifier.Text: "Is" or "Argument" or "Property" } name)
                    continue;
                probes++;
                var call = (IInvocationOperation)model.GetOperation(syntax)!;
                var texts = syntax.ArgumentList.Arguments.Skip(1).Select(a => (string)model.GetConstantValue(a.Expression).Value!).ToList();
                var expected = name.Identifier.Text == "Is" ? texts : texts.Skip(1);
                var values = ValueTracer.ValuesOf(call.Arguments[0].Value, default);
                var actual = (name.Identifier.Text switch
                {
                    "Argument" => values.SelectMany(v => ObjectTracer.Argument(v.Origin, texts[0]) is { } a ? ValueTracer.ValuesOf(a.Value, default) : []),
                    "Property" => values.SelectMany(v => ObjectTracer.Property(v, texts[0], default)),
                    _ => values,
                }).Select(Show);
                Assert.True(
                    expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Distinct().Order(StringComparer.Ordinal)),
                    $"{syntax}{Environment.NewLine}is {string.Join(" | ", actual)}");
            }
        }

        Assert.NotEqual(0, probes);
    }

    private static string Show(TracedValue value) => value switch
    {
        { Text: { } text } => text.ToString(),
        { Constant.HasValue: true } => value.Constant.Value?.ToString() ?? "null",
        { Outside: { Source: OutsideSource.EnvironmentVariable, Name: var name } } => $"env:{name}",
        { Outside.Name: var key } => $"config:{key}",
        { Creation.Type.Name: var type } => $"new {type}",
        _ => "?",
    };
}
