using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Configuration;

/// <summary>One editorconfig option: what the documents say of it, and how its value is checked.</summary>
internal abstract class OptionDefinition
{
    /// <summary>The editorconfig key.</summary>
    public required string Key { get; init; }

    /// <summary>The default, written as in an editorconfig file; empty where the option adds to what the rules know.</summary>
    public string Default { get; init; } = "";

    /// <summary>The form of a readable value, as the end of the sentence "expected …".</summary>
    public required string Expected { get; init; }

    /// <summary>What the option does, one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>A value that shows the form.</summary>
    public required string Example { get; init; }

    /// <summary>The ids of the rules that ask for the option.</summary>
    public required string[] Rules { get; init; }

    /// <summary>Whether the option is set to a value that cannot be read.</summary>
    public bool IsUnreadable(AnalyzerConfigOptions options, out string text) => TryGetText(options, out text) && !CanRead(text);

    /// <summary>Whether the option is set for a file, so that its default need not hold.</summary>
    public bool IsSet(AnalyzerOptions options, SyntaxTree tree) => TryGetText(options.AnalyzerConfigOptionsProvider.GetOptions(tree), out _);

    protected abstract bool CanRead(string text);

    /// <summary>The text that sets the option; an empty one leaves the default.</summary>
    protected bool TryGetText(AnalyzerConfigOptions options, out string text)
    {
        text = options.TryGetValue(Key, out var set) ? set.Trim() : "";
        return text.Length > 0;
    }
}

/// <summary>An editorconfig option and the type its value is read as.</summary>
internal sealed class OptionDefinition<T> : OptionDefinition
    where T : class
{
    private readonly Lazy<T> _default;
    private volatile Reading? _last;

    public OptionDefinition() => _default = new(() => Read!(Default) ?? throw new InvalidOperationException($"The default of {Key} is not readable."));

    /// <summary>Reads the text of a value; null when it is not of the expected form.</summary>
    public required Func<string, T?> Read { get; init; }

    /// <summary>The value that holds for a file. Folders can differ, so ask for the file that is analysed.</summary>
    public T For(AnalyzerOptions options, SyntaxTree tree)
    {
        if (!TryGetText(options.AnalyzerConfigOptionsProvider.GetOptions(tree), out var text))
            return _default.Value;
        var last = _last;
        if (last?.Text != text)
            _last = last = new(text, Read(text) ?? _default.Value);
        return last.Value;
    }

    protected override bool CanRead(string text) => Read(text) is not null;

    /// <summary>The value read last: nearly always the one that is asked for next.</summary>
    private sealed record Reading(string Text, T Value);
}
