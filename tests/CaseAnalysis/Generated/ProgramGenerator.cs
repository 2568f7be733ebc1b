using System.Globalization;
using System.Text;

namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>Makes random programs. A program is its seed: the same seed makes the same program.</summary>
internal sealed partial class ProgramGenerator
{
    private readonly Random _random;
    private readonly SubjectKind _kind;
    private readonly Features _features;
    private readonly List<Piece> _helpers = [];
    private int _statements;
    private int _names;

    private ProgramGenerator(Random random, SubjectKind kind, Features features)
    {
        _random = random;
        _kind = kind;
        _features = features;
        _statements = random.Next(5, 14);
    }

    public static GeneratedProgram Generate(int seed)
    {
        var random = new Random(seed);
        var kind = SubjectKind.All[random.Next(SubjectKind.All.Count)];
        var generator = new ProgramGenerator(random, kind, ChooseFeatures(random));
        return new(seed, kind, generator._features, generator.Root());
    }

    private static Features ChooseFeatures(Random random)
    {
        var features = (Features)random.Next((int)Features.BranchingPredicates << 1);
        // Half of the programs have nothing that the engine may know less than exactly.
        if (random.Next(2) == 0)
            features &= Features.Helpers | Features.LocalFunctions | Features.BranchingPredicates | (random.Next(2) == 0 ? Features.OpenTests : Features.StoredValues);
        return features;
    }

    private Piece Root()
    {
        var scope = new Scope { Objects = ["subject"] };
        string frame;
        if (_kind.Frame is { } given)
        {
            frame = given;
            scope.ReadOnly.Add("subject");
        }
        else
        {
            frame = $"{(Chance(20) ? $"{_kind.ObjectType} subject;\nsubject" : "var subject")} = {Pick(_kind.Reads)};\n@0";
        }

        var body = Block(scope);
        Piece[] parts = [Framed(frame, body), new(Sort.Block, "", [.. _helpers])];
        return new(Sort.Member, "public static class Program\n{\npublic static void Body()\n{\n@0}\n\n@1}", parts);
    }

    private Piece Framed(string frame, Piece body)
    {
        const string Unfiltered = "‹when (Host.Filtered(Host.Filter(subject.Case)))›";
        const string Filtered = "when (‹Host.Filtered(Host.Filter(subject.Case) && Host.Met(#, ›@1‹))›)";
        return frame.Contains("$filter", StringComparison.Ordinal) && Chance(50)
            ? new(Sort.Statement, frame.Replace("$filter", Filtered, StringComparison.Ordinal), body, Truth(new Scope { Objects = ["subject"] }, 2))
            : new(Sort.Statement, frame.Replace("$filter", Unfiltered, StringComparison.Ordinal), body);
    }

    private Piece Block(Scope scope)
    {
        var statements = new List<Piece> { new(Sort.Statement, Reach(scope) + ";") };
        for (var count = _random.Next(1, 4); count > 0 && _statements > 0; count--)
        {
            _statements--;
            statements.Add(Statement(scope));
            if (Chance(40))
                statements.Add(new(Sort.Statement, Reach(scope) + ";"));
        }

        return new(Sort.Block, "", [.. statements]);
    }

    /// <summary>Fills a template: <c>$b</c> is a truth, <c>$n</c> a number, <c>$r</c> a point, <c>$B</c> a block, <c>$L</c> one in a loop, <c>$F</c> one in a
    /// finally, <c>$Q</c> the body of a function and <c>$q</c> its result; <c>$v</c> a value with the constants <c>$k</c> and <c>$j</c> and the pattern <c>$p</c> of its type <c>$T</c>;
    /// <c>$o</c> an object; <c>$f</c>, <c>$i</c> variables that may be assigned; <c>$N</c> a new name.</summary>
    private Piece Fill(Sort sort, string template, Scope scope, int depth = 2, (string Name, ValueType Type)? value = null)
    {
        var parts = new List<Piece>();
        var text = new StringBuilder();
        var names = new Dictionary<char, string>();
        for (var index = 0; index < template.Length; index++)
        {
            if (template[index] != '$')
            {
                text.Append(template[index]);
                continue;
            }

            var key = template[++index];
            if (PartOf(key, scope, depth) is { } part)
            {
                text.Append('@').Append(parts.Count.ToString(CultureInfo.InvariantCulture));
                parts.Add(part);
                continue;
            }

            if (!names.TryGetValue(key, out var name))
            {
                if (key is 'v' or 'k' or 'j' or 'p' or 'T')
                    NameValue(value ?? Value(scope), names);
                else
                    names[key] = NameOf(key, scope);
                name = names[key];
            }

            text.Append(name);
        }

        return new(sort, text.ToString(), [.. parts]);
    }

    private string Reach(Scope scope) => "Host.Reach" + ArgumentsOfReach(scope);

    private string ArgumentsOfReach(Scope scope)
    {
        var variable = Pick(scope.Objects);
        return $"(#, \"{variable}\"‹, Source.CaseOf({variable})›)";
    }

    private Piece? PartOf(char key, Scope scope, int depth) => key switch
    {
        'b' => Truth(scope, depth - 1),
        'q' => Truth(scope.InFunction(Has(Features.NestedWrites)), depth - 1),
        'n' => Number(scope),
        'r' => new(Sort.Number, Reach(scope)),
        'B' => Block(scope.Inner()),
        'L' => Block(scope.InLoop()),
        'F' => Block(scope.InFinally()),
        'Q' => Block(scope.InFunction(Has(Features.NestedWrites))),
        _ => null,
    };

    private string NameOf(char key, Scope scope) => key switch
    {
        'o' => Pick(scope.Objects),
        'f' => Pick([.. scope.WritableTruths]),
        'i' => Pick([.. scope.WritableNumbers]),
        'N' => NewName("x"),
        _ => throw new InvalidOperationException($"A template has the unknown hole ${key}."),
    };

    private void NameValue((string Name, ValueType Type) value, Dictionary<char, string> names)
    {
        var constants = value.Type.Constants.OrderBy(_ => _random.Next()).ToArray();
        names['v'] = value.Name;
        names['k'] = constants[0];
        names['j'] = constants[1];
        names['T'] = value.Type.Name;
        names['p'] = value.Type.IsMatched ? Pattern(value.Type, 2) : "not null";
    }

    private bool Has(Features features) => _features.HasFlag(features);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private string NewName(string stem) => stem + (++_names).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A generated program.</summary>
internal sealed record GeneratedProgram(int Seed, SubjectKind Kind, Features Features, Piece Root);
