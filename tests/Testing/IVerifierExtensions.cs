using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Microsoft.CodeAnalysis.Testing;

public static class IVerifierExtensions
{
    /// <summary>Fails with a line diff, expected text as the baseline, when the texts differ.</summary>
    public static void EqualOrDiff(this IVerifier verifier, string expected, string actual, string? message = null)
    {
        if (expected == actual)
            return;

        var text = new StringBuilder();
        text.AppendLine(string.IsNullOrEmpty(message) ? "Actual and expected values differ. Expected shown in baseline of diff:" : message);
        var lines = Diff(expected, actual);
        if (lines.TrueForAll(line => line.Type == ChangeType.Unchanged))
            lines = Diff(WithVisibleLineEndings(expected), WithVisibleLineEndings(actual));

        foreach (var line in lines)
        {
            text.Append(line.Type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' });
            text.AppendLine(line.Text);
        }

        verifier.Fail(text.ToString());
    }

    private static List<DiffPiece> Diff(string before, string after) =>
        new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after, ignoreWhitespace: false).Lines;

    private static string WithVisibleLineEndings(string text) =>
        text.Replace("\r", "<CR>").Replace("\n", "<LF>\n");
}
