using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>The variable that counts the attempts of a retry: the one that is there, else a new one.</summary>
internal sealed class AttemptCounter
{
    private readonly SyntaxAnnotation? _construct;
    private readonly SyntaxNode _node;

    private AttemptCounter(SyntaxNode construct, string name, bool isNew, bool isBounded)
    {
        _node = construct;
        Name = name;
        IsBounded = isBounded;
        _construct = isNew ? new SyntaxAnnotation() : null;
    }

    public string Name { get; }

    /// <summary>The counter as the number of the attempt; a new one counts where it is used.</summary>
    public string Use => _construct is null ? Name : $"{Name}++";

    /// <summary>Whether something compares the counter, so that it does not grow for ever.</summary>
    public bool IsBounded { get; }

    public static AttemptCounter Of(SyntaxNode construct, Report report)
    {
        var name = Counted(construct, report.Model) ?? Passed(construct, report.Model);
        if (name is null)
            return new(construct, new UniqueNames(construct).Take("attempt"), isNew: true, isBounded: false);
        var isLoop = construct is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;
        var scope = isLoop ? construct : construct.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? construct;
        return new(construct, name, isNew: false, scope.DescendantNodes().OfType<BinaryExpressionSyntax>().Any(comparison => IsComparison(comparison) && Mentions(comparison, name)));
    }

    /// <summary>The root with a mark on the construct, which must be tracked in it.</summary>
    public SyntaxNode Mark(SyntaxNode root) =>
        _construct is not null && root.GetCurrentNode(_node) is { } construct ? root.ReplaceNode(construct, construct.WithAdditionalAnnotations(_construct)) : root;

    /// <summary>The root with the counter; null where there is no place for its declaration.</summary>
    public SyntaxNode? Declare(SyntaxNode root, Template template)
    {
        if (_construct is null)
            return root;
        if (root.GetAnnotatedNodes(_construct).FirstOrDefault()?.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || _node is InvocationExpressionSyntax)
            return null;
        var declaration = template.Statement($"var {Name} = 0;").WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(Layout.LineBreak);
        return root.ReplaceStatement(statement, [declaration, statement.WithLeadingTrivia(Statements.Indentation(statement))]);
    }

    /// <summary>An integer that is counted up in the loop.</summary>
    private static string? Counted(SyntaxNode construct, SemanticModel model)
    {
        foreach (var node in construct.DescendantNodes())
        {
            var counted = node switch
            {
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } step => step.Operand,
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } step => step.Operand,
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Right: LiteralExpressionSyntax } step => step.Left,
                _ => null,
            };
            if (counted is IdentifierNameSyntax { Identifier.ValueText: var name }
                && model.GetSymbolInfo(counted).Symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Int32 } or IParameterSymbol { Type.SpecialType: SpecialType.System_Int32 })
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>A parameter that the method passes to itself, counted up.</summary>
    private static string? Passed(SyntaxNode construct, SemanticModel model)
    {
        var call = construct as InvocationExpressionSyntax ?? construct.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().LastOrDefault();
        return call?.ArgumentList.Arguments.Select(static argument => argument.Expression).OfType<BinaryExpressionSyntax>()
            .Where(static sum => sum.IsKind(SyntaxKind.AddExpression) && sum.Right is LiteralExpressionSyntax)
            .Select(static sum => sum.Left).OfType<IdentifierNameSyntax>()
            .FirstOrDefault(name => model.GetSymbolInfo(name).Symbol is IParameterSymbol { Type.SpecialType: SpecialType.System_Int32 })?.Identifier.ValueText;
    }

    private static bool IsComparison(BinaryExpressionSyntax binary) =>
        binary.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;

    private static bool Mentions(SyntaxNode node, string name) => node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);
}
