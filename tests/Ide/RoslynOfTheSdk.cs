using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using AiApi.Package.Tests;

namespace AiApi.Ide.Tests;

/// <summary>Loads Roslyn and its IDE layer from the SDK, where <c>dotnet format</c> has them, before the first use of any of its types.</summary>
internal static class RoslynOfTheSdk
{
    private static readonly string Folder = PackedPackage.BuildProperty("IdeServicesPath");

    [ModuleInitializer]
    internal static void Load() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        Path.Combine(Folder, $"{name.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
}
