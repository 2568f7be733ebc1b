namespace AiApi.Analyzers.Tracing;

/// <summary>Names a value that the program reads from its surroundings.</summary>
/// <param name="Source">Where it is read.</param>
/// <param name="Name">The name of the environment variable, or the configuration key (<c>OpenAI:ApiKey</c>).</param>
internal sealed record OutsideValue(OutsideSource Source, string Name);

/// <summary>Where a program reads a value from its surroundings.</summary>
internal enum OutsideSource
{
    EnvironmentVariable,
    Configuration,
}
