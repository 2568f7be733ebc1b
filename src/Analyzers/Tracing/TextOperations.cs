using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Evaluates the operators and methods that build texts and URIs out of others.</summary>
internal static class TextOperations
{
    private const int MaxCombinations = 16;

    /// <summary>The texts that the expression can build; default when it is none of the known ways to build one.</summary>
    public static ImmutableArray<TracedValue> Evaluate(IOperation expression, ValueTracer tracer) => expression switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
            Concatenate(expression, tracer, [sum.LeftOperand, sum.RightOperand]),
        IInterpolatedStringOperation interpolated => Concatenate(expression, tracer, interpolated.Parts.Select(Content)),
        IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } method } call => OfString(call, method, tracer),
        IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } uri, Arguments.IsEmpty: true } when IsUri(uri.Type) =>
            Map(expression, uri, tracer, Same),
        IPropertyReferenceOperation { Property.Name: "AbsoluteUri" or "OriginalString", Instance: { } uri } when IsUri(uri.Type) =>
            Map(expression, uri, tracer, Same),
        IObjectCreationOperation creation when IsUri(creation.Type) => OfUri(creation, tracer),
        _ => default,
    };

    /// <summary>Every text of the first followed by every text of the second; the second is a hole where that would be too many.</summary>
    public static ImmutableArray<TracedValue> Append(IOperation origin, ImmutableArray<TracedValue> first, ImmutableArray<TracedValue> second)
    {
        if (second.IsEmpty || first.Length * second.Length > MaxCombinations)
            second = ImmutableArray.Create(TracedValue.Unknown(origin));
        var values = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var left in first)
        {
            foreach (var right in second)
                values.Add(TracedValue.Of(origin, AsText(left).Append(AsText(right))));
        }

        return values.ToImmutable();
    }

    private static ImmutableArray<TracedValue> OfString(IInvocationOperation call, IMethodSymbol method, ValueTracer tracer)
    {
        switch (method.Name)
        {
            case "Concat" when method.Parameters is [{ Type.SpecialType: SpecialType.System_String or SpecialType.System_Object }, ..]:
                return Concatenate(call, tracer, call.Arguments.Select(static a => a.Value));
            case "Concat" when Elements(call.Arguments[0].Value) is { } elements:
                return Concatenate(call, tracer, elements);
            case "Format" when call.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "format") is { } format:
                return Format(call, format, tracer);
            case "ToString" when call.Instance is { } text:
                return Map(call, text, tracer, Same);
            case "Trim" when call.Instance is { } text && Characters(call) is { } characters:
                return Map(call, text, tracer, t => t.TrimStart(characters).TrimEnd(characters));
            case "TrimStart" when call.Instance is { } text && Characters(call) is { } characters:
                return Map(call, text, tracer, t => t.TrimStart(characters));
            case "TrimEnd" when call.Instance is { } text && Characters(call) is { } characters:
                return Map(call, text, tracer, t => t.TrimEnd(characters));
            default:
                return default;
        }
    }

    private static ImmutableArray<TracedValue> OfUri(IObjectCreationOperation creation, ValueTracer tracer)
    {
        if (creation.Arguments is not [var first, ..])
            return default;
        if (creation.Arguments is not [_, { Parameter.Name: "relativeUri" } relative])
            return Map(creation, first.Value, tracer, Same);
        var values = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var path in tracer.Trace(relative.Value))
        {
            foreach (var address in tracer.Trace(first.Value))
                values.Add(TracedValue.Of(creation, UriText.Combine(AsText(address), AsText(path))));
        }

        return values.ToImmutable();
    }

    private static ImmutableArray<TracedValue> Format(IInvocationOperation call, IArgumentOperation format, ValueTracer tracer)
    {
        if (format.Value.ConstantValue is not { HasValue: true, Value: string template })
            return default;
        var arguments = call.Arguments.Where(a => a != format && a.Parameter!.Ordinal > format.Parameter!.Ordinal).Select(static a => a.Value).ToList();
        if (arguments is [var only] && Elements(only) is { } elements)
            arguments = elements.ToList();
        var values = ImmutableArray.Create(TracedValue.Of(call, PartialText.Empty));
        var position = 0;
        while (position < template.Length)
        {
            var brace = template.IndexOfAny(['{', '}'], position);
            var end = brace < 0 ? template.Length : brace;
            var text = template.Substring(position, end - position);
            if (brace >= 0 && brace + 1 < template.Length && template[brace + 1] == template[brace])
            {
                text += template[brace];
                position = brace + 2;
                values = Append(call, values, ImmutableArray.Create(TracedValue.Of(call, PartialText.Of(text))));
                continue;
            }

            values = Append(call, values, ImmutableArray.Create(TracedValue.Of(call, PartialText.Of(text))));
            if (brace < 0)
                break;
            var close = template.IndexOf('}', brace);
            if (close < 0)
                return default;
            var isPlain = int.TryParse(template.Substring(brace + 1, close - brace - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index);
            values = Append(call, values, isPlain && index < arguments.Count ? tracer.Trace(arguments[index]) : ImmutableArray<TracedValue>.Empty);
            position = close + 1;
        }

        return values;
    }

    private static ImmutableArray<TracedValue> Concatenate(IOperation origin, ValueTracer tracer, IEnumerable<IOperation?> parts)
    {
        var values = ImmutableArray.Create(TracedValue.Of(origin, PartialText.Empty));
        foreach (var part in parts)
            values = Append(origin, values, part is null ? ImmutableArray<TracedValue>.Empty : tracer.Trace(part));
        return values;
    }

    private static ImmutableArray<TracedValue> Map(IOperation origin, IOperation text, ValueTracer tracer, Func<PartialText, PartialText> change) =>
        tracer.Trace(text).Select(v => v.Outside is null && v.Text is { } known ? TracedValue.Of(origin, change(known)) : v).ToImmutableArray();

    /// <summary>What an interpolation puts into the text; null when a format or alignment changes it.</summary>
    private static IOperation? Content(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => text.Text,
        IInterpolationOperation { FormatString: null, Alignment: null } interpolation => interpolation.Expression,
        _ => null,
    };

    private static IEnumerable<IOperation>? Elements(IOperation array) =>
        References.Unwrap(array) is IArrayCreationOperation { Initializer.ElementValues: var elements } ? elements : null;

    /// <summary>The characters that a call of a trimming method removes, blanks when it names none; null when they are not constant.</summary>
    private static char[]? Characters(IInvocationOperation call)
    {
        var arguments = call.Arguments.Select(static a => a.Value);
        if (call.Arguments is [var only] && Elements(only.Value) is { } elements)
            arguments = elements;
        var characters = new List<char>();
        foreach (var argument in arguments)
        {
            if (argument.ConstantValue is not { HasValue: true, Value: char character })
                return null;
            characters.Add(character);
        }

        return characters.Count == 0 ? [' ', '\t', '\r', '\n'] : characters.ToArray();
    }

    private static PartialText AsText(TracedValue value) => value switch
    {
        { Constant: { HasValue: true, Value: null } } => PartialText.Empty,
        { Text: null, Constant: { HasValue: true, Value: IFormattable or char } constant } =>
            PartialText.Of(Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!),
        _ => value.TextOrHole,
    };

    private static PartialText Same(PartialText text) => text;

    private static bool IsUri(ITypeSymbol? type) => References.IsSystemType(type, "Uri");
}
