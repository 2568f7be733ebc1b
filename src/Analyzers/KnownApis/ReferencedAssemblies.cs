using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What a compilation refers to, told by names: no symbol is made.</summary>
internal static class ReferencedAssemblies
{
    /// <summary>Whether a referenced assembly has such a name.</summary>
    public static bool Any(Compilation compilation, Func<string, bool> isMeant)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblies)
        {
            if (isMeant(assembly.Name))
                return true;
        }

        return false;
    }
}
