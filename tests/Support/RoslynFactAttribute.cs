using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>A test that needs a newer Roslyn than the oldest, for syntax of a newer C#.</summary>
internal sealed class RoslynFactAttribute : FactAttribute
{
    /// <param name="since">The first version that has the syntax, such as <c>"4.8"</c> for C# 12.</param>
    public RoslynFactAttribute(string since)
    {
        if (RoslynVersion.Loaded < Version.Parse(since))
            Skip = $"Needs Roslyn {since}; this is {RoslynVersion.Loaded}.";
    }
}

internal static class RoslynVersion
{
    /// <summary>The version of the Roslyn that runs the tests.</summary>
    public static Version Loaded { get; } = typeof(Compilation).Assembly.GetName().Version!;
}
