using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>Finds where the links to generated images and videos are read.</summary>
internal static class MediaUrls
{
    /// <summary>The names of links in answers, without case and underscores: the OpenAI shape, and that of video tasks (apidoc.cometapi.com, platform.minimax.io).</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "url", "imageurl", "videourl", "downloadurl" };

    private static readonly WordMentions Links = new("ImageUri", "url");

    /// <summary>Whether code reads anything of the name of a link.</summary>
    public static bool AreMentionedIn(IOperation code, CancellationToken cancellationToken) =>
        Links.In(code.Syntax.SyntaxTree, code.Syntax.Span, cancellationToken)
        && code.Descendants().Any(static operation => operation is IPropertyReferenceOperation { Property.Name: "ImageUri" } || IsLink(operation));

    /// <summary>The reads of links in some code, each with what the link leads to.</summary>
    public static IEnumerable<(IOperation Read, AiOperation Media)> In(IOperation root, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var more = Options.Endpoints.For(options, root.Syntax.SyntaxTree);
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation { Property: { Name: "ImageUri", ContainingType: var type }, Instance: { } image }
                && ImageApis.IsImageType(type))
            {
                if (AnswerSources.Behind(image, root, call => apis.Clients.OperationOf(call.TargetMethod) == AiOperation.Images ? call : null) is { } call
                    && !OptionsSettings.ModelsOf(call, cancellationToken).Any(model => IsGptImage(model, options, root)))
                {
                    yield return (operation, AiOperation.Images);
                }
            }
            else if (IsLink(operation) && Subject.ReceiverOf(operation) is { } answer
                && AnswerSources.Behind(answer, root, call => AiCalls.Recognise(call, apis, more, cancellationToken))
                    is { IsRawHttp: true, Operation: AiOperation.Images or AiOperation.Videos } request)
            {
                yield return (operation, request.Operation);
            }
        }
    }

    private static bool IsLink(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: { ContainingType.DeclaringSyntaxReferences.IsEmpty: false } property } =>
            Names.Contains(WireNames.BareOf(property)),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } => false,
        IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "GetProperty" or "Value" } =>
            Subject.StepOf(operation) is { } key && Names.Contains(WireNames.Bare(key)),
        _ => false,
    };

    private static bool IsGptImage(TracedValue model, AnalyzerOptions options, IOperation root) =>
        model.ConstantText is { } name && Options.GptImageModels.For(options, root.Syntax.SyntaxTree).Match(name);
}
