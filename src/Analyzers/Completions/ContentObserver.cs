using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>A use of content at which something is open.</summary>
/// <param name="Location">What to mark.</param>
/// <param name="Unlooked">The cut-off and blocked reasons that were not looked at; null when not one was.</param>
/// <param name="Use">Where the content, read perhaps earlier into a local, is used.</param>
internal sealed record OpenRead(Location Location, CaseSet? Unlooked, int Use);

/// <summary>Watches one run over a body: where content is used, whether the result leaves the body's hands, what looks at the reason.</summary>
internal sealed class ContentObserver
{
    private readonly KnownSurface _surface;
    private readonly CaseFlow _flow;
    private readonly MethodBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isCalled;
    private readonly bool _gathers;
    private readonly ContentUse _use;
    private readonly List<OpenRead> _reads = new();
    private readonly HashSet<SyntaxNode> _checks = new();
    private readonly HashSet<string> _openPaths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _settledPaths = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, Location> _heldBy = new(SymbolEqualityComparer.Default);

    public ContentObserver(KnownSurface surface, CaseFlow flow, MethodBodies bodies, CancellationToken cancellationToken, bool isCalled = false, bool gathers = true)
    {
        _surface = surface;
        _flow = flow;
        _bodies = bodies;
        _cancellationToken = cancellationToken;
        _isCalled = isCalled;
        _gathers = gathers;
        _use = new(surface, flow.Subject, node => bodies.OperationOf(node, cancellationToken));
    }

    /// <summary>Whether the result or its reason is handed to where its fate is not known.</summary>
    public bool Escapes { get; private set; }

    /// <summary>Whether the result itself is handed there, with all that it holds, not only its reason.</summary>
    public bool ResultEscapes { get; private set; }

    public bool ReadsToolCalls { get; private set; }

    /// <summary>The condition that looks at the reason, if there is just one.</summary>
    public SyntaxNode? OnlyCheck => _checks.Count == 1 ? _checks.First() : null;

    /// <summary>The first use, in source order, at which something is open.</summary>
    public OpenRead? FirstRead() => _reads.OrderBy(static read => read.Use).FirstOrDefault();

    /// <summary>The locations of all open uses, from the first on, each once.</summary>
    public IEnumerable<Location> ReadsFrom(OpenRead first) =>
        _reads.Select(static read => read.Location).Where(location => location != first.Location).OrderBy(static location => location.SourceSpan.Start).Prepend(first.Location).Distinct();

    public void Observe(IOperation operation, Point point)
    {
        if (!_isCalled && point.IsReturned && !IsReturnedFurtherInside(operation, point))
            NoteEscape(point.FactOf(operation));
        switch (operation.Kind)
        {
            case OperationKind.Return or OperationKind.YieldReturn when operation is IReturnOperation { ReturnedValue: { } yielded }:
                NoteEscape(point.FactOf(yielded));
                break;
            case OperationKind.SimpleAssignment or OperationKind.CompoundAssignment or OperationKind.CoalesceAssignment or OperationKind.DeconstructionAssignment:
                ObserveAssignment((IAssignmentOperation)operation, point);
                break;
            case OperationKind.ArrayInitializer:
                ObserveArray((IArrayInitializerOperation)operation, point);
                break;
            case OperationKind.Interpolation:
                ObserveFormatting(((IInterpolationOperation)operation).Expression, point);
                break;
            case OperationKind.FlowAnonymousFunction when operation is IFlowAnonymousFunctionOperation lambda:
                ResultEscapes |= HandedOn.IsPassedOn(lambda) && Captures(lambda, point);
                Escapes |= ResultEscapes;
                break;
            case OperationKind.Binary when operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } addition:
                ObserveFormatting(addition.LeftOperand, point);
                ObserveFormatting(addition.RightOperand, point);
                break;
            case OperationKind.Binary or OperationKind.IsPattern:
                NoteCheck(operation, point);
                break;
            case OperationKind.LocalReference:
                ObserveLocal((ILocalReferenceOperation)operation, point);
                break;
            case OperationKind.PropertyReference:
                ObserveProperty((IPropertyReferenceOperation)operation, point);
                break;
            case OperationKind.Invocation:
                ObserveCall(operation, ((IInvocationOperation)operation).TargetMethod, point);
                break;
            case OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor }:
                ObserveCall(operation, constructor, point);
                break;
        }

        if ((_use.PathRead(operation, point) ?? ContentUse.PathSelected(operation, point)) is { } path)
            ObserveRead(operation, path, point);
    }

    /// <summary>Whether a function in the body returns the value, each of whose returns is looked at where it stands: together they can tell more than any of them.</summary>
    private static bool IsReturnedFurtherInside(IOperation returned, Point point) =>
        References.Unwrap(returned) is IInvocationOperation call && MethodBodies.IsNested(MethodBodies.Called(call, point.Run.Graph));

    private void ObserveRead(IOperation operation, string path, Point point)
    {
        ReadsToolCalls |= _surface.Data.ToolCallPaths.Contains(path);
        if (!_use.IsContent(operation, path) || _use.IsSelected(operation))
            return;
        (IsOpenAt(operation, point) ? _openPaths : _settledPaths).Add(path);
        var location = _use.LocationOf(operation);
        if (_use.IsHandedOut(operation, out var holder))
        {
            if (holder is not null)
                _heldBy[holder] = location;
        }
        else if (_use.CanThrow(operation))
            Judge(operation, location, point);
        else
            JudgeOrHold(operation, location, point);
    }

    /// <summary>A text that only fills a local is used where the local is; so is one that is added to others, unless all was looked at before.</summary>
    private void JudgeOrHold(IOperation operation, Location location, Point point)
    {
        if (_use.LocalFilledBy(operation) is { } local)
            _heldBy[local] = location;
        else if (!_gathers || _use.GathererFilledBy(operation) is not { } gatherer)
            Judge(operation, location, point);
        else if (!_heldBy.ContainsKey(gatherer) && IsOpenAt(operation, point))
            _heldBy[gatherer] = location;
    }

    private void ObserveLocal(ILocalReferenceOperation local, Point point)
    {
        var read = _heldBy.TryGetValue(local.Local, out var held) ? held
            : point.FactOf(local) is Fact.Path { Steps: var path } && _surface.Data.ContentPaths.Contains(path) && !IsSettled(path) ? local.Syntax.GetLocation()
            : null;
        if (read is not null && !_use.IsAssigned(local) && !_use.IsOnlyTested(local))
            JudgeOrHold(local, read, point);
    }

    /// <summary>Whether the content was read only after a look at the reason: what holds it later, or null where it was not read, needs none.</summary>
    private bool IsSettled(string path) => _settledPaths.Contains(path) && !_openPaths.Contains(path);

    private bool IsOpenAt(IOperation operation, Point point) => OpenAt(operation, point) is { } open && (_surface.Reasons.IsSubsetOf(open) || !_surface.DueIn(open).IsEmpty);

    private void ObserveAssignment(IAssignmentOperation assignment, Point point)
    {
        var isLocal = assignment.Target is ILocalReferenceOperation or IFlowCaptureReferenceOperation or IDeclarationExpressionOperation or IDiscardOperation or ITupleOperation
            or IParameterReferenceOperation { Parameter.RefKind: RefKind.None };
        if (!isLocal)
            NoteEscape(point.FactOf(assignment.Value));
    }

    private void ObserveArray(IArrayInitializerOperation array, Point point)
    {
        var call = ContentUse.CallTaking(array);
        foreach (var element in array.ElementValues)
        {
            if (call is null || !_flow.Subject.IsIgnoredCall(call))
                NoteEscape(point.FactOf(element));
            else if (ContentUse.Formats(call))
                ObserveFormatting(element, point);
        }
    }

    /// <summary>Some results are their text where they are formatted.</summary>
    private void ObserveFormatting(IOperation value, Point point)
    {
        if (_use.IsTextItself(point.FactOf(value)))
            JudgeOrHold(value, value.Syntax.GetLocation(), point);
    }

    private void ObserveCall(IOperation call, IMethodSymbol method, Point point)
    {
        foreach (var argument in HandedOn.ArgumentsOf(call))
        {
            if (point.FactOf(argument.Value) is not Fact.Path { IsValue: false } path)
                continue;
            if (ContentUse.Formats(call))
                ObserveFormatting(argument.Value, point);
            if (_surface.Data.ContentCollections.Contains(path.Steps) && !_use.IsCountOf(call, argument) && !_flow.Subject.IsIgnoredCall(call))
                JudgeOrHold(argument.Value, _use.LocationOf(argument.Value), point);
            else if (_flow.Subject.LeadsToValue(path.Steps))
                Enter(call, method, argument.Value.Syntax, point);
        }

        if (call is IInvocationOperation { Instance: { } instance } && point.FactOf(instance) is Fact.Path { IsValue: false } self && _flow.Subject.LeadsToValue(self.Steps))
            Enter(call, method, ContentUse.NameIn(call.Syntax), point);
    }

    /// <summary>A property that the program's own type computes.</summary>
    private void ObserveProperty(IPropertyReferenceOperation property, Point point)
    {
        if (property is { Instance: { } instance, Property: { DeclaringSyntaxReferences.IsEmpty: false, GetMethod: { } getter } }
            && point.FactOf(instance) is Fact.Path { IsValue: false } self && _flow.Subject.LeadsToValue(self.Steps))
            Enter(property, getter, ContentUse.NameIn(property.Syntax), point);
    }

    /// <summary>Judges a method of the compilation that is given the result as if its body stood here.</summary>
    private void Enter(IOperation call, IMethodSymbol method, SyntaxNode at, Point point)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return;
        var inner = new ContentObserver(_surface, _flow, _bodies, _cancellationToken, isCalled: true, _gathers);
        if (!_flow.RunCalled(call, method, point, inner.Observe))
            return;
        Escapes |= inner.Escapes;
        ResultEscapes |= inner.ResultEscapes;
        ReadsToolCalls |= inner.ReadsToolCalls;
        _checks.UnionWith(inner._checks);
        if (inner.FirstRead() is { } read)
            _reads.Add(new(at.GetLocation(), read.Unlooked, at.SpanStart));
    }

    /// <summary>Decides what is open at a use; text that only goes to a plain sink is judged by what every way afterwards looks at.</summary>
    private void Judge(IOperation operation, Location location, Point point)
    {
        if (OpenAt(operation, point) is not { } open)
            return;
        if (_surface.Reasons.IsSubsetOf(open))
        {
            _reads.Add(new(location, null, operation.Syntax.SpanStart));
            return;
        }

        var unlooked = _surface.DueIn(open);
        if (!unlooked.IsEmpty)
            _reads.Add(new(location, unlooked, operation.Syntax.SpanStart));
    }

    /// <summary>The reasons that were not told from the good one at a use; null where that is not known.</summary>
    private CaseSet? OpenAt(IOperation operation, Point point)
    {
        if (point.State.IsLost)
            return null;
        var alike = point.State.Alike;
        if (_use.GoesToPlainSink(operation))
        {
            var ends = point.Run.EndsAfterShown();
            if (ends.Count > 0)
                alike = ends.Aggregate(CaseSet.Empty, static (all, end) => end.IsLost ? all : all | end.Alike);
        }

        return alike & point.State.Possible;
    }

    private void NoteCheck(IOperation condition, Point point)
    {
        foreach (var operand in condition.ChildOperations)
        {
            if (point.FactOf(operand) is not Fact.Path { IsValue: true })
                continue;
            var syntax = condition.Syntax;
            _checks.Add(syntax.FirstAncestorOrSelf<SwitchLabelSyntax>()?.FirstAncestorOrSelf<SwitchStatementSyntax>()
                ?? (syntax as SwitchExpressionArmSyntax)?.Parent
                ?? syntax);
        }
    }

    private void NoteEscape(Fact fact)
    {
        Escapes |= HandedOn.Leads(fact, _flow.Subject);
        ResultEscapes |= HandedOn.LeadsToResult(fact, _flow.Subject);
    }

    private bool Captures(IFlowAnonymousFunctionOperation lambda, Point point)
    {
        if (_bodies.OperationOf(lambda.Syntax, _cancellationToken) is not IAnonymousFunctionOperation { Body: var body })
            return false;
        foreach (var operation in body.Descendants())
        {
            if (operation is ILocalReferenceOperation or IParameterReferenceOperation && HandedOn.Leads(point.FactOf(operation), _flow.Subject))
                return true;
        }

        return false;
    }
}
