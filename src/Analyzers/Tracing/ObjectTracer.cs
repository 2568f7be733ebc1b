using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Answers how an object was made and set up, for the values that <see cref="ValueTracer"/> finds.</summary>
internal static class ObjectTracer
{
    /// <summary>The argument that a creation or call gives to the parameter of one of these names; null when it gives none.</summary>
    public static IArgumentOperation? Argument(IOperation creationOrCall, params string[] parameterNames)
    {
        var arguments = creationOrCall switch
        {
            IObjectCreationOperation creation => creation.Arguments,
            IInvocationOperation call => call.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && Array.IndexOf(parameterNames, argument.Parameter?.Name) >= 0)
                return argument;
        }

        return null;
    }

    /// <summary>The values that a property of the object is given in sight: by its initializer and by assignments through whatever
    /// holds the object, in any order. Empty when nothing sets it; with an unknown value when other code can.</summary>
    public static ImmutableArray<TracedValue> Property(TracedValue value, string property, CancellationToken cancellationToken)
    {
        var values = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var write in PropertyWrites(value, property, cancellationToken))
        {
            if (write.Value is null)
                values.Add(TracedValue.Unknown(write.Site));
            else
                values.AddRange(ValueTracer.ValuesOf(write.Value, cancellationToken));
        }

        return values.ToImmutable();
    }

    /// <summary>The assignments behind <see cref="Property"/>.</summary>
    public static List<Write> PropertyWrites(TracedValue value, string property, CancellationToken cancellationToken)
    {
        var writes = new List<Write>();
        foreach (var initializer in value.Creation?.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment && target.Property.Name == property)
                writes.Add(new(target, WriteKind.Assign, assignment.Value, assignment));
        }

        foreach (var holder in Holders(value))
        {
            if (holder is IFieldSymbol or IPropertySymbol)
            {
                if (value.Origin.SemanticModel is { } model)
                    writes.AddRange(TypeWrites.Of(holder.ContainingType, model.Compilation).ToProperty(holder, property, cancellationToken));
            }
            else if (Body(holder, value, cancellationToken) is { } body)
            {
                writes.AddRange(body.ToProperty(holder, property));
                if (body.HandedOn(holder) is { } argument)
                    writes.Add(new(argument.Value, WriteKind.Unknown, null, argument));
            }
        }

        return writes;
    }

    /// <summary>The calls of methods on the object in sight: by its collection initializer, and through the variables that hold it.</summary>
    public static List<IInvocationOperation> Calls(TracedValue value, CancellationToken cancellationToken)
    {
        var calls = (value.Creation?.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty).OfType<IInvocationOperation>().ToList();
        foreach (var holder in Holders(value))
        {
            if (holder is not (IFieldSymbol or IPropertySymbol) && Body(holder, value, cancellationToken) is { } body)
                calls.AddRange(body.CallsOn(holder));
        }

        return calls;
    }

    /// <summary>Everything that is known to hold the object: what it was traced through, and what its creation is assigned to.</summary>
    private static IEnumerable<ISymbol> Holders(TracedValue value)
    {
        var initial = InitialHolder(value.Origin);
        return initial is null || value.Path.Contains(initial, SymbolEqualityComparer.Default) ? value.Path : value.Path.Add(initial);
    }

    private static ISymbol? InitialHolder(IOperation creation)
    {
        var child = creation;
        var parent = creation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
            (child, parent) = (parent, parent.Parent);
        return parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            IVariableInitializerOperation { Parent: IVariableDeclarationOperation { Declarators: [var only] } } => only.Symbol,
            IFieldInitializerOperation { InitializedFields: [var field, ..] } => field,
            IPropertyInitializerOperation { InitializedProperties: [var property, ..] } => property,
            ISimpleAssignmentOperation assignment when assignment.Value == child => References.Held(assignment.Target),
            _ => null,
        };
    }

    private static BodyWrites? Body(ISymbol variable, TracedValue value, CancellationToken cancellationToken)
    {
        if (value.Origin.SemanticModel is not { } model)
            return null;
        var bodies = MethodBodies.Of(model.Compilation);
        var operation = variable switch
        {
            IParameterSymbol { ContainingSymbol: IMethodSymbol method } => bodies.BodyOf(method, cancellationToken),
            { DeclaringSyntaxReferences: [var declaration] } => bodies.OperationOf(declaration.GetSyntax(cancellationToken), cancellationToken),
            _ => null,
        };
        return BodyWrites.Around(operation ?? value.Origin);
    }
}
