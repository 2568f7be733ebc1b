using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The elements of a collection that is built from constants and not changed in sight.</summary>
/// <param name="Elements">The elements.</param>
/// <param name="Comparer">How the collection compares texts; null for their own equality.</param>
internal sealed record ConstantSet(ImmutableArray<object?> Elements, StringComparer? Comparer);

/// <summary>Reads collections that are built from constants.</summary>
/// <param name="operationOf">The un-lowered operation of a node, in any tree of the compilation.</param>
/// <param name="constantOf">The value of an operation that has the same one always.</param>
internal sealed class ConstantSetReader(Func<SyntaxNode, IOperation?> operationOf, Func<IOperation, Optional<object?>> constantOf)
{
    // The compiler that analyses may know the kind although the one this is built against does not.
    private const OperationKind CollectionExpression = (OperationKind)127;

    /// <summary>Reads a collection: an array, a set, a list, a collection expression, or a local, readonly field or get-only property initialised with one.</summary>
    /// <param name="operation">The collection, of the flow graph or un-lowered.</param>
    public ConstantSet? Read(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return Read(conversion.Operand);
            case IArgumentOperation argument:
                return Read(argument.Value);
            case IFlowCaptureReferenceOperation:
                return operationOf(operation.Syntax) is { } original and not IFlowCaptureReferenceOperation ? Read(original) : null;
            case IArrayCreationOperation { Initializer: { } initializer }:
                return FromElements(initializer.ElementValues, null);
            case IObjectCreationOperation creation:
                return FromCreation(creation);
            case IInvocationOperation invocation:
                return FromFactory(invocation);
            case ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: [var reference] } local }:
                return reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator && !IsChanged(local, declarator)
                    ? ReadSyntax(value)
                    : null;
            case IFieldReferenceOperation { Field: { IsReadOnly: true, DeclaringSyntaxReferences: [var reference] } }:
                return reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } fieldValue } ? ReadSyntax(fieldValue) : null;
            case IPropertyReferenceOperation { Property: { SetMethod: null, DeclaringSyntaxReferences: [var reference] } }:
                return reference.GetSyntax() is PropertyDeclarationSyntax property && (property.Initializer?.Value ?? property.ExpressionBody?.Expression) is { } propertyValue
                    ? ReadSyntax(propertyValue)
                    : null;
            default:
                return operation.Kind == CollectionExpression ? FromElements(operation.ChildOperations, null) : null;
        }
    }

    /// <summary>The comparer that an argument names (<c>StringComparer.OrdinalIgnoreCase</c>); null for any other argument.</summary>
    public static StringComparer? ComparerOf(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation is IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: nameof(StringComparer), Name: var name } }
            ? name switch
            {
                nameof(StringComparer.OrdinalIgnoreCase) or nameof(StringComparer.InvariantCultureIgnoreCase) or nameof(StringComparer.CurrentCultureIgnoreCase) => StringComparer.OrdinalIgnoreCase,
                _ => StringComparer.Ordinal,
            }
            : null;
    }

    private ConstantSet? ReadSyntax(SyntaxNode value)
    {
        var operation = operationOf(value);
        // A bare array initialiser, `string[] words = { … }`, is no creation expression.
        return operation is IArrayInitializerOperation initializer ? FromElements(initializer.ElementValues, null) : operation is null ? null : Read(operation);
    }

    private ConstantSet? FromCreation(IObjectCreationOperation creation)
    {
        StringComparer? comparer = null;
        ConstantSet? source = null;
        foreach (var argument in creation.Arguments)
        {
            comparer ??= ComparerOf(argument.Value);
            source ??= Read(argument.Value);
        }

        if (creation.Initializer is null)
            return source is null ? null : source with { Comparer = comparer ?? source.Comparer };
        var elements = new List<IOperation>();
        foreach (var initializer in creation.Initializer.Initializers)
        {
            if (initializer is not IInvocationOperation { Arguments: [var added] })
                return null;
            elements.Add(added.Value);
        }

        return FromElements(elements, comparer);
    }

    /// <summary><c>ImmutableArray.Create(…)</c>, <c>words.ToHashSet(comparer)</c> and the like.</summary>
    private ConstantSet? FromFactory(IInvocationOperation invocation)
    {
        var name = invocation.TargetMethod.Name;
        if (name is not ("Create" or "CreateRange" or "AsReadOnly" or "AsSpan" or "op_Implicit") && !name.StartsWith("To", StringComparison.Ordinal))
            return null;
        StringComparer? comparer = null;
        ConstantSet? source = invocation.Instance is { } instance ? Read(instance) : null;
        var single = new List<IOperation>();
        foreach (var argument in invocation.Arguments)
        {
            if (ComparerOf(argument.Value) is { } named)
                comparer = named;
            else if (argument.Value.ConstantValue.HasValue)
                single.Add(argument.Value);
            else
                source ??= Read(argument.Value);
        }

        if (source is null && name == "Create")
            source = FromElements(single, null);
        return source is null ? null : source with { Comparer = comparer ?? source.Comparer };
    }

    private ConstantSet? FromElements(IEnumerable<IOperation> operations, StringComparer? comparer)
    {
        var elements = ImmutableArray.CreateBuilder<object?>();
        foreach (var operation in operations)
        {
            if (constantOf(operation) is not { HasValue: true, Value: var element })
                return null;
            elements.Add(element);
        }

        return new(elements.ToImmutable(), comparer);
    }

    /// <summary>Whether a local collection is assigned again or changed by a call on it.</summary>
    private static bool IsChanged(ILocalSymbol local, SyntaxNode declarator)
    {
        var scope = declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? declarator.SyntaxTree.GetRoot();
        foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != local.Name)
                continue;
            switch (name.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == name:
                case ArgumentSyntax argument when !argument.RefKindKeyword.IsKind(SyntaxKind.None):
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Name.Identifier.ValueText: "Add" or "Remove" or "Clear" or "UnionWith" or "AddRange" or "Insert" } access
                    when access.Expression == name:
                case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax write } element when element.Expression == name && write.Left == element:
                    return true;
            }
        }

        return false;
    }
}
