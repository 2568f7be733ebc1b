using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Analyzers.Tests.Robustness;

internal sealed class RenamedLocals : RenamedSymbols
{
    protected override bool IsToBeRenamed(ISymbol symbol) =>
        symbol is ILocalSymbol or IRangeVariableSymbol or ILabelSymbol or IParameterSymbol { IsThis: false, IsDiscard: false, ContainingSymbol: IMethodSymbol };
}

/// <summary>Not properties and what else stands for a name in JSON, and not what somebody outside calls.</summary>
internal sealed class RenamedMembers : RenamedSymbols
{
    protected override bool IsToBeRenamed(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field is { DeclaredAccessibility: Accessibility.Private, ContainingType.TypeKind: not TypeKind.Enum, IsImplicitlyDeclared: false, CorrespondingTupleField: null },
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => true,
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => method is { DeclaredAccessibility: Accessibility.Private, IsOverride: false, Name: not "Main" },
        _ => false,
    };
}

internal abstract class RenamedSymbols : Respelling
{
    public override SyntaxToken VisitToken(SyntaxToken token)
    {
        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Text is "_" or "value" or "field" || token.Parent is not { } node)
            return base.VisitToken(token);
        var symbol = Model.GetDeclaredSymbol(node) ?? (node is IdentifierNameSyntax or GenericNameSyntax ? Model.GetSymbolInfo(node).Symbol : null);
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.PropertySet } or IMethodSymbol { ContainingType.IsRecord: true, MethodKind: MethodKind.Constructor } })
            return base.VisitToken(token);
        var isOwn = symbol is not null && symbol.Name == token.ValueText && symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == node.SyntaxTree);
        return isOwn && IsToBeRenamed(symbol!.OriginalDefinition) ? SyntaxFactory.Identifier(token.LeadingTrivia, token.Text + Suffix, token.TrailingTrivia) : base.VisitToken(token);
    }

    protected abstract bool IsToBeRenamed(ISymbol symbol);
}

/// <summary>Methods come last, and in reverse.</summary>
internal sealed class ReorderedMembers : Respelling
{
    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        var members = ((ClassDeclarationSyntax)base.VisitClassDeclaration(node)!).Members;
        var methods = members.Where(static member => member is MethodDeclarationSyntax && !member.ContainsDirectives).ToList();
        return node.WithMembers(SyntaxFactory.List(members.Except(methods).Concat(Enumerable.Reverse(methods))));
    }
}

/// <summary>Comments and line breaks wherever they may stand.</summary>
internal sealed class Commented : Respelling
{
    public override SyntaxNode? VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node) => node;

    public override SyntaxToken VisitToken(SyntaxToken token) =>
        token.IsKind(SyntaxKind.EndOfFileToken) || token.ContainsDirectives ? token : token.WithTrailingTrivia(token.TrailingTrivia.Insert(0, SyntaxFactory.Comment("/* finish_reason */")));
}

internal sealed class Braced : Respelling
{
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        var visited = base.Visit(node);
        var isEmbedded = node is StatementSyntax and not (BlockSyntax or LocalFunctionStatementSyntax)
            && node.Parent is IfStatementSyntax or ElseClauseSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or LockStatementSyntax
            && node is not UsingStatementSyntax;
        return isEmbedded ? Statement($"{{ {visited!.ToFullString()} }}") : visited;
    }
}

/// <summary><c>=> x</c> becomes <c>{ return x; }</c>.</summary>
internal sealed class BlockBodies : Respelling
{
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return Block(Model.GetDeclaredSymbol(node), visited.ExpressionBody) is { } block ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block) : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        return Block(Model.GetDeclaredSymbol(node) as IMethodSymbol, visited.ExpressionBody) is { } block ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block) : visited;
    }

    private static BlockSyntax? Block(IMethodSymbol? method, ArrowExpressionClauseSyntax? body)
    {
        if (method is null || body is null || body.Expression is RefExpressionSyntax)
            return null;
        var yieldsNothing = method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
        var isStatement = yieldsNothing || body.Expression is ThrowExpressionSyntax;
        return (BlockSyntax)Statement(isStatement ? $"{{ {body.Expression.ToFullString()}; }}" : $"{{ return {body.Expression.ToFullString()}; }}");
    }
}

/// <summary>A value gets a name before it is returned, passed or named otherwise.</summary>
internal sealed class ExtractedLocals : StatementsForOne
{
    public override bool KeepsMarkedText => false;

    protected override string? Instead(StatementSyntax statement, StatementSyntax visited)
    {
        var value = ValueOf(statement);
        if (value is null || !HasOwnType(value) || ValueOf(visited) is not { } visitedValue)
            return null;
        var name = NewName();
        return $"var {name} = {visitedValue}; {visited.ReplaceNode(visitedValue, SyntaxFactory.IdentifierName(name))}";
    }

    private static ExpressionSyntax? ValueOf(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax { Expression: { } value } => value,
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, IsConst: false, Declaration: { Type: not RefTypeSyntax, Variables: [{ Initializer.Value: { } value }] } } => value,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax }, ArgumentList.Arguments: [{ NameColon: null, RefKindKeyword.RawKind: 0 } only] } } => only.Expression,
        _ => null,
    };
}

/// <summary><c>var x = y; return x;</c> becomes <c>return y;</c>.</summary>
internal sealed class InlinedLocals : Respelling
{
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        if (node.Statements is not [.., LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration: { Type.IsVar: true, Variables: [{ Initializer.Value: { } value } variable] } }, ReturnStatementSyntax { Expression: IdentifierNameSyntax returned }]
            || variable.Identifier.ValueText != returned.Identifier.ValueText || !HasOwnType(value)
            || visited.Statements is not [.., LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } visitedValue }] }, ReturnStatementSyntax last])
            return visited;
        var before = visited.Statements.Take(visited.Statements.Count - 2);
        return visited.WithStatements(SyntaxFactory.List(before.Append(last.WithExpression(visitedValue.WithLeadingTrivia(SyntaxFactory.Space)))));
    }
}

/// <summary><c>if (x == C)</c> becomes <c>switch (x) { case C: … }</c>, another condition <c>switch (condition) { case true: … }</c>.</summary>
internal sealed class Switches : Respelling
{
    public override bool KeepsMarkedText => false;

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var visited = (IfStatementSyntax)base.VisitIfStatement(node)!;
        if (Declares(node.Condition) || Breaks(node))
            return visited;
        var isComparison = node.Condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } comparison && Model.GetConstantValue(comparison.Right) is { HasValue: true, Value: not null };
        var (value, constant) = isComparison && visited.Condition is BinaryExpressionSyntax equality ? (equality.Left, equality.Right.ToString()) : (visited.Condition, "true");
        return Statement($"switch ({value}) {{ case {constant}: {{ {visited.Statement.ToFullString()} }} break; default: {{ {visited.Else?.Statement.ToFullString()} }} break; }}");
    }

    private static bool Breaks(IfStatementSyntax node) => node
        .DescendantNodes(static inner => inner is not (SwitchStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(static inner => inner is BreakStatementSyntax);
}

internal sealed class NegatedConditions : Respelling
{
    public override bool KeepsMarkedText => false;

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var visited = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return Declares(node.Condition) ? visited : Statement($"if (!({visited.Condition})) {{ {visited.Else?.Statement.ToFullString()} }} else {{ {visited.Statement.ToFullString()} }}");
    }
}

/// <summary><c>x == C</c> becomes <c>C == x</c>.</summary>
internal sealed class SwappedOperands : Respelling
{
    public override bool KeepsMarkedText => false;

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return node.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression && Model.GetConstantValue(node.Right).HasValue
            ? visited.WithLeft(visited.Right.WithTriviaFrom(visited.Left)).WithRight(visited.Left.WithTriviaFrom(visited.Right))
            : visited;
    }
}

/// <summary><c>await x</c> becomes <c>x.GetAwaiter().GetResult()</c>.</summary>
internal sealed class BlockingCalls : Respelling
{
    public override SyntaxNode? VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        var visited = (AwaitExpressionSyntax)base.VisitAwaitExpression(node)!;
        return Model.GetTypeInfo(node.Expression).Type is { Name: "Task" or "ValueTask" }
            ? SyntaxFactory.ParseExpression($"{Primary(visited.Expression)}.GetAwaiter().GetResult()").WithTriviaFrom(visited)
            : visited;
    }

    private static string Primary(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax ? $"{expression}" : $"({expression})";
}

internal sealed class InLocalFunctions : WrappedBodies
{
    protected override string Wrapped(string body, string returned, bool isAsync, bool returns) =>
        $"{{ {(returns ? "return " : "")}{(isAsync ? "await " : "")}Body{Suffix}(); {(isAsync ? "async " : "")}{returned} Body{Suffix}() {body} }}";
}

internal sealed class InLambdas : WrappedBodies
{
    protected override string Wrapped(string body, string returned, bool isAsync, bool returns) =>
        $"{{ {(returned == "void" ? "System.Action" : $"System.Func<{returned}>")} body{Suffix} = {(isAsync ? "async " : "")}() => {body}; {(returns ? "return " : "")}{(isAsync ? "await " : "")}body{Suffix}(); }}";
}

internal sealed class InTry : WrappedBodies
{
    protected override string Wrapped(string body, string returned, bool isAsync, bool returns) => $"{{ try {body} finally {{ System.GC.KeepAlive(null); }} }}";
}

/// <summary>Code that has nothing to do with any rule stands before everything in a body, and after it.</summary>
internal sealed class AmongUnrelatedCode : WrappedBodies
{
    protected override string Wrapped(string body, string returned, bool isAsync, bool returns) =>
        $"{{ var now{Suffix} = System.DateTime.UtcNow; if (now{Suffix}.Year < 2000) System.Console.WriteLine(now{Suffix}); for (var i{Suffix} = 0; i{Suffix} < 3; i{Suffix}++) {{ now{Suffix}.AddDays(i{Suffix}); }} {body} {(returns ? "" : $"System.Console.WriteLine(now{Suffix});")} }}";
}

internal abstract class WrappedBodies : Respelling
{
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (visited.Body is not { } body || !CanBeWrapped(node, node.ParameterList) || Model.GetDeclaredSymbol(node) is not { ReturnsByRef: false, ReturnsByRefReadonly: false } method || method is { IsAsync: true, ReturnsVoid: true })
            return visited;
        var yieldsNothing = method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
        return visited.WithBody((BlockSyntax)Statement(Wrapped(body.ToFullString(), node.ReturnType.ToString(), method.IsAsync, !yieldsNothing)));
    }

    /// <param name="body">The body, in braces.</param>
    /// <param name="returned">The return type.</param>
    /// <param name="isAsync">Whether it is asynchronous.</param>
    /// <param name="returns">Whether it returns a value, or a task that has one.</param>
    protected abstract string Wrapped(string body, string returned, bool isAsync, bool returns);
}

/// <summary><c>while (c)</c> becomes <c>while (true) { if (!c) break; … }</c>.</summary>
internal sealed class ConditionsInLoops : Respelling
{
    public override bool KeepsMarkedText => false;

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return Declares(node.Condition) || Model.GetConstantValue(node.Condition).HasValue
            ? visited
            : Statement($"while (true) {{ if (!({visited.Condition})) break; {visited.Statement.ToFullString()} }}");
    }
}

internal sealed class ExplicitTypes : Respelling
{
    public override bool KeepsMarkedText => false;

    public override SyntaxNode? VisitVariableDeclaration(VariableDeclarationSyntax node)
    {
        var visited = (VariableDeclarationSyntax)base.VisitVariableDeclaration(node)!;
        return node.Type.IsVar && node.Variables.Count == 1 && Model.GetTypeInfo(node.Type).Type is { IsAnonymousType: false, TypeKind: not TypeKind.Error } type
            ? visited.WithType(SyntaxFactory.ParseTypeName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier))).WithTriviaFrom(visited.Type))
            : visited;
    }
}

/// <summary>Several statements in the place of one.</summary>
internal abstract class StatementsForOne : Respelling
{
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        return visited.WithStatements(SyntaxFactory.List(node.Statements.Zip(visited.Statements, Expand).SelectMany(static list => list)));
    }

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        var visited = (CompilationUnitSyntax)base.VisitCompilationUnit(node)!;
        return visited.WithMembers(SyntaxFactory.List(node.Members.Zip(visited.Members, ExpandMember).SelectMany(static list => list)));
    }

    /// <summary>What stands instead of a statement; null where it stays.</summary>
    protected abstract string? Instead(StatementSyntax statement, StatementSyntax visited);

    private IEnumerable<StatementSyntax> Expand(StatementSyntax statement, StatementSyntax visited) =>
        Instead(statement, visited) is { } text ? ((BlockSyntax)Statement($"{{ {text} }}")).Statements : Enumerable.Repeat(visited, 1);

    private IEnumerable<MemberDeclarationSyntax> ExpandMember(MemberDeclarationSyntax member, MemberDeclarationSyntax visited) =>
        member is GlobalStatementSyntax global ? Expand(global.Statement, ((GlobalStatementSyntax)visited).Statement).Select(SyntaxFactory.GlobalStatement) : Enumerable.Repeat(visited, 1);
}
