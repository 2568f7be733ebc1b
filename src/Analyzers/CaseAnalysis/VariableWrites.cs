using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Where the variables of a body are assigned after their declaration, which of them cannot be followed, and which nested functions use.</summary>
internal sealed class VariableWrites
{
    private readonly HashSet<ISymbol> _unfollowed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _captured = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<SyntaxNode>> _writes = new(SymbolEqualityComparer.Default);
    private bool _hasLabels;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The outermost body: of a method, not of a function nested in it.</param>
    public VariableWrites(IOperation body) => Visit(body, null);

    /// <summary>Whether the variable may change where no assignment names it: a function nested in its own assigns it, or a reference to it is taken.</summary>
    public bool IsUnfollowed(ISymbol variable) => _unfollowed.Contains(variable);

    /// <summary>Whether the variable can hold anything but what it was declared with.</summary>
    public bool IsAssignedAgain(ISymbol variable) => _writes.ContainsKey(variable) || _unfollowed.Contains(variable);

    /// <summary>Whether a function nested in the variable's own uses it.</summary>
    public bool IsCaptured(ISymbol variable) => _captured.Contains(variable);

    /// <summary>Whether the variable can be assigned between the creation of a delegate and its call.</summary>
    public bool MayBeWrittenAfter(ISymbol variable, SyntaxNode creation)
    {
        if (!_writes.TryGetValue(variable, out var writes))
            return false;
        foreach (var write in writes)
        {
            if (_hasLabels || write.SpanStart > creation.SpanStart || IsInLoopWith(creation, write, variable))
                return true;
        }

        return false;
    }

    /// <summary>Whether a loop goes round both while the variable, declared outside it, stays the same.</summary>
    private static bool IsInLoopWith(SyntaxNode creation, SyntaxNode write, ISymbol variable)
    {
        for (var node = write; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax && node.Span.Contains(creation.Span))
                return variable.DeclaringSyntaxReferences is not [var declaration] || !node.Span.Contains(declaration.Span) || node is ForStatementSyntax;
        }

        return false;
    }

    private void Visit(IOperation operation, IMethodSymbol? function)
    {
        switch (operation.Kind)
        {
            case OperationKind.AnonymousFunction:
                function = ((IAnonymousFunctionOperation)operation).Symbol;
                break;
            case OperationKind.LocalFunction:
                function = ((ILocalFunctionOperation)operation).Symbol;
                break;
            case OperationKind.LocalReference when function is not null:
                NoteCapture(((ILocalReferenceOperation)operation).Local, function);
                break;
            case OperationKind.ParameterReference when function is not null:
                NoteCapture(((IParameterReferenceOperation)operation).Parameter, function);
                break;
            case OperationKind.SimpleAssignment when operation is ISimpleAssignmentOperation { IsRef: true } reference:
                Unfollow(reference.Value);
                break;
            case OperationKind.SimpleAssignment or OperationKind.CompoundAssignment or OperationKind.CoalesceAssignment or OperationKind.DeconstructionAssignment:
                Note(((IAssignmentOperation)operation).Target, function);
                break;
            case OperationKind.Increment or OperationKind.Decrement:
                Note(((IIncrementOrDecrementOperation)operation).Target, function);
                break;
            case OperationKind.Argument when operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Note(argument.Value, function);
                break;
            case OperationKind.VariableDeclarator
                when operation is IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } reference && reference.GetVariableInitializer() is { } initializer:
                Unfollow(initializer.Value);
                break;
            case OperationKind.AddressOf:
                Unfollow(((IAddressOfOperation)operation).Reference);
                break;
            case OperationKind.Labeled:
                _hasLabels = true;
                break;
        }

        foreach (var child in operation.ChildOperations)
            Visit(child, function);
    }

    private void NoteCapture(ISymbol variable, IMethodSymbol function)
    {
        if (IsOutside(variable, function))
            _captured.Add(variable);
    }

    private void Note(IOperation target, IMethodSymbol? function)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }:
                Note(local, target.Syntax, function);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                Note(parameter, target.Syntax, function);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    Note(element, function);
                break;
            case IConditionalOperation:
                Unfollow(target);
                break;
        }
    }

    /// <summary>What a reference is taken to.</summary>
    private void Unfollow(IOperation? referenced)
    {
        switch (referenced)
        {
            case ILocalReferenceOperation { Local: var local }:
                _unfollowed.Add(local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                _unfollowed.Add(parameter);
                break;
            case IConditionalOperation conditional:
                Unfollow(conditional.WhenTrue);
                Unfollow(conditional.WhenFalse);
                break;
        }
    }

    private static bool IsOutside(ISymbol variable, IMethodSymbol? function) =>
        function is not null && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function);

    private void Note(ISymbol variable, SyntaxNode syntax, IMethodSymbol? function)
    {
        if (IsOutside(variable, function))
            _unfollowed.Add(variable);
        if (!_writes.TryGetValue(variable, out var writes))
            _writes[variable] = writes = new();
        writes.Add(syntax);
    }
}
