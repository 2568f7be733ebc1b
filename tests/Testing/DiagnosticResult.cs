using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>An expected diagnostic.</summary>
public readonly struct DiagnosticResult
{
    public static readonly DiagnosticResult[] EmptyDiagnosticResults = [];

    private readonly ImmutableArray<DiagnosticLocation> _spans;

    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        Id = id;
        Severity = severity;
    }

    public DiagnosticResult(DiagnosticDescriptor descriptor)
        : this(descriptor.Id, descriptor.DefaultSeverity) => MessageFormat = descriptor.MessageFormat;

    public string Id { get; }

    public DiagnosticSeverity Severity { get; private init; }

    public DiagnosticOptions Options { get; private init; }

    /// <summary>The location, then the additional locations; empty for a diagnostic without location.</summary>
    public ImmutableArray<DiagnosticLocation> Spans
    {
        get => _spans.IsDefault ? ImmutableArray<DiagnosticLocation>.Empty : _spans;
        private init => _spans = value;
    }

    public bool HasLocation => !Spans.IsEmpty;

    public LocalizableString? MessageFormat { get; private init; }

    public object?[]? MessageArguments { get; private init; }

    /// <summary>Null when the state of suppression is of no interest.</summary>
    public bool? IsSuppressed { get; private init; }

    /// <summary>The expected message; null when it is of no interest.</summary>
    public string? Message
    {
        get
        {
            if (IsMessageIgnored || ExplicitMessage is not null || MessageFormat is null)
                return ExplicitMessage;

            try
            {
                return string.Format(MessageFormat.ToString(), MessageArguments ?? []);
            }
            catch (FormatException)
            {
                return MessageFormat.ToString();
            }
        }
    }

    private string? ExplicitMessage { get; init; }

    private bool IsMessageIgnored { get; init; }

    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    public DiagnosticResult WithOptions(DiagnosticOptions options) => this with { Options = options };

    public DiagnosticResult WithArguments(params object[] arguments) => this with { MessageArguments = arguments };

    /// <param name="message">Null leaves the message unverified.</param>
    public DiagnosticResult WithMessage(string? message) => this with { ExplicitMessage = message, IsMessageIgnored = message is null };

    public DiagnosticResult WithMessageFormat(LocalizableString messageFormat) => this with { MessageFormat = messageFormat };

    public DiagnosticResult WithIsSuppressed(bool? isSuppressed) => this with { IsSuppressed = isSuppressed };

    public DiagnosticResult WithNoLocation() => this with { Spans = [] };

    public DiagnosticResult WithLocation(int line, int column) => WithLocation(string.Empty, line, column);

    public DiagnosticResult WithLocation(LinePosition location) => WithLocation(string.Empty, location);

    public DiagnosticResult WithLocation(string path, int line, int column) => WithLocation(path, new LinePosition(line - 1, column - 1));

    public DiagnosticResult WithLocation(string path, LinePosition location) => WithLocation(path, location, DiagnosticLocationOptions.None);

    public DiagnosticResult WithLocation(string path, LinePosition location, DiagnosticLocationOptions options) =>
        WithSpan(new FileLinePositionSpan(path, location, location), options | DiagnosticLocationOptions.IgnoreLength);

    /// <summary>At the markup span <c>{|#n:…|}</c> of that number.</summary>
    public DiagnosticResult WithLocation(int markupKey) => WithLocation(markupKey, DiagnosticLocationOptions.None);

    public DiagnosticResult WithLocation(int markupKey, DiagnosticLocationOptions options)
    {
        var key = new LinePosition(0, markupKey);
        return WithSpan(new FileLinePositionSpan(string.Empty, key, key), options | DiagnosticLocationOptions.InterpretAsMarkupKey);
    }

    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(string.Empty, startLine, startColumn, endLine, endColumn);

    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(new FileLinePositionSpan(path, new LinePosition(startLine - 1, startColumn - 1), new LinePosition(endLine - 1, endColumn - 1)));

    public DiagnosticResult WithSpan(FileLinePositionSpan span) => WithSpan(span, DiagnosticLocationOptions.None);

    public DiagnosticResult WithSpan(FileLinePositionSpan span, DiagnosticLocationOptions options) =>
        this with { Spans = Spans.Add(new DiagnosticLocation(span, options)) };

    public DiagnosticResult WithDefaultPath(string path) => WithEachLocation(location =>
        location.Options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey) || location.Span.Path.Length > 0
            ? location
            : new DiagnosticLocation(new FileLinePositionSpan(path, location.Span.Span), location.Options));

    public DiagnosticResult WithLineOffset(int offset) => WithEachLocation(location =>
    {
        var (start, end) = (location.Span.StartLinePosition, location.Span.EndLinePosition);
        var moved = new LinePositionSpan(new LinePosition(start.Line + offset, start.Character), new LinePosition(end.Line + offset, end.Character));
        return new DiagnosticLocation(new FileLinePositionSpan(location.Span.Path, moved), location.Options);
    });

    internal DiagnosticResult WithAppliedMarkupLocations(IReadOnlyDictionary<string, FileLinePositionSpan> markupLocations) => WithEachLocation(location =>
    {
        if (!location.Options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey))
            return location;

        var key = "#" + location.Span.StartLinePosition.Character;
        if (!markupLocations.TryGetValue(key, out var span))
            throw new InvalidOperationException($"The markup location '{key}' was not found in the input.");

        return new DiagnosticLocation(span, location.Options & ~DiagnosticLocationOptions.InterpretAsMarkupKey);
    });

    public override string ToString()
    {
        var text = new StringBuilder();
        if (HasLocation)
        {
            var (span, options) = (Spans[0].Span, Spans[0].Options);
            text.Append($"{(span.Path.Length == 0 ? "?" : span.Path)}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}");
            if (!options.HasFlag(DiagnosticLocationOptions.IgnoreLength))
                text.Append($",{span.EndLinePosition.Line + 1},{span.EndLinePosition.Character + 1}");
            text.Append("): ");
        }

        text.Append($"{Severity.ToString().ToLowerInvariant()} {Id}");
        return Message is { } message ? $"{text}: {message}" : text.ToString();
    }

    private DiagnosticResult WithEachLocation(Func<DiagnosticLocation, DiagnosticLocation> change) =>
        this with { Spans = ImmutableArray.CreateRange(Spans, change) };
}
