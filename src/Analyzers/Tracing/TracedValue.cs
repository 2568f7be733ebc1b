using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>One value that an expression can have, as far as its origin is in sight.</summary>
internal sealed class TracedValue
{
    private TracedValue(IOperation origin, Optional<object?> constant, PartialText? text, OutsideValue? outside, ImmutableArray<ISymbol> path)
    {
        Origin = origin;
        Constant = constant;
        Text = text;
        Outside = outside;
        Path = path;
    }

    /// <summary>The expression that makes the value: a literal, a creation, a call that is not looked into, a parameter.</summary>
    public IOperation Origin { get; }

    /// <summary>The value, when it is a constant.</summary>
    public Optional<object?> Constant { get; }

    /// <summary>What is known of the value's text (of a string or a <see cref="Uri"/>); null when nothing is.</summary>
    public PartialText? Text { get; }

    /// <summary>Where outside the program the value is read from; null when it is not.</summary>
    public OutsideValue? Outside { get; }

    /// <summary>The locals, parameters, fields and properties that hold the value on its way, the nearest to the traced expression first.</summary>
    public ImmutableArray<ISymbol> Path { get; }

    /// <summary>The whole text; null when it is not known.</summary>
    public string? ConstantText => Text?.Constant;

    /// <summary>What is known of the text, at the least one hole.</summary>
    public PartialText TextOrHole => Text ?? PartialText.Of(this);

    /// <summary>The creation of the object; null when the value is none, or made out of sight.</summary>
    public IObjectCreationOperation? Creation => Origin as IObjectCreationOperation;

    public static TracedValue Unknown(IOperation origin) => new(origin, default, null, null, ImmutableArray<ISymbol>.Empty);

    public static TracedValue Known(IOperation origin, object? constant) =>
        new(origin, new Optional<object?>(constant), constant is string text ? PartialText.Of(text) : null, null, ImmutableArray<ISymbol>.Empty);

    public static TracedValue Of(IOperation origin, PartialText text) =>
        new(origin, text.Constant is { } whole ? new Optional<object?>(whole) : default, text, null, ImmutableArray<ISymbol>.Empty);

    public static TracedValue ReadFrom(IOperation origin, OutsideValue outside) => new(origin, default, null, outside, ImmutableArray<ISymbol>.Empty);

    public TracedValue Through(ISymbol holder) => new(Origin, Constant, Text, Outside, Path.Insert(0, holder));

    public override string ToString() =>
        Text?.ToString() ?? (Constant.HasValue ? Constant.Value?.ToString() ?? "null" : Outside?.ToString() ?? $"?{Origin.Kind}");
}
