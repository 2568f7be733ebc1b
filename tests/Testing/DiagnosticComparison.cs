namespace Microsoft.CodeAnalysis.Testing;

/// <summary>One reported diagnostic beside the expected one; fails at the first difference.</summary>
internal sealed class DiagnosticComparison(DiagnosticResult expected, Diagnostic actual, IVerifier verifier)
{
    public void Verify()
    {
        VerifyLocations();
        verifier.Equal(expected.Id, actual.Id, Message($"Expected diagnostic id to be \"{expected.Id}\" was \"{actual.Id}\""));
        if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity))
        {
            var message = Message($"Expected diagnostic severity to be \"{expected.Severity}\" was \"{actual.Severity}\"");
            verifier.Equal(expected.Severity, actual.Severity, message);
        }

        if (expected.Message is { } text)
        {
            verifier.Equal(text, actual.GetMessage(), Message($"Expected diagnostic message to be \"{text}\" was \"{actual.GetMessage()}\""));
        }
        else if (expected.MessageArguments is { Length: > 0 } arguments)
        {
            var message = Message("Expected diagnostic message arguments to match");
            verifier.SequenceEqual(DiagnosticFacts.Text(arguments), DiagnosticFacts.ArgumentsOf(actual), StringComparer.Ordinal, message);
        }

        if (expected.IsSuppressed is { } isSuppressed)
            verifier.Equal(isSuppressed, actual.IsSuppressed, Message("Expected diagnostic suppression state to match"));
    }

    private void VerifyLocations()
    {
        if (!expected.HasLocation)
        {
            verifier.Equal(Location.None, actual.Location, Message("Expected a project diagnostic with no location:"));
            return;
        }

        VerifyLocation(expected.Spans[0], actual.Location);
        if (expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations))
            return;

        var (wanted, got) = (expected.Spans.Length - 1, actual.AdditionalLocations.Count);
        verifier.Equal(wanted, got, Message($"Expected {wanted} additional locations but got {got} for Diagnostic:"));
        for (var i = 0; i < wanted; i++)
            VerifyLocation(expected.Spans[i + 1], actual.AdditionalLocations[i]);
    }

    private void VerifyLocation(DiagnosticLocation wanted, Location got)
    {
        var (wantedSpan, gotSpan) = (wanted.Span, got.GetLineSpan());
        verifier.Equal(
            wantedSpan.Path,
            gotSpan.Path,
            Message($"Expected diagnostic to be in file \"{wantedSpan.Path}\" was actually in file \"{gotSpan.Path}\""));
        VerifyPosition("start", wantedSpan.StartLinePosition, gotSpan.StartLinePosition);
        if (!wanted.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength))
            VerifyPosition("end", wantedSpan.EndLinePosition, gotSpan.EndLinePosition);
    }

    private void VerifyPosition(string end, Text.LinePosition wanted, Text.LinePosition got)
    {
        verifier.Equal(
            wanted.Line,
            got.Line,
            Message($"Expected diagnostic to {end} on line \"{wanted.Line + 1}\" was actually on line \"{got.Line + 1}\""));
        verifier.Equal(
            wanted.Character,
            got.Character,
            Message($"Expected diagnostic to {end} at column \"{wanted.Character + 1}\" was actually at column \"{got.Character + 1}\""));
    }

    private string Message(string difference) => $"""
        {difference}

        Expected diagnostic:
            {expected}
        Actual diagnostic:
        {DiagnosticFacts.Format(actual)}
        """;
}
