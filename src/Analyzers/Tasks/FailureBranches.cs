using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>The code that runs for a failed task alone, and whether it looks at why the task failed.</summary>
internal sealed class FailureBranches
{
    private readonly PollingLoop _loop;
    private readonly DoorConditions _conditions;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<RoundNode> _nodes = new();

    /// <summary>Finds the branches.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="failures">The words of failure.</param>
    /// <param name="successes">The words of success.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public FailureBranches(PollingLoop loop, IEnumerable<string> failures, IEnumerable<string> successes, CancellationToken cancellationToken)
    {
        _loop = loop;
        _conditions = new(loop, cancellationToken);
        _cancellationToken = cancellationToken;
        var shared = new HashSet<RoundNode>();
        foreach (var index in loop.Ways.StillPending)
            shared.UnionWith(loop.Ways.NodesOf(index));
        foreach (var word in successes.Where(loop.LeavesWell))
            shared.UnionWith(loop.Ways.NodesOf(loop.Domain.IndexOf(word)));
        foreach (var word in failures.Where(loop.Leaves))
        {
            var index = loop.Domain.IndexOf(word);
            var own = loop.Ways.NodesOf(index).Where(node => !shared.Contains(node)).ToList();
            if (own.Count == 0 || loop.Ways.EndsOf(index).Any(end => !own.Exists(node => node.Block == end.Block)))
            {
                AreApart = false;
                return;
            }

            AreApart = true;
            _nodes.UnionWith(own);
        }
    }

    /// <summary>Whether there are branches that failed tasks take, to their ends, and no others.</summary>
    public bool AreApart { get; }

    /// <summary>Whether one of the branches uses an error member, the whole task, or the body of the answer.</summary>
    public bool UseReason()
    {
        foreach (var node in _nodes)
        {
            var block = _loop.Graph.Blocks[node.Block];
            foreach (var root in block.Operations.Append(block.BranchValue))
            {
                if (root is not null && root.DescendantsAndSelf().Any(IsReason))
                    return true;
            }
        }

        return false;
    }

    private bool IsReason(IOperation operation)
    {
        if (Subject.StepOf(operation) is { } step && TaskProviders.IsErrorMember(step) && operation is not IInvocationOperation { TargetMethod.Name: "ToString" })
            return !IsOfException(operation);
        if (operation.ConstantValue is { HasValue: true, Value: string text } && operation.Parent is IArgumentOperation && TaskProviders.ErrorMembers.Contains(WireNames.Bare(text)))
            return true;
        if (operation is IInvocationOperation call && _loop.Bodies.BodyOf(call.TargetMethod, _cancellationToken) is { } body)
            return body.Descendants().Any(part => Subject.StepOf(part) is { } inner && TaskProviders.IsErrorMember(inner));
        return IsWholeAnswer(operation);
    }

    private static bool IsOfException(IOperation operation) => operation is IPropertyReferenceOperation { Instance.Type: { } type } && References.IsException(type);

    /// <summary>A variable that holds the answer, the task or another part of it than its status, used as it is; of a response, in any way.</summary>
    private bool IsWholeAnswer(IOperation operation)
    {
        // What the compiler adds, such as the disposal of the parsed answer, uses nothing.
        if (operation.IsImplicit || operation is not (ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation) || _loop.StatusFacts.ContainsKey(operation.Syntax)
            || References.Held(operation) is not { } variable || _conditions.KindOf(variable) != DoorKind.Answer)
            return false;
        var isResponse = operation.Type is { Name: "HttpResponseMessage" or "ClientResult" or "PipelineResponse" or "Stream" };
        // A document is used as it is through its root.
        var user = operation.Parent is IPropertyReferenceOperation { Property.Name: "RootElement" } root ? root.Parent : operation.Parent;
        return isResponse || user is not (IMemberReferenceOperation or IInvocationOperation { Instance: not null }) || user is IInvocationOperation { TargetMethod.Name: "ToString" or "GetRawText" or "ToJsonString" };
    }
}
