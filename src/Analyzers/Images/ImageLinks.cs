using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>A read of the link to an image.</summary>
/// <param name="Syntax">The read, or the key that it names.</param>
/// <param name="Link">The name of the link.</param>
/// <param name="Bytes">The name of the bytes beside it.</param>
internal sealed record ImageLink(SyntaxNode Syntax, string Link, string Bytes);

/// <summary>Finds where the links of an answer's images are read as if they were there: what the image has is the engine's subject.</summary>
internal static class ImageLinks
{
    private const string Url = "url";
    private const string Base64 = "b64_json";

    private static readonly WordMentions Links = new("ImageUri", Url);

    // An image has bytes or a link; a test for null of either tells them apart.
    private static readonly CaseDomain Kinds = CaseDomain.Enum([new("bytes", 0), new("link", 1)]);
    private static readonly int HasBytes = Kinds.IndexOf("bytes");

    /// <summary>Whether code reads anything of the name of a link.</summary>
    public static bool AreMentionedIn(IOperation code, CancellationToken cancellationToken) =>
        Links.In(code.Syntax.SyntaxTree, code.Syntax.Span, cancellationToken) && code.Descendants().Any(static operation => operation switch
        {
            IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } => property.Name == "ImageUri" || WireNames.BareOf(property) == Url,
            _ => Subject.StepOf(operation) == Url,
        });

    /// <summary>The reads of links where nothing has told that there are no bytes.</summary>
    public static List<ImageLink> ReadsIn(
        IOperation root, ImageAnswer answer, ControlFlowGraph graph, MethodBodies bodies, CancellationToken cancellationToken)
    {
        var (links, bytes) = answer.IsJson ? (MembersNamed(root, Url), MembersNamed(root, Base64)) : (["ImageUri"], ["ImageBytes"]);
        var images = answer.Collections.IsEmpty ? [""] : answer.Collections.Select(static path => path.Length == 0 ? "[]" : $"{path}/[]").ToArray();
        var paths = images.SelectMany(image => links.Select(link => Below(image, link))).ToImmutableHashSet(StringComparer.Ordinal);
        var presence = images.SelectMany(image => bytes.Select(name => new KeyValuePair<string, CaseSet>(Below(image, name), Kinds.Named("bytes"))))
            .Concat(paths.Select(static path => new KeyValuePair<string, CaseSet>(path, Kinds.Named("link"))));
        var subject = new Subject(Kinds, [], images.Concat(paths).Concat(images.SelectMany(image => bytes.Select(name => Below(image, name)))))
        {
            IsOrigin = operation => operation is IInvocationOperation && operation.Syntax == answer.Call.Syntax,
            Presence = presence.ToImmutableDictionary(),
            Transparent = ImageCounts.Transparent,
            IsIgnoredCall = static call => PlainSinks.Contains(call) || PlainSinks.OnlyFormats(call),
        };
        var flow = new CaseFlow(subject, null, bodies, cancellationToken);
        var readsBytes = root.Descendants().Any(operation => Subject.StepOf(operation) is { } step && bytes.Contains(step));
        var reads = new List<ImageLink>();
        flow.Run(graph, flow.Start(), (operation, point) =>
        {
            if (Subject.StepOf(operation) is not { } step || !links.Contains(step) || operation is IInvocationOperation { TargetMethod.Parameters: [.., { RefKind: RefKind.Out }] }
                || Subject.ReceiverOf(operation) is not { } image || point.FactOf(image) is not Fact.Path { Steps: var path } || !paths.Contains(Below(path, step)))
            {
                return;
            }

            if (point.State.IsLost || !point.State.Possible.Contains(HasBytes) || bodies.OperationOf(operation.Syntax, cancellationToken) is not { } original)
                return;
            if (!TextTests.IsOnlyTested(original) && (!readsBytes || IsDereferenced(original)))
                reads.Add(new(KeyOf(operation) ?? operation.Syntax, step, answer.IsJson ? Base64 : bytes[0]));
        });
        return flow.IsExhausted ? [] : reads;
    }

    /// <summary>Whether the link must be there for what is done with it: where the bytes are read too, one that is only handed on may well be null.</summary>
    private static bool IsDereferenced(IOperation read)
    {
        var parent = read.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
            parent = parent.Parent;
        return parent is IPropertyReferenceOperation or IInvocationOperation;
    }

    /// <summary>The names by which code reads a member of the wire format: its key, and the properties that are mapped to it.</summary>
    private static string[] MembersNamed(IOperation root, string name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        foreach (var operation in root.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } && WireNames.BareOf(property) == WireNames.Bare(name))
                names.Add(property.Name);
        }

        return names.ToArray();
    }

    private static SyntaxNode? KeyOf(IOperation read) => read.Syntax switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax key }, ..] } => key,
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax key }] } => key,
        ElementBindingExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax key }] } => key,
        _ => null,
    };

    private static string Below(string path, string step) => path.Length == 0 ? step : $"{path}/{step}";
}
