using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>A streaming surface with the symbols it has in one compilation.</summary>
internal sealed class KnownStream
{
    private readonly HashSet<ISymbol> _texts;
    private readonly HashSet<ISymbol> _partTexts;
    private readonly HashSet<ISymbol> _reasons;
    private readonly HashSet<ISymbol> _toolCalls;
    private readonly HashSet<ISymbol> _otherForms;
    private readonly ImmutableArray<INamedTypeSymbol> _endTypes;
    private readonly ImmutableArray<INamedTypeSymbol> _toolCallTypes;

    public KnownStream(StreamSurface data, INamedTypeSymbol update, Compilation compilation)
    {
        Data = data;
        Update = update;
        _texts = Members(data.Texts, data, compilation);
        _partTexts = Members(data.PartTexts, data, compilation);
        _reasons = Members(data.Reasons, data, compilation);
        _toolCalls = Members(data.ToolCalls, data, compilation);
        _otherForms = Members(data.OtherForms, data, compilation);
        _endTypes = Types(data.EndTypes.Concat(data.CompleteTypes), data, compilation);
        _toolCallTypes = Types(data.ToolCallTypes, data, compilation);
    }

    public StreamSurface Data { get; }

    public INamedTypeSymbol Update { get; }

    /// <summary>Whether an update that is formatted gives its text.</summary>
    public bool IsTextWhenFormatted => _texts.Any(static member => member is IMethodSymbol { Name: nameof(ToString) });

    public bool IsText(ISymbol member) => _texts.Contains(member.OriginalDefinition);

    public bool IsPartText(ISymbol member) => _partTexts.Contains(member.OriginalDefinition);

    /// <summary>Whether the member says how the answer ended.</summary>
    public bool IsReason(ISymbol member) => _reasons.Contains(member.OriginalDefinition);

    /// <summary>Whether the member has a call of a tool, or what may be one.</summary>
    public bool IsToolCall(ISymbol member) => _toolCalls.Contains(member.OriginalDefinition);

    /// <summary>Whether objects of this type are calls of tools.</summary>
    public bool IsToolCall(ITypeSymbol? type) => type is INamedTypeSymbol named && _toolCallTypes.Contains(named, SymbolEqualityComparer.Default);

    /// <summary>Whether the member has the update in another form.</summary>
    public bool IsOtherForm(ISymbol member) => _otherForms.Contains(member.OriginalDefinition);

    /// <summary>Whether updates of this type say how the answer ended.</summary>
    public bool IsEnd(ITypeSymbol? type) => type is INamedTypeSymbol named && _endTypes.Contains(named, SymbolEqualityComparer.Default);

    private static ImmutableArray<INamedTypeSymbol> Types(IEnumerable<string> names, StreamSurface data, Compilation compilation) =>
        names.Select(name => TypeResolver.Find(compilation, name, data.Assembly)).OfType<INamedTypeSymbol>().ToImmutableArray();

    private static HashSet<ISymbol> Members(IEnumerable<string> names, StreamSurface data, Compilation compilation)
    {
        var members = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var name in names)
        {
            var dot = name.LastIndexOf('.');
            if (TypeResolver.Find(compilation, name.Substring(0, dot), data.Assembly) is { } type)
                members.UnionWith(type.GetMembers(name.Substring(dot + 1)));
        }

        return members;
    }
}
