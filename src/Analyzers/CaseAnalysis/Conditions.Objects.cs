using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

internal sealed partial class Conditions
{
    private Fact TupleOf(ITupleOperation tuple, ref State state)
    {
        var elements = ImmutableArray.CreateBuilder<Fact>(tuple.Elements.Length);
        foreach (var element in tuple.Elements)
            elements.Add(Evaluate(element, ref state));
        return new Fact.Tuple(elements.MoveToImmutable());
    }

    private Fact Created(IObjectCreationOperation creation, ref State state)
    {
        if (creation is { Arguments: [{ Value: var value }], Type.IsValueType: true } && Evaluate(value, ref state) is Fact.Constant { Value: string text })
            return new Fact.Constant(new MemberValue(text));
        if (creation is { Arguments: [{ Value: var nullable }] } && IsNullable(creation.Type))
            return Evaluate(nullable, ref state);
        if (_subject.FactAt is not null && creation.Type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type)
            return Made(creation, type, ref state);
        return Carried(creation, ref state) ?? Other(creation, ref state);
    }

    /// <summary>An object of the compilation: a record has the members that its constructor is given.</summary>
    private Fact Made(IObjectCreationOperation creation, INamedTypeSymbol type, ref State state)
    {
        var made = Fact.Made.Nothing;
        foreach (var argument in creation.Arguments)
        {
            var value = Evaluate(argument.Value, ref state);
            if (type.IsRecord && argument.Parameter is { } parameter)
                made = made.With(parameter.Name, value);
            else if (value.SpeaksOfSubject)
                return Fact.Unevaluable;
        }

        return made;
    }

    /// <summary>What an operation without a receiver makes of a path, by a step that is the subject's own.</summary>
    private Fact? Carried(IOperation operation, ref State state) =>
        _subject.StepFrom(operation) is { From: { } from, Name: { } step } && Evaluate(from, ref state) is Fact.Path path ? Follow(path, step) : null;
}
