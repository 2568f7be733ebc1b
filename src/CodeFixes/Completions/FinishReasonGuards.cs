using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Completions;

/// <summary>Writes statements that look at the finish reason of a result, in the C# version and the words of the report.</summary>
internal sealed class FinishReasonGuards
{
    private readonly ResultTypes results;
    private readonly bool hasPatternCombinators;
    private readonly bool toolCallsAreGood;

    public FinishReasonGuards(Report report, ResultTypes results)
    {
        this.results = results;
        hasPatternCombinators = ((CSharpParseOptions)report.Root.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp9;
        toolCallsAreGood = report.Says("tools", "true");
        Template = new Template(SyntaxGenerator.GetGenerator(report.Document), new Dictionary<string, ITypeSymbol>
        {
            [results.ReasonType.Name] = results.ReasonType,
            [nameof(InvalidOperationException)] = TypeResolver.Find(report.Compilation, typeof(InvalidOperationException).FullName)!,
        });
    }

    /// <summary>Turns text into code.</summary>
    public Template Template { get; }

    /// <summary><c>if (completion.FinishReason != ChatFinishReason.Stop) throw …;</c></summary>
    public StatementSyntax ThrowUnlessComplete(ResultPlace place) =>
        ThrowIf(place, IsNoneOf(Reason(place), results.Wording.Reasons.Where(IsGood)), IncompleteAnswer(place));

    /// <summary><c>if (completion.FinishReason == ChatFinishReason.Length) throw …;</c></summary>
    public StatementSyntax ThrowFor(ResultPlace place, IReadOnlyList<ReasonWording> reasons) =>
        ThrowIf(place, IsOneOf(Reason(place), reasons), reasons.Count == 1 ? $"\"{reasons[0].Advice}\"" : IncompleteAnswer(place));

    /// <summary>A <c>switch</c> with an arm for every reason.</summary>
    public StatementSyntax HandleEach(ResultPlace place)
    {
        var arms = results.Wording.Reasons.Where(r => !IsGood(r) && results.ReasonType.GetMembers(r.Name).Length > 0).Select(ThrowingArm);
        var goodLabels = (place.MayBeNull ? ["null"] : Array.Empty<string>()).Concat(results.Wording.Reasons.Where(IsGood).Select(Constant));
        var reason = place.MayBeNull ? $"{place.Name}?{place.Path}.{results.Wording.ReasonMember}" : Reason(place);
        return Template.Statement($$"""
            switch ({{reason}})
            {
                {{string.Join("\n", goodLabels.Select(label => $"case {label}:"))}}
                    break;
                {{string.Join("\n", arms)}}
                default:
                    throw new InvalidOperationException($"The model's answer ended for an unknown reason: {{{reason}}}.");
            }
            """);
    }

    public string ThrowingArm(ReasonWording reason) => $"""
        case {Constant(reason)}:
            throw new InvalidOperationException("{reason.Advice}");
        """;

    public string Constant(ReasonWording reason) => $"{results.ReasonType.Name}.{reason.Name}";

    /// <summary>A condition that holds for exactly these reasons.</summary>
    public string IsOneOf(string reason, IEnumerable<ReasonWording> reasons)
    {
        var constants = reasons.Select(Constant).ToList();
        return hasPatternCombinators && constants.Count > 1
            ? $"{reason} is {string.Join(" or ", constants)}"
            : string.Join(" || ", constants.Select(c => $"{reason} == {c}"));
    }

    private string IsNoneOf(string reason, IEnumerable<ReasonWording> reasons)
    {
        var constants = reasons.Select(Constant).ToList();
        return hasPatternCombinators && constants.Count > 1
            ? $"{reason} is not ({string.Join(" or ", constants)})"
            : string.Join(" && ", constants.Select(c => $"{reason} != {c}"));
    }

    private StatementSyntax ThrowIf(ResultPlace place, string condition, string message)
    {
        if (place.MayBeNull)
            condition = $"{place.Name} {(hasPatternCombinators ? "is not" : "!=")} null && {(condition.Contains("||") ? $"({condition})" : condition)}";
        return Template.Statement($$"""
            if ({{condition}})
            {
                throw new InvalidOperationException({{message}});
            }
            """);
    }

    private string IncompleteAnswer(ResultPlace place) => $$"""$"The model's answer is not complete: {{{Reason(place)}}}." """.TrimEnd();

    private string Reason(ResultPlace place) => $"{place.Name}{place.Path}.{results.Wording.ReasonMember}";

    private bool IsGood(ReasonWording reason) => reason.Kind is ReasonKind.Good || (reason.Kind is ReasonKind.ToolCalls && toolCallsAreGood);
}
