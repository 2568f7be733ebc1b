using System.Reflection;
using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What a test asks of a reported diagnostic, and how it prints one.</summary>
internal static class DiagnosticFacts
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly PropertyInfo Arguments = typeof(Diagnostic).GetProperty("Arguments", Any)!;

    private static readonly PropertyInfo ProgrammaticSuppression = typeof(Diagnostic).GetProperty("ProgrammaticSuppressionInfo", Any)!;

    /// <summary>The message arguments; Roslyn does not publish them.</summary>
    public static IEnumerable<string> ArgumentsOf(Diagnostic diagnostic) => Text((IEnumerable<object?>)Arguments.GetValue(diagnostic)!);

    /// <summary>Suppressed by a <c>DiagnosticSuppressor</c>, not in source.</summary>
    public static bool IsSuppressedByProgram(Diagnostic diagnostic) => ProgrammaticSuppression.GetValue(diagnostic) is not null;

    public static bool IsOfCompiler(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);

    public static IEnumerable<string> Text(IEnumerable<object?> arguments) => arguments.Select(argument => argument?.ToString() ?? string.Empty);

    /// <summary>The diagnostic as the compiler prints it, with its source lines below.</summary>
    public static string Format(Diagnostic diagnostic)
    {
        var text = new StringBuilder().AppendLine($"// {diagnostic}");
        if (diagnostic.Location.SourceTree is { } tree)
        {
            var lines = tree.GetText().Lines;
            var span = diagnostic.Location.SourceSpan;
            var line = lines.GetLineFromPosition(span.Start);
            text.AppendLine($"//   {line}");
            text.AppendLine($"//   {new string(' ', span.Start - line.Start)}{new string('~', Math.Max(1, Math.Min(span.End, line.End) - span.Start))}");
        }

        return text.ToString();
    }
}
