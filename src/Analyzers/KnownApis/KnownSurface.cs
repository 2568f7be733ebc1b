using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>A surface with the symbols and the domain it has in one compilation.</summary>
internal sealed class KnownSurface
{
    private KnownSurface(ResultSurface data, INamedTypeSymbol result, CaseDomain domain)
    {
        Data = data;
        Result = result;
        Domain = domain;
        CutOff = Known(data.CutOff);
        Blocked = Known(data.Blocked);
        Reference = domain.IndexOf(data.Reference);
    }

    public ResultSurface Data { get; }

    public INamedTypeSymbol Result { get; }

    public CaseDomain Domain { get; }

    public CaseSet CutOff { get; }

    public CaseSet Blocked { get; }

    /// <summary>The index of the reason a complete answer ends with.</summary>
    public int Reference { get; }

    /// <summary>Finds a surface in a compilation; null where it is not referenced.</summary>
    public static KnownSurface? Find(ResultSurface data, Compilation compilation)
    {
        if (TypeResolver.Find(compilation, data.Result, data.Assembly) is not { } result || TypeResolver.Find(compilation, data.ReasonType, data.Assembly) is not { } reason)
            return null;
        var domain = data.ReasonMembers.IsEmpty
            ? CaseDomain.Enum(MembersOf(reason), nullable: data.IsReasonNullable)
            : CaseDomain.ExtensibleEnum(data.ReasonMembers, nullable: data.IsReasonNullable);
        return new(data, result, domain);
    }

    private CaseSet Known(IEnumerable<string> names)
    {
        var set = CaseSet.Empty;
        foreach (var name in names)
        {
            // Older versions of an SDK lack some members.
            if (Domain.Cases.Any(known => known.Name == name))
                set |= Domain.Named(name);
        }

        return set;
    }

    private static IEnumerable<KeyValuePair<string, long>> MembersOf(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: { } value })
                yield return new(member.Name, Convert.ToInt64(value));
        }
    }
}
