using System.Collections.Immutable;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Nothing but the status ends a polling loop.</summary>
/// <example><code>
/// while (task.Status is "queued" or "in_progress")   // a task that hangs is polled for ever
/// {
///     await Task.Delay(5000);
///     task = await GetTaskAsync(id);
/// }
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PollingWithoutDeadlineAnalyzer : PollingAnalyzer
{
    /// <summary>Parts of the names of calls that end a wait by throwing.</summary>
    private static readonly string[] EndingCalls = ["timeout", "deadline", "cancel", "expire"];

    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4003",
        title: "Polling has no deadline",
        messageFormat: "The polling ends only when {0} says so, and a task that hangs is polled for ever: set a deadline",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Neither a count, nor the time, nor a cancellation token can end the loop. Tasks do hang, and words change; the timeout of an HttpClient ends one request, not the loop.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4003"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        if (!HasDeadline(loop, cancellationToken) && !IsEndedByItsCallers(loop))
            yield return Diagnostic.Create(Rule, loop.Keyword, loop.Words.Name);
    }

    private static bool HasDeadline(PollingLoop loop, CancellationToken cancellationToken)
    {
        var bodies = loop.Bodies;
        foreach (var operation in loop.Handed is { Call: var call } ? loop.Code.DescendantsAndSelf().Concat(call.Descendants()) : loop.Code.DescendantsAndSelf())
        {
            if ((Tokens.IsHandedOn(operation) && !IsOfRecursion(operation, loop)) || IsEndingCall(operation) || operation is IReturnOperation { Kind: OperationKind.YieldReturn })
                return true;
            if (operation is IInvocationOperation inner && bodies.BodyOf(inner.TargetMethod, cancellationToken) is { } called && called.Descendants().Any(EndsByItself))
                return true;
        }

        var conditions = new DoorConditions(loop, cancellationToken);
        return loop.Ways.UndecidedDoors.Any(door => conditions.KindOf(door) is DoorKind.Elsewhere or DoorKind.Unknown);
    }

    /// <summary>Whether an argument is only handed on to the next round of a method that calls itself.</summary>
    private static bool IsOfRecursion(IOperation argument, PollingLoop loop) =>
        argument.Parent is IInvocationOperation { TargetMethod: var method } && SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, loop.Member.OriginalDefinition);

    /// <summary>Whether code in a called method can end the wait without the loop's help: by a token of the object, or by throwing that time is up.</summary>
    private static bool EndsByItself(IOperation operation) => operation switch
    {
        IArgumentOperation { Value: var token } => Tokens.IsHandedOn(operation) && References.Held(token) is IFieldSymbol or IPropertySymbol,
        IObjectCreationOperation { Type.Name: "TimeoutException" or "OperationCanceledException" or "TaskCanceledException" } => true,
        _ => false,
    };

    private static bool IsEndingCall(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod.Name: var name })
            return false;
        foreach (var part in EndingCalls)
        {
            if (name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether a caller in the type bounds the time of the method, as <c>PollAsync(id).WaitAsync(timeout)</c> does.</summary>
    private static bool IsEndedByItsCallers(PollingLoop loop)
    {
        var method = loop.Handed?.Poller.Name ?? (loop.Body is ILocalFunctionOperation { Symbol.Name: var local } ? local : loop.Member.Name);
        foreach (var part in loop.Member.ContainingType.DeclaringSyntaxReferences)
        {
            var names = NamesOf(loop, method, part.GetSyntax());
            foreach (var name in part.GetSyntax().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText == method || name.Identifier.ValueText is not ("WaitAsync" or "WhenAny" or "Wait" or "TimeoutAfter" or "WithTimeout"))
                    continue;
                var statement = name.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode?)name.FirstAncestorOrSelf<MemberDeclarationSyntax>();
                if (statement?.DescendantNodes().OfType<SimpleNameSyntax>().Any(other => names.Contains(other.Identifier.ValueText) || IsWithin(loop.Code.Syntax, statement)) == true)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The name of a method that polls, and those of variables which hold the task that it returns.</summary>
    private static HashSet<string> NamesOf(PollingLoop loop, string method, SyntaxNode type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { method };
        foreach (var node in type.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: not AwaitExpressionSyntax and var value } variable
                && (IsWithin(loop.Code.Syntax, variable.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode)variable) && value.Span.Contains(loop.Code.Syntax.Span)
                    || value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText))))
                names.Add(variable.Identifier.ValueText);
        }

        return names;
    }

    private static bool IsWithin(SyntaxNode code, SyntaxNode container) => container is StatementSyntax and not BlockSyntax && container != code && container.Span.Contains(code.Span) && !code.Span.Contains(container.Span);
}
