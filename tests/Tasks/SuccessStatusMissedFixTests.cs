using AiApi.Analyzers.Tasks;
using AiApi.CodeFixes.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>The fix of AIAPI4001: the comparison is extended in the way in which it is written, and keeps its case rule.</summary>
public class SuccessStatusMissedFixTests
{
    [Theory]
    [InlineData("status == \"succeeded\"", "status is \"succeeded\" or \"succeed\"")]
    [InlineData("\"succeeded\" == status", "status is \"succeeded\" or \"succeed\"")]
    [InlineData("status is \"succeeded\"", "status is \"succeeded\" or \"succeed\"")]
    [InlineData("status is \"succeeded\" or \"completed\"", "status is \"succeeded\" or \"succeed\" or \"completed\"")]
    [InlineData("[|status == \"succeeded\"|] && url != null", "status is \"succeeded\" or \"succeed\" && url != null")]
    [InlineData("string.Equals(status, \"succeeded\", StringComparison.OrdinalIgnoreCase)", "string.Equals(status, \"succeeded\", StringComparison.OrdinalIgnoreCase) || string.Equals(status, \"succeed\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("status!.Equals(\"succeeded\")", "status!.Equals(\"succeeded\") || status!.Equals(\"succeed\")")]
    [InlineData("status!.ToUpper() == \"SUCCEEDED\"", "status!.ToUpper() is \"SUCCEEDED\" or \"SUCCEED\"")]
    [InlineData("new[] { [|\"succeeded\"|], \"completed\" }.Contains(status)", "new[] { \"succeeded\", \"succeed\", \"completed\" }.Contains(status)")]
    [InlineData("string.Compare(status, \"succeeded\", true) == 0", "string.Compare(status, \"succeeded\", true) == 0 || string.Compare(status, \"succeed\", true) == 0")]
    [InlineData("Is(status, \"succeeded\")", "Is(status, \"succeeded\") || Is(status, \"succeed\")")]
    [InlineData("status is Done", "status is Done or \"succeed\"")]
    [InlineData("status is Words.Done", "status is Words.Done or \"succeed\"")]
    public Task A_comparison_goes_on(string before, string after) => Fixes(
        $"if ({(before.Contains("[|") ? before : $"[|{before}|]")})\n    return url;", $"if ({after})\n    return url;");

    [Fact]
    public Task A_list_of_comparisons_goes_on() => Verify<SuccessStatusMissedAnalyzer, SuccessStatusMissedFix>.Fixes(
        Kling("if ([|status == \"succeeded\"|] || status == \"completed\")\n    return url;"),
        Kling("if (status == \"succeeded\" || status == \"succeed\" || status == \"completed\")\n    return url;"));

    [Fact]
    public Task A_label_gets_another_beside_it() => Fixes(
        """
        switch (status)
        {
            [|case "succeeded":|]
                return url;
        }
        """,
        """
        switch (status)
        {
            case "succeeded":
            case "succeed":
                return url;
        }
        """);

    [Fact]
    public Task An_arm_takes_both() => Fixes(
        """
        var done = status switch
        {
            [|"succeeded"|] => true,
            _ => false,
        };
        if (done)
            return url;
        """,
        """
        var done = status switch
        {
            "succeeded" or "succeed" => true,
            _ => false,
        };
        if (done)
            return url;
        """);

    private static Task Fixes(string before, string after) => Verify<SuccessStatusMissedAnalyzer, SuccessStatusMissedFix>.Fixes(
        Kling(before), Kling(after));

    private static string Kling(string statements) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Kling
        {
            private const string Done = "succeeded";

            private static class Words { public const string Done = "succeeded"; }

            private static bool Is(string? status, string word) => string.Equals(status?.Trim(), word, StringComparison.OrdinalIgnoreCase);

            public async Task<string?> WaitAsync(HttpClient http, string id, CancellationToken token)
            {
                while (true)
                {
                    var task = await http.GetFromJsonAsync<JsonElement>($"https://api.klingai.com/v1/videos/text2video/{id}", token);
                    var status = task.GetProperty("data").GetProperty("task_status").GetString();
                    var url = task.TryGetProperty("url", out var text) ? text.GetString() : null;
        {{string.Join('\n', statements.Split('\n').Select(static line => "            " + line))}}
                    if (status == "failed")
                        throw new InvalidOperationException(task.ToString());
                    await Task.Delay(5000, token);
                }
            }
        }
        """;
}
