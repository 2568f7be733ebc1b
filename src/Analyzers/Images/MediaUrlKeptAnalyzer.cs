using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Images;

/// <summary>The link to generated media is kept, and will lead nowhere soon.</summary>
/// <example><code>
/// GeneratedImage image = await client.GenerateImageAsync(prompt);
/// product.ImageUrl = image.ImageUri.ToString();   // expires after an hour
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class MediaUrlKeptAnalyzer : AiApiAnalyzer
{
    /// <summary>The property of a diagnostic that tells the fix what the link leads to.</summary>
    public const string Media = nameof(Media);

    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI3004",
        title: "A generated media URL is kept instead of downloaded",
        messageFormat: "The link to the generated {0} expires: download the {0} and keep that",
        category: RuleFacts.Images,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Providers delete what they generate, or let the link to it expire, within an hour to a few days. A link that is stored or handed to callers stops working then.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI3004"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) => context.RegisterOperationBlockAction(block =>
    {
        foreach (var part in block.OperationBlocks)
        {
            if (!MediaUrls.AreMentionedIn(part, block.CancellationToken)
                || MethodBodies.Of(apis.Compilation).OperationOf(part.Syntax, block.CancellationToken) is not { } root)
            {
                continue;
            }

            var reports = new Dictionary<SyntaxNode, AiOperation>();
            var isHandedOn = false;
            foreach (var (read, media) in MediaUrls.In(root, apis, block.Options, block.CancellationToken))
            {
                var uses = new UrlUses(root);
                uses.Follow(read);
                isHandedOn |= uses.IsHandedOn;
                if (uses.Kept is { } kept)
                    reports[kept.Syntax] = media;
            }

            if (isHandedOn)
                continue;
            foreach (var report in reports.OrderBy(static report => report.Key.SpanStart))
            {
                var name = report.Value == AiOperation.Videos ? "video" : "image";
                block.Report(Diagnostic.Create(Rule, report.Key.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Media, name), name));
            }
        }
    });
}
