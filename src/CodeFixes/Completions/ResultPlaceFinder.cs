using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Finds where a guard on the result of a report goes: after it was obtained, and before it is read.</summary>
/// <param name="report">The report.</param>
/// <param name="results">The types of its surface.</param>
/// <param name="beside">What looks at the result already: the guard goes beside it, if it can.</param>
internal sealed class ResultPlaceFinder(Report report, ResultTypes results, SyntaxNode? beside = null)
{
    private readonly SemanticModel _model = report.Model;
    private readonly ResultExpressions _expressions = new(report.Model, results);

    /// <summary>The place; null when no guard on this result can be written.</summary>
    public ResultPlace? Find() => results.Holder is not null ? AtRead() : report.Origin() switch
    {
        ParameterSyntax parameter => InParameter(parameter),
        ForEachStatementSyntax loop => InLoopVariable(loop),
        TypeSyntax { Parent: ForEachStatementSyntax loop } => InLoopVariable(loop),
        ExpressionSyntax origin when FunctionAround(origin).Contains(report.Node) && _expressions.Around(origin) is { } value =>
            InVariable(value) ?? Extracted(value),
        _ => AtRead(),
    };

    private ResultPlace? InParameter(ParameterSyntax parameter) =>
        _model.GetDeclaredSymbol(parameter) is { } symbol
        && results.PathFrom(symbol.Type) is { } path
        && BodyOf(parameter.Parent is LambdaExpressionSyntax lambda ? lambda : parameter.Parent!.Parent!) is { } body
            ? new ResultPlace.TopOf(symbol.Name, path, MayHoldNull(symbol.Type), body)
            : null;

    private ResultPlace? InLoopVariable(ForEachStatementSyntax loop)
    {
        var type = _model.GetDeclaredSymbol(loop)?.Type;
        // What is inferred for var may always be null, as variables go.
        var declaredType = loop.Type.IsVar ? _model.GetForEachStatementInfo(loop).ElementType : type;
        return declaredType is not null && results.PathFrom(type) is { } path
            ? new ResultPlace.TopOf(loop.Identifier.ValueText, path, MayHoldNull(declaredType), loop.Statement)
            : null;
    }

    /// <summary>The place of a value that is given to a local as it is.</summary>
    private ResultPlace? InVariable(ExpressionSyntax value) => value.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } when _model.GetDeclaredSymbol(declarator) is ILocalSymbol local =>
            InLocal(local),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment when _model.GetSymbolInfo(left).Symbol is ILocalSymbol local =>
            assignment.Parent is ExpressionStatementSyntax ? InLocal(local) : Assigned(assignment, local),
        _ => null,
    };

    private ResultPlace? Assigned(AssignmentExpressionSyntax assignment, ILocalSymbol local) => results.PathFrom(local.Type) is { } path
        ? new ResultPlace.Extraction(local.Name, path, MayBeNull(assignment.Right), ResultExpressions.WithParentheses(assignment), assignment, Type: null)
        : null;

    /// <summary>Right after the one statement that gives the local its value, if all reads follow in the same block. Else before the reads,
    /// out of reach of a handler around the call. If they are among several assignments: after each of these.</summary>
    private ResultPlace? InLocal(ILocalSymbol local)
    {
        if (results.PathFrom(local.Type) is not { } path)
            return null;
        var writes = WritesOf(local).ToList();
        var statements = writes.Select(OwnStatement).OfType<StatementSyntax>().ToList();
        if (beside is null && writes.Count == 1 && statements.Count == 1 && report.Reads().All(read => IsAfter(read, statements[0])))
        {
            return results.Holder is null && results.Surface.ReasonPath.Contains("[]") && StatementOfReads() is { } reading && IsMentionedBetween(local, statements[0], reading)
                ? new ResultPlace.Before(local.Name, path, MayBeNull(writes[0]), reading)
                : new ResultPlace.After(local.Name, path, MayBeNull(writes[0]), statements);
        }

        return AtReads() ?? (statements.Count > 0 && statements.Count == writes.Count
            ? new ResultPlace.After(local.Name, path, writes.Any(MayBeNull), statements)
            : null);
    }

    /// <summary>Whether the code may look whether there are choices before it reads from one: a guard on the first choice must not come before that.</summary>
    private static bool IsMentionedBetween(ILocalSymbol local, StatementSyntax write, StatementSyntax reading) => ListOf(write).DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(name => name.Identifier.ValueText == local.Name && name.SpanStart >= write.Span.End && name.SpanStart < reading.SpanStart);

    /// <summary>Beside what looks at the result already, else before the first read; null if it is obtained anew between there and the last read.</summary>
    private ResultPlace? AtReads()
    {
        var reads = report.Reads().ToList();
        if (StatementOfReads() is not { } reading
            || _expressions.Under(reads[0]) is not { } read
            || _expressions.VariableIn(read) is not { } name
            || _model.GetSymbolInfo(name).Symbol is not ILocalSymbol local
            || results.PathFrom(local.Type) is not { } path)
        {
            return null;
        }

        if (StatementBeside(reading) is { } check && !IsWrittenFrom(check.Span.End))
            return new ResultPlace.After(local.Name, path, MayBeNull: false, [check]);
        return IsWrittenFrom(reading.SpanStart)
            ? null
            : new ResultPlace.Before(local.Name, path, IsReadThroughConditionalAccess(reads[0]), reading) { IsSuppressed = IsReadThroughSuppression(reads[0]) };

        bool IsWrittenFrom(int position) => WritesOf(local).Any(write => write.SpanStart >= position && write.SpanStart < reads[reads.Count - 1].SpanStart);
    }

    private ResultPlace Extracted(ExpressionSyntax value)
    {
        var types = _model.GetTypeInfo(value);
        var type = results.PathFrom(types.ConvertedType) is not null ? types.ConvertedType! : types.Type!;
        var initializer = ResultExpressions.WithoutParentheses(value);
        if (results.Holder is null
            && initializer is MemberAccessExpressionSyntax access
            && results.PathFrom(_model.GetTypeInfo(access.Expression).Type) is not null
            && _model.ClassifyConversion(access.Expression, type) is { Exists: true, IsImplicit: true })
        {
            initializer = ResultExpressions.WithoutParentheses(access.Expression);
        }

        var path = results.PathFrom(type)!;
        var name = path.Length == 0 ? results.VariableName : "result";
        return new ResultPlace.Extraction(name, path, MayBeNull(value), ResultExpressions.WithParentheses(value), initializer, type);
    }

    /// <summary>Where the call tells nothing (its task is awaited elsewhere, it runs in a delegate, its result is taken apart),
    /// the expression that is read does.</summary>
    private ResultPlace? AtRead()
    {
        if (_expressions.Under(report.Node) is not { } read)
            return null;
        var symbol = _expressions.VariableIn(read) is { } name ? _model.GetSymbolInfo(name).Symbol : null;
        return (symbol, symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) switch
        {
            (IParameterSymbol, ParameterSyntax parameter) => InParameter(parameter),
            (ILocalSymbol, ForEachStatementSyntax loop) => InLoopVariable(loop),
            (ILocalSymbol local, not null) => InLocal(local),
            _ => _expressions.Around(read) is { } value ? Extracted(value) : null,
        };
    }

    /// <summary>The statement with the first read, in the innermost list of statements that holds all reads.</summary>
    private StatementSyntax? StatementOfReads() => report.Reads().First().Ancestors().OfType<StatementSyntax>()
        .FirstOrDefault(s =>
            s.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax && report.Reads().All(read => s.Contains(read) || IsAfter(read, s)));

    /// <summary>The statement before that of the reads, in the same list, with what looks at the result already.</summary>
    private StatementSyntax? StatementBeside(StatementSyntax reading) => beside?.AncestorsAndSelf().OfType<StatementSyntax>()
        .FirstOrDefault(s => ListOf(s) == ListOf(reading) && s.Span.End <= reading.SpanStart);

    private static bool IsAfter(SyntaxNode node, StatementSyntax statement) =>
        node.SpanStart >= statement.Span.End && ListOf(statement).Contains(node);

    private static SyntaxNode ListOf(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global.Parent! : statement.Parent!;

    /// <summary>The values that a local is given, apart from null.</summary>
    private IEnumerable<ExpressionSyntax> WritesOf(ILocalSymbol local)
    {
        var declaration = local.DeclaringSyntaxReferences[0].GetSyntax();
        return FunctionAround(declaration).DescendantNodes().Select(node => node switch
        {
            VariableDeclaratorSyntax declarator when declarator == declaration => declarator.Initializer?.Value,
            SingleVariableDesignationSyntax designation when designation == declaration => designation.FirstAncestorOrSelf<ExpressionSyntax>(),
            AssignmentExpressionSyntax assignment when Is(assignment.Left) => assignment.Right,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument when Is(argument.Expression) => argument.Expression,
            _ => null,
        }).OfType<ExpressionSyntax>().Where(value => !IsNull(value));

        bool Is(ExpressionSyntax target) =>
            target is IdentifierNameSyntax name
            && name.Identifier.ValueText == local.Name
            && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name).Symbol, local);
    }

    /// <summary>The statement that does nothing but give the value to a local, or take it apart into several.</summary>
    private static StatementSyntax? OwnStatement(ExpressionSyntax value) => value.Parent switch
    {
        EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } statement } => statement,
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } => statement,
        _ => null,
    };

    private bool MayBeNull(ExpressionSyntax value) => _model.GetTypeInfo(value).Nullability.FlowState switch
    {
        NullableFlowState.MaybeNull => true,
        NullableFlowState.NotNull => false,
        _ => report.Reads().Any(IsReadThroughConditionalAccess)
            || value.DescendantNodesAndSelf().Any(n => n.Parent is ConditionalExpressionSyntax && IsNull(n)),
    };

    private bool MayHoldNull(ITypeSymbol variable) => variable.NullableAnnotation == NullableAnnotation.Annotated
        || (variable.NullableAnnotation == NullableAnnotation.None && report.Reads().Any(IsReadThroughConditionalAccess));

    private static bool IsNull(SyntaxNode value) =>
        value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression) || value.IsKind(SyntaxKind.DefaultExpression)
        || (value is PostfixUnaryExpressionSyntax unary && IsNull(unary.Operand));

    private static bool IsReadThroughConditionalAccess(SyntaxNode read) =>
        read.Parent is MemberBindingExpressionSyntax or MemberAccessExpressionSyntax { Expression: MemberBindingExpressionSyntax }
        || (read is LiteralExpressionSyntax && read.Ancestors().TakeWhile(n => n is not StatementSyntax).Any(n => n is ConditionalAccessExpressionSyntax));

    private static bool IsReadThroughSuppression(SyntaxNode read) =>
        read.Parent is MemberAccessExpressionSyntax { Expression: var result }
        && result.DescendantNodesAndSelf().Any(n => n.IsKind(SyntaxKind.SuppressNullableWarningExpression));

    private static SyntaxNode FunctionAround(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(n =>
            n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
        ?? node.SyntaxTree.GetRoot();

    private static SyntaxNode? BodyOf(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        BaseMethodDeclarationSyntax method => method.Body ?? (SyntaxNode?)method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax local => local.Body ?? (SyntaxNode?)local.ExpressionBody?.Expression,
        _ => null,
    };
}
