using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on Google.GenAI: the reason is that of a candidate, an enum at first, a struct later.</summary>
[Surface("Google.GenAI")]
public class GoogleGenAISurfaceTests
{
    private static readonly SnippetOptions GenAI = Packages.Stub("Google.GenAI");

    private static readonly SnippetOptions GenAIBefore1 = Packages.Stub("Google.GenAI", file: "Google.GenAI.Before1");

    [Theory]
    [InlineData("return response.Candidates[0].Content.Parts[0].[|Text|];")]
    [InlineData("return response.Candidates?.FirstOrDefault()?.Content?.Parts?.FirstOrDefault()?.[|Text|];")]
    [InlineData("return string.Concat(response.Candidates[0].Content.Parts.Select(part => part.[|Text|]));")]
    [InlineData("return response.[|Text|];")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body), GenAI);

    [Theory]
    [InlineData("if (response.Candidates[0].FinishReason == FinishReason.Safety) return null;")]
    [InlineData("if (response.Candidates[0].FinishReason == \"MAX_TOKENS\") return null;")]
    [InlineData("if (response.Candidates[0].FinishReason?.Value == \"RECITATION\") return null;")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string check) =>
        PartlyChecked.Reports(InBot($"{check} return response.Candidates[0].Content.Parts[0].[|Text|];"), GenAI);

    [Theory]
    [InlineData("if (response.Candidates[0].FinishReason != FinishReason.Stop) return null;")]
    [InlineData("if (response.Candidates[0].FinishReason?.Value is \"MAX_TOKENS\" or \"SAFETY\") return null;")]
    [InlineData("var candidate = response.Candidates.First(); if (candidate.FinishReason is { } reason && reason != FinishReason.Stop) throw new InvalidOperationException(reason.Value);")]
    public Task Text_read_after_a_check_is_silent(string check) => Unchecked.Silent(InBot($"{check} return response.Candidates[0].Content.Parts[0].Text;"), GenAI);

    [Fact]
    public Task The_enum_of_the_first_versions_is_known() => PartlyChecked.Reports(
        """
        using Google.GenAI;
        using Google.GenAI.Types;

        class Bot(Client client)
        {
            public async Task<string?> AskAsync(string question)
            {
                var response = await client.Models.GenerateContentAsync("gemini-2.5-flash", question);
                if (response.Candidates![0].FinishReason == FinishReason.SAFETY)
                    return null;
                return response.Candidates[0].Content!.Parts![0].{|#0:Text|};
            }

            public async Task<string?> CheckedAsync(string question)
            {
                var response = await client.Models.GenerateContentAsync("gemini-2.5-flash", question);
                return response.Candidates is [{ FinishReason: FinishReason.STOP, Content.Parts: [{ Text: var text }, ..] }, ..] ? text : null;
            }
        }
        """,
        GenAIBefore1,
        new DiagnosticResult(FinishReasonPartlyCheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("response.Candidates[0].FinishReason", "MAX_TOKENS", "Text"));

    private static string InBot(string body) => $$"""
        #nullable disable
        using Google.GenAI;
        using Google.GenAI.Types;

        class Bot(Client client)
        {
            public async Task<string> AskAsync(string question)
            {
                var response = await client.Models.GenerateContentAsync("gemini-2.5-flash", question);
                {{body}}
            }
        }
        """;
}
