using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Picture;

/// <summary>The services of Roslyn that IDEs show squiggles and light bulbs with. The SDK has them for <c>dotnet format</c>; they are internal, so they are
/// asked by reflection, and a version that has them no longer fails the tests.</summary>
internal static class IdeServices
{
    private static readonly Assembly Features = Assembly.Load("Microsoft.CodeAnalysis.Features");

    public static MefHostServices Host { get; } = MefHostServices.Create(
    [
        .. MefHostServices.DefaultAssemblies,
        Assembly.Load("Microsoft.CodeAnalysis.Workspaces.MSBuild"),
        Features,
        Assembly.Load("Microsoft.CodeAnalysis.CSharp.Features"),
    ]);

    /// <summary>What an editor underlines in the document.</summary>
    public static async Task<ImmutableArray<Diagnostic>> SquigglesAsync(Document document)
    {
        var extensions = Features.GetType("Microsoft.CodeAnalysis.Diagnostics.IDiagnosticAnalyzerServiceExtensions", throwOnError: true)!;
        var ask = extensions.GetMethods().Single(method => method.Name == "GetDiagnosticsForSpanAsync" && method.GetParameters()[3].ParameterType.IsEnum);
        var all = Enum.Parse(ask.GetParameters()[3].ParameterType, "All");
        var found = (IEnumerable)await ResultOf(ask.Invoke(null, [WorkspaceService("Microsoft.CodeAnalysis.Diagnostics.IDiagnosticAnalyzerService", document), document, null, all, default(CancellationToken)])!);
        var convert = Type("Microsoft.CodeAnalysis.Diagnostics.DiagnosticData").GetMethod("ToDiagnosticAsync", [typeof(Project), typeof(CancellationToken)])!;
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var data in found)
            diagnostics.Add(await (Task<Diagnostic>)convert.Invoke(data, [document.Project, default(CancellationToken)])!);

        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>What the light bulb offers at the place, in the order of its menu.</summary>
    public static async Task<ImmutableArray<Offer>> LightBulbAsync(Document document, TextSpan span)
    {
        var ask = Type("Microsoft.CodeAnalysis.CodeFixes.ICodeFixServiceExtensions").GetMethods()
            .Single(method => method.Name == "GetFixesAsync" && method.GetParameters().Length == 4);
        var collections = (IEnumerable)await ResultOf(ask.Invoke(null, [Service("Microsoft.CodeAnalysis.CodeFixes.ICodeFixService"), document, span, default(CancellationToken)])!);
        return
        [
            .. from object collection in collections
               from object fix in Get<IEnumerable>(collection, "Fixes")
               select new Offer(
                   document,
                   Get<CodeAction>(fix, "Action"),
                   Get<ImmutableArray<Diagnostic>>(fix, "Diagnostics")[0].Id,
                   Get<ImmutableArray<FixAllScope>>(collection, "SupportedScopes"),
                   Get<object?>(collection, "FixAllState")),
        ];
    }

    /// <summary>What Fix All does with a fix in one of its scopes.</summary>
    public static Task<CodeAction?> FixAllAsync(object state, CodeAction action, Document document, FixAllScope scope)
    {
        var with = state.GetType().GetMethods().Single(method => method.Name == "With" && method.ReturnType == state.GetType());
        var scoped = with.Invoke(state, [.. with.GetParameters().Select(parameter => Argument(parameter))])!;
        var context = (FixAllContext)Activator.CreateInstance(
            typeof(FixAllContext), BindingFlags.Instance | BindingFlags.NonPublic, binder: null, [scoped, new Progress<CodeAnalysisProgress>(), default(CancellationToken)], culture: null)!;
        return Get<FixAllProvider>(scoped, "FixAllProvider").GetFixAsync(context);

        object Argument(ParameterInfo parameter) => parameter.Name switch
        {
            "scope" => new Optional<FixAllScope>(scope),
            "codeActionEquivalenceKey" => new Optional<string?>(action.EquivalenceKey),
            "documentAndProject" => new Optional<(Document?, Project)>((document, document.Project)),
            _ => Activator.CreateInstance(parameter.ParameterType)!,
        };
    }

    private static object Service(string name)
    {
        var provider = typeof(MefHostServices).GetInterfaces().Single(type => type.Name == "IMefHostExportProvider");
        var exports = provider.GetMethods().Single(method => method.Name == "GetExports" && method.GetGenericArguments().Length == 1).MakeGenericMethod(Type(name));
        return Get<object>(((IEnumerable)exports.Invoke(Host, [])!).Cast<object>().Single(), "Value");
    }

    private static object WorkspaceService(string name, Document document)
    {
        var services = document.Project.Solution.Workspace.Services;
        return services.GetType().GetMethod("GetService", genericParameterCount: 1, [])!.MakeGenericMethod(Type(name)).Invoke(services, null)!;
    }

    private static Type Type(string name) => Features.GetType(name) ?? typeof(Workspace).Assembly.GetType(name, throwOnError: true)!;

    private static async Task<object> ResultOf(object task)
    {
        await (Task)task;
        return Get<object>(task, "Result");
    }

    private static T Get<T>(object instance, string property) =>
        (T)(instance.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(instance)
            ?? instance.GetType().GetField(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(instance))!;
}
