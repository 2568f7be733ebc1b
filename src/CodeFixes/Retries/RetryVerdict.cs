using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>What the rules on retries say of an edit.</summary>
internal static class RetryVerdict
{
    /// <summary>Whether the edited member gives the rules no more to say than it did, and the rule of the report less.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="root">The document's root after the edit.</param>
    /// <param name="rule">The rule of the report.</param>
    /// <param name="others">Rules that the edit must not bring up.</param>
    public static bool IsBetter(Report report, SyntaxNode root, RetryAnalyzer rule, params RetryAnalyzer[] others)
    {
        var tree = report.Root.SyntaxTree;
        var edited = tree.WithRootAndOptions(OlderPatterns.In(root, tree), tree.Options);
        var after = report.Compilation.ReplaceSyntaxTree(tree, edited);
        return Count(after, edited, report, rule) < Count(report.Compilation, tree, report, rule)
            && others.All(other => Count(after, edited, report, other) <= Count(report.Compilation, tree, report, other));
    }

    /// <summary>Whether retries of the edited member go round for all of these statuses.</summary>
    public static bool GoesRoundFor(CaseSet statuses, Report report, SyntaxNode root)
    {
        var tree = report.Root.SyntaxTree;
        var edited = tree.WithRootAndOptions(OlderPatterns.In(root, tree), tree.Options);
        var after = report.Compilation.ReplaceSyntaxTree(tree, edited);
        var context = new RetryContext(after, report.Document.Project.AnalyzerOptions, CancellationToken.None);
        var all = RetriesAround(after, edited, report, context).Aggregate(CaseSet.Empty, static (set, retry) => set | retry.Statuses);
        // Exceptions of one kind say null, those of another 0, where no answer came.
        return (statuses & FailureTests.Answered).IsSubsetOf(all);
    }

    private static int Count(Compilation compilation, SyntaxTree tree, Report report, RetryAnalyzer rule)
    {
        var context = new RetryContext(compilation, report.Document.Project.AnalyzerOptions, CancellationToken.None);
        return RetriesAround(compilation, tree, report, context).Sum(retry => rule.Judge(retry, context).Count());
    }

    /// <summary>The retries of the members that the report speaks of.</summary>
    private static ImmutableArray<Retry> RetriesAround(Compilation compilation, SyntaxTree tree, Report report, RetryContext context)
    {
        var members = report.Related.OfType<SyntaxNode>().Prepend(report.Node)
            .Select(static node => node.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)).Distinct();
        return members.SelectMany(member => RetriesIn(member, compilation, tree, context)).ToImmutableArray();
    }

    private static ImmutableArray<Retry> RetriesIn(MemberDeclarationSyntax? member, Compilation compilation, SyntaxTree tree, RetryContext context)
    {
        var root = tree.GetRoot(context.CancellationToken);
        var edited = member is null or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax
            ? root
            : root.FindToken(CompilerVerdict.StartAfter(member, root)).Parent!.AncestorsAndSelf().First(node => node.RawKind == member.RawKind);
        var initializer = edited switch
        {
            FieldDeclarationSyntax { Declaration.Variables: [{ Initializer: { } value }] } => value,
            PropertyDeclarationSyntax { Initializer: { } value } => value,
            _ => null,
        };
        if (initializer is not null)
            return MethodBodies.Of(compilation).OperationOf(initializer, context.CancellationToken) is { } operation ? RetryModel.Of(operation, context) : ImmutableArray<Retry>.Empty;
        var model = MethodBodies.Of(compilation).OperationOf(edited, context.CancellationToken)?.SemanticModel;
        var owner = model?.GetDeclaredSymbol(edited, context.CancellationToken);
        return (owner as IMethodSymbol ?? (owner as IPropertySymbol)?.GetMethod) is { } method ? RetryModel.Of(method, context) : ImmutableArray<Retry>.Empty;
    }
}
