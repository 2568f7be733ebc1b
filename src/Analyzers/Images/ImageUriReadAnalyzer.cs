using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Images;

/// <summary>The link to an image of a GPT Image model is read, which returns none.</summary>
/// <example><code>
/// var client = new ImageClient("gpt-image-1", key);
/// GeneratedImage image = await client.GenerateImageAsync(prompt);
/// return image.ImageUri.ToString();   // NullReferenceException
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ImageUriReadAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI3005",
        title: "GPT Image models return image bytes, never a URL",
        messageFormat: "'{0}' is always missing, because the model '{1}' returns the bytes of the image: read '{2}'",
        category: RuleFacts.Images,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A GPT Image model returns the bytes of the image and no link to it. The property for the link is null, and its name is not in the JSON.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI3005"));

    private const string Model = "model";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) => context.RegisterOperationBlockAction(block =>
    {
        foreach (var part in block.OperationBlocks)
        {
            if (!ImageLinks.AreMentionedIn(part, block.CancellationToken) || !ImageAnswers.AreMentionedIn(part, block.CancellationToken))
                continue;
            var bodies = MethodBodies.Of(apis.Compilation);
            if (bodies.OperationOf(part.Syntax, block.CancellationToken) is not { } root || MethodBodies.GraphAround(root, block.CancellationToken) is not { } graph)
                continue;
            var gptImage = Options.GptImageModels.For(block.Options, root.Syntax.SyntaxTree);
            foreach (var answer in ImageAnswers.In(root, apis, block.Options, block.CancellationToken))
            {
                if (ModelOf(answer, root, gptImage, block.CancellationToken) is not { } model)
                    continue;
                foreach (var read in ImageLinks.ReadsIn(root, answer, graph, bodies, block.CancellationToken))
                    block.Report(Diagnostic.Create(Rule, MemberNames.Of(read.Syntax).GetLocation(), read.Link, model, read.Bytes));
            }
        }
    });

    /// <summary>The GPT Image model that an answer comes from; null where it can come from another.</summary>
    private static string? ModelOf(ImageAnswer answer, IOperation root, NamePatterns gptImage, CancellationToken cancellationToken)
    {
        var models = answer.IsJson
            ? RequestBodies.MembersNamed(root, Model, cancellationToken).SelectMany(static member => member.Values)
            : OptionsSettings.ModelsOf(answer.Call, cancellationToken);
        string? found = null;
        foreach (var model in models)
        {
            if (model.ConstantText is not { } name || !gptImage.Match(name))
                return null;
            found ??= name;
        }

        return found;
    }
}
