using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Credentials;

/// <summary>Reports an API key that stands in the source: a literal of the form of a vendor's key, or a random one that is given to a client.
/// <code>
/// const string Key = "sk-proj-…";
/// var client = new ChatClient("gpt-5.4", Key);
/// var azure = new AzureOpenAIClient(endpoint, new AzureKeyCredential("8c3f…"));
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HardCodedKeyAnalyzer : AiApiAnalyzer
{
    /// <summary>The property of a diagnostic that names the environment variable for the key.</summary>
    public const string Variable = nameof(Variable);

    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI5002",
        title: "An API key is hard-coded",
        messageFormat: "The API key '{0}' can be used by all who can read the source or the program: read it from {1}",
        category: RuleFacts.Credentials,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A key in the source is in every copy of the repository and of the program, and stays in the history when it is removed. "
            + "Read it from an environment variable, user secrets or a vault, and revoke one that has been published.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI5002"));

    /// <summary>Headers that carry a key (the documentation of each vendor in <see cref="Providers"/>).</summary>
    private static readonly HashSet<string> KeyHeaders =
        new(StringComparer.OrdinalIgnoreCase) { "Authorization", "api-key", "x-api-key", "x-goog-api-key", "x-key", "xi-api-key" };

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected override TextMarks Signs => TextMarks.Endpoint | TextMarks.Key;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        var prospects = Prospects.Of(context.Compilation, context.Options, context.CancellationToken);
        if (prospects.Has(TextMarks.Key))
            context.RegisterSyntaxNodeAction(CheckLiteral, SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression);
        if (apis.Clients.AreReferenced)
        {
            context.RegisterOperationAction(static c => CheckArgument(c, ((IObjectCreationOperation)c.Operation).Constructor), OperationKind.ObjectCreation);
            context.RegisterOperationAction(static c => CheckArgument(c, ((IInvocationOperation)c.Operation).TargetMethod), OperationKind.Invocation);
            context.RegisterOperationAction(CheckProperty, OperationKind.SimpleAssignment);
        }

        // Headers are told by the hosts of AI services around them.
        if ((apis.Clients.AreReferenced || prospects.Has(TextMarks.Endpoint)) && apis.Http is { } http)
        {
            context.RegisterOperationAction(c => CheckHeader(c, http), OperationKind.Invocation);
            context.RegisterOperationAction(c => CheckAuthenticationHeader(c, http), OperationKind.ObjectCreation);
        }
    }

    /// <summary>Reports a literal of the form of a key, wherever it stands.</summary>
    private static void CheckLiteral(SyntaxNodeAnalysisContext context)
    {
        var literal = (LiteralExpressionSyntax)context.Node;
        var key = WithoutScheme(literal.Token.ValueText);
        if (KeyShapes.ProviderOf(key) is not { } shape)
            return;
        var hosts = context.SemanticModel.GetOperation(literal, context.CancellationToken) is { } operation
            ? KeyUse.Hosts(operation, context.CancellationToken)
            : [];
        if (IsForThisMachine(hosts) || (shape == Providers.Google && !IsForGemini(literal, hosts, context)))
            return;
        context.Report(Create(literal.GetLocation(), null, key, KeyUse.ProviderOf(shape, key, hosts, null)));
    }

    private static void CheckArgument(OperationAnalysisContext context, IMethodSymbol? method)
    {
        if (method is not null && AiClients.IsOfSdk(method) && ObjectTracer.Argument(context.Operation, ClientShapes.CredentialParameters) is { } argument)
            CheckCredential(context, argument.Value, AiClients.DefaultProviderOf(method));
    }

    private static void CheckProperty(OperationAnalysisContext context)
    {
        if (context.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment
            && Array.IndexOf(ClientShapes.CredentialProperties, property.Name) >= 0
            && AiClients.IsOfSdk(property))
        {
            CheckCredential(context, assignment.Value, AiClients.DefaultProviderOf(property));
        }
    }

    private static void CheckHeader(OperationAnalysisContext context, HttpApis http)
    {
        var call = (IInvocationOperation)context.Operation;
        if (http.SetsHeader(call.TargetMethod)
            && ObjectTracer.Argument(call, "name", "key") is { Value.ConstantValue: { HasValue: true, Value: string name } }
            && KeyHeaders.Contains(name)
            && ObjectTracer.Argument(call, "value") is { } value)
        {
            CheckHeaderValue(context, value.Value);
        }
    }

    private static void CheckAuthenticationHeader(OperationAnalysisContext context, HttpApis http)
    {
        if (HttpApis.IsAuthenticationHeader(context.Operation.Type)
            && ObjectTracer.Argument(context.Operation, "parameter") is { } parameter)
        {
            CheckHeaderValue(context, parameter.Value);
        }
    }

    /// <summary>Reports a random constant in a header of a type that talks to AI services and no others.</summary>
    private static void CheckHeaderValue(OperationAnalysisContext context, IOperation value)
    {
        var hosts = KeyUse.Hosts(value, context.CancellationToken);
        if (hosts.Count > 0 && hosts.TrueForAll(static host => Hosts.ProviderOf(host) is not null))
            CheckCredential(context, value, null);
    }

    /// <summary>Reports the constants that a credential can be; those of the form of a key are reported where they stand.</summary>
    private static void CheckCredential(OperationAnalysisContext context, IOperation credential, Provider? fallback)
    {
        if (credential.Type?.SpecialType != SpecialType.System_String)
            return;
        foreach (var value in ValueTracer.ValuesOf(credential, context.CancellationToken))
        {
            if (value.ConstantText is not { } text || WithoutScheme(text) is not { } key || !KeyShapes.LooksRandom(key) || KeyShapes.ProviderOf(key) is not null)
                continue;
            var hosts = KeyUse.Hosts(credential, context.CancellationToken);
            if (IsForThisMachine(hosts))
                return;
            var isHere = value.Origin.Syntax.SyntaxTree == credential.Syntax.SyntaxTree && credential.Syntax.Span.Contains(value.Origin.Syntax.Span);
            context.Report(Create(
                isHere ? value.Origin.Syntax.GetLocation() : credential.Syntax.GetLocation(),
                isHere ? null : value.Origin.Syntax.GetLocation(),
                key,
                KeyUse.ProviderOf(null, key, hosts, fallback)));
        }
    }

    private static Diagnostic Create(Location location, Location? literal, string key, Provider provider) => Diagnostic.Create(
        Descriptor,
        location,
        literal is null ? null : ImmutableArray.Create(literal),
        ImmutableDictionary<string, string?>.Empty.Add(Variable, provider.KeyVariable),
        KeyShapes.Shorten(key),
        provider.KeyVariable);

    private static string WithoutScheme(string text) =>
        text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? text.Substring("Bearer ".Length).Trim() : text;

    private static bool IsForThisMachine(List<string> hosts) => hosts.Count > 0 && hosts.TrueForAll(Hosts.IsLoopback);

    /// <summary>Whether a key of Google's form is one for Gemini: those of its maps and of Firebase look the same, and are made to be public.</summary>
    private static bool IsForGemini(SyntaxNode literal, List<string> hosts, SyntaxNodeAnalysisContext context) =>
        hosts.Exists(static host => Hosts.ProviderOf(host) == Providers.Google)
        || (context.SemanticModel.GetOperation(literal, context.CancellationToken) is { } operation && IsGivenToSdk(operation));

    private static bool IsGivenToSdk(IOperation key)
    {
        for (var node = key.Parent; node is not null; node = node.Parent)
        {
            if (node is IArgumentOperation { Parameter: { } parameter })
                return AiClients.DefaultProviderOf(parameter.ContainingSymbol) == Providers.Google;
        }

        return false;
    }
}
