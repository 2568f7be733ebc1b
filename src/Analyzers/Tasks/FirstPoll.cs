using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>How a loop comes to its first poll, and what happens to it when the answer is an HTTP error.</summary>
internal sealed class FirstPoll(PollingLoop loop, EndpointPatterns endpoints, CancellationToken cancellationToken)
{
    private static readonly string[] ThrowingReads = ["EnsureSuccessStatusCode", "GetFromJsonAsync", "GetStringAsync", "GetStreamAsync", "GetByteArrayAsync"];

    private readonly Waits _waits = new(loop.Bodies, cancellationToken);
    private readonly DoorConditions _conditions = new(loop, cancellationToken);

    /// <summary>Whether a task that the same function creates is asked for with nothing to wait for in between.</summary>
    public bool IsMadeAtOnce
    {
        get
        {
            var before = References.OwnOperations(loop.Body).OfType<IInvocationOperation>()
                .Where(call => call.Syntax.Span.End <= loop.Code.Syntax.SpanStart && call.Syntax != loop.Request.Call.Syntax)
                .OrderBy(static call => call.Syntax.SpanStart).ToList();
            var creation = before.FindLastIndex(IsCreation);
            return creation >= 0 && !_waits.In(before[creation]) && !before.Skip(creation + 1).Any(_waits.In) && !WaitsBeforePoll();
        }
    }

    /// <summary>Whether an HTTP error does not end the loop.</summary>
    public bool IsTolerant
    {
        get
        {
            var code = new List<IOperation> { loop.Code };
            if (loop.Bodies.BodyOf(loop.Request.Call.TargetMethod, cancellationToken) is { } helper)
                code.Add(helper);
            var isChecked = IsSdk(loop.Request.Call) || code.Exists(part => part.DescendantsAndSelf().Any(Throws));
            return !isChecked || code.Exists(part => part.DescendantsAndSelf().Any(Tolerates)) || HasTolerantBranch() || MentionsError();
        }
    }

    private static bool IsSdk(IInvocationOperation call) => call.TargetMethod.ContainingType.Name == "VideoClient";

    private bool IsCreation(IInvocationOperation call)
    {
        var apis = KnownApiSet.Of(loop.Origin.Call.SemanticModel!.Compilation);
        if (IsPost(call, apis) is { } isPost)
            return isPost;
        // A method of the compilation that creates the task.
        return loop.Bodies.BodyOf(call.TargetMethod, cancellationToken) is { } body
            && body.Descendants().OfType<IInvocationOperation>().Any(inner => IsPost(inner, apis) == true)
            && !_waits.In(body);
    }

    /// <summary>Whether a call posts to an AI endpoint; null when it sends nothing.</summary>
    private bool? IsPost(IInvocationOperation call, KnownApiSet apis)
    {
        if (AiCalls.Recognise(call, apis, endpoints, cancellationToken) is not { } known)
            return null;
        if (!known.IsRawHttp)
            return known.Operation == AiOperation.Videos && call.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal);
        return call.TargetMethod.Name.StartsWith("Post", StringComparison.Ordinal)
            || (ObjectTracer.Argument(call, "request") is { } request && IsPostMessage(request.Value));
    }

    private bool IsPostMessage(IOperation message)
    {
        foreach (var value in ValueTracer.ValuesOf(message, cancellationToken))
        {
            if (value.Creation is { } creation && ObjectTracer.Argument(creation, "method") is { Value: IPropertyReferenceOperation { Property.Name: "Post" } })
                return true;
        }

        return false;
    }

    /// <summary>Whether every way from the beginning of the loop to its first poll waits.</summary>
    private bool WaitsBeforePoll()
    {
        var start = loop.Round.Starts[0];
        var block = loop.Graph.Blocks[start.Block];
        var seen = new HashSet<int>();
        var pending = new Stack<BasicBlock>();
        if (WaitsIn(block, start.Index))
            return true;
        pending.Push(block);
        while (pending.Count > 0)
        {
            foreach (var branch in pending.Pop().Predecessors)
            {
                // What a later round comes from.
                var source = branch.Source;
                if (!seen.Add(source.Ordinal) || loop.Ways.Nodes.Contains(new(source.Ordinal, true)))
                    continue;
                if (!IsInLoop(source))
                    return false;
                if (!WaitsIn(source, source.Operations.Length))
                    pending.Push(source);
            }
        }

        return true;
    }

    private bool IsInLoop(BasicBlock block) =>
        block.Operations.Append(block.BranchValue).FirstOrDefault(static operation => operation is not null) is not { } first || loop.Code.Syntax.Span.Contains(first.Syntax.Span);

    private bool WaitsIn(BasicBlock block, int last)
    {
        for (var index = 0; index <= last; index++)
        {
            var operation = index < block.Operations.Length ? block.Operations[index] : block.BranchValue;
            if (operation is not null && _waits.In(operation))
                return true;
        }

        return false;
    }

    private static bool Throws(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name } => Array.IndexOf(ThrowingReads, name) >= 0,
        IConditionalOperation { Condition: var condition } => AsksHttpStatus(condition) && operation.Descendants().Any(static inner => inner is IThrowOperation),
        ISwitchOperation { Value: var value } => AsksHttpStatus(value) && operation.Descendants().Any(static inner => inner is IThrowOperation),
        _ => false,
    };

    /// <summary>A handler that goes on, or a helper that answers an error with a value.</summary>
    private static bool Tolerates(IOperation operation) => operation switch
    {
        ICatchClauseOperation clause => !clause.Handler.DescendantsAndSelf().Any(static inner => inner is IThrowOperation),
        IConditionalOperation { Condition: var condition, WhenTrue: var whenTrue } =>
            AsksHttpStatus(condition) && whenTrue.DescendantsAndSelf().Any(static inner => inner is IBranchOperation { BranchKind: BranchKind.Continue } or IReturnOperation),
        _ => false,
    };

    private static bool AsksHttpStatus(IOperation condition) =>
        condition.DescendantsAndSelf().Any(static part => part is IPropertyReferenceOperation { Property: { Name: "IsSuccessStatusCode" or "StatusCode", ContainingType.Name: "HttpResponseMessage" } });

    /// <summary>Whether both outcomes of a test of the HTTP status go on polling.</summary>
    private bool HasTolerantBranch() => loop.Graph.Blocks.Any(block =>
        block.ConditionalSuccessor is not null && IsInLoop(block) && _conditions.KindOf(block) == DoorKind.HttpStatus
        && !Leaves(block.ConditionalSuccessor) && !Leaves(block.FallThroughSuccessor!));

    private bool Leaves(ControlFlowBranch branch) => branch.Destination is not { } destination || !IsInLoop(destination)
        || destination.Operations.Append(destination.BranchValue).Any(static operation => operation is IThrowOperation)
        || destination.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Return };

    private bool MentionsError()
    {
        IOperation body = loop.Body;
        while (body.Parent is { } parent)
            body = parent;
        return body.Syntax.DescendantTokens().Any(static token => token.ValueText.IndexOf("not_exist", StringComparison.OrdinalIgnoreCase) >= 0 || token.ValueText.IndexOf("NotFound", StringComparison.Ordinal) >= 0);
    }
}
