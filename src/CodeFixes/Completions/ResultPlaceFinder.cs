using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Finds where the result that a report speaks of comes to be held.</summary>
internal sealed class ResultPlaceFinder(Report report, ResultTypes results)
{
    private readonly SemanticModel model = report.Model;

    /// <summary>The place; null when no guard on this result can be written.</summary>
    public ResultPlace? Find() => report.Related.FirstOrDefault() switch
    {
        ParameterSyntax parameter => OfParameter(parameter),
        ForEachStatementSyntax loop => OfLoopVariable(loop),
        ExpressionSyntax origin when FunctionAround(origin).Contains(report.Node) && ResultFrom(origin) is { } value => OfValue(value),
        _ => OfRead(),
    };

    private ResultPlace? OfParameter(ParameterSyntax parameter) =>
        model.GetDeclaredSymbol(parameter) is { } symbol
        && results.PathFrom(symbol.Type) is { } path
        && BodyOf(parameter.Parent is LambdaExpressionSyntax lambda ? lambda : parameter.Parent!.Parent!) is { } body
            ? new ResultPlace.TopOfBody(symbol.Name, path, MayHoldNull(symbol.Type), body)
            : null;

    private ResultPlace? OfLoopVariable(ForEachStatementSyntax loop) =>
        model.GetDeclaredSymbol(loop) is { } local && results.PathFrom(local.Type) is { } path
            ? new ResultPlace.TopOfBody(
                local.Name, path, MayHoldNull(loop.Type.IsVar ? model.GetForEachStatementInfo(loop).ElementType! : local.Type), loop.Statement)
            : null;

    private ResultPlace? OfValue(ExpressionSyntax value)
    {
        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } declarator }
                when model.GetDeclaredSymbol(declarator) is ILocalSymbol local && results.PathFrom(local.Type) is { } path:
                return new ResultPlace.AfterAssignment(local.Name, path, MayBeNull(value), value);
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment
                when assignment.Right == value && results.PathFrom(model.GetTypeInfo(left).Type) is { } path:
                return assignment.Parent is ExpressionStatementSyntax
                    ? new ResultPlace.AfterAssignment(left.Identifier.ValueText, path, MayBeNull(value), value)
                    : new ResultPlace.Nested(left.Identifier.ValueText, path, MayBeNull(value), InParentheses(assignment), assignment, Type: null);
            default:
                return NestedIn(value);
        }
    }

    private ResultPlace NestedIn(ExpressionSyntax value)
    {
        var types = model.GetTypeInfo(value);
        var type = results.PathFrom(types.ConvertedType) is not null ? types.ConvertedType! : types.Type!;
        var initializer = WithoutParentheses(value);
        if (initializer is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } access
            && model.ClassifyConversion(access.Expression, type) is { Exists: true, IsImplicit: true })
        {
            initializer = WithoutParentheses(access.Expression);
        }

        var path = results.PathFrom(type)!;
        return new ResultPlace.Nested(path.Length == 0 ? results.Wording.ResultName : "result", path, MayBeNull(value), InParentheses(value), initializer, type);
    }

    /// <summary>Where the call tells nothing (its task is awaited elsewhere, it runs in a delegate, its result is taken apart),
    /// the expression that is read does.</summary>
    private ResultPlace? OfRead()
    {
        if (ReadResult() is not { } read)
            return null;
        if (Innermost(read) is IdentifierNameSyntax name && results.PathFrom(model.GetTypeInfo(name).Type) is { } path)
            return OfVariable(name, path);
        return ResultFrom(read) is { } value ? NestedIn(value) : null;
    }

    private ResultPlace? OfVariable(IdentifierNameSyntax read, string path)
    {
        var symbol = model.GetSymbolInfo(read).Symbol;
        return (symbol, symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) switch
        {
            (IParameterSymbol, ParameterSyntax parameter) => OfParameter(parameter),
            (ILocalSymbol, ForEachStatementSyntax loop) => OfLoopVariable(loop),
            (ILocalSymbol local, VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax, Initializer: { } initializer })
                when !IsAssigned(local.Name, read) =>
                new ResultPlace.AfterAssignment(local.Name, path, MayBeNull(initializer.Value), initializer.Value),
            (ILocalSymbol local, not null) => new ResultPlace.BeforeRead(local.Name, path, MayBeNull(read), read),
            _ => null,
        };
    }

    /// <summary>The result in <c>result.Content</c>, <c>result?.Value.Content</c> or <c>Helper(result)</c>, as the report marks it.</summary>
    private ExpressionSyntax? ReadResult()
    {
        var result = report.Node switch
        {
            SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => access.Expression,
            SimpleNameSyntax { Parent: MemberBindingExpressionSyntax binding } => binding,
            _ => report.Node as ExpressionSyntax,
        };
        return result is not null && Innermost(result) is MemberBindingExpressionSyntax bound
            ? bound.Ancestors().OfType<ConditionalAccessExpressionSyntax>().First(access => access.WhenNotNull.Contains(bound)).Expression
            : result;
    }

    /// <summary>The largest expression around a call whose value still is the result; null when there is none.</summary>
    private ExpressionSyntax? ResultFrom(ExpressionSyntax call)
    {
        ExpressionSyntax? result = null;
        for (var expression = call; ; expression = (ExpressionSyntax)expression.Parent!)
        {
            if (results.PathFrom(model.GetTypeInfo(expression).Type) is not null)
                result = expression;
            else if (result is not null)
                return result;
            if (!LeadsOn(expression, towardsResult: result is null))
                return result;
        }
    }

    private static bool LeadsOn(ExpressionSyntax expression, bool towardsResult) => expression.Parent switch
    {
        ParenthesizedExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax => true,
        PostfixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        ConditionalExpressionSyntax conditional => conditional.Condition != expression,
        BinaryExpressionSyntax binary => binary.IsKind(SyntaxKind.CoalesceExpression),
        AwaitExpressionSyntax => towardsResult,
        // From a task to its result: ConfigureAwait(false), WaitAsync(token), GetAwaiter().GetResult().
        InvocationExpressionSyntax invocation => towardsResult && invocation.Expression == expression,
        _ => false,
    };

    private bool MayBeNull(ExpressionSyntax value) => model.GetTypeInfo(value).Nullability.FlowState switch
    {
        NullableFlowState.MaybeNull => true,
        NullableFlowState.NotNull => false,
        _ => IsReadThroughConditionalAccess() || value.DescendantNodesAndSelf().Any(n => n.IsKind(SyntaxKind.NullLiteralExpression) && IsAlternative(n)),
    };

    private bool MayHoldNull(ITypeSymbol variable) => variable.NullableAnnotation == NullableAnnotation.Annotated
        || (variable.NullableAnnotation == NullableAnnotation.None && IsReadThroughConditionalAccess());

    private bool IsReadThroughConditionalAccess() =>
        report.Node.Parent is MemberBindingExpressionSyntax or MemberAccessExpressionSyntax { Expression: MemberBindingExpressionSyntax };

    private static bool IsAlternative(SyntaxNode value) => value.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != value;

    private static bool IsAssigned(string variable, SyntaxNode within) => FunctionAround(within).DescendantNodes().Any(n => n switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText == variable,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax name } => name.Identifier.ValueText == variable,
        _ => false,
    });

    private static SyntaxNode FunctionAround(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
        ?? node.SyntaxTree.GetRoot();

    private static SyntaxNode? BodyOf(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        BaseMethodDeclarationSyntax method => method.Body ?? (SyntaxNode?)method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax local => local.Body ?? (SyntaxNode?)local.ExpressionBody?.Expression,
        _ => null,
    };

    private static ExpressionSyntax Innermost(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Innermost(parenthesized.Expression),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } access => Innermost(access.Expression),
        PostfixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.SuppressNullableWarningExpression) => Innermost(unary.Operand),
        _ => expression,
    };

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? WithoutParentheses(parenthesized.Expression) : expression;

    private static ExpressionSyntax InParentheses(ExpressionSyntax expression) =>
        expression.Parent is ParenthesizedExpressionSyntax parenthesized ? InParentheses(parenthesized) : expression;
}
