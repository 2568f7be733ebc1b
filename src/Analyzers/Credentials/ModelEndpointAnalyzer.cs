using System.Collections.Immutable;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Credentials;

/// <summary>Reports a model that the option <c>aiapi_model_endpoints</c> places at another base URL than the client has.
/// <code>
/// // aiapi_model_endpoints = gpt-5.4*=https://api.cometapi.com/v1
/// var client = new ChatClient("gpt-5.4", key);
/// await client.CompleteChatAsync("hi");
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ModelEndpointAnalyzer : AiApiAnalyzer
{
    /// <summary>The property of a diagnostic that names the endpoint to set, where there is one alone.</summary>
    public const string RightEndpoint = nameof(RightEndpoint);

    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI5003",
        title: "The model is not served by this endpoint",
        messageFormat: "The model '{0}' is served by {1}, but this client calls {2}: set its endpoint",
        category: RuleFacts.Credentials,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The option aiapi_model_endpoints says which base URL serves the model, and the client is made for another one or for the "
            + "default of its SDK. Requests fail with 404, or run against another contract and another bill. Silent until the option is set.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI5003"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced;

    protected override TextMarks Signs => TextMarks.None;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        context.RegisterOperationAction(static c => Check(c, ((IObjectCreationOperation)c.Operation).Constructor), OperationKind.ObjectCreation);
        context.RegisterOperationAction(static c => Check(c, ((IInvocationOperation)c.Operation).TargetMethod), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context, IMethodSymbol? method)
    {
        if (method is null || !AiClients.IsOfSdk(method))
            return;
        var served = Options.ModelEndpoints.For(context.Options, context.Operation.Syntax.SyntaxTree);
        if (served.IsEmpty || ClientTracer.ModelArgument(context.Operation) is not { } argument)
            return;
        foreach (var model in ValueTracer.ValuesOf(argument.Value, context.CancellationToken))
        {
            if (model.ConstantText is not { } name || served.For(name) is not { Count: > 0 } right)
                continue;
            if (WrongEndpoint(context.Operation, right, context.CancellationToken) is { } wrong)
            {
                context.Report(Diagnostic.Create(
                    Descriptor, argument.Value.Syntax.GetLocation(), PropertiesOf(right), name, string.Join(" or ", right), wrong));
            }
        }
    }

    private static ImmutableDictionary<string, string?> PropertiesOf(List<string> right) =>
        right.Count == 1 ? ImmutableDictionary<string, string?>.Empty.Add(RightEndpoint, right[0]) : ImmutableDictionary<string, string?>.Empty;

    /// <summary>The endpoint that the client has where it is known to have none of the right ones; null where it may be right.</summary>
    private static string? WrongEndpoint(IOperation construction, List<string> right, CancellationToken cancellationToken)
    {
        string? wrong = null;
        foreach (var root in ClientTracer.Roots(TracedValue.Unknown(construction), cancellationToken))
        {
            if (root.Creation is null || IsDeployment(root))
                return null;
            var endpoints = ClientTracer.Endpoints(root, cancellationToken);
            if (endpoints.IsEmpty)
                wrong = "the default endpoint";
            foreach (var endpoint in endpoints)
            {
                if (endpoint.ConstantText is not { } url || right.Exists(r => IsSame(r, url)))
                    return null;
                wrong = url;
            }
        }

        return wrong;
    }

    /// <summary>Whether the client's models are names that its owner gave to deployments.</summary>
    private static bool IsDeployment(TracedValue root) => root.Creation!.Constructor is { } constructor && AiClients.DefaultProviderOf(constructor) == Providers.Azure;

    private static bool IsSame(string first, string second) => first.TrimEnd('/').Equals(second.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
