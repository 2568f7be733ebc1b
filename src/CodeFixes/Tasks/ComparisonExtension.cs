using System.Globalization;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AiApi.CodeFixes.Tasks;

/// <summary>Extends a comparison of a status with one word to more words, in the way in which it is written.</summary>
internal sealed class ComparisonExtension(Report report, IReadOnlyList<string> words)
{
    private readonly bool hasPatternCombinators = ((CSharpParseOptions)report.Root.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp9;
    private bool areNumbers;

    /// <summary>The root with the comparison extended; null when there is no way to write it.</summary>
    /// <param name="root">A root that tracks the comparison.</param>
    /// <param name="comparison">The comparison, in the root of the report.</param>
    public SyntaxNode? Extend(SyntaxNode root, SyntaxNode comparison)
    {
        var current = root.GetCurrentNode(comparison);
        areNumbers = !comparison.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(IsTextWord);
        return (comparison, current) switch
        {
            (BinaryExpressionSyntax before, BinaryExpressionSyntax now) when Compared(before) is { } status => root.ReplaceNode(now, Extended(now, status, CanBeMatched(status))),
            (BinaryExpressionSyntax before, BinaryExpressionSyntax now) when CompareIn(before) is var (call, word) && IsRepeatable(call) => root.ReplaceNode(now, Repeated(now, before, word)),
            (IsPatternExpressionSyntax before, IsPatternExpressionSyntax now) when WordIn(before.Pattern) is { } word => InPattern(root, now.Pattern, before.Pattern, word),
            (CasePatternSwitchLabelSyntax before, CasePatternSwitchLabelSyntax now) when WordIn(before.Pattern) is { } word => InPattern(root, now.Pattern, before.Pattern, word),
            (PatternSyntax before, PatternSyntax now) when WordIn(before) is { } word => InPattern(root, now, before, word),
            (CaseSwitchLabelSyntax { Value: var value }, CaseSwitchLabelSyntax now) when IsWord(value) => root.InsertNodesAfter(now, words.Select(word => LabelLike(now, word))),
            (InvocationExpressionSyntax before, InvocationExpressionSyntax now) when ArgumentOf(before) is { } word && IsRepeatable(before) => root.ReplaceNode(now, Repeated(now, before, word)),
            (LiteralExpressionSyntax { Parent: ConstantPatternSyntax before }, { Parent: ConstantPatternSyntax now }) when WordIn(before) is { } word => InPattern(root, now, before, word),
            (LiteralExpressionSyntax, LiteralExpressionSyntax now) => InList(root, now),
            _ => null,
        };
    }

    /// <summary>The status that an equality compares with a constant word.</summary>
    private ExpressionSyntax? Compared(BinaryExpressionSyntax comparison) =>
        IsWord(comparison.Right) ? comparison.Left : IsWord(comparison.Left) ? comparison.Right : null;

    private bool IsWord(SyntaxNode node) => node is ExpressionSyntax expression && (IsTextWord(expression) || (words.All(static word => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) && IsNumber(expression)));

    private bool IsTextWord(ExpressionSyntax node) => report.Model.GetConstantValue(node) is { HasValue: true, Value: string };

    private bool IsNumber(ExpressionSyntax node) =>
        report.Model.GetConstantValue(node) is { HasValue: true, Value: int or long or short or byte } && report.Model.GetTypeInfo(node).Type?.TypeKind != TypeKind.Enum;

    private bool CanBeMatched(ExpressionSyntax status) =>
        report.Model.GetTypeInfo(status).Type is { } type && (type.SpecialType == SpecialType.System_String || StatusLiteral.IsNumeric(type));

    private ExpressionSyntax Extended(BinaryExpressionSyntax comparison, ExpressionSyntax status, bool canBeMatched)
    {
        var isNegative = comparison.IsKind(SyntaxKind.NotEqualsExpression);
        // Where the code lists comparisons already, the list goes on.
        var lists = comparison.Parent is BinaryExpressionSyntax parent && parent.IsKind(isNegative ? SyntaxKind.LogicalAndExpression : SyntaxKind.LogicalOrExpression)
            && parent.ChildNodes().Any(other => other != comparison && other.RawKind == comparison.RawKind);
        if (hasPatternCombinators && canBeMatched && !lists)
        {
            var word = (status == comparison.Left || AreSame(status, comparison.Left) ? comparison.Right : comparison.Left).WithoutTrivia();
            var pattern = string.Join(" or ", words.Select(Written).Prepend(word.ToString()));
            return ParseExpression($"{status.WithoutTrivia()} is {(isNegative ? $"not ({pattern})" : pattern)}").WithTriviaFrom(comparison);
        }

        var (sign, link) = isNegative ? ("!=", " && ") : ("==", " || ");
        var all = $"{comparison.WithoutTrivia()}{link}{string.Join(link, words.Select(word => $"{status.WithoutTrivia()} {sign} {Written(word)}"))}";
        return ParseExpression(lists || comparison.Parent is not BinaryExpressionSyntax ? all : $"({all})").WithTriviaFrom(comparison);
    }

    private static bool AreSame(SyntaxNode first, SyntaxNode second) => AreEquivalent(first, second);

    /// <summary>The first alternative of a pattern that is a constant word.</summary>
    private ConstantPatternSyntax? WordIn(PatternSyntax pattern) =>
        hasPatternCombinators ? pattern.DescendantNodesAndSelf().OfType<ConstantPatternSyntax>().FirstOrDefault(constant => IsWord(constant.Expression)) : null;

    private SyntaxNode InPattern(SyntaxNode root, PatternSyntax pattern, PatternSyntax before, ConstantPatternSyntax word)
    {
        var current = (ConstantPatternSyntax)pattern.FindNode(new(pattern.SpanStart + (word.SpanStart - before.SpanStart), word.Span.Length), getInnermostNodeForTie: false);
        var text = string.Join(" or ", words.Select(Written).Prepend(word.WithoutTrivia().ToString()));
        if (current.Parent is UnaryPatternSyntax or BinaryPatternSyntax { RawKind: (int)SyntaxKind.AndPattern })
            text = $"({text})";
        var extended = ((IsPatternExpressionSyntax)ParseExpression($"_ is {text}")).Pattern;
        return root.ReplaceNode(current, extended.WithTriviaFrom(current));
    }

    private CaseSwitchLabelSyntax LabelLike(CaseSwitchLabelSyntax label, string word) =>
        CaseSwitchLabel(ParseExpression(Written(word))).WithTriviaFrom(label).WithAdditionalAnnotations(Layout.New);

    private LiteralExpressionSyntax? ArgumentOf(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.Select(static argument => argument.Expression)
        .Concat(call.Expression is MemberAccessExpressionSyntax access ? [access.Expression] : [])
        .OfType<LiteralExpressionSyntax>().FirstOrDefault(IsWord);

    /// <summary>Whether a call can be made again for another word: nothing is awaited or assigned in it.</summary>
    private static bool IsRepeatable(InvocationExpressionSyntax call) => !call.DescendantNodes().Any(static node => node is AwaitExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression });

    /// <summary><c>string.Compare(status, word) == 0</c>, as the call and the word.</summary>
    private (InvocationExpressionSyntax Call, LiteralExpressionSyntax Word)? CompareIn(BinaryExpressionSyntax comparison) =>
        comparison.Left is InvocationExpressionSyntax call && ArgumentOf(call) is { } word ? (call, word) : null;

    private ExpressionSyntax Repeated(ExpressionSyntax call, ExpressionSyntax before, LiteralExpressionSyntax word)
    {
        var calls = words.Select(other => before.ReplaceNode(word, ParseExpression(Written(other)).WithTriviaFrom(word)).WithoutTrivia().ToString());
        var isNegative = before.IsKind(SyntaxKind.NotEqualsExpression);
        var all = string.Join(isNegative ? " && " : " || ", calls.Prepend(before.WithoutTrivia().ToString()));
        var isAlone = !(isNegative && call.Parent is BinaryExpressionSyntax) && call.Parent is not (PrefixUnaryExpressionSyntax or BinaryExpressionSyntax { RawKind: not (int)SyntaxKind.LogicalOrExpression } or ConditionalAccessExpressionSyntax);
        return ParseExpression(isAlone ? all : $"({all})").WithTriviaFrom(call);
    }

    /// <summary>The word as an element of a set: its brothers come after it.</summary>
    private SyntaxNode? InList(SyntaxNode root, LiteralExpressionSyntax literal)
    {
        var element = literal.Parent is InitializerExpressionSyntax ? literal : literal.Parent;
        if (element is null)
            return null;
        var others = words.Select(word => element == literal
            ? ParseExpression(Written(word))
            : element.ReplaceNode(literal, ParseExpression(Written(word))).WithoutTrivia());
        return root.InsertNodesAfter(element, others.Select(static node => node.WithLeadingTrivia(Space)));
    }

    private string Written(string word) => StatusLiteral.Of(word, areNumbers);
}
