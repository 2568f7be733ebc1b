using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2007: what the API says of a failure reaches nobody.
/// <code>
/// var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", content);
/// response.EnsureSuccessStatusCode();
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ErrorDetailLostAnalyzer : RequestAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2007",
        title: "The detail of an API error is lost",
        messageFormat: "{0} drops what the API says about the failure: log it or put it into the exception",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The body of a failed response says which parameter was wrong, which limit was hit, why the content was blocked. The status alone does not: whoever reads the log has to guess.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2007"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override IEnumerable<Diagnostic> Judge(List<Attempt> requests, RequestContext context)
    {
        var handlers = new HashSet<SyntaxNode>();
        foreach (var request in requests)
        {
            if (RawResponse.Of(request, context.Function.Body) is { } response)
            {
                foreach (var report in OfResponse(response))
                    yield return report;
            }

            if (LosingHandler(request, context) is { } clause && handlers.Add(clause))
                yield return Diagnostic.Create(Descriptor, clause.Declaration?.GetLocation() ?? clause.CatchKeyword.GetLocation(), "This handler");
        }
    }

    /// <summary>A call counts whose failure comes to a handler that does nothing with it.</summary>
    protected override bool MayJudge(IInvocationOperation call)
    {
        for (IOperation child = call; child.Parent is { } parent && !References.IsFunction(parent); child = parent)
        {
            if (parent is ITryOperation tried && tried.Body == child && tried.Catches.Any(static handler => handler.Filter is null && !UsesException(handler)))
                return true;
        }

        return false;
    }

    private static IEnumerable<Diagnostic> OfResponse(RawResponse response)
    {
        foreach (var guard in response.Guards)
        {
            if (!response.IsBodyReadBefore(guard))
                yield return Diagnostic.Create(Descriptor, MemberNames.LocationOf(guard.Syntax), "EnsureSuccessStatusCode");
        }

        foreach (var operation in References.OwnOperations(response.Function))
        {
            if (operation is IConditionalOperation { Syntax: IfStatementSyntax } choice && FailedBranch(choice, response) is { } branch
                && LeavesTheFunction(branch) && !response.IsMentionedIn(branch) && !response.IsBodyReadBefore(choice))
            {
                yield return Diagnostic.Create(Descriptor, choice.Condition.Syntax.GetLocation(), "The branch for failures");
            }
        }
    }

    /// <summary>What is done where the response is known to be no success.</summary>
    private static IOperation? FailedBranch(IConditionalOperation choice, RawResponse response)
    {
        var condition = References.Unwrap(choice.Condition);
        var isNegated = false;
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            (condition, isNegated) = (References.Unwrap(not.Operand), !isNegated);
        if (condition is not IPropertyReferenceOperation { Property.Name: "IsSuccessStatusCode", Instance: ILocalReferenceOperation { Local: var local } }
            || !SymbolEqualityComparer.Default.Equals(local, response.Local))
        {
            return null;
        }

        return isNegated ? choice.WhenTrue : choice.WhenFalse;
    }

    private static bool LeavesTheFunction(IOperation branch)
    {
        var last = branch;
        while (last is IBlockOperation { Operations: { Length: > 0 } statements })
            last = statements[statements.Length - 1];
        return last is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };
    }

    /// <summary>The handler that takes the failures of a call of an SDK and does nothing with what they say; null where there is none.</summary>
    private static CatchClauseSyntax? LosingHandler(Attempt request, RequestContext context)
    {
        if (!request.Calls.All(static call => AiClients.IsOfSdk(call.TargetMethod)))
            return null;
        foreach (var failure in request.Failures)
        {
            var statuses = failure.Statuses & RawResponse.ErrorAnswers;
            if (statuses.IsEmpty || HandlerOf(request.Invocation, failure.Failure, statuses) is not { Syntax: CatchClauseSyntax clause } handler)
                continue;
            if (!UsesException(handler) && !IsRetrying(clause, context))
                return clause;
        }

        return null;
    }

    /// <summary>The first handler that takes them all, without a filter.</summary>
    private static ICatchClauseOperation? HandlerOf(IOperation call, Failure failure, CaseSet statuses)
    {
        for (var child = call; child.Parent is { } parent && !References.IsFunction(parent); child = parent)
        {
            if (parent is not ITryOperation tried || tried.Body != child)
                continue;
            foreach (var handler in tried.Catches)
            {
                var taken = failure.Is(handler.ExceptionType).WhenTrue & statuses;
                if (taken.IsEmpty)
                    continue;
                // What a filter lets through depends on the exception: the code looks at it.
                return handler.Filter is null ? handler : null;
            }
        }

        return null;
    }

    /// <summary>Whether the handler reads the exception, or lets it out.</summary>
    private static bool UsesException(ICatchClauseOperation handler)
    {
        foreach (var operation in handler.Handler.Descendants())
        {
            if (operation is IThrowOperation { Exception: null } || (operation is ILocalReferenceOperation { Local: var local } && handler.Locals.Contains(local, SymbolEqualityComparer.Default)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the handler waits for another attempt: a request that is sent again has not failed yet.</summary>
    private static bool IsRetrying(CatchClauseSyntax clause, RequestContext context)
    {
        foreach (var retry in RetryModel.Of(context.Block, new(context.Block.Compilation, context.Block.Options, context.Block.CancellationToken)))
        {
            if (retry.Paths.Any(path => path.Handler == clause))
                return retry.Limit == RetryLimit.None || !EndsWithoutFailure(retry.Construct);
        }

        return false;
    }

    /// <summary>Whether the attempts of a loop are counted in its head, so that the last failure, too, comes to the handler.</summary>
    private static bool EndsWithoutFailure(SyntaxNode construct) => construct switch
    {
        ForStatementSyntax { Condition: not null } or CommonForEachStatementSyntax => true,
        WhileStatementSyntax { Condition: not LiteralExpressionSyntax } or DoStatementSyntax { Condition: not LiteralExpressionSyntax } => true,
        _ => false,
    };
}
