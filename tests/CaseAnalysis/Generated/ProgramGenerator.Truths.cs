namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

internal sealed partial class ProgramGenerator
{
    private static readonly string[] Compositions =
    [
        "$b && $b", "$b && $b", "$b || $b", "$b || $b", "!($b)", "($b) & ($b)", "($b) | ($b)", "($b) == true", "($b) is true", "($b) is not false", "(($b) ? $b : $b)",
        "(($b), $b) is (true, false)",
    ];

    /// <summary>For where every outcome is known: compared with an unknown one, the subject's part in a condition is not understood.</summary>
    private static readonly string[] DecidedCompositions = [.. Compositions, "($b) ^ ($b)", "($b) == ($b)", "($b) != ($b)"];

    private static readonly string[] TestsOfAnyType =
    [
        "$v == $k", "$v == $k", "$v != $k", "$v == $k", "$k == $v", "Equals($v, $k)", "new $T[] { $k, $j }.Contains($v)", "new HashSet<$T> { $k, $j }.Contains($v)",
        "new List<$T> { $k, $j }.IndexOf($v) >= 0", "new $T[] { $k, $j }.Any(each# => each# == $v)", "($v, $b) == ($k, true)",
    ];

    private static readonly string[] TestsOfMatchedType =
    [
        "$v is $p", "$v is $p", "$v is $p", "$v is not $k", "$v is $k or $j", "$v is var x# && x# != $k", "($v, $b) is ($k, true)", "($v, $b) is (not $k, false)",
        "($v switch { $k => $b, _ => $b })", "($v switch { $k => true, $j when $b => false, _ => $b })", "($v switch { $k or $j => $b, var x# => x# == $k || $b })",
        "(($v, $b) switch { ($k, true) => $b, (_, false) => $b, _ => false })", "(($v) switch { not $k when $b => true, _ => $b })",
    ];

    private static readonly string[] TestsOfOrderedType = ["$v > $k", "$v <= $k", "$v < $k", "$v is > $k", "$v is >= $k and not $j", "$v is < $k or $j"];

    private static readonly string[] TestsOfNullableType = ["$v is null", "$v != null", "$v is not null && $v == $k", "$v is { } x# && x# == $k", "null == $v", "($v ?? $k) == $k"];

    private static readonly string[] TestsOfNumber =
        ["$i == 1", "$i > 1", "$i is 1 or 2", "$i != 0", "($i switch { 1 => $b, _ => $b })", "$i % 2 == 0", "$i is not 2 && $b", "($i, $b) is (1 or 2, true)"];

    private Piece Truth(Scope scope, int depth)
    {
        if (depth > 0 && Chance(50))
            return Fill(Sort.Truth, Pick(Has(Features.OpenTests) || _kind.HasOther ? Compositions : DecidedCompositions), scope, depth);
        if (Has(Features.OpenTests) && Chance(20))
            return new(Sort.Truth, scope.IsHelper || Chance(80) ? "Host.Flag()" : "Host.Reached" + ArgumentsOfReach(scope));
        if (scope.Truths.Count > 0 && Chance(35))
            return new(Sort.Truth, Pick(scope.Truths));
        if (scope.Numbers.Count > 0 && Chance(35))
            return Fill(Sort.Truth, Pick(TestsOfNumber).Replace("$i", Pick(scope.Numbers), StringComparison.Ordinal), scope, depth);
        if (Has(Features.Helpers) && scope.Depth < 2 && Chance(20))
            return CallOfPredicate(scope);
        if (scope.Objects.Count > 0 && _kind.ObjectTests.Length > 0 && scope.Depth < 2 && Chance(20))
            return Fill(Sort.Truth, Pick(_kind.ObjectTests), scope, depth, ("$o", _kind.Access[0].Type));
        return Test(Value(scope), scope, depth);
    }

    private Piece Test((string Name, ValueType Type) value, Scope scope, int depth)
    {
        var tests = new List<string[]> { TestsOfAnyType };
        if (value.Type.IsMatched)
            tests.AddRange([TestsOfMatchedType, TestsOfMatchedType]);
        if (value.Type.IsOrdered)
            tests.Add(TestsOfOrderedType);
        if (value.Type.IsNullable)
            tests.Add(TestsOfNullableType);
        if (value.Type.Tests.Length > 0)
            tests.Add(value.Type.Tests);
        return Fill(Sort.Truth, Pick(Pick(tests)), scope, depth, value);
    }

    /// <summary>The value where it can be had: from a variable, or from the object.</summary>
    private (string Name, ValueType Type) Value(Scope scope)
    {
        if (scope.Values.Count > 0 && (scope.Objects.Count == 0 || Chance(40)))
            return Pick(scope.Values);
        var (expression, type) = Pick(_kind.Access);
        return (expression.Replace("$o", Pick(scope.Objects), StringComparison.Ordinal), type);
    }

    private string Pattern(ValueType type, int depth)
    {
        var constant = Pick(type.Constants);
        return _random.Next(depth > 0 ? 9 : 3) switch
        {
            0 when type.IsOrdered => $"{Pick([">", ">=", "<", "<="])} {constant}",
            1 when type.IsNullable => "null",
            3 => $"not {constant}",
            4 => $"not ({Pattern(type, depth - 1)})",
            5 or 6 => $"({Pattern(type, depth - 1)} or {Pattern(type, depth - 1)})",
            7 => $"(not {constant} and not {Pick(type.Constants)})",
            _ => constant,
        };
    }

    /// <summary>A predicate helper. What it tests counts where its outcome is tested, so its own conditions are not recorded.</summary>
    private Piece CallOfPredicate(Scope scope)
    {
        var name = NewName("Is");
        if (scope.Objects.Count > 0 && Chance(40))
        {
            var ofObject = new Scope { Objects = ["given"], Depth = scope.Depth + 1, IsHelper = true };
            AddHelper($"static bool {name}({_kind.ObjectType} given) => $b;", ofObject);
            return new(Sort.Truth, $"{name}({Pick(scope.Objects)})");
        }

        var value = Value(scope);
        var ofValue = new Scope { Values = [("given", value.Type)], Depth = scope.Depth + 1, IsHelper = true };
        string[] bodies =
        [
            "=> $b;", "\n{\nif ($b)\n{\nreturn true;\n}\nreturn $b;\n}", "\n{\nvar result = $b;\nif ($b)\n{\nresult = !result;\n}\nreturn result;\n}",
            "\n{\nif ($b)\n{\nreturn $b;\n}\nelse\n{\nreturn !($b);\n}\n}",
        ];
        var body = Has(Features.BranchingPredicates) ? Pick(bodies) : bodies[0];
        AddHelper($"static bool {name}({value.Type.Name} given){body}", ofValue);
        return new(Sort.Truth, $"{name}({value.Name})");
    }

    private void AddHelper(string template, Scope scope)
    {
        var helper = Fill(Sort.Member, template, scope);
        _helpers.Add(helper);
    }
}
