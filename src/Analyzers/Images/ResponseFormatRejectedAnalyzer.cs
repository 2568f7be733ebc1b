using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>A GPT Image model is asked for a response format, which it rejects.</summary>
/// <example><code>
/// var client = new ImageClient("gpt-image-1", key);
/// var options = new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes };
/// GeneratedImage image = await client.GenerateImageAsync(prompt, options);   // 400: Unknown parameter: 'response_format'
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ResponseFormatRejectedAnalyzer : AiApiAnalyzer
{
    /// <summary>The parameter's name in requests.</summary>
    public const string WireName = "response_format";

    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI3001",
        title: "GPT Image models reject response_format",
        messageFormat: "The model '{0}' rejects response_format with status 400: remove it",
        category: RuleFacts.Images,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The parameter response_format is for the DALL·E models. A GPT Image model always returns the bytes of the image and refuses a request that has the parameter; the form of the bytes is chosen by output_format.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI3001"));

    private static readonly WordMentions Calls = new("GenerateImage", "EditImage", "GenerateAsync", "GetImageContents");
    private static readonly WordMentions Bodies = new(WireName, "ResponseFormat");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected override TextMarks Signs => TextMarks.Endpoint | TextMarks.ImageModel;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        // A body says nothing where no text names a model that the rule is about: requests for chats have a response format, too.
        var hasBodies = Prospects.Of(context.Compilation, context.Options, context.CancellationToken).Has(TextMarks.ImageModel);
        context.RegisterOperationBlockAction(block => Check(block, apis, hasBodies));
    }

    private static void Check(OperationBlockAnalysisContext block, KnownApiSet apis, bool hasBodies)
    {
        foreach (var part in block.OperationBlocks)
        {
            var (tree, span) = (part.Syntax.SyntaxTree, part.Syntax.Span);
            if ((!Calls.In(tree, span, block.CancellationToken) && (!hasBodies || !Bodies.In(tree, span, block.CancellationToken)))
                || MethodBodies.Of(apis.Compilation).OperationOf(part.Syntax, block.CancellationToken) is not { } root)
            {
                continue;
            }

            var gptImage = Options.GptImageModels.For(block.Options, tree);
            var reported = new HashSet<Location>();
            foreach (var setting in OptionsSettings.In(root, static options => options.Format, apis, block.CancellationToken)
                .Concat(RequestBodies.MembersNamed(root, WireName, block.CancellationToken).Select(RequestSetting.Of)))
            {
                if (setting.Values.All(IsSent) && setting.ModelThat(gptImage.Match) is { } model && reported.Add(setting.Place))
                    block.Report(Diagnostic.Create(Rule, setting.Place, setting.AdditionalLocations, model));
            }
        }
    }

    /// <summary>Whether a value is known not to be null, which is not sent.</summary>
    private static bool IsSent(TracedValue value) => value switch
    {
        { Constant: { HasValue: true, Value: var constant } } => constant is not null && !IsUnsent(value.Origin),
        { Text: not null } => true,
        _ => value.Origin.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } && !IsUnsent(value.Origin),
    };

    private static bool IsUnsent(IOperation value) => value is IFieldReferenceOperation { Field: var format } && ImageApis.IsUnsentFormat(format);
}
