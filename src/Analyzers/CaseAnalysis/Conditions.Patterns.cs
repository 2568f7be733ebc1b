using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

internal sealed partial class Conditions
{
    /// <summary>Whether a value matches a pattern; variables that the pattern declares are set in the state.</summary>
    private Fact.Truth Match(IPatternOperation pattern, Fact value, ref State state)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return AsTruth(AreEqual(value, Evaluate(constant.Value, ref state)));
            case IRelationalPatternOperation relational:
                var kind = relational.OperatorKind;
                return AsTruth(Compared(kind, value, Evaluate(relational.Value, ref state)));
            case INegatedPatternOperation negated:
                var inner = Match(negated.Pattern, value, ref state);
                return inner with { Split = !inner.Split };
            case IBinaryPatternOperation binary:
                var left = Match(binary.LeftPattern, value, ref state);
                var right = Match(binary.RightPattern, value, ref state);
                return binary.OperatorKind == BinaryOperatorKind.And ? left & right : left | right;
            case IDiscardPatternOperation:
                return Always;
            case IDeclarationPatternOperation declaration:
                if (declaration.DeclaredSymbol is { } variable)
                    state = state.With(variable, value);
                return declaration.MatchesNull ? Always : IsOfType(value, pattern);
            case ITypePatternOperation:
                return IsOfType(value, pattern);
            case IRecursivePatternOperation recursive:
                return Match(recursive, value, ref state);
            case IListPatternOperation list:
                return Match(list, value, ref state);
            default:
                return new(_undecided, value.SpeaksOfSubject);
        }
    }

    private Fact.Truth Match(IRecursivePatternOperation recursive, Fact value, ref State state)
    {
        if (recursive.DeclaredSymbol is { } variable)
            state = state.With(variable, value);
        var result = IsOfType(value, recursive);
        for (var index = 0; index < recursive.DeconstructionSubpatterns.Length; index++)
        {
            var element = value is Fact.Tuple tuple && index < tuple.Elements.Length ? tuple.Elements[index] : Fact.Unknown;
            result &= Match(recursive.DeconstructionSubpatterns[index], element, ref state);
        }

        foreach (var property in recursive.PropertySubpatterns)
        {
            // The member's receiver is the value being matched, which has no operation of its own.
            var member = MemberOf(property.Member, value, ref state);
            result &= Match(property.Pattern, member, ref state);
        }

        return result;
    }

    private Fact.Truth Match(IListPatternOperation list, Fact value, ref State state)
    {
        var element = value is Fact.Path { IsValue: false } path && _subject.Step(path.Steps, "[]") is { } step ? PathTo(step) : Fact.Unknown;
        var result = new Fact.Truth(_undecided, value.SpeaksOfSubject);
        foreach (var item in list.Patterns)
        {
            if (item is not ISlicePatternOperation)
                result &= Match(item, element, ref state);
        }

        return result;
    }

    private Fact.Truth Always => new(new Split(_domain.All, CaseSet.Empty));

    /// <summary>A type or non-null test. The watched object itself is never null, and the subject's own values differ only in being null.</summary>
    private Fact.Truth IsOfType(Fact value, IPatternOperation pattern)
    {
        if (value is Fact.Tuple)
            return Always;
        if (TypeTestOf(value, pattern.NarrowedType) is { } typeTest)
            return new(typeTest);
        var narrower = !pattern.InputType.IsValueType && !SymbolEqualityComparer.Default.Equals(pattern.InputType, pattern.NarrowedType)
            && pattern.NarrowedType.TypeKind != TypeKind.Dynamic && !IsBaseOf(pattern.NarrowedType, pattern.InputType);
        if (narrower && value is not Fact.Path { IsValue: true })
            return new(_undecided, value is Fact.Table);
        var isNull = AsTruth(IsNull(value));
        return isNull with { Split = !isNull.Split };
    }

    private Split? TypeTestOf(Fact value, ITypeSymbol type) => value is Fact.Path { MayBeNull: false } path ? _subject.TypeTest(path.Steps, type) : null;

    private static bool IsBaseOf(ITypeSymbol type, ITypeSymbol derived)
    {
        for (var current = derived.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, type))
                return true;
        }

        return false;
    }
}
