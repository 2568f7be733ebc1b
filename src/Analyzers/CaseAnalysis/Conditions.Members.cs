using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

internal sealed partial class Conditions
{
    private Fact Member(IOperation reference, ref State state)
    {
        if ((_subject.StepFrom(reference)?.From ?? Subject.ReceiverOf(reference)) is not { } receiver)
            return StaticMember(reference);
        return MemberOf(reference, Evaluate(receiver, ref state), ref state);
    }

    /// <summary>A member of a value.</summary>
    private Fact MemberOf(IOperation reference, Fact receiver, ref State state)
    {
        if (ReferenceEquals(receiver, Fact.Unknown))
            return receiver;
        var read = _subject.StepFrom(reference);
        if (read is { Name: null })
            return Fact.Unknown;
        var step = read?.Name;
        switch (receiver)
        {
            case Fact.Path { IsValue: false } path:
                return Stepped(path, step, reference, ref state);
            case Fact.Tuple tuple when reference is IFieldReferenceOperation { Field.CorrespondingTupleField: { } field } && ItemIndex(field.Name) is { } index && index < tuple.Elements.Length:
                return tuple.Elements[index];
            case Fact.Made made:
                return step is not null && made.Members.TryGetValue(step, out var member) ? member : Computed(reference, made, state) ?? Fact.Unknown;
            case { SpeaksOfSubject: true } or Fact.Constant when step is not null:
                return MemberOfValue(receiver, step, reference);
            case { SpeaksOfSubject: true }:
                return Fact.Unevaluable;
            default:
                return Fact.Unknown;
        }
    }

    private Fact Stepped(Fact.Path path, string? step, IOperation reference, ref State state)
    {
        if (IsTaskResult(reference))
            return path;
        if (step is null)
            return Fact.Unknown;
        // Where every step leads on, what a property computes comes before where it stands.
        if (_subject.FactAt is not null && Computed(reference, path, state) is { } computed)
            return computed;
        return Follow(path, step) ?? Computed(reference, path, state) ?? OtherMember(path);
    }

    /// <summary>What the getter of a property of the compilation makes of its object; null where no body says so.</summary>
    private Fact? Computed(IOperation reference, Fact receiver, State state) =>
        reference is IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false, GetMethod: { } getter } }
            ? _calls.EffectOf(reference, getter, ImmutableArray.Create(new KeyValuePair<object, Fact>(State.This, receiver)), state)?.Returns
            : null;

    /// <summary>What a step leads to; null where it leads nowhere that is followed.</summary>
    private Fact? Follow(Fact.Path path, string step)
    {
        if (step.Length == 0)
            return path;
        if (path.IsSequence)
            return step == "[]" ? PathTo(path.Steps) : null;
        if (path.IsValue)
            return _subject.Derived.ContainsKey($"{path.Steps}/{step}") ? PathTo($"{path.Steps}/{step}") : null;
        if (_subject.Step(path.Steps, step) is { } next)
            return next == path.Steps ? path : PathTo(next);
        return _subject.Presence.TryGetValue(path.Steps, out var present)
            ? FactJoin.Tabulate(_domain, index => present.Contains(index) ? Fact.Table.Nothing : null)
            : null;
    }

    /// <summary>A member that no path lists.</summary>
    private Fact OtherMember(Fact.Path path) => _subject.TellingPaths.Contains(path.Steps) ? Fact.Unevaluable : Fact.Unknown;

    private Fact MemberOfValue(Fact receiver, string step, IOperation reference)
    {
        var containing = (reference as IPropertyReferenceOperation)?.Property.ContainingType;
        if (step.Length == 0 || _subject.Transparent.Contains(step))
            return receiver;
        if (receiver is Fact.Path value && Follow(value, step) is { } derived)
            return derived;
        return step switch
        {
            "HasValue" when IsNullable(containing) => Negated(IsNull(receiver)),
            "Value" when IsNullable(containing) => receiver is Fact.Path path ? path with { MayBeNull = false } : receiver,
            "Value" => TextOf(receiver),
            "ValueKind" when containing?.Name == "JsonElement" => Map(KindInJson, receiver),
            "Length" when containing?.SpecialType == SpecialType.System_String => Map(value => Values.Text("Length", [value], _domain), receiver),
            _ => receiver.SpeaksOfSubject ? Fact.Unevaluable : Fact.Unknown,
        };
    }

    /// <summary>The member of <c>System.Text.Json.JsonValueKind</c> for a value.</summary>
    private static object? KindInJson(object? value) => value switch
    {
        string or OtherValue => 3L,
        long => 4L,
        true => 5L,
        false => 6L,
        _ => Fact.Table.Nothing,
    };

    private Fact StaticMember(IOperation reference)
    {
        var member = reference switch
        {
            IPropertyReferenceOperation property => (ISymbol)property.Property,
            IFieldReferenceOperation field => field.Field,
            _ => null,
        };
        // A member of a struct around a text: the domain knows its names; for any other type the fact is compared with nothing.
        if (member is { IsStatic: true, ContainingType: { IsValueType: true, EnumUnderlyingType: null } type } && SymbolEqualityComparer.Default.Equals(reference.Type, type))
            return new Fact.Constant(_domain.ValueOfMember(member.Name));
        return member is IFieldSymbol { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } ? new Fact.Constant("") : Fact.Unknown;
    }

    /// <summary>The subject's value as the text that <c>ToString()</c> or a conversion to string gives.</summary>
    private Fact TextOf(Fact value)
    {
        if (_domain.IsText && value is Fact.Path { IsValue: true })
            return value;
        if (value is Fact.Path { IsValue: true, MayBeNull: false })
        {
            return FactJoin.Tabulate(_domain, index => _domain.Cases[index] switch
            {
                { IsOther: true } => OtherValue.Instance,
                { Value: null } => null,
                { Value: long } named => named.Name,
                { Value: MemberValue member } => member.Text,
                var text => text.Value,
            });
        }

        return Map(static text => text switch
        {
            MemberValue member => member.Text,
            string or null or OtherValue => text,
            _ => Fact.Table.Nothing,
        }, value);
    }

    /// <summary>The subject's value as the text that it has on the wire.</summary>
    private Fact WireTextOf(Fact value) => _domain.HasTexts
        ? Map(text => text is long number ? _domain.TextOf(number) : Fact.Table.Nothing, value)
        : TextOf(value);

    private static bool IsTaskResult(IOperation reference) =>
        reference is IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" } } };

    private static int? ItemIndex(string name) =>
        name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : null;
}
