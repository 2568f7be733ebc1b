using System.Collections.Immutable;
using System.Globalization;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1003: keeps the last finish reason of the stream and looks at it after the loop; where updates of their own say that an answer is not complete,
/// looks for these in the loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StreamUncheckedFix))]
internal sealed class StreamUncheckedFix : DocumentFix
{
    public const string ThrowUnlessComplete = nameof(ThrowUnlessComplete);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1003");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Throw unless the stream ended with a complete answer", ThrowUnlessComplete));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Related is [WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax])
            return WithReasonOfLinesKept(report, (StatementSyntax)report.Related[0]!);
        if (report.Related is not [ForEachStatementSyntax loop] || !report.Diagnostic.Properties.TryGetValue("stream", out var id)
            || StreamSurfaces.All.FirstOrDefault(row => row.Id == id) is not { } stream)
        {
            return null;
        }

        return stream.Answer is null ? WithEndingsThrown(report, loop, stream) : WithReasonKept(report, loop, stream);
    }

    private static SyntaxNode? WithReasonKept(Report report, ForEachStatementSyntax loop, StreamSurface stream)
    {
        if (ResultTypes.Of(report, stream) is not { } results)
            return null;
        var guards = new FinishReasonGuards(report, results);
        var reason = new UniqueNames(loop).Take("finishReason");
        var template = stream.ReasonEvent is { } name && TypeResolver.Find(report.Compilation, name, stream.Assembly) is { } type
            ? TemplateOf(report, type)
            : guards.Template;
        var keep = template.Statement($"{reason} = {results.ReasonOf(loop.Identifier.ValueText)} ?? {reason};");
        var root = WithFirst(report.Root.TrackNodes(loop), loop, keep.WithTrailingTrivia(Layout.LineBreak));
        return WithCheckAfter(root, root.GetCurrentNode(loop)!, loop, reason, guards, NullableNameOf(results, report));
    }

    /// <summary>Keeps the reason that a line has beside its text; null where none is there, or a way out of the loop leads past what follows it.</summary>
    private static SyntaxNode? WithReasonOfLinesKept(Report report, StatementSyntax loop)
    {
        var exits = OwnNodes(loop).Where(IsExit).ToList();
        if (!exits.TrueForAll(exit => IsBreak(exit, loop)))
            return null;
        var mark = new SyntaxAnnotation();
        report = WirePreparation.WithEdit(
            report,
            root => root.ReplaceNode(root.GetCurrentNode(loop)!, WithBreaks(root, loop, exits).WithAdditionalAnnotations(mark)),
            exits.Append(loop));
        report = WirePreparation.Prepared(report);
        if (ResultTypes.Of(report) is not { HolderType: { } holder, Surface.IsReasonApart: false } results || holder.TypeKind == TypeKind.Dynamic
            || new ResultPlaceFinder(report, results).Find() is not { } place)
        {
            return null;
        }

        var guards = new FinishReasonGuards(report, results);
        var names = new UniqueNames(report.Node);
        var reason = names.Take("finishReason");
        var value = names.Take("reasonValue");
        var key = WireHolder.ReasonKeyOf(results.Surface);
        var root = new GuardInsertion(report, results.IsResult, it => guards.Template.Statement($"{reason} = {ReadOf(it)};")).Insert(place);
        return root?.GetAnnotatedNodes(mark).FirstOrDefault() is StatementSyntax current
            ? WithCheckAfter(root, current, loop, reason, guards, NullableNameOf(results, report))
            : null;

        string ReadOf(ResultPlace it)
        {
            var access = (it.MayBeNull ? $"{it.Name}?" : it.FirstAccess) + it.Path;
            return WireMembers.OptionalTextReadOf(holder) is { } read
                ? string.Format(CultureInfo.InvariantCulture, read, access, key, reason, value)
                : $"{results.ReasonOf(access)} ?? {reason}";
        }
    }

    /// <summary>Declares the reason before a loop and looks at it afterwards.</summary>
    private static SyntaxNode WithCheckAfter(SyntaxNode root, StatementSyntax current, StatementSyntax loop, string reason, FinishReasonGuards guards, string type)
    {
        var declaration = guards.Template.Statement($"{type} {reason} = null;");
        // A loop that is left early may not have come to the reason.
        var check = guards.Template.Statement($$"""
            if ({{guards.IsIncomplete(reason, mayBeMissing: CanBeLeft(loop))}})
            {
            throw new InvalidOperationException($"The model's answer is not complete: finish reason '{{{reason}}}'.");
            }
            """);
        check = check.WithEmptyLines();
        if (loop.GetLastToken().GetNextToken(includeZeroWidth: true).IsKind(SyntaxKind.EndOfFileToken) && !loop.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            check = check.WithoutTrailingTrivia();
        return root.ReplaceStatement(
            current,
            [
                declaration.WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(Layout.LineBreak),
                Statements.EndingItsLine(current.WithLeadingTrivia(Statements.Indentation(current))),
                check,
            ]);
    }

    private static string NullableNameOf(ResultTypes results, Report report) =>
        !results.ReasonsAreTexts ? $"{results.ReasonType.Name}?"
        : report.Model.GetNullableContext(report.Node.SpanStart).AnnotationsEnabled() ? "string?"
        : "string";

    private static SyntaxNode WithEndingsThrown(Report report, ForEachStatementSyntax loop, StreamSurface stream)
    {
        var types = stream.EndTypes.Select(name => TypeResolver.Find(report.Compilation, name, stream.Assembly)).OfType<INamedTypeSymbol>().ToArray();
        var update = loop.Identifier.ValueText;
        var test = string.Join(HasNotPattern(report) ? " or " : $" || {update} is ", types.Select(type => type.Name));
        var check = TemplateOf(report, types).Statement($$"""
            if ({{update}} is {{test}})
            {
            throw new InvalidOperationException($"The model's answer is not complete: {{{update}}.GetType().Name}.");
            }
            """);
        return WithFirst(report.Root.TrackNodes(loop), loop, check.WithEmptyLineAfter());
    }

    private static SyntaxNode WithFirst(SyntaxNode root, ForEachStatementSyntax loop, StatementSyntax statement)
    {
        var body = root.GetCurrentNode(loop)!.Statement;
        var first = body is BlockSyntax { Statements: [var inner, ..] } ? inner : body;
        return root.ReplaceStatement(first, [statement, first]);
    }

    private static Template TemplateOf(Report report, params INamedTypeSymbol[] types) => new(
        SyntaxGenerator.GetGenerator(report.Document),
        types.Append(TypeResolver.Find(report.Compilation, typeof(InvalidOperationException).FullName)!).ToDictionary(type => type.Name, type => (ITypeSymbol)type));

    private static bool HasNotPattern(Report report) => ((CSharpParseOptions)report.Root.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp9;

    /// <summary>Whether leaving the function there is the same as leaving the loop: the loop is all that is left of it.</summary>
    private static bool IsBreak(SyntaxNode exit, StatementSyntax loop) =>
        exit is YieldStatementSyntax or ReturnStatementSyntax { Expression: null } && LeftBy(exit) == loop
        && loop.Parent is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax } body
        && body.Statements.Last() == loop;

    private static StatementSyntax WithBreaks(SyntaxNode root, StatementSyntax loop, IEnumerable<SyntaxNode> exits)
    {
        var current = root.GetCurrentNode(loop)!;
        return current.ReplaceNodes(
            exits.Select(exit => root.GetCurrentNode(exit)!),
            static (exit, _) => SyntaxFactory.BreakStatement().WithTriviaFrom(exit));
    }

    private static bool CanBeLeft(StatementSyntax loop) => OwnNodes(loop).Any(node => IsExit(node) || (node is BreakStatementSyntax && LeftBy(node) == loop));

    private static bool IsExit(SyntaxNode node) => node is ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement };

    /// <summary>The statement that a <c>break</c> in the place of a node leaves.</summary>
    private static SyntaxNode? LeftBy(SyntaxNode node) => node.Ancestors()
        .FirstOrDefault(static around => around is SwitchStatementSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    private static IEnumerable<SyntaxNode> OwnNodes(StatementSyntax loop) =>
        loop.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
}
