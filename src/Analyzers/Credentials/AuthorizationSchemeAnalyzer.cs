using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Credentials;

/// <summary>Reports an <c>Authorization</c> header that lacks <c>Bearer</c>, says it twice or says something else, where <c>Bearer</c> is wanted.
/// <code>
/// var http = new HttpClient { BaseAddress = new Uri("https://api.openai.com/v1/") };
/// http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(key);
/// await http.PostAsync("chat/completions", body);
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class AuthorizationSchemeAnalyzer : AiApiAnalyzer
{
    /// <summary>The property of a diagnostic that tells the fix which <see cref="SchemeDefect"/> it has to mend.</summary>
    public const string Defect = nameof(Defect);

    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI5001",
        title: "The Authorization header is not \"Bearer <key>\"",
        messageFormat: "{0}, and the request is answered with 401: {1}",
        category: RuleFacts.Credentials,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The service takes its key as \"Authorization: Bearer <key>\". Without the scheme, with another one or with the scheme twice, "
            + "it does not find the key and refuses every request. The clients of SDKs put \"Bearer\" before the key themselves.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI5001"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        context.RegisterOperationAction(c => CheckCall(c, apis), OperationKind.Invocation);
        context.RegisterOperationAction(c => CheckCreation(c, apis), OperationKind.ObjectCreation);
        context.RegisterOperationAction(c => CheckIndexer(c, apis), OperationKind.SimpleAssignment);
    }

    private static void CheckCall(OperationAnalysisContext context, KnownApiSet apis)
    {
        var call = (IInvocationOperation)context.Operation;
        if (apis.Http?.SetsHeader(call.TargetMethod) == true)
        {
            if (ObjectTracer.Argument(call, "name", "key") is { } name && IsAuthorization(name.Value) && ObjectTracer.Argument(call, "value") is { } value)
                CheckHeader(context, value.Value, call.Instance ?? call.Arguments[0].Value, apis);
        }
        else if (IsParseOfHeader(call, apis))
        {
            CheckHeader(context, call.Arguments[0].Value, call, apis);
        }
        else
        {
            CheckCredential(context, call, call.TargetMethod);
        }
    }

    private static void CheckCreation(OperationAnalysisContext context, KnownApiSet apis)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (HttpApis.IsAuthenticationHeader(creation.Type))
            CheckAuthenticationHeader(context, creation, apis);
        else if (creation.Constructor is { } constructor)
            CheckCredential(context, creation, constructor);
    }

    private static void CheckIndexer(OperationAnalysisContext context, KnownApiSet apis)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Arguments: [var name], Instance: { } headers } target
            && target.Property.ContainingType is { Name: "WebHeaderCollection" or "NameValueCollection" }
            && IsAuthorization(name.Value))
        {
            CheckHeader(context, assignment.Value, headers, apis);
        }
    }

    private static void CheckHeader(OperationAnalysisContext context, IOperation value, IOperation headers, KnownApiSet apis)
    {
        var (defect, scheme) = AuthorizationScheme.OfHeader(ValueTracer.ValuesOf(value, context.CancellationToken));
        if (defect != SchemeDefect.None)
            ReportWhereBearerIsWanted(context, value, headers, defect, scheme, apis);
    }

    private static void CheckAuthenticationHeader(OperationAnalysisContext context, IObjectCreationOperation creation, KnownApiSet apis)
    {
        var schemes = ValueTracer.ValuesOf(creation.Arguments[0].Value, context.CancellationToken);
        if (ObjectTracer.Argument(creation, "parameter") is not { } parameter)
        {
            if (!schemes.All(static s => s.ConstantText is { Length: < KeyShapes.ShortestKey }))
                ReportWhereBearerIsWanted(context, creation.Arguments[0].Value, creation, SchemeDefect.NoScheme, "", apis);
        }
        else if (AuthorizationScheme.OtherScheme(schemes) is { } scheme)
        {
            ReportWhereBearerIsWanted(context, creation.Arguments[0].Value, creation, SchemeDefect.OtherScheme, scheme, apis);
        }
        else if (AuthorizationScheme.AllStartWithBearer(ValueTracer.ValuesOf(parameter.Value, context.CancellationToken)))
        {
            ReportWhereBearerIsWanted(context, parameter.Value, creation, SchemeDefect.Doubled, AuthorizationScheme.Bearer, apis);
        }
    }

    /// <summary>Reports a key that is given to an SDK together with the scheme that the SDK adds itself.</summary>
    private static void CheckCredential(OperationAnalysisContext context, IOperation call, IMethodSymbol method)
    {
        if (!AiClients.IsOfSdk(method) || ObjectTracer.Argument(call, ClientShapes.CredentialParameters) is not { Value: var key })
            return;
        if (key.Type?.SpecialType == SpecialType.System_String && AuthorizationScheme.AllStartWithBearer(ValueTracer.ValuesOf(key, context.CancellationToken)))
            Report(context, key, SchemeDefect.Doubled, $"{method.ContainingType.Name} takes the key alone, but this value starts with 'Bearer'", "remove 'Bearer'");
    }

    private static void ReportWhereBearerIsWanted(
        OperationAnalysisContext context, IOperation value, IOperation headers, SchemeDefect defect, string scheme, KnownApiSet apis)
    {
        if (HeaderTarget.Find(headers, apis, context.CancellationToken) is not { Scheme: AuthorizationScheme.Bearer } provider
            || (defect == SchemeDefect.OtherScheme && scheme.Equals(provider.OlderScheme, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var (state, advice) = defect switch
        {
            SchemeDefect.NoScheme => ("this value has no scheme", "put 'Bearer' before the key"),
            SchemeDefect.NoBlank => ("no blank stands between 'Bearer' and the key", "put one there"),
            SchemeDefect.Doubled => ("'Bearer' stands here twice", "remove one of them"),
            _ => ($"this scheme is '{scheme}'", "replace it by 'Bearer'"),
        };
        Report(context, value, defect, $"{provider.Name} expects 'Bearer <key>', but {state}", advice);
    }

    private static void Report(OperationAnalysisContext context, IOperation value, SchemeDefect defect, string state, string advice) =>
        context.Report(Diagnostic.Create(
            Descriptor, value.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Defect, defect.ToString()), state, advice));

    /// <summary>Whether the expression is the name of the header: a constant, or <c>HeaderNames.Authorization</c> of ASP.NET Core.</summary>
    private static bool IsAuthorization(IOperation name) => References.Unwrap(name) switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text.Equals("Authorization", StringComparison.OrdinalIgnoreCase),
        IFieldReferenceOperation { Field.Name: "Authorization" } => true,
        _ => false,
    };

    private static bool IsParseOfHeader(IInvocationOperation call, KnownApiSet apis) =>
        call.TargetMethod.Name == "Parse" && HttpApis.IsAuthenticationHeader(call.TargetMethod.ContainingType);
}
