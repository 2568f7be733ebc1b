using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes.Editing;

/// <summary>Writes a wait in the way of the code around it: awaited or not, with the clock and the cancellation token that are there.</summary>
internal static class WaitStatement
{
    /// <summary><c>await Task.Delay(time, clock, token);</c>, or <c>Thread.Sleep(time);</c> where nothing can be awaited.</summary>
    /// <param name="time">A <c>TimeSpan</c>, as code.</param>
    /// <param name="place">A node in front of which, or in which, the statement is to stand.</param>
    /// <param name="model">The meaning of the names there.</param>
    public static string Text(string time, SyntaxNode place, SemanticModel model)
    {
        if (!Surroundings.IsAsyncAt(place))
            return $"Thread.Sleep({time});";
        var clock = TakesClock(model.Compilation) ? Surroundings.Named("TimeProvider", place, model) : null;
        return $"await Task.Delay({string.Join(", ", new[] { time, clock, Surroundings.Named("CancellationToken", place, model) }.OfType<string>())});";
    }

    /// <summary><c>Task.Delay</c> takes a clock since .NET 8.</summary>
    private static bool TakesClock(Compilation compilation) => TypeResolver.Find(compilation, "System.Threading.Tasks.Task")?.GetMembers("Delay").OfType<IMethodSymbol>()
        .Any(static method => method.Parameters.Any(static parameter => parameter.Type.Name == "TimeProvider")) == true;
}
