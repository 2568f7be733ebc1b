using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Writes statements that look at the finish reason of a result, in the report's C# version and its surface's words.</summary>
internal sealed class FinishReasonGuards
{
    /// <summary>A surface's name for having no reason at all.</summary>
    private const string NoReason = "null";

    private readonly ResultTypes _results;
    private readonly IReadOnlyList<string> _good;
    private readonly string _variable;

    public FinishReasonGuards(Report report, ResultTypes results)
    {
        _results = results;
        _good = GoodReasons(report, results.Surface);
        _variable = new UniqueNames(report.Node).Take("reason");
        HasPatternCombinators = ((CSharpParseOptions)report.Root.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp9;
        Template = Template.For(report, [results.ReasonType, .. Template.Found(report, typeof(InvalidOperationException).FullName)]);
    }

    /// <summary>Turns text into code.</summary>
    public Template Template { get; }

    /// <summary>Whether the C# version has <c>is not</c> and <c>or</c>.</summary>
    public bool HasPatternCombinators { get; }

    /// <summary>Whether reasons can be alternatives of a pattern: <c>is A or B</c>.</summary>
    public bool CanCombineReasons => HasPatternCombinators && _results.ReasonsAreConstants;

    private ResultSurface Surface => _results.Surface;

    /// <summary><c>if (completion.FinishReason != ChatFinishReason.Stop) throw …;</c></summary>
    public StatementSyntax ThrowUnlessComplete(ResultPlace place) => ThrowIf(place, IsNoneOf(FirstReason(place), Reason(place), _good), IncompleteAnswer(place));

    /// <summary><c>if (completion.FinishReason == ChatFinishReason.Length) throw …;</c></summary>
    public StatementSyntax ThrowFor(ResultPlace place, IReadOnlyList<string> reasons) =>
        ThrowIf(place, IsOneOf(FirstReason(place), [.. reasons.SelectMany(Constants)]), reasons.Count == 1 ? Message(reasons[0]) : IncompleteAnswer(place));

    /// <summary>A <c>switch</c> with an arm for every reason.</summary>
    public StatementSyntax HandleEach(ResultPlace place)
    {
        var access = place.MayBeNull ? $"{place.Name}?" : place.FirstAccess;
        var again = place.MayBeNull ? access : place.Name;
        var goodLabels = Labels(_good.Where(name => name != NoReason));
        if (place.MayBeNull || _good.Contains(NoReason))
            goodLabels = $"case {NoReason}:\n{goodLabels}";
        var bad = Surface.Advice.Select(row => row.Key).Except(_good).Where(name => _results.ReasonsAreTexts || _results.ReasonType.GetMembers(name).Length > 0);
        return Template.Statement($$"""
            switch ({{_results.ReasonOf(access + place.Path)}}{{(Surface.IsReasonOpen ? "?.Value()" : "")}})
            {
            {{goodLabels}}
            break;
            {{string.Join("\n", bad.Select(ThrowingSection))}}
            default:
            throw new InvalidOperationException({{Sentence("The model's answer ended for an unknown reason", _results.ReasonOf(again + place.Path))}});
            }
            """);
    }

    /// <summary>A section of a <c>switch</c> statement that throws for that reason.</summary>
    public string ThrowingSection(string reason) => $"{Labels([reason])}\nthrow new InvalidOperationException({Message(reason)});";

    private string Labels(IEnumerable<string> reasons) => _results.ReasonsAreTexts || _results.ReasonType.TypeKind == TypeKind.Enum
        ? string.Join("\n", reasons.SelectMany(Constants).Select(constant => $"case {constant}:"))
        : $"case var {_variable} when {string.Join(" || ", reasons.SelectMany(Constants).Select(constant => $"{_variable} == {constant}"))}:";

    /// <summary>The reason's member, as code; of a text, every spelling.</summary>
    public IEnumerable<string> Constants(string reason) =>
        reason == NoReason ? [reason]
        : _results.ReasonsAreTexts ? Surface.Reasons.Where(row => row.Key == reason).Select(row => $"\"{row.Value}\"")
        : [$"{_results.ReasonType.Name}.{reason}"];

    /// <summary>What happened and what to do about it, as a string literal.</summary>
    public string Message(string reason)
    {
        var happened = Surface.CutOff.Contains(reason) ? "The model's answer is cut off"
            : Surface.ToolCalls.Contains(reason) ? "The model asks for a tool instead of answering"
            : $"The model's answer ended with {reason}";
        return $"\"{happened}: {Surface.Advice.First(row => row.Key == reason).Value}.\"";
    }

    /// <summary>A condition that holds for exactly these constants.</summary>
    public string IsOneOf(string value, IReadOnlyCollection<string> constants) => CanCombineReasons && constants.Count > 1
        ? $"{value} is {string.Join(" or ", constants)}"
        : string.Join(" || ", constants.Select(constant => $"{value} == {constant}"));

    /// <summary>A condition that holds where a variable has the reason of an answer that is not complete.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="mayBeMissing">Whether a complete answer can leave it null.</param>
    public string IsIncomplete(string variable, bool mayBeMissing) => IsNoneOf(variable, variable, mayBeMissing ? _good.Append(NoReason).Distinct() : _good);

    private string IsNoneOf(string first, string next, IEnumerable<string> reasons)
    {
        var constants = reasons.OrderBy(reason => reason != NoReason).SelectMany(Constants).ToList();
        return CanCombineReasons && constants.Count > 1
            ? $"{first} is not ({string.Join(" or ", constants)})"
            : string.Join(" && ", constants.Select((constant, index) => $"{(index == 0 ? first : next)} {(constant == NoReason && HasPatternCombinators ? "is not" : "!=")} {constant}"));
    }

    private StatementSyntax ThrowIf(ResultPlace place, string condition, string message)
    {
        if (place.MayBeNull)
            condition = $"{place.Name} {(HasPatternCombinators ? "is not" : "!=")} null && {(condition.Contains("||") ? $"({condition})" : condition)}";
        return Template.Statement($$"""
            if ({{condition}})
            {
            throw new InvalidOperationException({{message}});
            }
            """);
    }

    private string IncompleteAnswer(ResultPlace place) => Sentence("The model's answer is not complete", Reason(place));

    /// <summary>A text with a value at its end; before C# 11 no hole of an interpolated string can contain a text.</summary>
    private static string Sentence(string beginning, string value) => value.Contains('"') ? $"\"{beginning}: \" + {value} + \".\"" : $"$\"{beginning}: {{{value}}}.\"";

    private string FirstReason(ResultPlace place) => _results.ReasonOf(place.FirstAccess + place.Path);

    private string Reason(ResultPlace place) => _results.ReasonOf(place.Name + place.Path);

    /// <summary>Where tools are handled, so are the calls for them: of several kinds of call, those that the code names, and the one in use today.</summary>
    private static IReadOnlyList<string> GoodReasons(Report report, ResultSurface surface)
    {
        List<string> good = [surface.Reference, .. surface.AlsoGood];
        if (report.Says("tools", "true"))
        {
            var named = new HashSet<string>(UniqueNames.ScopesOf(report.Node).SelectMany(n => n.DescendantTokens()).Select(t => t.ValueText));
            good.AddRange(surface.ToolCalls.Where((reason, index) => index == 0 || named.Contains(reason)));
        }

        return good;
    }
}
