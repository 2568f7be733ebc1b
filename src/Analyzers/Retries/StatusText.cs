using System.Globalization;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;

namespace AiApi.Analyzers.Retries;

/// <summary>Sets of statuses in messages: the shortest form first.</summary>
internal static class StatusText
{
    /// <summary>The client errors that AI APIs answer with (platform.openai.com/docs/guides/error-codes, docs.anthropic.com/en/api/errors).</summary>
    private static readonly int[] Usual = [400, 401, 402, 403, 404, 413, 422];

    private const int First = 100;
    private const int Last = 599;

    private static readonly int[] Indexes =
        [.. Enumerable.Range(First, Last - First + 1).Select(static status => ApiExceptions.Statuses.IndexOf(status.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Names client errors: all of them, else the usual ones, else all in ranges.</summary>
    /// <param name="set">The statuses to name.</param>
    /// <param name="all">All client errors that could be named.</param>
    public static string OfClientErrors(CaseSet set, CaseSet all)
    {
        if (all.IsSubsetOf(set))
            return "every 4xx";
        var usual = Usual.Where(status => set.Contains(IndexOf(status))).ToList();
        return usual.Count > 0 ? string.Join(", ", usual) : Ranges(set);
    }

    /// <summary>The set as a list that <see cref="ApiExceptions.Parse"/> reads.</summary>
    public static string Of(CaseSet set)
    {
        var parts = ApiExceptions.Statuses.NamesOf(set & ApiExceptions.NoStatus).ToList();
        if (Ranges(set) is { Length: > 0 } ranges)
            parts.AddRange(ranges.Split([", "], StringSplitOptions.None));
        return string.Join(" ", parts);
    }

    /// <summary>The index of a status in the domain.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static int IndexOf(int status) =>
        status is >= First and <= Last ? Indexes[status - First] : throw new ArgumentException($"{status} is no HTTP status.", nameof(status));

    private static string Ranges(CaseSet set)
    {
        var ranges = new List<(int First, int Last)>();
        for (var status = First; status <= Last; status++)
        {
            if (!set.Contains(IndexOf(status)))
                continue;
            if (ranges.Count > 0 && ranges[ranges.Count - 1].Last == status - 1)
                ranges[ranges.Count - 1] = (ranges[ranges.Count - 1].First, status);
            else
                ranges.Add((status, status));
        }

        return string.Join(", ", ranges.Select(static range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }
}
