using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>A place in code that tests the status of a failed request: a condition, a property pattern, or the test of an exception's type.</summary>
/// <param name="Node">What tests it.</param>
/// <param name="Statuses">For which it holds.</param>
/// <param name="Written">The code that holds for other statuses; null where that cannot be written.</param>
internal sealed record StatusSite(SyntaxNode Node, CaseSet Statuses, Func<CaseSet, SyntaxNode?> Written)
{
    /// <summary>Whether the place looks at a type only, so that it holds for every status.</summary>
    public bool IsOfType { get; init; }

    /// <summary>The places in a piece of code. None lies in another.</summary>
    public static List<StatusSite> In(SyntaxNode code, Report report, FailureTests tests)
    {
        var sites = new List<StatusSite>();
        Collect(code);
        return sites;

        void Collect(SyntaxNode node)
        {
            var site = node switch
            {
                ExpressionSyntax condition when OfCondition(condition, report, tests) is { } found => found,
                SubpatternSyntax subpattern => OfSubpattern(subpattern, report, tests),
                _ => null,
            };
            site ??= OfType(node, report, tests);
            if (site is not null)
                sites.Add(site);
            if (site is null or { IsOfType: true })
            {
                foreach (var child in node.ChildNodes())
                    Collect(child);
            }
        }
    }

    /// <summary>The root in which the place holds for other statuses; null where that cannot be written.</summary>
    /// <param name="root">A root in which the node is tracked.</param>
    /// <param name="statuses">The statuses.</param>
    public SyntaxNode? Apply(SyntaxNode root, CaseSet statuses)
    {
        if (root.GetCurrentNode(Node) is not { } current)
            return null;
        var answered = statuses & FailureTests.Answered;
        if (current is ExpressionSyntax && (answered.IsEmpty || answered == FailureTests.Answered))
            return WithoutOperand(root, current, answered.IsEmpty ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression);
        return answered.IsEmpty || answered == FailureTests.Answered || Written(statuses) is not { } written ? null : root.ReplaceNode(current, written.WithTriviaFrom(current));
    }

    /// <summary>The root without an operand that decides nothing any more.</summary>
    private static SyntaxNode? WithoutOperand(SyntaxNode root, SyntaxNode operand, SyntaxKind operation)
    {
        while (operand.Parent is ParenthesizedExpressionSyntax parenthesized)
            operand = parenthesized;
        if (operand.Parent is not BinaryExpressionSyntax binary || !binary.IsKind(operation))
            return null;
        var other = binary.Left == operand ? binary.Right : binary.Left;
        return root.ReplaceNode(binary, other.WithTriviaFrom(binary));
    }

    private static StatusSite? OfCondition(ExpressionSyntax condition, Report report, FailureTests tests)
    {
        if (condition is ParenthesizedExpressionSyntax || report.Model.GetTypeInfo(condition).Type is not { SpecialType: SpecialType.System_Boolean } || !Conjuncts.Tests(condition, tests.IsStatus, report.Model))
            return null;
        var read = condition.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Where(tests.IsStatus).Select(StatusRead.Of).Distinct().ToList();
        if (read is not [{ } status] || StatusTruth.Of(condition, tests, report.Model) is not { } statuses)
            return null;
        return new(condition, statuses, wanted => tests.Template.Expression(status.Test(wanted, condition, tests, report)));
    }

    private static StatusSite? OfSubpattern(SubpatternSyntax subpattern, Report report, FailureTests tests)
    {
        var named = (ExpressionSyntax?)subpattern.NameColon?.Name ?? subpattern.ExpressionColon?.Expression;
        var name = named is MemberAccessExpressionSyntax access ? access.Name : named;
        if (name is null || report.Model.GetSymbolInfo(name).Symbol is not IPropertySymbol property || !tests.IsStatus(property) || StatusTruth.Of(subpattern.Pattern, property, report.Model) is not { } statuses)
            return null;
        var status = FailureTests.NumberOf(property);
        return status is null ? null : new(subpattern, statuses, wanted =>
        {
            var pattern = tests.Template.Pattern(StatusPattern.Of(wanted, status.Type)).WithTriviaFrom(subpattern.Pattern);
            var changed = subpattern.WithPattern(pattern);
            return status.Equals(property, SymbolEqualityComparer.Default) ? changed : changed.ReplaceNode(
                changed.DescendantNodes().OfType<IdentifierNameSyntax>().First(identifier => identifier.Identifier.ValueText == property.Name), SyntaxFactory.IdentifierName(status.Name));
        });
    }

    /// <summary>A test of the type alone: <c>is ClientResultException</c>, with or without a name.</summary>
    private static StatusSite? OfType(SyntaxNode node, Report report, FailureTests tests)
    {
        var type = node switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression, Right: var tested } => tested,
            DeclarationPatternSyntax declaration => declaration.Type,
            TypePatternSyntax pattern => pattern.Type,
            ConstantPatternSyntax { Expression: var tested } => tested,
            RecursivePatternSyntax { Type: { } tested, PropertyPatternClause: { } clause } when !clause.Subpatterns.Any(part => OfSubpattern(part, report, tests) is not null) => tested,
            _ => null,
        };
        if (type is null || report.Model.GetSymbolInfo(type).Symbol is not INamedTypeSymbol exception || tests.StatusPropertyOf(exception) is not { } property)
            return null;
        return new(node, ApiExceptions.Statuses.All, statuses =>
        {
            var status = $"{property.Name}: {StatusPattern.Of(statuses, property.Type)}";
            return node switch
            {
                BinaryExpressionSyntax test => tests.Template.Expression($"{test.Left.WithoutTrivia()} is {type.WithoutTrivia()} {{ {status} }}"),
                DeclarationPatternSyntax { Designation: var name } => tests.Template.Pattern($"{type.WithoutTrivia()} {{ {status} }} {name.WithoutTrivia()}"),
                RecursivePatternSyntax { PropertyPatternClause: { } clause } pattern => pattern.WithPropertyPatternClause(
                    clause.WithSubpatterns(clause.Subpatterns.Add(((RecursivePatternSyntax)tests.Template.Pattern($"{{ {status} }}")).PropertyPatternClause!.Subpatterns[0].WithoutTrivia()))),
                _ => tests.Template.Pattern($"{type.WithoutTrivia()} {{ {status} }}"),
            };
        }) { IsOfType = true };
    }
}
