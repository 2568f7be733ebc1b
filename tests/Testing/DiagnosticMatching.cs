using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Finds which reported diagnostic is which expected one.</summary>
internal static class DiagnosticMatching
{
    /// <summary>Pairs as many as can be paired without a difference; what is left over goes together as closely as possible.</summary>
    public static ImmutableArray<(DiagnosticResult? Expected, Diagnostic? Actual)> Pair(
        IReadOnlyList<DiagnosticResult> expected,
        IReadOnlyList<Diagnostic> actual)
    {
        var expectedOf = PairExactly(expected, actual);
        var pairs = ImmutableArray.CreateBuilder<(DiagnosticResult?, Diagnostic?)>();
        for (var i = 0; i < actual.Count; i++)
        {
            if (expectedOf[i] >= 0)
                pairs.Add((expected[expectedOf[i]], actual[i]));
        }

        var missing = Enumerable.Range(0, expected.Count).Except(expectedOf).Select(i => expected[i]).ToList();
        var surplus = actual.Where((_, i) => expectedOf[i] < 0).ToList();
        while (missing.Count > 0 && surplus.Count > 0)
        {
            var (e, a) = missing.SelectMany(_ => surplus, (e, a) => (e, a)).MinBy(pair => Distance(pair.e, pair.a));
            missing.Remove(e);
            surplus.Remove(a);
            pairs.Add((e, a));
        }

        pairs.AddRange(missing.Select(e => ((DiagnosticResult?)e, (Diagnostic?)null)));
        pairs.AddRange(surplus.Select(a => ((DiagnosticResult?)null, (Diagnostic?)a)));
        return pairs.ToImmutable();
    }

    /// <summary>Whether the location is the expected one.</summary>
    public static bool IsAt(DiagnosticLocation expected, Location actual)
    {
        var span = actual.GetLineSpan();
        return span.Path == expected.Span.Path
            && span.StartLinePosition == expected.Span.StartLinePosition
            && (expected.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength) || span.EndLinePosition == expected.Span.EndLinePosition);
    }

    /// <summary>A maximum matching over the pairs without a difference; for each actual diagnostic the index of its expectation, or -1.</summary>
    private static int[] PairExactly(IReadOnlyList<DiagnosticResult> expected, IReadOnlyList<Diagnostic> actual)
    {
        var expectedOf = Enumerable.Repeat(-1, actual.Count).ToArray();
        for (var e = 0; e < expected.Count; e++)
            TryPlace(e, new bool[actual.Count]);

        return expectedOf;

        bool TryPlace(int e, bool[] tried)
        {
            for (var a = 0; a < actual.Count; a++)
            {
                if (tried[a] || Distance(expected[e], actual[a]) > 0)
                    continue;

                tried[a] = true;
                if (expectedOf[a] < 0 || TryPlace(expectedOf[a], tried))
                {
                    expectedOf[a] = e;
                    return true;
                }
            }

            return false;
        }
    }

    private static int Distance(DiagnosticResult expected, Diagnostic actual) =>
        (HasLocations(expected, actual) ? 0 : IsOnLine(expected, actual) ? 2 : 8)
        + (expected.Id == actual.Id ? 0 : 4)
        + (expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity) || expected.Severity == actual.Severity ? 0 : 1)
        + (HasMessage(expected, actual) ? 0 : 1)
        + ((expected.IsSuppressed ?? actual.IsSuppressed) == actual.IsSuppressed ? 0 : 1);

    private static bool HasLocations(DiagnosticResult expected, Diagnostic actual)
    {
        if (!expected.HasLocation)
            return actual.Location == Location.None;
        if (!IsAt(expected.Spans[0], actual.Location))
            return false;

        return expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations)
            || (expected.Spans.Length == actual.AdditionalLocations.Count + 1
                && expected.Spans.Skip(1).Zip(actual.AdditionalLocations).All(pair => IsAt(pair.First, pair.Second)));
    }

    private static bool IsOnLine(DiagnosticResult expected, Diagnostic actual)
    {
        var span = actual.Location.GetLineSpan();
        return expected.HasLocation && expected.Spans[0].Span.Path == span.Path && expected.Spans[0].Span.StartLinePosition.Line == span.StartLinePosition.Line;
    }

    private static bool HasMessage(DiagnosticResult expected, Diagnostic actual) =>
        expected.Message is { } message
            ? message == actual.GetMessage()
            : expected.MessageArguments is not { Length: > 0 } arguments || DiagnosticFacts.Text(arguments).SequenceEqual(DiagnosticFacts.ArgumentsOf(actual));
}
