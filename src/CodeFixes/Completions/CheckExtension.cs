using System.Text.RegularExpressions;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Extends the check of a finish reason by the missing reasons, where what it does suits them as well.</summary>
internal sealed class CheckExtension(Report report, ResultTypes results, FinishReasonGuards guards, IReadOnlyList<string> missing)
{
    /// <summary>Beginnings of words by which code is about one reason, so that it would be wrong about another.</summary>
    private static readonly string[] Telltales =
    [
        "length", "token", "long", "limit", "cut", "trunc", "partial", "incomplete",
        "filter", "block", "refus", "safe", "policy", "polici", "moderat", "harm", "withheld", "tool", "function",
    ];

    private static readonly Regex Word = new("[A-Z]?[a-z]+|[A-Z]+", RegexOptions.Compiled | RegexOptions.CultureInvariant);

    /// <summary>The root with the check extended; null where a guard of its own is the better way.</summary>
    public SyntaxNode? Extend(SyntaxNode check) => check switch
    {
        _ when report.Reads().Any(read => read.SpanStart < check.SpanStart) => null,
        // Without "or", a constant after "is" is read as a type would be.
        BinaryExpressionSyntax comparison when comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.IsExpression && BranchSuits(comparison) =>
            BadReason(comparison.Right) is not null ? WithCondition(comparison, comparison.Left, [comparison.Right])
            : BadReason(comparison.Left) is not null ? WithCondition(comparison, comparison.Right, [comparison.Left])
            : null,
        IsPatternExpressionSyntax test when BadReasons(test.Pattern) is { } reasons && BranchSuits(test) => WithCondition(test, test.Expression, reasons),
        SwitchStatementSyntax or SwitchExpressionSyntax when !results.ReasonsAreConstants => null,
        SwitchStatementSyntax statement when IsReason(statement.Expression) && !statement.Sections.SelectMany(s => s.Labels).Any(NamesMissing) =>
            WithSection(statement),
        SwitchExpressionSyntax expression when IsReason(expression.GoverningExpression) && !expression.Arms.Any(arm => NamesMissing(arm.Pattern)) =>
            WithArm(expression),
        _ => null,
    };

    private SyntaxNode? WithCondition(ExpressionSyntax comparison, ExpressionSyntax value, IEnumerable<ExpressionSyntax> constants)
    {
        // A text in an object of another kind compares as equal, but no pattern matches it.
        if (results.ReasonsAreTexts && report.Model.GetTypeInfo(value).Type is not { SpecialType: SpecialType.System_String or SpecialType.System_Object })
            return null;
        var written = constants.Select(constant => constant.WithoutTrivia().ToString());
        var condition = guards.IsOneOf(value.WithoutTrivia().ToString(), [.. written, .. missing.SelectMany(guards.Constants)]);
        return report.Root.ReplaceNode(comparison, guards.Template.Expression(condition).WithTriviaFrom(comparison));
    }

    private SyntaxNode WithSection(SwitchStatementSyntax statement)
    {
        if (statement.Sections.FirstOrDefault(IsSuitable) is { } suitable)
        {
            var last = suitable.Labels.Last();
            return report.Root.ReplaceNode(suitable, suitable.WithLabels(suitable.Labels.AddRange(missing.SelectMany(guards.Constants).Select(LabelLike))));

            SwitchLabelSyntax LabelLike(string constant) =>
                SyntaxFactory.CaseSwitchLabel(guards.Template.Expression(constant)).WithTriviaFrom(last).WithAdditionalAnnotations(Layout.New);
        }

        var index = statement.Sections.IndexOf(section => section.Labels.Any(SyntaxKind.DefaultSwitchLabel));
        var written = (SwitchStatementSyntax)guards.Template.Statement($"switch (0)\n{{\n{string.Join("\n", missing.Select(guards.ThrowingSection))}\n}}");
        return report.Root.ReplaceNode(statement, statement.WithSections(statement.Sections.InsertRange(
            index < 0 ? statement.Sections.Count : index, written.Sections.Select(section => section.WithAdditionalAnnotations(Layout.New)))));
    }

    private SyntaxNode? WithArm(SwitchExpressionSyntax expression)
    {
        if (guards.CanCombineReasons && expression.Arms.FirstOrDefault(IsSuitable) is { } suitable)
        {
            var pattern = guards.Template.Pattern($"{suitable.Pattern.WithoutTrivia()} or {string.Join(" or ", missing.SelectMany(guards.Constants))}");
            return report.Root.ReplaceNode(suitable.Pattern, pattern.WithTriviaFrom(suitable.Pattern));
        }

        // Where no arm takes what is left over, the expression throws by itself.
        var index = expression.Arms.IndexOf(arm => arm.Pattern is not (ConstantPatternSyntax or BinaryPatternSyntax));
        if (index < 0)
            return null;
        var next = expression.Arms[index];
        var startsLine = next.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var arms = expression.Arms.GetWithSeparators().InsertRange(2 * index, missing.SelectMany(reason => new SyntaxNodeOrToken[]
        {
            guards.Template.Arm(string.Join(" or ", guards.Constants(reason)), $"throw new InvalidOperationException({guards.Message(reason)})")
                .WithLeadingTrivia(next.GetLeadingTrivia()).WithoutTrailingTrivia(),
            SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(startsLine ? Layout.LineBreak : SyntaxFactory.Space),
        }));
        return report.Root.ReplaceNode(expression, expression.WithArms(SyntaxFactory.SeparatedList<SwitchExpressionArmSyntax>(arms)));
    }

    private bool IsSuitable(SwitchSectionSyntax section) =>
        section.Labels.All(label => label is CaseSwitchLabelSyntax { Value: var value } && BadReason(value) is not null)
        && Suits(section, section.Statements.LastOrDefault());

    private bool IsSuitable(SwitchExpressionArmSyntax arm) => arm.WhenClause is null && BadReasons(arm.Pattern) is not null && Suits(arm.Expression);

    /// <summary>Whether the way that the code takes where the comparison holds suits the missing reasons.</summary>
    private bool BranchSuits(ExpressionSyntax comparison) => comparison.Parent switch
    {
        ParenthesizedExpressionSyntax parenthesized => BranchSuits(parenthesized),
        BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) => BranchSuits(either),
        IfStatementSyntax { Statement: BlockSyntax block } => Suits(block, block.Statements.LastOrDefault()),
        IfStatementSyntax { Statement: var single } => Suits(single, single),
        ConditionalExpressionSyntax conditional when conditional.Condition == comparison => Suits(conditional.WhenTrue),
        _ => false,
    };

    private bool Suits(SyntaxNode branch, StatementSyntax? last) =>
        last is ThrowStatementSyntax or ReturnStatementSyntax or ContinueStatementSyntax && Suits(branch);

    private bool Suits(SyntaxNode branch) => !report.Reads().Any(branch.Contains) && !branch.DescendantTokens().Any(IsTelltale);

    private static bool IsTelltale(SyntaxToken token)
    {
        var speaks = token.IsKind(SyntaxKind.StringLiteralToken)
            || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            || token.Parent is SimpleNameSyntax { Parent: ObjectCreationExpressionSyntax or InvocationExpressionSyntax }
            || token.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } };
        return speaks && Word.Matches(token.ValueText).Cast<Match>().Any(word => Telltales.Any(IsBeginningOf(word.Value)));

        static Func<string, bool> IsBeginningOf(string word) => telltale => word.StartsWith(telltale, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the expression is a finish reason that is only known at run time.</summary>
    private bool IsReason(ExpressionSyntax expression) =>
        results.IsReason(report.Model.GetTypeInfo(expression).Type) && !report.Model.GetConstantValue(expression).HasValue;

    /// <summary>The reason for which an answer is not complete that the expression names; null when it names none.</summary>
    private string? BadReason(ExpressionSyntax expression) =>
        ReasonNamedBy(expression) is { } name && (results.Surface.CutOff.Contains(name) || results.Surface.Blocked.Contains(name)) ? name : null;

    private string? ReasonNamedBy(ExpressionSyntax expression)
    {
        if (results.ReasonsAreTexts)
            return report.Model.GetConstantValue(expression).Value is string text ? results.Surface.Reasons.FirstOrDefault(row => row.Value == text).Key : null;
        return report.Model.GetSymbolInfo(expression).Symbol is { Name: var name, ContainingType: var type } && SymbolEqualityComparer.Default.Equals(type, results.ReasonType)
            ? name
            : null;
    }

    /// <summary>The constants of a pattern of alternatives, each a reason for which an answer is not complete; null for any other pattern.</summary>
    private IReadOnlyList<ExpressionSyntax>? BadReasons(PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax parenthesized => BadReasons(parenthesized.Pattern),
        ConstantPatternSyntax { Expression: var constant } => BadReason(constant) is not null ? [constant] : null,
        BinaryPatternSyntax binary when binary.IsKind(SyntaxKind.OrPattern) =>
            BadReasons(binary.Left) is { } left && BadReasons(binary.Right) is { } right ? [.. left, .. right] : null,
        _ => null,
    };

    private bool NamesMissing(SyntaxNode node) =>
        node.DescendantNodes().OfType<ExpressionSyntax>().Any(part => part is SimpleNameSyntax or LiteralExpressionSyntax && BadReason(part) is { } reason && missing.Contains(reason));
}
