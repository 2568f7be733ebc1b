namespace AiApi.Behavior.Tests;

/// <summary>What a program made of an answer: its own answer, or an exception.</summary>
/// <param name="Answer">What the program returned; null also where it threw.</param>
/// <param name="Exception">The name of the exception's type; null where it returned.</param>
/// <param name="Message">The exception's message.</param>
internal sealed record Outcome(string? Answer, string? Exception, string? Message = null)
{
    /// <summary>Whether the program says that it has no answer.</summary>
    public bool IsRejection => Exception == nameof(InvalidOperationException) || (Answer is null && Exception is null);

    public override string ToString() => Exception ?? $"\"{Answer}\"";
}
