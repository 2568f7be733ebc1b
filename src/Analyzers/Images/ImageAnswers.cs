using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>A call that yields what an image request was answered with.</summary>
/// <param name="Call">The call: of an SDK, or of a reader of JSON.</param>
/// <param name="Collections">The paths at which the images stand below it; empty for a single image.</param>
/// <param name="IsJson">Whether it is the JSON of the wire format.</param>
internal sealed record ImageAnswer(IInvocationOperation Call, ImmutableArray<string> Collections, bool IsJson);

/// <summary>Finds the answers to image requests.</summary>
internal static class ImageAnswers
{
    private const int DeepestCall = 3;

    private static readonly ConditionalWeakTable<Compilation, StrongBox<bool>> Compilations = new();

    private static readonly WordMentions Calls = new("GenerateImage", "EditImage", "GenerateAsync", "GetImageGenerations");
    private static readonly WordMentions Urls = new("images/generations", "images/edits", "images/variations");
    private static readonly WordMentions Readers = new("Parse", "Deserialize", "ReadFromJson", "ToObjectFromJson");

    /// <summary>Whether code can have such answers at all.</summary>
    public static bool AreMentionedIn(IOperation code, CancellationToken cancellationToken)
    {
        var (tree, span) = (code.Syntax.SyntaxTree, code.Syntax.Span);
        return Calls.In(tree, span, cancellationToken)
            || (code.SemanticModel is { } model && SendsRequests(model.Compilation, cancellationToken) && Readers.In(tree, span, cancellationToken));
    }

    /// <summary>The answers in some code.</summary>
    public static IEnumerable<ImageAnswer> In(IOperation root, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var more = Options.Endpoints.For(options, root.Syntax.SyntaxTree);
        foreach (var operation in MethodBodies.OperationsIn(root))
        {
            if (operation is not IInvocationOperation call)
                continue;
            if (apis.Clients.OperationOf(call.TargetMethod) == AiOperation.Images)
            {
                if (ImageApis.CollectionIn(call.TargetMethod.ReturnType) is { } path)
                    yield return new(call, ImmutableArray.Create(path), IsJson: false);
                else if (ImageApis.IsImage(call.TargetMethod.ReturnType))
                    yield return new(call, ImmutableArray<string>.Empty, IsJson: false);
            }
            else if (JsonReaders.IsReader(call.TargetMethod) && AnswerSources.Behind(call, root, source => Request(source, apis, more, 0, cancellationToken)) is not null)
            {
                yield return new(call, WirePaths(root), IsJson: true);
            }
        }
    }

    private static bool SendsRequests(Compilation compilation, CancellationToken cancellationToken)
    {
        return Compilations.TryGetValue(compilation, out var known) ? known.Value : Compilations.GetValue(compilation, c => new(c.SyntaxTrees.Any(NamesUrl))).Value;

        bool NamesUrl(SyntaxTree tree) => (Prospects.In(tree, cancellationToken) & TextMarks.Endpoint) != 0
            && Urls.In(tree, tree.GetRoot(cancellationToken).FullSpan, cancellationToken);
    }

    /// <summary>The call when it sends a request for images, by itself or in its body; null otherwise.</summary>
    private static IInvocationOperation? Request(IInvocationOperation call, KnownApiSet apis, EndpointPatterns more, int depth, CancellationToken cancellationToken)
    {
        if (AiCalls.Recognise(call, apis, more, cancellationToken) is { IsRawHttp: true, Operation: AiOperation.Images })
            return call;
        if (depth == DeepestCall || MemberFacts.CanBeReplaced(call.TargetMethod) || call.TargetMethod.DeclaringSyntaxReferences.IsEmpty
            || MethodBodies.Of(apis.Compilation).BodyOf(call.TargetMethod, cancellationToken) is not { } body)
        {
            return null;
        }

        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is IInvocationOperation inner && Request(inner, apis, more, depth + 1, cancellationToken) is not null)
                return call;
        }

        return null;
    }

    /// <summary>The keys and the members of objects by which code reads the array <c>data</c>.</summary>
    private static ImmutableArray<string> WirePaths(IOperation root)
    {
        var paths = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        paths.Add("data");
        foreach (var operation in root.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } && WireNames.BareOf(property) == "data")
                paths.Add(property.Name);
        }

        return paths.ToImmutableArray();
    }
}
