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
        if (assemblyName is not null)
            return FindIn(compilation, metadataName, assemblyName);
#pragma warning disable RS0030 // This is the place that the ban points to.
        return compilation.GetTypesByMetadataName(metadataName) is [var type, ..] ? type : null;
#pragma warning restore RS0030
    }

    private static INamedTypeSymbol? FindIn(Compilation compilation, string metadataName, string assemblyName)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Name == assemblyName && assembly.GetTypeByMetadataName(metadataName) is { } type)
                return type;
        }

        return compilation.Assembly.Name == assemblyName ? compilation.Assembly.GetTypeByMetadataName(metadataName) : null;
    }
}
