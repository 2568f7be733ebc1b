namespace AiApi.Documents;

/// <summary>The lines in which two texts differ.</summary>
internal static class LineDiff
{
    /// <summary>Lines to take away (<c>-</c>) and to add (<c>+</c>), each group under the number of the line it starts at.</summary>
    public static string Of(string actual, string expected)
    {
        var (a, b) = (actual.Split('\n'), expected.Split('\n'));
        var common = LongestCommonTails(a, b);
        var output = new List<string>();
        for (var (i, j, inGroup) = (0, 0, false); i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                (i, j, inGroup) = (i + 1, j + 1, false);
                continue;
            }

            if (!inGroup)
                output.Add($"  line {i + 1}");

            inGroup = true;
            var remove = j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]);
            output.Add(remove ? $"  - {a[i++]}" : $"  + {b[j++]}");
        }

        return string.Join('\n', output);
    }

    /// <summary>At [i, j], how many lines the texts from line i and from line j on have in common.</summary>
    private static int[,] LongestCommonTails(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
