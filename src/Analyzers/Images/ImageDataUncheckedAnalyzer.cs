using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>The first image of an answer is read although the answer can hold none.</summary>
/// <example><code>
/// GeneratedImageCollection images = await client.GenerateImagesAsync(prompt, 2);
/// return images[0].ImageBytes;   // ArgumentOutOfRangeException where the prompt was blocked
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ImageDataUncheckedAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI3002",
        title: "Image data is read without checking that an image was returned",
        messageFormat: "The answer can hold no image, as where the prompt was blocked: check '{0}' before taking the first one",
        category: RuleFacts.Images,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An image request can be answered with status 200 and an empty list, as when the prompt or the image was blocked. Taking the first image throws an exception that says nothing of that.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI3002"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) => context.RegisterOperationBlockAction(block =>
    {
        foreach (var part in block.OperationBlocks)
        {
            if (!ImageAnswers.AreMentionedIn(part, block.CancellationToken) || !MethodBodies.OperationsIn(part).Any(ImageCounts.TakesFirst))
                continue;
            var bodies = MethodBodies.Of(apis.Compilation);
            if (bodies.OperationOf(part.Syntax, block.CancellationToken) is not { } root || MethodBodies.GraphAround(root, block.CancellationToken) is not { } graph)
                continue;
            foreach (var answer in ImageAnswers.In(root, apis, block.Options, block.CancellationToken))
            {
                if (answer.Collections.IsEmpty)
                    continue;
                var reads = ImageCounts.OpenReads(answer, graph, bodies, block.CancellationToken);
                if (reads.OrderBy(static read => read.Syntax.SpanStart).FirstOrDefault() is { } first && Subject.ReceiverOf(first) is { } images)
                    block.Report(Diagnostic.Create(Rule, MemberNames.LocationOfIndex(first.Syntax), [answer.Call.Syntax.GetLocation()], NameOf(images)));
            }
        }
    });

    /// <summary>The key, member or variable that the images are in.</summary>
    private static string NameOf(IOperation images) => Subject.UsualStep(images) is { Name: { } step } && !ImageCounts.Transparent.Contains(step)
        ? step
        : MemberNames.Of(images.Syntax).ToString();
}
