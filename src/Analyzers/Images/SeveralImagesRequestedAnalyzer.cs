using System.Collections.Immutable;
using System.Globalization;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Images;

/// <summary>Several images are asked for of a model that makes one per request.</summary>
/// <example><code>
/// var client = new ImageClient("dall-e-3", key);
/// GeneratedImageCollection images = await client.GenerateImagesAsync(prompt, 4);   // 400
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SeveralImagesRequestedAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI3003",
        title: "The model makes one image per request",
        messageFormat: "The model '{0}' makes one image per request, and {1} are asked for: send a request for each",
        category: RuleFacts.Images,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Some models make one image per request. A request for more is refused, or answered with one image all the same: send one request for each image.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI3003"));

    private const string WireName = "n";

    private static readonly WordMentions Calls = new("GenerateImage", "EditImage", "GenerateAsync");
    private static readonly WordMentions Bodies = new("model");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected override TextMarks Signs => TextMarks.Endpoint | TextMarks.ImageModel;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        // Much has a model; its name must stand somewhere for a body to count.
        var hasBodies = Prospects.Of(context.Compilation, context.Options, context.CancellationToken).Has(TextMarks.ImageModel);
        context.RegisterOperationBlockAction(block => Check(block, apis, hasBodies));
    }

    private static void Check(OperationBlockAnalysisContext block, KnownApiSet apis, bool hasBodies)
    {
        foreach (var part in block.OperationBlocks)
        {
            var tree = part.Syntax.SyntaxTree;
            if (!IsCandidate(part, hasBodies, block.CancellationToken)
                || MethodBodies.Of(apis.Compilation).OperationOf(part.Syntax, block.CancellationToken) is not { } root)
            {
                continue;
            }

            var single = Options.SingleImageModels.For(block.Options, tree);
            var settings = OptionsSettings.In(root, static options => options.Count, apis, block.CancellationToken)
                .Concat(OptionsSettings.ArgumentsIn(root, ImageApis.CountParameter, apis, block.CancellationToken))
                .Concat(RequestBodies.MembersNamed(root, WireName, block.CancellationToken).Select(RequestSetting.Of));
            foreach (var setting in settings)
            {
                if (CountOf(setting) is { } count && setting.ModelThat(single.Match) is { } model)
                    block.Report(Diagnostic.Create(Rule, setting.Place, setting.AdditionalLocations, model, count));
            }
        }
    }

    private static bool IsCandidate(IOperation code, bool hasBodies, CancellationToken cancellationToken)
    {
        var (tree, span) = (code.Syntax.SyntaxTree, code.Syntax.Span);
        return Calls.In(tree, span, cancellationToken) || (hasBodies && Bodies.In(tree, span, cancellationToken) && RequestBodies.AreNamed(code, WireName));
    }

    /// <summary>The smallest number that is asked for; null where that can be one or is not known.</summary>
    private static int? CountOf(RequestSetting setting)
    {
        int? smallest = null;
        foreach (var value in setting.Values)
        {
            var count = value.Constant switch
            {
                { HasValue: true, Value: int number } => number,
                { HasValue: true, Value: string text } when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
                _ => 1,
            };
            if (count <= 1)
                return null;
            smallest = smallest < count ? smallest : count;
        }

        return smallest;
    }
}
