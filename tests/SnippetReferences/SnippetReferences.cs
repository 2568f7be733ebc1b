using System.Reflection;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>Paths of the dlls that snippets may refer to.</summary>
public static class SnippetReferences
{
    private static readonly ILookup<string, string> Paths = typeof(SnippetReferences).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToLookup(attribute => attribute.Key, attribute => attribute.Value!);

    /// <summary>The reference assemblies of .NET.</summary>
    public static IEnumerable<string> Framework => Paths["Framework"];

    /// <summary>The dlls of all packages and of what they depend on.</summary>
    public static IEnumerable<string> Packages => Paths["Package"];

    /// <summary>Polly 8; the Polly among <see cref="Packages"/> is 7.</summary>
    public static string Polly8 => Paths["Polly8"].Single();
}
