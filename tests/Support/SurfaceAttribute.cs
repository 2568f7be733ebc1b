namespace AiApi.Analyzers.Tests.Support;

/// <summary>Names the surface that tests are about; eng/Documents counts them for the table in AnalyzerRules.md.</summary>
/// <param name="name">The surface as the table names it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
#pragma warning disable CS9113 // Read from the source.
internal sealed class SurfaceAttribute(string name) : Attribute;
#pragma warning restore CS9113
