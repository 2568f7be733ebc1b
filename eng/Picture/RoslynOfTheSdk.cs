using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace AiApi.Picture;

/// <summary>Loads Roslyn and its IDE layer from the SDK, where <c>dotnet format</c> has them, before the first use of any of its types.</summary>
internal static class RoslynOfTheSdk
{
    private static readonly string Folder = typeof(RoslynOfTheSdk).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "IdeServicesPath").Value!;

    [ModuleInitializer]
    internal static void Load() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        Path.Combine(Folder, $"{name.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
}
