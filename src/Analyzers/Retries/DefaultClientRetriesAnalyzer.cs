using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2008: a client is left with the retry policy that does not wait.
/// <code>
/// var client = new ChatClient("gpt-5.4", key);
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DefaultClientRetriesAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2008",
        title: "The client's default retries do not back off",
        messageFormat: "The default retries of this client follow each other without a delay: give it 'new ClientRetryPolicy(3)', which backs off",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "ClientRetryPolicy.Default, which clients of System.ClientModel use unless told otherwise, waits 0 s between attempts: four requests within 0.05 s after a 429. A policy that is constructed waits 0.8, 1.6, 3.2 s.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2008"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override TextMarks Signs => TextMarks.None;

    protected override bool CanFindAnything(KnownApiSet apis)
    {
        foreach (var assembly in apis.Compilation.ReferencedAssemblyNames)
        {
            if (assembly.Name == "System.ClientModel")
                return apis.Clients.AreReferenced && RetryDefaults.DefaultPolicyWaitsNowhere(assembly.Version);
        }

        return false;
    }

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationAction(
            operation =>
            {
                var client = (IObjectCreationOperation)operation.Operation;
                if (client.Type is not { } type || !AiClients.IsOfSdk(type) || PipelineRetryPolicy.Of(client, operation.CancellationToken) is not { IsDefault: true, HasTransport: false } policy)
                    return;
                if (type is INamedTypeSymbol named && !RetryDefaults.UsesPipeline(named))
                    return;
                if (IsForThisMachine(client, operation.CancellationToken))
                    return;
                var surroundings = new RetryContext(operation.Compilation, operation.Options, operation.CancellationToken);
                if (!IsRetriedAround(client, operation.ContainingSymbol, surroundings))
                    operation.Report(Diagnostic.Create(Descriptor, MemberNames.LocationOfCreation(client.Syntax), new[] { policy.Place.GetLocation() }.AsEnumerable()));
            },
            OperationKind.ObjectCreation);

    /// <summary>Whether the client talks to a server on the same machine, which sets no limits to the rate.</summary>
    private static bool IsForThisMachine(IObjectCreationOperation client, CancellationToken cancellationToken)
    {
        foreach (var root in ValueTracer.ValuesOf(client, cancellationToken))
        {
            foreach (var endpoint in ClientTracer.Endpoints(root, cancellationToken))
            {
                if (Endpoints.Split(endpoint.TextOrHole.Template, PartialText.Hole).Host is { } host && Hosts.IsLoopback(host))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The methods that can use a client: of one that a field or property holds, all of the type, else the one that makes it.</summary>
    private static IEnumerable<IMethodSymbol> MethodsThatCanUse(IObjectCreationOperation client, ISymbol member)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && !IsKept(client))
            return [method];
        return HttpRequests.TypeAround(client)?.GetMembers().OfType<IMethodSymbol>() ?? [];
    }

    /// <summary>Whether the client, or a client made from it, may be put where other methods find it: a nested function can run anywhere.</summary>
    private static bool IsKept(IOperation client)
    {
        for (var around = client.Parent; around is not null; around = around.Parent)
        {
            if (around is IReturnOperation or IAssignmentOperation { Target: IMemberReferenceOperation } || References.IsFunction(around))
                return true;
        }

        return false;
    }

    /// <summary>Whether code of the type retries around the client's calls, so that AIAPI2006 speaks of it.</summary>
    private static bool IsRetriedAround(IObjectCreationOperation client, ISymbol member, RetryContext context)
    {
        foreach (var method in MethodsThatCanUse(client, member))
        {
            foreach (var retry in RetryModel.Of(method, context))
            {
                if (ClientRetries.Inside(retry, context.CancellationToken)?.Client.Syntax == client.Syntax)
                    return true;
            }
        }

        return false;
    }
}
