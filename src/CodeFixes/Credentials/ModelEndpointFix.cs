using System.Collections.Immutable;
using AiApi.Analyzers.Credentials;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Credentials;

/// <summary>AIAPI5003: gives the client the endpoint that the option names. Not where a factory makes the client, which may make others as well,
/// and not where options from elsewhere are handed in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ModelEndpointFix))]
internal sealed class ModelEndpointFix : DocumentFix
{
    public const string SetEndpoint = nameof(SetEndpoint);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI5003");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Set the endpoint that serves the model", SetEndpoint));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (!report.Diagnostic.Properties.TryGetValue(ModelEndpointAnalyzer.RightEndpoint, out var endpoint)
            || report.Node.AncestorsAndSelf().OfType<ArgumentSyntax>().FirstOrDefault()
                is not { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax creation } })
        {
            return null;
        }

        var uri = TypeResolver.Find(report.Compilation, "System.Uri");
        var value = $"new Uri({SyntaxFactory.Literal(endpoint!)})";
        return ClientOptions.With(report, creation, "Endpoint", value, uri) is { } changed ? report.Root.ReplaceNode(creation, changed) : null;
    }
}
