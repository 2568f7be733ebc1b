using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What the code of one member writes to its locals and parameters and to the properties of objects, and what it calls on them.
/// Found once for each body, when it is first asked for.</summary>
internal sealed class BodyWrites
{
    private static readonly ConditionalWeakTable<IOperation, BodyWrites> Cache = new();

    private readonly Dictionary<ISymbol, List<Write>> _variables = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Holder, Write Write)> _properties = [];
    private readonly Dictionary<ISymbol, IArgumentOperation> _handedOn = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Receiver, IInvocationOperation Call)> _calls = [];
    private readonly bool _hasJumps;

    private BodyWrites(IOperation root)
    {
        var found = new List<Write>();
        foreach (var operation in MethodBodies.OperationsIn(root))
        {
            switch (operation.Kind)
            {
                case OperationKind.Branch:
                    _hasJumps |= operation is IBranchOperation { BranchKind: BranchKind.GoTo };
                    break;
                case OperationKind.Argument when operation is IArgumentOperation argument && IsSeenByOtherCode(argument) && References.Held(argument.Value) is { } handed:
                    _handedOn[handed] = argument;
                    break;
                case OperationKind.Invocation when operation is IInvocationOperation call && Receiver(call) is { } on:
                    _calls.Add((on, call));
                    break;
            }

            Write.Collect(operation, found);
            foreach (var write in found)
                Add(write);
            found.Clear();
        }
    }

    /// <summary>The writes in the whole member that <paramref name="operation"/> belongs to.</summary>
    public static BodyWrites Around(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
            root = parent;
        return Cache.GetValue(root, static r => new BodyWrites(r));
    }

    /// <summary>Where code of the compilation receives the object that the variable holds, and may change it; null when none does.</summary>
    public IArgumentOperation? HandedOn(ISymbol variable) => _handedOn.TryGetValue(variable, out var argument) ? argument : null;

    /// <summary>What is assigned to a property of the object that <paramref name="holder"/> holds.</summary>
    public IEnumerable<Write> ToProperty(ISymbol holder, string property)
    {
        foreach (var (written, write) in _properties)
        {
            if (SymbolEqualityComparer.Default.Equals(written, holder) && ((IPropertyReferenceOperation)write.Target).Property.Name == property)
                yield return write;
        }
    }

    /// <summary>The calls of methods on the object that the variable, field or property holds.</summary>
    public IEnumerable<IInvocationOperation> CallsOn(ISymbol receiver) =>
        _calls.Where(c => SymbolEqualityComparer.Default.Equals(c.Receiver, receiver)).Select(static c => c.Call);

    /// <summary>The writes whose value the variable can still have where <paramref name="use"/> stands.</summary>
    public IEnumerable<Write> Reaching(ISymbol variable, IOperation use) =>
        _variables.TryGetValue(variable, out var writes) ? Reaching(writes, use) : [];

    /// <summary>Those of some writes to one place, in the order of the code, whose value it can still have where <paramref name="use"/> stands.</summary>
    public IEnumerable<Write> Reaching(List<Write> writes, IOperation use)
    {
        var last = _hasJumps ? null : LastCertain(writes, use);
        foreach (var write in writes)
        {
            if (_hasJumps || CanReach(write, use, last))
                yield return write;
        }
    }

    /// <summary>The last assignment that every path to <paramref name="use"/> passes, as far as the nesting of statements tells.</summary>
    private static Write? LastCertain(List<Write> writes, IOperation use)
    {
        Write? last = null;
        foreach (var write in writes)
        {
            if (write.Kind == WriteKind.Assign && EndsBefore(write, use) && StatementList(write.Site) is { } list && IsWithinSameFunction(use, list))
                last = write;
        }

        return last;
    }

    private static bool CanReach(Write write, IOperation use, Write? last)
    {
        if (write == last)
            return true;
        var (common, fromWrite, fromUse) = References.CommonAncestor(write.Site, use);
        for (var node = write.Site; node is not null && node != common; node = node.Parent)
        {
            if (References.IsFunction(node))
                return true;
        }

        for (var node = use; node is not null; node = node.Parent)
        {
            if (References.IsFunction(node) && !IsInside(write.Site, node))
                return true;
            if (node is ILoopOperation && IsInside(write.Site, node) && (last is null || !IsInside(last.Value.Site, node)))
                return true;
        }

        return EndsBefore(write, use)
            && (last is null || write.Site.Syntax.SpanStart > last.Value.Site.Syntax.SpanStart)
            && !AreAlternatives(common, fromWrite, fromUse);
    }

    private static bool AreAlternatives(IOperation? common, IOperation? fromWrite, IOperation? fromUse) => common switch
    {
        IConditionalOperation conditional => fromWrite != conditional.Condition && fromUse != conditional.Condition,
        ISwitchOperation @switch => fromWrite != @switch.Value,
        _ => false,
    };

    private static bool EndsBefore(Write write, IOperation use) => write.Site.Syntax.Span.End <= use.Syntax.SpanStart;

    /// <summary>The list of statements that runs the write whenever it runs at all; null when the write is a part of a larger expression.</summary>
    private static IOperation? StatementList(IOperation site)
    {
        for (var node = site.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case IBlockOperation or ISwitchCaseOperation:
                    return node;
                case IExpressionStatementOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation or IUsingDeclarationOperation:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsWithinSameFunction(IOperation use, IOperation list)
    {
        for (var node = use; node is not null; node = node.Parent)
        {
            if (node == list)
                return true;
            if (References.IsFunction(node))
                return false;
        }

        return false;
    }

    private static bool IsInside(IOperation operation, IOperation container)
    {
        for (IOperation? node = operation; node is not null; node = node.Parent)
        {
            if (node == container)
                return true;
        }

        return false;
    }

    private static bool IsSeenByOtherCode(IArgumentOperation argument) => argument.Parent switch
    {
        IInvocationOperation call => call.TargetMethod.MethodKind == MethodKind.DelegateInvoke || !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty,
        _ => false,
    };

    private static ISymbol? Receiver(IInvocationOperation call)
    {
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments is [{ Value: var first }, ..] ? first : null);
        return receiver is null ? null : References.Held(receiver);
    }

    private void Add(Write write)
    {
        if (References.Held(write.Target) is { } variable)
        {
            if (!_variables.TryGetValue(variable, out var list))
                _variables.Add(variable, list = []);
            list.Add(write);
        }
        else if (write.Target is IPropertyReferenceOperation { Instance: { } instance } && References.Held(instance) is { } holder)
        {
            _properties.Add((holder, write));
        }
    }
}
