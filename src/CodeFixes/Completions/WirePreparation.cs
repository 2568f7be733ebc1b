using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Rewrites code that reads JSON by itself, without changing what it does, so that a guard can look at the finish reason there.</summary>
internal static class WirePreparation
{
    private static readonly string[] NamingAttributes = ["JsonPropertyNameAttribute", "JsonPropertyAttribute"];

    /// <summary>The report in the code that is ready for a guard; the same where it is so already, or no holder of the reason is found.</summary>
    public static Report Prepared(Report report)
    {
        if (!report.Diagnostic.Properties.TryGetValue("surface", out var id) || WireSurfaces.Find(id) is not { } surface)
            return report;
        if (WireHolder.Of(report, surface) is { } bound && Chain(bound.Expression) is { } chain)
            report = WithEdit(report, root => root.ReplaceNode(root.GetCurrentNode(chain)!, SetApart(root.GetCurrentNode(chain)!, root.GetCurrentNode(bound.Expression)!)), [chain, bound.Expression]);
        if (WireHolder.Of(report, surface) is { ReasonRead: "" } lacking && TypeOf(lacking, report) is { } type && ReasonMember(lacking.Type, WireHolder.ReasonKeyOf(surface), report.Compilation, report.Model.GetNullableContext(type.SpanStart).AnnotationsEnabled()) is { } member)
            report = WithEdit(report, root => root.ReplaceNode(root.GetCurrentNode(type)!, root.GetCurrentNode(type)!.AddMembers(member)), [type]);
        return report;
    }

    /// <summary>The report in the code as an edit leaves it, in which the nodes can be found as they are then.</summary>
    public static Report WithEdit(Report report, Func<SyntaxNode, SyntaxNode> edit, IEnumerable<SyntaxNode> nodes)
    {
        var kept = report.Related.OfType<SyntaxNode>().Append(report.Node).ToList();
        var old = report.Root.SyntaxTree;
        var tree = old.WithRootAndOptions(edit(report.Root.TrackNodes(kept.Concat(nodes))), old.Options);
        var root = tree.GetRoot();
#pragma warning disable RS0030 // The model of a tree that did not exist before is not to be had elsewhere.
        var model = report.Compilation.ReplaceSyntaxTree(old, tree).GetSemanticModel(tree);
#pragma warning restore RS0030
        return report with
        {
            Root = root,
            Model = model,
            Node = root.GetCurrentNode(report.Node)!,
            Related = report.Related.Select(node => node is null ? null : root.GetCurrentNode(node)).ToImmutableArray(),
        };
    }

    /// <summary>The outermost of the conditional accesses of which an expression is a part that cannot stand alone.</summary>
    private static ConditionalAccessExpressionSyntax? Chain(ExpressionSyntax part)
    {
        var first = part;
        while (First(first) is { } inner)
            first = inner;
        return first is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax
            ? part.Ancestors().TakeWhile(static node => node is ExpressionSyntax).OfType<ConditionalAccessExpressionSyntax>().LastOrDefault(access => access.WhenNotNull.Contains(part))
            : null;
    }

    private static ExpressionSyntax? First(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        ElementAccessExpressionSyntax element => element.Expression,
        InvocationExpressionSyntax invocation => invocation.Expression,
        PostfixUnaryExpressionSyntax unary => unary.Operand,
        ConditionalAccessExpressionSyntax access => access.Expression,
        _ => null,
    };

    /// <summary><c>a?.b?.c</c> as <c>(a?.b)?.c</c>.</summary>
    private static ExpressionSyntax SetApart(ConditionalAccessExpressionSyntax chain, ExpressionSyntax part)
    {
        var innermost = part.Ancestors().OfType<ConditionalAccessExpressionSyntax>().First(access => access.WhenNotNull.Contains(part));
        var tail = innermost.WhenNotNull;
        var rest = tail is ConditionalAccessExpressionSyntax next && next.Expression == part
            ? next.WhenNotNull
            : tail.ReplaceNode(part.Parent!, Bound(part.Parent!).WithTriviaFrom(part.Parent!));
        var beginning = chain.ReplaceNode(tail, part.WithoutTrivia());
        return SyntaxFactory.ConditionalAccessExpression(SyntaxFactory.ParenthesizedExpression(beginning.WithoutTrivia()), rest).WithTriviaFrom(chain);
    }

    private static ExpressionSyntax Bound(SyntaxNode access) => access switch
    {
        MemberAccessExpressionSyntax member => SyntaxFactory.MemberBindingExpression(member.Name),
        ElementAccessExpressionSyntax element => SyntaxFactory.ElementBindingExpression(element.ArgumentList),
        _ => (ExpressionSyntax)access,
    };

    private static TypeDeclarationSyntax? TypeOf(WireHolder holder, Report report) =>
        holder.Type.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == report.Root.SyntaxTree
        && reference.GetSyntax() is TypeDeclarationSyntax { OpenBraceToken.RawKind: (int)SyntaxKind.OpenBraceToken } type ? type : null;

    /// <summary>A member for the reason, named as the others of its type are. Where a policy names them, or nothing tells what does, an attribute says its name, which goes before
    /// any policy; null where it is not known which library's attribute that is.</summary>
    private static MemberDeclarationSyntax? ReasonMember(ITypeSymbol type, string key, Compilation compilation, bool isNullable)
    {
        var members = type.GetMembers().OfType<IPropertySymbol>().Where(static member => !member.IsStatic && !member.IsImplicitlyDeclared).ToList();
        var attribute = members.SelectMany(static member => member.GetAttributes()).Select(static data => data.AttributeClass?.Name)
            .FirstOrDefault(static name => NamingAttributes.Contains(name));
        var isNamedAsInJson = members.Count > 0 && members.All(static member => char.IsLower(member.Name[0]));
        if (attribute is null && !isNamedAsInJson)
        {
            if (TypeResolver.Find(compilation, "Newtonsoft.Json.JsonConvert") is not null || TypeResolver.Find(compilation, $"System.Text.Json.Serialization.{NamingAttributes[0]}") is null)
                return null;
            attribute = $"System.Text.Json.Serialization.{NamingAttributes[0]}";
        }

        var name = attribute is null ? key : string.Concat(key.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        if (!type.GetMembers(name).IsEmpty)
            return null;
        var naming = attribute is null ? "" : $"[{attribute.Substring(0, attribute.Length - nameof(Attribute).Length)}(\"{key}\")]\n";
        return SyntaxFactory.ParseMemberDeclaration($"{naming}public string{(isNullable ? "?" : "")} {name} {{ get; set; }}\n")!
            .WithLeadingTrivia(Layout.LineBreak)
            .WithAdditionalAnnotations(Layout.New);
    }
}
