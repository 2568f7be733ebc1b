namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The name of a target framework. Nothing is downloaded for it: tests add the reference assemblies
/// as <see cref="ProjectState.AdditionalReferences"/>.</summary>
public sealed class ReferenceAssemblies(string targetFramework)
{
    public static ReferenceAssemblies Default { get; } = new("net10.0");

    public string TargetFramework { get; } = targetFramework;
}
