using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Takes the markup out of files and keeps what it says: diagnostics, and the places that explicit diagnostics point to.</summary>
internal sealed class MarkupReader(
    MarkupMode mode,
    MarkupOptions options,
    DiagnosticDescriptor? defaultDiagnostic,
    ImmutableArray<DiagnosticDescriptor> supportedDiagnostics,
    ImmutableArray<string> fixableDiagnostics)
{
    private readonly Dictionary<string, FileLinePositionSpan> _locations = [];

    public List<DiagnosticResult> Diagnostics { get; } = [];

    /// <summary>By <c>#n</c>.</summary>
    public IReadOnlyDictionary<string, FileLinePositionSpan> Locations => _locations;

    public SourceFileCollection Read(SourceFileCollection files)
    {
        if (mode == MarkupMode.None)
            return files;

        var result = new SourceFileCollection();
        foreach (var (filename, content) in files)
            result.Add((filename, Read(filename, content)));

        return result;
    }

    private SourceText Read(string filename, SourceText content)
    {
        string output;
        ImmutableArray<int> positions = [];
        ImmutableDictionary<string, ImmutableArray<TextSpan>> spans;
        if (options.HasFlag(MarkupOptions.TreatPositionIndicatorsAsCode))
            TestFileMarkupParser.GetSpans(content.ToString(), treatPositionIndicatorsAsCode: true, out output, out spans);
        else
            TestFileMarkupParser.GetPositionsAndSpans(content.ToString(), out output, out positions, out spans);

        var text = SourceText.From(output, content.Encoding, content.ChecksumAlgorithm);
        if (mode == MarkupMode.Ignore)
            return text;

        foreach (var position in positions)
        {
            if (Expected(string.Empty) is { } diagnostic)
                Diagnostics.Add(diagnostic.WithLocation(filename, text.Lines.GetLinePosition(position)));
        }

        foreach (var (name, spansOfName) in spans)
        {
            foreach (var span in spansOfName)
                Add(name, new FileLinePositionSpan(filename, text.Lines.GetLinePositionSpan(span)));
        }

        return text;
    }

    private void Add(string name, FileLinePositionSpan span)
    {
        if (name.StartsWith('#'))
        {
            if (!_locations.TryAdd(name, span))
                throw new InvalidOperationException($"Input contains multiple markup locations with key '{name}'");
        }
        else if (Expected(name) is { } diagnostic)
        {
            Diagnostics.Add(diagnostic.WithSpan(span));
        }
    }

    private DiagnosticResult? Expected(string id)
    {
        if (id.Length == 0 && defaultDiagnostic is null)
        {
            throw new InvalidOperationException("Markup syntax can only omit the diagnostic ID if the first analyzer only supports a single diagnostic. "
                + $"Name it ({{|ID:…|}}), override GetDefaultDiagnostic or specify {nameof(MarkupOptions)}.{nameof(MarkupOptions.UseFirstDescriptor)}.");
        }

        id = id.Length == 0 ? defaultDiagnostic!.Id : id;
        if (mode == MarkupMode.IgnoreFixable && fixableDiagnostics.Contains(id))
            return null;

        var descriptors = supportedDiagnostics.Where(descriptor => descriptor.Id == id).Take(2).ToArray();
        if (descriptors.Length > 1 && !options.HasFlag(MarkupOptions.UseFirstDescriptor))
        {
            throw new InvalidOperationException($"Multiple diagnostic descriptors with ID {id} were found. "
                + $"Use {nameof(SolutionState.ExpectedDiagnostics)} or specify {nameof(MarkupOptions)}.{nameof(MarkupOptions.UseFirstDescriptor)}.");
        }

        // What no analyzer reports must be an error of the compiler.
        var expected = descriptors.Length > 0 ? new DiagnosticResult(descriptors[0]) : DiagnosticResult.CompilerError(id);
        return expected.WithMessage(null).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations | DiagnosticOptions.IgnoreSeverity);
    }
}
