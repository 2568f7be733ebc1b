using System.Runtime.CompilerServices;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tracing;

/// <summary>What there can be to find in a compilation, told by the names of its references and the characters of its files alone:
/// where nothing is, no symbol is made and no node looked at to find that out.</summary>
internal sealed class Prospects
{
    private static readonly ConditionalWeakTable<Compilation, Prospects> Cache = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<TextMarks>> Trees = new();

    private static readonly TextMarkers Markers = new(
    [
        .. Endpoints.Marks.Select(static word => (TextMarks.Endpoint, word)),
        .. TaskModels.Starts.Select(static word => (TextMarks.TaskModel, word)),
        .. StartsOf(Options.GptImageModels).Concat(StartsOf(Options.SingleImageModels)).Select(static word => (TextMarks.ImageModel, word)),
        .. AiClients.Marks.Select(static word => (TextMarks.Sdk, word)),
        .. KeyShapes.Starts.Select(static word => (TextMarks.Key, word)),
    ]);

    private readonly TextMarks _marks;

    private Prospects(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            _marks |= In(tree, cancellationToken);
            if (!Options.Endpoints.For(options, tree).AreNone)
                _marks |= TextMarks.Endpoint;
            if (Options.GptImageModels.IsSet(options, tree) || Options.SingleImageModels.IsSet(options, tree))
                _marks |= TextMarks.ImageModel;
        }

        UsesSdk = (Has(TextMarks.Sdk) && AiClients.AreReferencedBy(compilation)) || AiClients.IsSdk(compilation.Assembly.Name);
    }

    /// <summary>Whether the compilation refers to an AI SDK that its files name, or is one.</summary>
    public bool UsesSdk { get; }

    /// <summary>Whether its files have marks of any of these, or may have where the user names more than is known.</summary>
    public bool Has(TextMarks marks) => (_marks & marks) != TextMarks.None;

    public static Prospects Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) =>
        Cache.TryGetValue(compilation, out var known) ? known : Cache.GetValue(compilation, c => new(c, options, cancellationToken));

    /// <summary>What a file has marks of, found once for each tree.</summary>
    public static TextMarks In(SyntaxTree tree, CancellationToken cancellationToken) =>
        Trees.TryGetValue(tree, out var known) ? known.Value : Trees.GetValue(tree, t => new(Markers.In(t.GetText(cancellationToken).ToString()))).Value;

    private static IEnumerable<string> StartsOf(OptionDefinition models) => models.Default.Split(',').Select(static name => name.Trim().Split('*')[0]);
}
