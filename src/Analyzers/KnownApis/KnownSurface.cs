using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.KnownApis;

/// <summary>A surface with the symbols and the domain it has in one compilation.</summary>
internal sealed class KnownSurface
{
    /// <summary>The case of <see cref="Ends"/> that stands for a refusal.</summary>
    public const string Refused = "refused";

    private KnownSurface(ResultSurface data, INamedTypeSymbol? result, CaseDomain domain)
    {
        Data = data;
        Result = result;
        Domain = domain;
        Reasons = domain.All - Known(data.Pending) - domain.Where(static value => value is null) - domain.Other;
        ToolCalls = Known(data.ToolCalls);
        Reference = domain.IndexOf(data.Reference);
        Ends = CaseDomain.Of(domain.Cases.Select(static end => new Case(end.Name, null)).Append(new Case(Refused, Refused)));
        ContentTypes = result is null
            ? ImmutableArray<ITypeSymbol>.Empty
            : data.ContentCollections.SelectMany(name => result.GetMembers(name)).OfType<IPropertySymbol>().Select(static content => content.Type).ToImmutableArray();
    }

    public ResultSurface Data { get; }

    /// <summary>The result's type; null where it is JSON.</summary>
    public INamedTypeSymbol? Result { get; }

    public CaseDomain Domain { get; }

    /// <summary>The ways in which an answer can end: by a reason, or by a refusal, which has the reason of a complete answer.</summary>
    public CaseDomain Ends { get; }

    /// <summary>All ways in which an answer is known to end.</summary>
    public CaseSet Reasons { get; }

    /// <summary>The reasons that ask the program to run tools.</summary>
    public CaseSet ToolCalls { get; }

    /// <summary>The types of the collections of content.</summary>
    public ImmutableArray<ITypeSymbol> ContentTypes { get; }

    /// <summary>The index of the reason a complete answer ends with.</summary>
    public int Reference { get; }

    /// <summary>The surface of a result; null where it has another shape in the version that is referenced.</summary>
    public static KnownSurface? Of(INamedTypeSymbol result, ResultSurface data, Compilation compilation) =>
        HasReason(result, data) && DomainOf(data, compilation) is { } domain ? new(data, result, domain) : null;

    /// <summary>A surface that is JSON, the same in every compilation.</summary>
    public static KnownSurface OnTheWire(ResultSurface data) => new(data, null, CaseDomain.Text(data.Reasons, data.IsReasonNullable));

    /// <summary>The cut-off and blocked reasons among those that were not looked at; empty where the chief ones were.</summary>
    public CaseSet DueIn(CaseSet unlooked) => Due(Data.CutOff, unlooked) | Due(Data.Blocked, unlooked);

    /// <summary>Whether the call takes a result, or its text, into the chat history.</summary>
    public bool IsHistory(IOperation call)
    {
        var method = call switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (method is null)
            return false;
        foreach (var entry in Data.History)
        {
            if (entry.IndexOf(method.ContainingType.Name, StringComparison.Ordinal) >= 0 && PlainSinks.FullName(method.ContainingType) is var type
                && (entry == type || entry == $"{type}.{method.Name}"))
                return true;
        }

        return false;
    }

    /// <summary>The cases of these names; older versions of an SDK lack some.</summary>
    public CaseSet Known(IEnumerable<string> names)
    {
        var set = CaseSet.Empty;
        foreach (var name in names)
        {
            if (Domain.Cases.Any(known => known.Name == name))
                set |= Domain.Named(name);
        }

        return set;
    }

    /// <summary>Whether a value of that type is a result.</summary>
    public bool IsResult(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, Result))
                return true;
        }

        return false;
    }

    /// <summary>Whether who reads a member of that name may look at how an answer ended.</summary>
    public bool LooksThrough(string member) => Data.OtherForms.Add(Data.ReasonPath).Any(path => path.Split('/').Contains(member));

    private CaseSet Due(ImmutableArray<string> kinds, CaseSet unlooked)
    {
        var due = CaseSet.Empty;
        foreach (var kind in kinds)
        {
            // To look at one spelling is to look at the reason.
            var spellings = Known([kind]);
            if (!spellings.IsEmpty && spellings.IsSubsetOf(unlooked))
                due |= spellings;
            else if (kind == kinds[0])
                return CaseSet.Empty;
        }

        return due;
    }

    private static bool HasReason(INamedTypeSymbol result, ResultSurface data)
    {
        var slash = data.ReasonPath.IndexOf('/');
        var member = slash < 0 ? data.ReasonPath : data.ReasonPath.Substring(0, slash);
        for (var type = result; type is not null; type = type.BaseType)
        {
            if (!type.GetMembers(member).IsEmpty)
                return true;
        }

        return false;
    }

    private static CaseDomain? DomainOf(ResultSurface data, Compilation compilation)
    {
        if (data.ReasonType == ResultSurfaces.TextType)
            return CaseDomain.Text(data.Reasons, data.IsReasonNullable);
        if (TypeResolver.Find(compilation, data.ReasonType, data.Assembly) is not { } type || type.GetMembers(data.Reference).IsEmpty)
            return null;
        if (type.TypeKind == TypeKind.Enum)
            return CaseDomain.Enum(MembersOf(type), data.Reasons.ToDictionary(static row => row.Key, static row => row.Value), data.IsReasonNullable, data.IsReasonOpen);
        return CaseDomain.ExtensibleEnum(data.Reasons, data.Reasons.FirstOrDefault(row => row.Key == data.DefaultReason).Value, data.IsReasonNullable);
    }

    private static IEnumerable<KeyValuePair<string, long>> MembersOf(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: var value } && Conditions.Normalized(value) is long number)
                yield return new(member.Name, number);
        }
    }
}
