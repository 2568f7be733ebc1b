using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The one place that looks types up by name.</summary>
internal static class TypeResolver
{
    /// <summary>The type of that metadata name in an assembly of that name; null when the compilation does not refer to it.
    /// The assembly is asked for because other packages define types of the same full name (OpenAI and OpenAI-DotNet).</summary>
    /// <param name="compilation">The compilation to look in.</param>
    /// <param name="metadataName">Full name, with the arity after a backtick.</param>
    /// <param name="assemblyName">Simple name of the defining assembly; null accepts any.</param>
    public static INamedTypeSymbol? Find(Compilation compilation, string metadataName, string? assemblyName = null)
    {
#pragma warning disable RS0030 // This is the place that the ban points to.
        foreach (var type in compilation.GetTypesByMetadataName(metadataName))
#pragma warning restore RS0030
        {
            if (assemblyName is null || type.ContainingAssembly.Name == assemblyName)
                return type;
        }

        return null;
    }
}
