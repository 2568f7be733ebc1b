using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Behavior.Tests.Running;

/// <summary>Puts a program on <see cref="ProgramTime"/> and on the loopback wire.</summary>
internal sealed class OnProgramTime(SemanticModel model) : CSharpSyntaxRewriter
{
    private const string Time = "global::AiApi.Behavior.Tests.Running.ProgramTime";

    private static readonly Dictionary<string, string> Members = new()
    {
        ["System.Threading.Tasks.Task.Delay"] = $"{Time}.Delay",
        ["System.Threading.Thread.Sleep"] = $"{Time}.Sleep",
        ["System.DateTime.UtcNow"] = $"{Time}.UtcNow",
        ["System.DateTime.Now"] = $"{Time}.UtcNow",
        ["System.DateTimeOffset.UtcNow"] = $"{Time}.UtcNowOffset",
        ["System.TimeProvider.System"] = $"{Time}.Provider",
        ["System.Diagnostics.Stopwatch.StartNew"] = $"{Time}.Stopwatch.StartNew",
    };

    /// <summary>Types that wait or send by themselves, and what stands for them (<see cref="Surroundings"/>).</summary>
    private static readonly Dictionary<string, string> Types = new()
    {
        ["System.ClientModel.Primitives.ClientRetryPolicy"] = "global::Surroundings.RetryPolicy",
        ["System.Net.Http.HttpClient"] = "global::Surroundings.Client",
        ["Polly.ResiliencePipelineBuilder"] = "global::Surroundings.PipelineBuilder",
        ["Polly.ResiliencePipelineBuilder<TResult>"] = "global::Surroundings.PipelineBuilder",
    };

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        var symbol = model.GetSymbolInfo(node).Symbol;
        var isKnown = Members.TryGetValue($"{symbol?.ContainingType}.{symbol?.Name}", out var other);
        // A delay that nothing waits for takes no time.
        return isKnown && (symbol!.Name != "Delay" || IsWaitedFor(node)) ? SyntaxFactory.ParseExpression(other!).WithTriviaFrom(node) : base.VisitMemberAccessExpression(node);
    }

    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node)
    {
        var visited = (ObjectCreationExpressionSyntax)base.VisitObjectCreationExpression(node)!;
        return model.GetSymbolInfo(node.Type).Symbol is INamedTypeSymbol type && Types.TryGetValue(type.OriginalDefinition.ToString()!, out var other) && node.Initializer is null && (type.Name != "HttpClient" || node.ArgumentList is null or { Arguments.Count: 0 })
            ? SyntaxFactory.ParseExpression($"{other}{(type.IsGenericType ? $"<{type.TypeArguments[0]}>" : "")}{visited.ArgumentList}").WithTriviaFrom(node)
            : visited;
    }

    private static bool IsWaitedFor(SyntaxNode node) =>
        node.Ancestors().TakeWhile(static ancestor => ancestor is not StatementSyntax).Any(static ancestor => ancestor is AwaitExpressionSyntax or ArrowExpressionClauseSyntax)
        || node.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax or LocalDeclarationStatementSyntax;
}
