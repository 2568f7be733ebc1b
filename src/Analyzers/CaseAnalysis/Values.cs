using System.Globalization;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Operators and text functions on single values, run as the program would run them. <see cref="Fact.Table.Nothing"/> is "not known".</summary>
internal static class Values
{
    /// <summary>Whether two values are equal; null where that is not known.</summary>
    public static bool? AreEqual(object? left, object? right, CaseDomain domain)
    {
        if (ReferenceEquals(left, Fact.Table.Nothing) || ReferenceEquals(right, Fact.Table.Nothing))
            return null;
        if (left is OtherValue)
            return right is not OtherValue && IsNamed(right, domain) ? false : null;
        if (right is OtherValue)
            return IsNamed(left, domain) ? false : null;
        return (left, right) switch
        {
            (double first, long second) => first == second,
            (long first, double second) => first == second,
            // A text compared with a member of some type: what that type makes of texts is not known.
            (string, MemberValue or long) or (MemberValue or long, string) or (MemberValue, long) or (long, MemberValue) => null,
            _ => Equals(left, right),
        };
    }

    public static object? Binary(BinaryOperatorKind kind, object? left, object? right, CaseDomain domain)
    {
        if (kind == BinaryOperatorKind.Equals)
            return AreEqual(left, right, domain) is { } equal ? equal : Fact.Table.Nothing;
        switch (left, right)
        {
            case (null, long) or (long, null):
                return kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
                    ? false
                    : null;
            case (long first, long second):
                return kind switch
                {
                    BinaryOperatorKind.LessThan => first < second,
                    BinaryOperatorKind.LessThanOrEqual => first <= second,
                    BinaryOperatorKind.GreaterThan => first > second,
                    BinaryOperatorKind.GreaterThanOrEqual => first >= second,
                    BinaryOperatorKind.Add => unchecked(first + second),
                    BinaryOperatorKind.Subtract => unchecked(first - second),
                    BinaryOperatorKind.Multiply => unchecked(first * second),
                    BinaryOperatorKind.Divide or BinaryOperatorKind.IntegerDivide when second is not (0 or -1) => first / second,
                    BinaryOperatorKind.Remainder when second is not (0 or -1) => first % second,
                    BinaryOperatorKind.And => first & second,
                    BinaryOperatorKind.Or => first | second,
                    BinaryOperatorKind.ExclusiveOr => first ^ second,
                    _ => Fact.Table.Nothing,
                };
            case (double or long, double or long):
                var (a, b) = (Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture));
                return kind switch
                {
                    BinaryOperatorKind.LessThan => a < b,
                    BinaryOperatorKind.LessThanOrEqual => a <= b,
                    BinaryOperatorKind.GreaterThan => a > b,
                    BinaryOperatorKind.GreaterThanOrEqual => a >= b,
                    BinaryOperatorKind.Divide => a / b,
                    _ => Fact.Table.Nothing,
                };
            default:
                return Fact.Table.Nothing;
        }
    }

    /// <summary>A method or property of <see cref="string"/>: <paramref name="arguments"/> start with the text itself. Cultures count as invariant.</summary>
    public static object? Text(string member, object?[] arguments, CaseDomain domain)
    {
        if (Array.Exists(arguments, static argument => ReferenceEquals(argument, Fact.Table.Nothing)))
            return Fact.Table.Nothing;
        if (Array.Exists(arguments, static argument => argument is OtherValue))
            return OfOther(member, arguments, domain);

        switch (member, arguments)
        {
            case ("IsNullOrEmpty", [var text]):
                return string.IsNullOrEmpty(text as string);
            case ("IsNullOrWhiteSpace", [var text]):
                return string.IsNullOrWhiteSpace(text as string);
            case ("Equals", [var first, var second]):
                return Equals(first, second);
            case ("Equals", [string or null, string or null, long comparison]):
                return string.Equals((string?)arguments[0], (string?)arguments[1], (StringComparison)comparison);
            case ("Compare", [string or null, string or null]):
                return (long)Math.Sign(string.Compare((string?)arguments[0], (string?)arguments[1], StringComparison.InvariantCulture));
            case ("Compare", [string or null, string or null, bool ignoreCase]):
                return (long)Math.Sign(string.Compare((string?)arguments[0], (string?)arguments[1], ignoreCase ? StringComparison.InvariantCultureIgnoreCase : StringComparison.InvariantCulture));
            case ("Compare", [string or null, string or null, long comparison]):
                return (long)Math.Sign(string.Compare((string?)arguments[0], (string?)arguments[1], (StringComparison)comparison));
            case ("CompareOrdinal", [string or null, string or null]):
                return (long)Math.Sign(string.CompareOrdinal((string?)arguments[0], (string?)arguments[1]));
        }

        if (arguments[0] is not string self)
            return Fact.Table.Nothing;
        switch (member, arguments.Length > 1 ? arguments[1] : null)
        {
            case ("ToString", _):
                return self;
            case ("ToLower" or "ToLowerInvariant", _):
                return self.ToLowerInvariant();
            case ("ToUpper" or "ToUpperInvariant", _):
                return self.ToUpperInvariant();
            case ("Trim", null):
                return self.Trim();
            case ("Length", _):
                return (long)self.Length;
            case ("StartsWith", string part):
                return self.StartsWith(part, ComparisonOf(arguments));
            case ("EndsWith", string part):
                return self.EndsWith(part, ComparisonOf(arguments));
            case ("Contains", string part):
                return self.IndexOf(part, arguments.Length > 2 ? ComparisonOf(arguments) : StringComparison.Ordinal) >= 0;
            case ("StartsWith", char part):
                return self.Length > 0 && self[0] == part;
            case ("EndsWith", char part):
                return self.Length > 0 && self[self.Length - 1] == part;
            case ("Contains", char part):
                return self.IndexOf(part) >= 0;
            case ("IndexOf", string part):
                return (long)self.IndexOf(part, ComparisonOf(arguments));
            case ("CompareTo", string other):
                return (long)Math.Sign(string.Compare(self, other, StringComparison.InvariantCulture));
            case ("Replace", string { Length: > 0 } old) when arguments is [_, _, string replacement]:
                return self.Replace(old, replacement);
            case ("Replace", char old) when arguments is [_, _, char replacement]:
                return self.Replace(old, replacement);
            default:
                return Fact.Table.Nothing;
        }
    }

    /// <summary>What can be said of a text that is none of the named ones, in any casing.</summary>
    private static object? OfOther(string member, object?[] arguments, CaseDomain domain) => member switch
    {
        "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "Trim" or "ToString" => OtherValue.Instance,
        "Equals" => AreEqual(arguments[0], arguments[1], domain) is { } equal ? equal : Fact.Table.Nothing,
        _ => Fact.Table.Nothing,
    };

    private static StringComparison ComparisonOf(object?[] arguments) =>
        arguments.Length > 2 && arguments[2] is long comparison ? (StringComparison)comparison : StringComparison.Ordinal;

    private static bool IsNamed(object? value, CaseDomain domain)
    {
        if (value is null)
            return true;
        foreach (var known in domain.Cases)
        {
            if (Equals(known.Value, value) || (value is string text && (IsText(known.Value, text) || IsText(known.Text, text) || IsText(known.Name, text))))
                return true;
        }

        return false;
    }

    private static bool IsText(object? value, string text) => value is string known && string.Equals(known, text, StringComparison.OrdinalIgnoreCase);
}
