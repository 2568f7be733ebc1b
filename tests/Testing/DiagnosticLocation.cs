namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Where a diagnostic, or one of its additional locations, is expected.</summary>
public readonly struct DiagnosticLocation(FileLinePositionSpan span, DiagnosticLocationOptions options)
{
    public FileLinePositionSpan Span { get; } = span;

    public DiagnosticLocationOptions Options { get; } = options;
}
