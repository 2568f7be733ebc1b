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

    /// <summary>An anonymous object keeps the member that is named after a variable.</summary>
    public override SyntaxNode? VisitAnonymousObjectMemberDeclarator(AnonymousObjectMemberDeclaratorSyntax node)
    {
        var visited = (AnonymousObjectMemberDeclaratorSyntax)base.VisitAnonymousObjectMemberDeclarator(node)!;
        return node is { NameEquals: null, Expression: IdentifierNameSyntax { Identifier.Text: var name } } && visited.Expression.ToString() != name
            ? visited.WithNameEquals(SyntaxFactory.NameEquals(name))
            : visited;
    }

    /// <summary>A tuple likewise, unless it takes one apart.</summary>
    public override SyntaxNode? VisitArgument(ArgumentSyntax node)
    {
        var visited = (ArgumentSyntax)base.VisitArgument(node)!;
        var isElement = node is { NameColon: null, Parent: TupleExpressionSyntax { Parent: not (TupleExpressionSyntax or ForEachVariableStatementSyntax) } tuple }
            && !(tuple.Parent is AssignmentExpressionSyntax assignment && assignment.Left == tuple);
        return isElement && node.Expression is IdentifierNameSyntax { Identifier.Text: var name } && visited.Expression.ToString() != name
            ? visited.WithNameColon(SyntaxFactory.NameColon(name))
            : visited;
    }

    protected abstract bool IsToBeRenamed(ISymbol symbol);
}

/// <summary>Methods, constructors and properties that compute their value come last, and in reverse; types come in reverse.</summary>
internal sealed class ReorderedMembers : Respelling
{
    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => Reordered((ClassDeclarationSyntax)base.VisitClassDeclaration(node)!);

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => Reordered((RecordDeclarationSyntax)base.VisitRecordDeclaration(node)!);

    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => Reordered((StructDeclarationSyntax)base.VisitStructDeclaration(node)!);

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        var visited = (CompilationUnitSyntax)base.VisitCompilationUnit(node)!;
        return visited.WithMembers(InReverse(visited.Members, static member => member is BaseTypeDeclarationSyntax));
    }

    private static TypeDeclarationSyntax Reordered(TypeDeclarationSyntax type) => type.WithMembers(InReverse(type.Members, static member =>
        member is MethodDeclarationSyntax or ConstructorDeclarationSyntax or PropertyDeclarationSyntax { ExpressionBody: not null } or OperatorDeclarationSyntax));

    private static SyntaxList<MemberDeclarationSyntax> InReverse(SyntaxList<MemberDeclarationSyntax> members, Func<MemberDeclarationSyntax, bool> canMove)
    {
        var moved = members.Where(member => canMove(member) && !member.ContainsDirectives).ToList();
        return SyntaxFactory.List(members.Except(moved).Concat(Enumerable.Reverse(moved)));
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
        return InBlock(Model.GetDeclaredSymbol(node), visited.ExpressionBody) is { } block ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block) : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        return InBlock(Model.GetDeclaredSymbol(node) as IMethodSymbol, visited.ExpressionBody) is { } block ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block) : visited;
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

/// <summary>The call that a statement begins with gets a name: <c>f(await a.B()).C</c> becomes <c>var x = await a.B(); f(x).C</c>.</summary>
internal sealed class ExtractedCalls : StatementsForOne
{
    public override bool KeepsMarkedText => false;

    protected override string? Instead(StatementSyntax statement, StatementSyntax visited)
    {
        var begun = EvaluatedFirst(statement).ToList();
        var call = begun.FindLastIndex(expression => expression is AwaitExpressionSyntax or InvocationExpressionSyntax { Parent: not AwaitExpressionSyntax } && HasOwnType(expression));
        // What is assigned has a name, which a handler may look at.
        if (call < 0 || begun[call].Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax || Declares(begun[call]))
            return null;
        var visitedCall = EvaluatedFirst(visited, begun).ElementAtOrDefault(call);
        if (visitedCall is null)
            return null;
        var name = NewName();
        return $"var {name} = {visitedCall}; {visited.ReplaceNode(visitedCall, SyntaxFactory.IdentifierName(name))}";
    }
}

/// <summary>A variable that only the next statement uses, and that first of all, gives way to its value: <c>var x = y; f(x.z);</c> becomes <c>f(y.z);</c>.</summary>
internal sealed class InlinedVariables : Respelling
{
    public override bool KeepsMarkedText => false;

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = ((BlockSyntax)base.VisitBlock(node)!).Statements.ToList();
        for (var index = node.Statements.Count - 2; index >= 0; index--)
        {
            if (Inlined(node, index, statements[index], statements[index + 1]) is not { } inlined)
                continue;
            statements[index + 1] = inlined;
            statements.RemoveAt(index);
            index--;
        }

        return node.WithStatements(SyntaxFactory.List(statements));
    }

    private StatementSyntax? Inlined(BlockSyntax block, int index, StatementSyntax visited, StatementSyntax visitedNext)
    {
        if (block.Statements[index] is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, IsConst: false, Declaration: { Type: not RefTypeSyntax, Variables: [{ Initializer.Value: { } value } variable] } } declaration
            || visited is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } visitedValue }] }
            || !HasOwnType(value) || Model.GetDeclaredSymbol(variable) is not ILocalSymbol { Type: var type }
            || block.DescendantTokens().Count(token => token.ValueText == variable.Identifier.ValueText) != 2)
            return null;
        var begun = EvaluatedFirst(block.Statements[index + 1]).ToList();
        var place = begun.FindIndex(expression => expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name == variable.Identifier.ValueText);
        if (place < 0 || EvaluatedFirst(visitedNext, begun).ElementAtOrDefault(place) is not IdentifierNameSyntax use)
            return null;
        var isSame = SymbolEqualityComparer.Default.Equals(type, Model.GetTypeInfo(value).Type);
        return visitedNext.ReplaceNode(use, SyntaxFactory.ParseExpression(isSame ? $"({visitedValue})" : $"(({declaration.Declaration.Type.WithoutTrivia()})({visitedValue}))"));
    }
}

/// <summary><c>var x = y; return x;</c> becomes <c>return y;</c>.</summary>
internal sealed class InlinedLocals : Respelling
{
    public override bool KeepsMarkedText => false;

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

/// <summary><c>if (x == C)</c>, and a chain of such, becomes <c>switch (x) { case C: … }</c>, <c>if (x is P)</c> as well, another condition <c>switch (condition) { case true: … }</c>.</summary>
internal sealed class Switches : Respelling
{
    public override bool KeepsMarkedText => false;

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        if (Chain(node) is { Count: > 1 } chain)
            return Switch(chain);
        if (node.Condition is IsPatternExpressionSyntax { Pattern: not (DeclarationPatternSyntax or VarPatternSyntax) } && !Declares(node.Condition) && !Breaks(node))
        {
            var inner = (IfStatementSyntax)base.VisitIfStatement(node)!;
            var match = (IsPatternExpressionSyntax)inner.Condition;
            return Statement($"switch ({match.Expression}) {{ case {match.Pattern}: {{ {inner.Statement.ToFullString()} }} break; default: {{ {inner.Else?.Statement.ToFullString()} }} break; }}");
        }

        var visited = (IfStatementSyntax)base.VisitIfStatement(node)!;
        if (Declares(node.Condition) || Breaks(node))
            return visited;
        var isComparison = node.Condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } comparison && Model.GetConstantValue(comparison.Right) is { HasValue: true, Value: not null };
        var (value, constant) = isComparison && visited.Condition is BinaryExpressionSyntax equality ? (equality.Left, equality.Right.ToString()) : (visited.Condition, "true");
        return Statement($"switch ({value}) {{ case {constant}: {{ {visited.Statement.ToFullString()} }} break; default: {{ {visited.Else?.Statement.ToFullString()} }} break; }}");
    }

    /// <summary>The links of a chain that compare one variable with different constants.</summary>
    private List<IfStatementSyntax> Chain(IfStatementSyntax node)
    {
        var links = new List<IfStatementSyntax>();
        var constants = new HashSet<object>();
        for (var link = node; link is not null; link = link.Else?.Statement as IfStatementSyntax)
        {
            if (link.Condition is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: IdentifierNameSyntax { Identifier.ValueText: var variable }, Right: var right }
                || variable != ((IdentifierNameSyntax)((BinaryExpressionSyntax)node.Condition).Left).Identifier.ValueText
                || Model.GetConstantValue(right) is not { HasValue: true, Value: { } constant } || !constants.Add(constant) || Breaks(node))
                return [];
            links.Add(link);
        }

        return links;
    }

    private StatementSyntax Switch(List<IfStatementSyntax> chain)
    {
        var sections = chain.Select(link => $"case {((BinaryExpressionSyntax)link.Condition).Right}: {{ {Visit(link.Statement).ToFullString()} }} break;");
        var otherwise = chain[^1].Else is { Statement: var last } ? $"default: {{ {Visit(last).ToFullString()} }} break;" : "";
        return Statement($"switch ({((BinaryExpressionSyntax)chain[0].Condition).Left}) {{ {string.Concat(sections)} {otherwise} }}");
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
    protected override bool MovesInside => true;

    protected override string Wrapped(string body, string returned, bool isAsync, bool returns) =>
        $"{{ {(returns ? "return " : "")}{(isAsync ? "await " : "")}Body{Suffix}(); {(isAsync ? "async " : "")}{returned} Body{Suffix}() {body} }}";
}

internal sealed class InLambdas : WrappedBodies
{
    protected override bool MovesInside => true;

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

/// <summary>Members and a type that nothing uses stand before and after the others.</summary>
internal sealed class AmongUnrelatedMembers : Respelling
{
    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
        var before = Member($"private static readonly System.Collections.Generic.List<string> lines{Suffix} = new();");
        var after = Member($"private static int Count{Suffix}(string text) {{ try {{ lines{Suffix}.Add(text); return int.Parse(text); }} catch (System.FormatException) {{ return lines{Suffix}.Count; }} }}");
        return visited.OpenBraceToken.IsMissing || visited.OpenBraceToken.RawKind == 0 ? visited : visited.WithMembers(visited.Members.Insert(0, before).Add(after));
    }

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        var visited = (CompilationUnitSyntax)base.VisitCompilationUnit(node)!;
        return visited.AddMembers(Member($"internal sealed class Shelf{Suffix} {{ public string? Title {{ get; set; }} public int Length => Title?.Length ?? 0; }}"));
    }

    private static MemberDeclarationSyntax Member(string text) => SyntaxFactory.ParseMemberDeclaration($"\n{text}\n")!;
}

internal abstract class WrappedBodies : Respelling
{
    /// <summary>Whether the body goes into a function in the method, rather than staying where it is.</summary>
    protected virtual bool MovesInside => false;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (Model.GetDeclaredSymbol(node) is not { ReturnsByRef: false, ReturnsByRefReadonly: false } method || method is { IsAsync: true, ReturnsVoid: true }
            || (visited.Body ?? InBlock(method, visited.ExpressionBody)) is not { } body || !CanBeWrapped(node, node.ParameterList) || MovesInside && IsKnownByItsBody(node, method))
            return visited;
        LengthensCalls |= MovesInside && (method.DeclaredAccessibility == Accessibility.Private || body.DescendantNodes().Any(static inner => inner is LocalFunctionStatementSyntax
            or EqualsValueClauseSyntax { Value: AnonymousFunctionExpressionSyntax }));
        visited = visited.WithExpressionBody(null).WithSemicolonToken(default);
        var yieldsNothing = method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
        return visited.WithBody((BlockSyntax)Statement(Wrapped(body.ToFullString(), node.ReturnType.ToString(), method.IsAsync, !yieldsNothing)));
    }

    /// <summary>Whether rules tell by a method's own body what the method is: a wrapper that retries or polls with what it is handed, an override of an SDK's policy or
    /// handler, a recursion, code that SDKs or LINQ turn into a tree.</summary>
    private bool IsKnownByItsBody(MethodDeclarationSyntax node, IMethodSymbol method) =>
        method.IsOverride
        || method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate)
        || node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == method.Name && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(name).Symbol?.OriginalDefinition, method));

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
