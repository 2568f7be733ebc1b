using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonPartlyCheckedFix>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The fixes of AIAPI1001 and AIAPI1002 in code that reads replies as types of its own.</summary>
[Surface("HTTP, the program's own types")]
public class RawTypedFixTests
{
    private const string FinishReason = """


            [JsonPropertyName("finish_reason")]
            public string? FinishReason { get; set; }
        """;

    [Fact]
    public Task The_member_for_the_reason_is_asked() => Unchecked.Fixes(
        InBot("return reply!.Choices[0].Message.[|Content|];", FinishReason),
        InBot(
            """
            Choice choice = reply!.Choices[0];

            if (choice.FinishReason != "stop")
            {
                throw new InvalidOperationException($"The model's answer is not complete: {choice.FinishReason}.");
            }

            return choice.Message.Content;
            """,
            FinishReason));

    [Fact]
    public Task A_choice_that_may_be_missing_is_still_accepted() => Unchecked.Fixes(
        InBot("return reply?.Choices.FirstOrDefault()?.Message.[|Content|];", FinishReason),
        InBot(
            """
            Choice? choice = reply?.Choices.FirstOrDefault();

            if (choice is not null && choice.FinishReason != "stop")
            {
                throw new InvalidOperationException($"The model's answer is not complete: {choice.FinishReason}.");
            }

            return choice?.Message.Content;
            """,
            FinishReason));

    [Fact]
    public Task A_type_without_a_member_for_the_reason_gets_one() => Unchecked.Fixes(
        InBot("return reply!.Choices[0].Message.[|Content|];", ""),
        InBot(
            """
            Choice choice = reply!.Choices[0];

            if (choice.FinishReason != "stop")
            {
                throw new InvalidOperationException($"The model's answer is not complete: {choice.FinishReason}.");
            }

            return choice.Message.Content;
            """,
            FinishReason));

    [Fact]
    public Task A_type_that_leaves_its_names_open_is_left_alone() => Unchecked.OffersNothing("""
        using System.Net.Http.Json;

        public record Reply(Choice[] Choices);

        public record Choice(Message Message);

        public record Message(string Content);

        class Bot(HttpClient http)
        {
            public async Task<string> AskAsync(HttpContent content)
            {
                var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", content);
                response.EnsureSuccessStatusCode();
                var reply = await response.Content.ReadFromJsonAsync<Reply>();
                return reply!.Choices[0].Message.[|Content|];
            }
        }
        """);

    [Fact]
    public Task A_type_whose_names_a_policy_makes_gets_a_member_with_a_name_of_its_own() => Unchecked.Fixes(
        WithPolicy("return reply!.Choices[0].Message.[|Content|];", ""),
        WithPolicy(
            """
            Choice choice = reply!.Choices[0];

                    if (choice.FinishReason != "stop")
                    {
                        throw new InvalidOperationException($"The model's answer is not complete: {choice.FinishReason}.");
                    }

                    return choice.Message.Content;
            """,
            """


                [System.Text.Json.Serialization.JsonPropertyName("finish_reason")]
                public string? FinishReason { get; set; }
            """));

    private static string WithPolicy(string body, string reason) => $$"""
        using System.Net.Http.Json;

        public class Reply
        {
            public Choice[] Choices { get; set; } = Array.Empty<Choice>();
        }

        public class Choice
        {
            public Message Message { get; set; } = new();{{reason}}
        }

        public class Message
        {
            public string? Content { get; set; }
        }

        class Bot(HttpClient http)
        {
            public async Task<string?> AskAsync(HttpContent content)
            {
                var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", content);
                response.EnsureSuccessStatusCode();
                var reply = await response.Content.ReadFromJsonAsync<Reply>();
                {{body}}
            }
        }
        """;

    [Fact]
    public Task A_check_is_extended() => PartlyChecked.Fixes(
        InBot("var choice = reply!.Choices[0]; return choice.FinishReason == \"length\" ? null : choice.Message.[|Content|];", FinishReason),
        InBot("var choice = reply!.Choices[0]; return choice.FinishReason is \"length\" or \"content_filter\" ? null : choice.Message.Content;", FinishReason));

    private static string InBot(string body, string reason) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json.Serialization;

        public class Reply
        {
            [JsonPropertyName("choices")]
            public List<Choice> Choices { get; set; } = new();
        }

        public class Choice
        {
            [JsonPropertyName("message")]
            public Message Message { get; set; } = new();{{reason.ReplaceLineEndings("\n")}}
        }

        public class Message
        {
            [JsonPropertyName("content")]
            public string? Content { get; set; }
        }

        class Bot(HttpClient http)
        {
            public async Task<string?> AskAsync(HttpContent content)
            {
                var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", content);
                response.EnsureSuccessStatusCode();
                var reply = await response.Content.ReadFromJsonAsync<Reply>();
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ").Replace("\n        \n", "\n\n")}}
            }
        }
        """;
}
