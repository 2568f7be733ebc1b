using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tests.Tracing;

/// <summary>Compiles a snippet and holds the tracers to what the snippet itself says they should find.</summary>
/// <remarks><c>Is(expression, "value", …)</c>: what the expression can be. <c>Argument(object, "parameter", "value", …)</c> and
/// <c>Property(object, "property", "value", …)</c>: what the object was made with and is given. <c>Models(client, "value", …)</c>,
/// <c>Endpoints(client, "value", …)</c>: the same for an SDK's client. Values read <c>?</c> where unknown, <c>{…}</c> for a hole,
/// <c>env:NAME</c> and <c>config:KEY</c> where they come from outside.
/// <c>Ai(call, "Operation host provider")</c>: what the call asks of whom, <c>none</c> for no AI call.</remarks>
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
            public static void Models(object? client, params string[] expected) { }
            public static void Endpoints(object? client, params string[] expected) { }
            public static T Ai<T>(T call, params string[] expected) => call;
        }

        namespace Microsoft.Extensions.Configuration
        {
            public static class ConfigurationBinder { public static T? GetValue<T>(this IConfiguration configuration, string key) => default; }
        }
        """;

    private static readonly Lazy<MetadataReference[]> References = new(static () =>
    {
        var sdks = Packages.OpenAI + Packages.ExtensionsAI + Packages.Anthropic;
        var adapters = Packages.Stub("Microsoft.Extensions.AI", Packages.ExtensionsAI)
            + Packages.Stub("Microsoft.Extensions.AI.OpenAI", Packages.ExtensionsAI + Packages.OpenAI);
        var packages = (Packages.Net + sdks + adapters).References;
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var image = new MemoryStream();
        Assert.True(CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText(Library)], packages, options).Emit(image).Success);
        return [.. packages, MetadataReference.CreateFromImage(image.ToArray())];
    });

    /// <summary>Checks every probe in a program made of the given files.</summary>
    public static void Check(params string[] files)
    {
        var compilation = Compile(files);
        var probes = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var syntax in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (model.GetOperation(syntax) is not IInvocationOperation { TargetMethod: { ContainingType.Name: "Probe" } probe } call)
                    continue;
                probes++;
                var texts = syntax.ArgumentList.Arguments.Skip(1).Select(a => (string)model.GetConstantValue(a.Expression).Value!).ToList();
                var hasName = probe.Name is "Argument" or "Property";
                var expected = texts.Skip(hasName ? 1 : 0).Order(StringComparer.Ordinal);
                var actual = Ask(probe.Name, call.Arguments[0].Value, hasName ? texts[0] : "").Distinct().Order(StringComparer.Ordinal).ToList();
                Assert.True(expected.SequenceEqual(actual), $"{syntax}{Environment.NewLine}is {string.Join(" | ", actual)}");
            }
        }

        Assert.NotEqual(0, probes);
    }

    private static CSharpCompilation Compile(string[] files)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = files.Append(Usings).Select((file, i) => CSharpSyntaxTree.ParseText(file, parse, path: $"File{i}.cs")).ToList();
        var isProgram = trees.Any(static tree => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true,
            specificDiagnosticOptions: [new("OPENAI001", ReportDiagnostic.Suppress), new("MEAI001", ReportDiagnostic.Suppress)]);
        var compilation = CSharpCompilation.Create("Snippet", trees, References.Value, options);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    private static IEnumerable<string> Ask(string probe, IOperation expression, string name)
    {
        var values = ValueTracer.ValuesOf(expression, default);
        return probe switch
        {
            "Ai" => [Call((IInvocationOperation)Analyzers.Tracing.References.Unwrap(expression))],
            "Argument" => values.SelectMany(v => ObjectTracer.Argument(v.Origin, name) is { } a ? ValueTracer.ValuesOf(a.Value, default) : []).Select(Show),
            "Property" => values.SelectMany(v => ObjectTracer.Property(v, name, default)).Select(Show),
            "Models" => ClientTracer.Models(expression, default).Select(Show),
            "Endpoints" => ClientTracer.Constructions(expression, default).SelectMany(c => ClientTracer.Roots(c, default))
                .SelectMany(r => ClientTracer.Endpoints(r, default)).Select(Show),
            _ => values.Select(Show),
        };
    }

    private static string Call(IInvocationOperation call)
    {
        var found = AiCalls.Recognise(call, KnownApiSet.Of(call.SemanticModel!.Compilation), new EndpointPatterns([]), default);
        return found switch
        {
            null => "none",
            { Endpoint: null } => $"{found.Operation} SDK",
            _ => $"{found.Operation} {found.Endpoint.Host ?? "?"} {found.Endpoint.Provider?.Name ?? "?"}",
        };
    }

    private static string Show(TracedValue value) => value switch
    {
        { Text: { } text } => text.ToString(),
        { Constant.HasValue: true } => value.Constant.Value?.ToString() ?? "null",
        { Outside: { Source: OutsideSource.EnvironmentVariable, Name: var variable } } => $"env:{variable}",
        { Outside.Name: var key } => $"config:{key}",
        { Creation.Type.Name: var type } => $"new {type}",
        _ => "?",
    };
}
