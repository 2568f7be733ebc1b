using System.Text;

namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

internal sealed partial class ProgramGenerator
{
    /// <summary>Statements without names of their own, each with the features it belongs to. The recorder's calls make every way out of a condition known.</summary>
    private static readonly (Features Features, string Template)[] Statements =
    [
        (Features.None, "if ($b)\n{‹Host.Met(#, true);›\n$B}\n‹else\n{\nHost.Met(#, false);\n}›"),
        (Features.None, "if ($b)\n{‹Host.Met(#, true);›\n$B}\nelse\n{‹Host.Met(#, false);›\n$B}"),
        (Features.None, "if ($b)\n{‹Host.Met(#, true);›\n}\nelse\n{‹Host.Met(#, false);›\n$B}"),
        (Features.None, "if ($v == $k)\n{‹Host.Met(#, true);›\n$B}\nelse\n{‹Host.Met(#, false);›\n$B}"),
        (Features.None, "if (!($b))\n{‹Host.Met(#, true);›\nSource.Log($v);\n}\n‹else\n{\nHost.Met(#, false);\n}›"),
        (Features.None, "_ = $b ? ‹Host.Then(Host.Met(#, true), ›$r‹)› : ‹Host.Then(Host.Met(#, false), ›$r‹)›;"),
        (Features.None, "_ = $b ? ‹Host.Then(Host.Met(#, true), ›$r‹)› : throw ‹Host.Then(Host.Met(#, false), ›new InvalidOperationException()‹)›;"),
        (Features.None, "if ($b)\n{‹Host.Met(#, true);›\ngoto end#;\n}\n‹Host.Met(#, false);›\n{\n$B}\nend#:\n;"),
        (Features.StoredValues, "$f = $b;"),
        (Features.StoredValues, "$f = $f && $b;"),
        (Features.StoredValues, "$f = $b ? !$f : $f;"),
        (Features.StoredValues, "$f &= $b;"),
        (Features.StoredValues, "if ($f = $b)\n{‹Host.Met(#, true);›\n$B}\n‹else\n{\nHost.Met(#, false);\n}›"),
        (Features.StoredValues, "if (!($f = !$f))\n{‹Host.Met(#, true);›\n$B}\n‹else\n{\nHost.Met(#, false);\n}›"),
        (Features.StoredValues, "if (($i += 1) == 2)\n{‹Host.Met(#, true);›\n$B}\n‹else\n{\nHost.Met(#, false);\n}›"),
        (Features.StoredValues, "$i--;"),
        (Features.StoredValues, "$f |= $b;"),
        (Features.StoredValues, "if ($b)\n{‹Host.Met(#, true);›\n$f = $b;\n}\n‹else\n{\nHost.Met(#, false);\n}›"),
        (Features.StoredValues, "$i = $n;"),
        (Features.StoredValues, "$i++;"),
        (Features.StoredValues, "$i += $n;"),
        (Features.StoredValues, "($i, $f) = ($n, $b);"),
        (Features.StoredValues, "if ($b)\n{‹Host.Met(#, true);›\n$i = $n;\n}\nelse\n{‹Host.Met(#, false);›\n$i = $n;\n}"),
        (Features.Loops, "while (‹Host.Met(#, ›$b‹)›)\n{‹Host.Round();›\n$L}"),
        (Features.Loops, "do\n{‹Host.Round();›\n$L}\nwhile (‹Host.Met(#, ›$b‹)›);"),
        (Features.Loops, "for (var i# = 0; ‹Host.Met(#, ›i# < 2‹)›; i#++)\n{‹Host.Round();›\n$L}"),
        (Features.Loops, "for (; ‹Host.Met(#, ›$b‹)›;)\n{‹Host.Round();›\n$L}"),
        (Features.Loops, "foreach (var i# in new[] { 1, 2 })\n{‹Host.Round();›\n$L}"),
        (Features.Loops, "while (true)\n{‹Host.Round();›\n$Lif ($b)\n{‹Host.Met(#, true);›\nbreak;\n}\n‹Host.Met(#, false);›\n}"),
        (Features.Loops, "again#:\n‹Host.Round();›\n{\n$B}\nif ($b)\n{‹Host.Met(#, true);›\ngoto again#;\n}\n‹Host.Met(#, false);›"),
        (Features.Handlers, "try\n{\n$B}\ncatch (Exception)\n{\n$B}"),
        (Features.Handlers, "try\n{\n$B}\ncatch (InvalidOperationException) when ($b)\n{\n$B}"),
        (Features.Handlers, "try\n{\n$B}\nfinally\n{\n$F}"),
        (Features.Handlers, "try\n{\n$BSource.MayThrow();\n}\ncatch (InvalidOperationException)\n{\n$B}\nfinally\n{\n$F}"),
        (Features.Handlers, "try\n{\nSource.MayThrow();\n$B}\ncatch (InvalidOperationException)\n{\n$Bthrow;\n}"),
        (Features.Handlers, "Source.MayThrow();"),
        (Features.Handlers, "using (Source.Open())\n{\n$B}"),
        (Features.Handlers, "lock (Source.Gate)\n{\n$B}"),
        (Features.LocalFunctions, "void $N()\n{\n$Q}\n$N();"),
        (Features.LocalFunctions, "if ($b)\n{‹Host.Met(#, true);›\n$N();\n}\n‹Host.Met(#, false);›\n$N();\nvoid $N()\n{\n$Q}"),
        (Features.LocalFunctions, "bool $N() => $q;\nif ($N())\n{‹Host.Met(#, true);›\n$B}\n‹else\n{\nHost.Met(#, false);\n}›"),
        (Features.Lambdas, "Action $N = () =>\n{\n$Q};\n$B$N();"),
        (Features.Lambdas, "Action $N = () =>\n{\n$Q};\nif ($b)\n{\n$N();\n}\n$N();"),
        (Features.Lambdas, "Func<bool> $N = () => $q;\nif ($N())\n{\n$B}"),
    ];

    private static readonly string[] Exits =
    [
        "if ($b)\n{‹Host.Met(#, true);›\nreturn;\n}\n‹Host.Met(#, false);›",
        "if ($b)\n{‹Host.Met(#, true);›\nthrow new InvalidOperationException();\n}\n‹Host.Met(#, false);›",
    ];

    private static readonly string[] LoopExits =
    [
        "if ($b)\n{‹Host.Met(#, true);›\nbreak;\n}\n‹Host.Met(#, false);›",
        "if ($b)\n{‹Host.Met(#, true);›\ncontinue;\n}\n‹Host.Met(#, false);›",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "2", "($b ? ‹Host.Then(Host.Met(#, true), ›1‹)› : ‹Host.Then(Host.Met(#, false), ›2‹)›)",
        "$m switch { $k => ‹Host.Then(Host.Met(#, 0, 2), ›1‹)›, $j => ‹Host.Then(Host.Met(#, 1, 2), ›2‹)›, _ => ‹Host.Then(Host.Met(#, -1, 2), ›0‹)› }",
        "$m switch { $k when $b => ‹Host.Then(Host.Met(#, 0, 2), ›1‹)›, $j => ‹Host.Then(Host.Met(#, 1, 2), ›2‹)›, _ => ‹Host.Then(Host.Met(#, -1, 2), ›0‹)› }",
    ];

    private Piece Statement(Scope scope)
    {
        switch (_random.Next(10))
        {
            case 0 when scope.MayLeave:
                return Fill(Sort.Statement, Pick(Exits), scope);
            case 1 when scope.IsInLoop:
                return Fill(Sort.Statement, Pick(LoopExits), scope);
            case 2:
                return Declaration(scope);
            case 3:
                return Switch(scope);
            case 4 when Has(Features.Helpers) && scope.Objects.Count > 0 && scope.Depth < 2:
                return CallOfGuard(scope);
            case 5 when Has(Features.Rereads) && _kind.Reads.Length > 0:
                return Reread(scope);
            case 5 when Has(Features.Rereads | Features.Handlers) && _kind.ObjectType == "ApiException":
                return Handler(scope);
            default:
                var fitting = Array.FindAll(Statements, statement => Fits(statement.Features, statement.Template, scope));
                return Fill(Sort.Statement, Pick(fitting).Template, scope);
        }
    }

    private bool Fits(Features features, string template, Scope scope) =>
        Has(features)
        && (scope.WritableTruths.Any() || !template.Contains("$f", StringComparison.Ordinal))
        && (scope.WritableNumbers.Any() || !template.Contains("$i", StringComparison.Ordinal))
        && (scope.MayLeave || !template.Contains("throw", StringComparison.Ordinal))
        && (scope.Depth < 2 || !template.Contains("$N", StringComparison.Ordinal));

    private Piece Number(Scope scope)
    {
        var template = Pick(Numbers);
        if (!template.Contains("$m", StringComparison.Ordinal))
            return Fill(Sort.Number, template, scope);
        return Value(scope) is { Type.IsMatched: true } value
            ? Fill(Sort.Number, template.Replace("$m", "$v", StringComparison.Ordinal), scope, value: value)
            : new(Sort.Number, "3");
    }

    private Piece Declaration(Scope scope)
    {
        var declaration = _random.Next(Has(Features.StoredValues) ? 6 : 3);
        if (declaration >= 3 && Has(Features.StoredValues))
        {
            var isTruth = Chance(60);
            var name = NewName(isTruth ? "flag" : "number");
            var stored = Fill(Sort.Statement, $"var {name} = {(isTruth ? "$b" : "$n")};", scope);
            (isTruth ? scope.Truths : scope.Numbers).Add(name);
            return stored;
        }

        var value = Value(scope);
        var copy = NewName("copy");
        scope.Values.Add((copy, value.Type));
        return new(Sort.Statement, declaration switch
        {
            1 => $"var ({copy}, _) = ({value.Name}, 5);",
            2 => $"{value.Type.Name} {copy};\n{copy} = {value.Name};",
            _ => $"var {copy} = {value.Name};",
        });
    }

    private Piece Reread(Scope scope)
    {
        var read = Pick(_kind.Reads);
        if (Chance(60) && !scope.ReadOnly.Contains("subject"))
            return new(Sort.Statement, $"subject = {read};");
        var name = NewName("other");
        scope.Objects.Add(name);
        return new(Sort.Statement, $"var {name} = {read};");
    }

    private Piece Handler(Scope scope)
    {
        var name = NewName("caught");
        var inner = scope.Inner();
        inner.Objects.Add(name);
        var template = $"try\n{{\nSource.Call();\n}}\ncatch (ApiException {name}) when (‹Host.Filtered(Host.Filter({name}.Case) && (›$b‹))›)\n{{\n‹Host.Caught({name}.Case);›\n$B}}";
        return Fill(Sort.Statement, template, inner);
    }

    /// <summary>A helper that throws in some cases, as a method or in the midst of an expression.</summary>
    private Piece CallOfGuard(Scope scope)
    {
        var inner = new Scope { Objects = ["given"], Depth = scope.Depth + 1, IsHelper = true };
        var name = NewName("Ensure");
        if (Chance(50))
        {
            AddHelper($"static void {name}({_kind.ObjectType} given)\n{{\nif ($b)\n{{‹Host.Met(#, true);›\nthrow new InvalidOperationException();\n}}\n‹Host.Met(#, false);›\n}}", inner);
            return new(Sort.Statement, $"{name}({Pick(scope.Objects)});");
        }

        AddHelper(
            $"static {_kind.ObjectType} {name}(this {_kind.ObjectType} given) => $b ? ‹Host.Then(Host.Met(#, true), ›given‹)› "
            + ": throw ‹Host.Then(Host.Met(#, false), ›new InvalidOperationException()‹)›;",
            inner);
        var call = $"{Pick(scope.Objects)}.{name}()";
        if (Chance(50))
            return new(Sort.Statement, call + ";");
        var checkedName = NewName("checked");
        scope.Objects.Add(checkedName);
        return new(Sort.Statement, $"var {checkedName} = {call};");
    }

    private Piece Switch(Scope scope)
    {
        var value = Value(scope);
        if (!value.Type.IsMatched)
            return Fill(Sort.Statement, "if ($v == $k)\n{‹Host.Met(#, true);›\n$B}\n‹else\n{\nHost.Met(#, false);\n}›", scope, value: value);
        var constants = value.Type.Constants.OrderBy(_ => _random.Next()).ToList();
        return Chance(60) ? SwitchStatement(value.Name, constants, scope) : SwitchExpression(value.Name, constants, scope);
    }

    private Piece SwitchStatement(string value, List<string> constants, Scope scope)
    {
        var parts = new List<Piece>();
        var text = new StringBuilder($"switch ({value})\n{{\n");
        var sections = _random.Next(1, constants.Count);
        string? unguarded = null;
        for (var section = 0; section < sections; section++)
        {
            text.Append($"case {constants[section]}");
            var isGuarded = Chance(25);
            if (isGuarded)
            {
                text.Append($" when @{parts.Count}");
                parts.Add(Truth(scope, 1));
            }
            else if (constants.Count > sections + 1 && Chance(25))
            {
                text.Append($":\ncase {constants[^1]}");
                constants.RemoveAt(constants.Count - 1);
            }

            text.Append($":\n‹Host.Met(#, {section}, {sections});›\n{{\n@{parts.Count}}}\n");
            parts.Add(Block(scope.InSection()));
            text.Append(section > 0 && unguarded is not null && Chance(10) ? $"‹Host.Goto();›goto case {unguarded};\n" : "break;\n");
            unguarded ??= isGuarded ? null : constants[section];
        }

        // Labels beside default stand for nothing of their own.
        var beside = constants.Count > sections && Chance(20) ? $"case {constants[sections]}:\n" : "";
        var hasDefault = Chance(60);
        text.Append(hasDefault ? $"{beside}default:\n" : "‹default:\n›").Append($"‹Host.Met(#, -1, {sections});›\n");
        if (hasDefault)
        {
            text.Append($"{{\n@{parts.Count}}}\n");
            parts.Add(Block(scope.InSection()));
        }

        text.Append(hasDefault ? "break;\n}" : "‹break;\n›}");
        return new(Sort.Statement, text.ToString(), [.. parts]);
    }

    private Piece SwitchExpression(string value, List<string> constants, Scope scope)
    {
        var parts = new List<Piece>();
        var text = new StringBuilder($"_ = {value} switch\n{{\n");
        var arms = _random.Next(1, constants.Count);
        for (var arm = 0; arm < arms; arm++)
        {
            text.Append(Chance(20) && arm + 1 < arms ? $"{constants[arm]} or {constants[^1]}" : constants[arm]);
            if (Chance(25))
            {
                text.Append($" when @{parts.Count}");
                parts.Add(Truth(scope, 1));
            }

            AppendArm(arm);
        }

        text.Append('_');
        AppendArm(-1);
        return new(Sort.Statement, text.Append("};").ToString(), [.. parts]);

        void AppendArm(int arm)
        {
            text.Append($" => ‹Host.Then(Host.Met(#, {arm}, {arms}), ›@{parts.Count}‹)›,\n");
            parts.Add(new(Sort.Number, Reach(scope)));
        }
    }
}
