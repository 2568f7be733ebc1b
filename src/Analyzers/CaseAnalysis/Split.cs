namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What a boolean expression makes of a domain: the cases in which it can be true and those in which it can be false.
/// They overlap where the outcome depends on something else too.</summary>
/// <param name="WhenTrue">The cases in which the expression can be true.</param>
/// <param name="WhenFalse">The cases in which the expression can be false.</param>
internal readonly record struct Split(CaseSet WhenTrue, CaseSet WhenFalse)
{
    public static Split operator !(Split split) => new(split.WhenFalse, split.WhenTrue);

    public static Split operator &(Split left, Split right) =>
        new(left.WhenTrue & right.WhenTrue, left.WhenFalse | right.WhenFalse);

    public static Split operator |(Split left, Split right) =>
        new(left.WhenTrue | right.WhenTrue, left.WhenFalse & right.WhenFalse);

    /// <summary>The cases that an outcome leaves possible.</summary>
    public CaseSet Side(bool outcome) => outcome ? WhenTrue : WhenFalse;

    /// <summary>The cases whose possible outcomes are exactly those of <paramref name="reference"/>.</summary>
    public CaseSet AlikeWith(int reference, CaseSet all)
    {
        var sameTruth = WhenTrue.Contains(reference) ? WhenTrue : all - WhenTrue;
        return sameTruth & (WhenFalse.Contains(reference) ? WhenFalse : all - WhenFalse);
    }
}
