using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What code does with the updates of a stream: whether it uses their text, asks how the answer ended, or hands them on.</summary>
internal sealed class UpdateUses
{
    private const int DeepestCall = 3;

    private readonly KnownStream _stream;
    private readonly MethodBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);
    private readonly Queue<ISymbol> _pending = new();
    private readonly List<SyntaxNode> _texts = [];
    private readonly int _depth;

    private UpdateUses(KnownStream stream, IOperation body, MethodBodies bodies, int depth, CancellationToken cancellationToken)
    {
        _stream = stream;
        Body = body;
        _bodies = bodies;
        _depth = depth;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The body that the updates are followed through.</summary>
    public IOperation Body { get; }

    /// <summary>Whether some update is asked how the answer ended.</summary>
    public bool AreAskedForTheEnd { get; private set; }

    /// <summary>Whether updates go to code that is not in sight, or are kept.</summary>
    public bool Escape { get; private set; }

    public bool ReadToolCalls { get; private set; }

    /// <summary>The first use of an update's text; null where there is none.</summary>
    public SyntaxNode? FirstText => _texts.OrderBy(static text => text.SpanStart).FirstOrDefault();

    /// <summary>The uses of the updates that a loop goes through, in the loop and around it.</summary>
    public static UpdateUses Of(IForEachLoopOperation loop, ILocalSymbol update, KnownStream stream, KnownApiSet apis, CancellationToken cancellationToken)
    {
        IOperation body = loop;
        while (body.Parent is { } parent)
            body = parent;
        var uses = new UpdateUses(stream, body, MethodBodies.Of(apis.Compilation), 0, cancellationToken);
        uses.Follow(update);
        uses.FollowParts(loop.Body);
        uses.AreAskedForTheEnd |= uses.IsReasonReadElsewhere(loop, apis);
        uses.NoteToolCalls(body);
        return uses;
    }

    /// <summary>Takes any look at what may be a call of a tool for one at these updates.</summary>
    private void NoteToolCalls(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            ReadToolCalls |= operation switch
            {
                IPropertyReferenceOperation { Property: var property } => _stream.IsToolCall(property),
                IInvocationOperation { TargetMethod: var method } => _stream.IsToolCall(method) || method.TypeArguments.Any(_stream.IsToolCall),
                IIsTypeOperation test => _stream.IsToolCall(test.TypeOperand),
                IConversionOperation conversion => _stream.IsToolCall(conversion.Type),
                ITypePatternOperation pattern => _stream.IsToolCall(pattern.MatchedType),
                IDeclarationPatternOperation pattern => _stream.IsToolCall(pattern.MatchedType),
                IRecursivePatternOperation pattern => _stream.IsToolCall(pattern.MatchedType),
                _ => false,
            };
        }
    }

    /// <summary>Follows the updates that a variable holds through the body.</summary>
    private void Follow(ISymbol variable)
    {
        Hold(variable);
        while (_pending.Count > 0)
        {
            var holder = _pending.Dequeue();
            foreach (var operation in Body.DescendantsAndSelf())
            {
                if (IsReferenceTo(operation, holder))
                    NoteUse(operation);
            }
        }
    }

    /// <summary>Takes the texts of parts for the updates' texts: the parts came from them.</summary>
    private void FollowParts(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Property: var property } && _stream.IsPartText(property))
                NoteText(operation);
        }
    }

    /// <summary>Whether the reason of some update is read that is not clearly one of another stream.</summary>
    private bool IsReasonReadElsewhere(IForEachLoopOperation loop, KnownApiSet apis)
    {
        foreach (var operation in Body.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Property: var property } && _stream.IsReason(property) && !IsInOtherStream(operation, loop, apis))
                return true;
        }

        return false;
    }

    private static bool IsInOtherStream(IOperation operation, IForEachLoopOperation loop, KnownApiSet apis)
    {
        for (var parent = operation.Parent; parent is not null && parent != loop; parent = parent.Parent)
        {
            if (parent is IForEachLoopOperation { Locals: [var update] } other && apis.StreamOf(update.Type) is not null && !loop.Syntax.Ancestors().Contains(other.Syntax))
                return true;
        }

        return false;
    }

    private void Hold(ISymbol? variable)
    {
        if (variable is not null && _holders.Add(variable))
            _pending.Enqueue(variable);
    }

    private void NoteUse(IOperation update)
    {
        var value = update;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
            AreAskedForTheEnd |= _stream.IsEnd(value.Type);
        }

        switch (value.Parent)
        {
            case IPropertyReferenceOperation property when property.Instance == value:
                NoteMember(property, property.Property);
                break;
            case IInvocationOperation call when call.Instance == value:
                NoteMember(call, call.TargetMethod);
                foreach (var argument in call.Arguments)
                {
                    if (argument is { Parameter.RefKind: RefKind.Out })
                        Hold(References.Held(argument.Value));
                }

                break;
            case IConditionalAccessOperation access when access.Operation == value:
                if (access.WhenNotNull.DescendantsAndSelf().FirstOrDefault(static inner => inner is IConditionalAccessInstanceOperation) is { } instance)
                    NoteUse(instance);
                break;
            case IIsPatternOperation isPattern:
                NotePattern(isPattern.Pattern);
                break;
            case IIsTypeOperation isType:
                AreAskedForTheEnd |= _stream.IsEnd(isType.TypeOperand);
                break;
            case ISwitchOperation @switch:
                foreach (var clause in @switch.Cases.SelectMany(static section => section.Clauses).OfType<IPatternCaseClauseOperation>())
                    NotePattern(clause.Pattern);
                break;
            case ISwitchExpressionOperation @switch:
                foreach (var arm in @switch.Arms)
                    NotePattern(arm.Pattern);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                Hold(declarator.Symbol);
                break;
            case ISimpleAssignmentOperation assignment:
                NoteAssignment(assignment, value);
                break;
            case IArgumentOperation { Parameter.RefKind: not RefKind.Out } argument:
                NoteArgument(argument);
                break;
            case IInterpolationOperation or IBinaryOperation { Type.SpecialType: SpecialType.System_String } or ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String }:
                NoteFormatted(value);
                break;
            case IBinaryOperation or INameOfOperation or IExpressionStatementOperation or IDeclarationExpressionOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out }:
                break;
            default:
                Escape = true;
                break;
        }
    }

    private void NoteMember(IOperation reference, ISymbol member)
    {
        AreAskedForTheEnd |= _stream.IsReason(member);
        ReadToolCalls |= _stream.IsToolCall(member);
        if (_stream.IsOtherForm(member))
            NoteUse(reference);
        else if (_stream.IsText(member) || (member is IMethodSymbol { Name: nameof(ToString), Parameters.IsEmpty: true } && _stream.IsTextWhenFormatted))
            NoteText(reference);
    }

    private void NoteText(IOperation reference)
    {
        if (!TextTests.IsOnlyTested(PartText(reference)))
            _texts.Add(NameOf(reference));
    }

    /// <summary>The text of one part where only that is read: <c>ContentUpdate[0].Text</c>.</summary>
    private static IOperation PartText(IOperation reference) =>
        reference.Parent is IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_String } text } ? text : reference;

    private void NoteFormatted(IOperation update)
    {
        if (_stream.IsTextWhenFormatted)
            _texts.Add(update.Syntax);
    }

    private void NotePattern(IPatternOperation pattern)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                NotePattern(negated.Pattern);
                break;
            case IBinaryPatternOperation binary:
                NotePattern(binary.LeftPattern);
                NotePattern(binary.RightPattern);
                break;
            case ITypePatternOperation type:
                AreAskedForTheEnd |= _stream.IsEnd(type.MatchedType);
                break;
            case IDeclarationPatternOperation declaration:
                AreAskedForTheEnd |= _stream.IsEnd(declaration.MatchedType);
                Hold(declaration.DeclaredSymbol);
                break;
            case IRecursivePatternOperation recursive:
                AreAskedForTheEnd |= _stream.IsEnd(recursive.MatchedType);
                Hold(recursive.DeclaredSymbol);
                foreach (var part in recursive.PropertySubpatterns)
                    NotePart(part);
                break;
        }
    }

    private void NotePart(IPropertySubpatternOperation part)
    {
        if (part.Member is not IPropertyReferenceOperation { Property: var property })
            return;
        AreAskedForTheEnd |= _stream.IsReason(property);
        ReadToolCalls |= _stream.IsToolCall(property);
        if (_stream.IsText(property) && !TextTests.IsEmptyPattern(part.Pattern))
            _texts.Add(NameOf(part.Member));
    }

    private void NoteAssignment(ISimpleAssignmentOperation assignment, IOperation value)
    {
        if (assignment.Target == value || assignment.Target is IDiscardOperation)
            return;
        if (assignment.Target is ILocalReferenceOperation local)
            Hold(local.Local);
        else
            Escape = true;
    }

    private void NoteArgument(IArgumentOperation argument)
    {
        var call = argument.Parent;
        if (call is null || PlainSinks.Contains(call) || call is IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String })
            NoteFormatted(argument.Value);
        else if (TakesText(argument) && call is IInvocationOperation { TargetMethod.Name: "Append" or "AppendLine" or "Write" or "WriteAsync" or "WriteLine" or "WriteLineAsync" })
            NoteFormatted(argument.Value);
        else if (call is IInvocationOperation { TargetMethod.Name: "Add", Instance: ILocalReferenceOperation list })
            NoteCollected(list.Local);
        else if (call is not IInvocationOperation invocation || !Enter(invocation.TargetMethod, argument))
            Escape = true;
    }

    /// <summary>Whether the argument can only be meant as text: what takes the update as such, as a channel's writer does, gets all of it.</summary>
    private static bool TakesText(IArgumentOperation argument) => argument.Parameter is { Type.SpecialType: SpecialType.System_Object or SpecialType.System_String };

    /// <summary>A list that is only filled, counted and put into the chat history keeps nothing that could be asked later.</summary>
    private void NoteCollected(ILocalSymbol list)
    {
        foreach (var operation in Body.Descendants())
        {
            if (!IsReferenceTo(operation, list))
                continue;
            var value = operation;
            while (value.Parent is IConversionOperation)
                value = value.Parent;
            Escape |= value.Parent switch
            {
                IInvocationOperation { TargetMethod.Name: "Add" or "Clear" } call when call.Instance == value => false,
                IPropertyReferenceOperation { Property.Name: "Count" } => false,
                IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } => !_stream.Data.History.Contains($"{PlainSinks.FullName(method.ContainingType)}.{method.Name}"),
                _ => true,
            };
        }
    }

    /// <summary>Looks into a method of the compilation that is given an update; false where its body is not in sight.</summary>
    private bool Enter(IMethodSymbol method, IArgumentOperation argument)
    {
        if (_depth == DeepestCall || method.IsAbstract || method.IsVirtual || method.IsOverride || argument.Parameter is not { } parameter
            || _bodies.BodyOf(method, _cancellationToken) is not { } body)
        {
            return false;
        }

        var inner = new UpdateUses(_stream, body, _bodies, _depth + 1, _cancellationToken);
        inner.Follow(parameter.OriginalDefinition);
        inner.NoteToolCalls(body);
        AreAskedForTheEnd |= inner.AreAskedForTheEnd || body.Descendants().Any(operation => operation is IPropertyReferenceOperation { Property: var property } && _stream.IsReason(property));
        ReadToolCalls |= inner.ReadToolCalls;
        Escape |= inner.Escape;
        if (inner._texts.Count > 0)
            _texts.Add(argument.Value.Syntax);
        return true;
    }

    private static bool IsReferenceTo(IOperation operation, ISymbol holder) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, holder),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, holder),
        _ => false,
    };

    private static SyntaxNode NameOf(IOperation reference) => MemberNames.Of(reference.Syntax);
}
