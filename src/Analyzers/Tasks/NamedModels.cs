using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Finds whose models of generation tasks a type asks for: in the bodies of its requests, in the arguments and options that it sets.</summary>
internal sealed class NamedModels(Compilation compilation, CancellationToken cancellationToken)
{
    private static readonly string[] BodyKeys = ["model", "model_name"];

    private readonly Dictionary<INamedTypeSymbol, (Provider Provider, string Path)?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The vendor of all models that the type names and that are known, and the path of its tasks; null where it names none, or those of several.</summary>
    public (Provider Provider, string Path)? In(INamedTypeSymbol type)
    {
        if (!_known.TryGetValue(type, out var known))
            _known[type] = known = Find(type);
        return known;
    }

    /// <summary>The vendor's words, where all addresses can be its own; null where one is not.</summary>
    public static TaskVocabulary? WordsAt((Provider Provider, string Path) named, List<string> addresses)
    {
        TaskVocabulary? common = null;
        foreach (var address in addresses)
        {
            if (!SaysNothing(address) && !HasPath(address, named.Path))
                return null;
            if (TaskEndpoints.WordsOf(named.Provider, SaysNothing(address) ? null : address) is not { } words || (common ?? words) != words)
                return null;
            common = words;
        }

        return common;
    }

    private (Provider Provider, string Path)? Find(INamedTypeSymbol type)
    {
        (Provider Provider, string Path)? only = null;
        foreach (var value in type.GetMembers().OfType<IMethodSymbol>().SelectMany(ValuesIn))
        {
            var text = value.ConstantText ?? (value.Origin is IParameterReferenceOperation { Parameter: { HasExplicitDefaultValue: true, ExplicitDefaultValue: string byDefault } } ? byDefault : null);
            if (text is null || TaskModels.Find(text) is not { } found)
                continue;
            if (only is { } other && other.Provider != found.Provider)
                return null;
            only = found;
        }

        return only;
    }

    /// <summary>What the code of a method can give as the name of a model.</summary>
    private IEnumerable<TracedValue> ValuesIn(IMethodSymbol method)
    {
        if (MethodBodies.Of(compilation).BodyOf(method, cancellationToken) is not { } body)
            yield break;
        foreach (var value in BodyKeys.SelectMany(key => RequestBodies.MembersNamed(body, key, cancellationToken)).SelectMany(static member => member.Values))
            yield return value;
        foreach (var operation in body.Descendants())
        {
            var given = operation switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsIndexer: false, Name: var name } }, Value: var value } when IsKey(name) => value,
                IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: var name, Value: var value } when IsKey(name) => value,
                _ => null,
            };
            if (given is { Type.SpecialType: SpecialType.System_String })
            {
                foreach (var value in ValueTracer.ValuesOf(given, cancellationToken))
                    yield return value;
            }
        }
    }

    private static bool IsKey(string name) => TaskModels.Keys.Contains(WireNames.Bare(name));

    /// <summary>Whether an address consists of unknown parts, but for a version.</summary>
    private static bool SaysNothing(string address)
    {
        foreach (var segment in address.Split('/', PartialText.Hole))
        {
            if (segment is not ("" or "api" or "https:" or "http:") && (segment.Length > 7 || segment[0] != 'v' || !char.IsDigit(segment[segment.Length > 1 ? 1 : 0])))
                return false;
        }

        return true;
    }

    /// <summary>Whether an address has a path in it that starts at a segment.</summary>
    private static bool HasPath(string address, string path)
    {
        var parts = path.Split('*');
        for (var start = address.IndexOf(parts[0], StringComparison.OrdinalIgnoreCase); start >= 0; start = address.IndexOf(parts[0], start + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = start + parts[0].Length;
            if ((start == 0 || address[start - 1] is '/' or PartialText.Hole) && (parts.Length == 1 || address.IndexOf(parts[1], Math.Min(end + 1, address.Length), StringComparison.Ordinal) > end))
                return true;
        }

        return false;
    }
}
