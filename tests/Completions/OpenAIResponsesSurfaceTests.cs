using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on OpenAI's Responses: a status instead of a reason, and members that are there only for some of them.</summary>
[Surface("OpenAI Responses")]
public class OpenAIResponsesSurfaceTests
{
    [Theory]
    [InlineData("return response.[|GetOutputText|]();")]
    [InlineData("var text = response.[|GetOutputText|](); return text?.Trim();")]
    [InlineData("return response.OutputItems.OfType<MessageResponseItem>().Last().Content[0].[|Text|];")]
    [InlineData("return ((MessageResponseItem)response.OutputItems[0]).Content.FirstOrDefault()?.[|Text|];")]
    [InlineData("foreach (var item in response.OutputItems) if (item is MessageResponseItem message) Console.WriteLine(message.Content[0].[|Text|]); return null;")]
    [InlineData("return string.Concat(response.OutputItems.OfType<MessageResponseItem>().SelectMany(item => item.Content).Select(part => part.[|Text|]));")]
    [InlineData("Console.WriteLine(response.Status); return response.[|GetOutputText|]();")]
    public Task Text_read_without_a_look_at_the_status_is_reported(string body) => Unchecked.Reports(InBot(body));

    [Theory]
    [InlineData("if (response.Status == ResponseStatus.Incomplete) return null; return response.[|GetOutputText|]();")]
    [InlineData("if (response.Status == ResponseStatus.Failed) return null; return response.[|GetOutputText|]();")]
    [InlineData("if (response.Error is not null) throw new InvalidOperationException(response.Error.Message); return response.[|GetOutputText|]();")]
    [InlineData("if (response.Error != null) return null; return response.[|GetOutputText|]();")]
    [InlineData("if (response.IncompleteStatusDetails is not null) return null; return response.[|GetOutputText|]();")]
    [InlineData("if (response.IncompleteStatusDetails?.Reason == ResponseIncompleteStatusReason.MaxOutputTokens) return null; return response.[|GetOutputText|]();")]
    [InlineData("return response.Status is ResponseStatus.Completed or ResponseStatus.Incomplete ? response.[|GetOutputText|]() : null;")]
    public Task A_check_that_lets_incomplete_or_failed_answers_through_is_reported(string body) => PartlyChecked.Reports(InBot(body));

    [Theory]
    [InlineData("if (response.Status != ResponseStatus.Completed) return null; return response.GetOutputText();")]
    [InlineData("return response.Status switch { ResponseStatus.Completed => response.GetOutputText(), var other => throw new InvalidOperationException($\"{other}\") };")]
    [InlineData("if (response.Status is ResponseStatus.Incomplete or ResponseStatus.Failed) return null; return response.GetOutputText();")]
    [InlineData("if (response.Error is not null || response.IncompleteStatusDetails is not null) return null; return response.GetOutputText();")]
    [InlineData("if (response.Error is { } error) throw new InvalidOperationException(error.Message); if (response.Status == ResponseStatus.Incomplete) return null; return response.GetOutputText();")]
    [InlineData("return response is { Status: ResponseStatus.Completed } ? response.GetOutputText() : null;")]
    public Task Text_read_after_a_check_is_silent(string body) => Unchecked.Silent(InBot(body));

    [Theory]
    [InlineData("return response.OutputItems.Count.ToString();")]
    [InlineData("return response.Id + response.Usage.OutputTokenCount;")]
    [InlineData("return response.OutputItems.OfType<FunctionCallResponseItem>().First().FunctionName;")]
    [InlineData("items.AddRange(response.OutputItems); return null;")]
    [InlineData("return response.GetOutputText() is null ? \"nothing\" : \"something\";")]
    public Task What_is_no_content_is_silent(string body) => Unchecked.Silent(InBot(body));

    [Theory]
    [InlineData("return (response.GetOutputText(), response.Status).ToString();")]
    [InlineData("_last = response; return response.GetOutputText();")]
    [InlineData("_errors.Add(response.Error); return response.GetOutputText();")]
    public Task A_result_status_or_error_that_is_handed_on_is_the_receivers_business(string body) => Unchecked.Silent(InBot(body));

    [Fact]
    public Task To_wait_for_the_end_is_not_to_look_how_it_ended() => Unchecked.Reports("""
        using OpenAI.Responses;

        class Bot(ResponsesClient client)
        {
            public async Task<string> AskAsync(CreateResponseOptions options)
            {
                ResponseResult response = await client.CreateResponseAsync(options);
                while (response.Status is ResponseStatus.Queued or ResponseStatus.InProgress)
                {
                    await Task.Delay(1000);
                    response = await client.GetResponseAsync(response.Id);
                }

                return response.[|GetOutputText|]();
            }

            public async Task<string> CheckedAsync(CreateResponseOptions options)
            {
                ResponseResult response = await client.CreateResponseAsync(options);
                while (response.Status is ResponseStatus.Queued or ResponseStatus.InProgress)
                {
                    await Task.Delay(1000);
                    response = await client.GetResponseAsync(response.Id);
                }

                return response.Status == ResponseStatus.Completed ? response.GetOutputText() : throw new InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task The_types_before_2_8_are_known() => Unchecked.Reports("""
        using OpenAI.Responses;

        class Bot(OpenAIResponseClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                OpenAIResponse response = await client.CreateResponseAsync(question);
                return response.[|GetOutputText|]();
            }

            public async Task<string> CheckedAsync(string question)
            {
                OpenAIResponse response = await client.CreateResponseAsync(question);
                return response.Status == ResponseStatus.Completed ? response.GetOutputText() : throw new InvalidOperationException();
            }
        }
        """, Packages.ClientModel + Packages.Stub("OpenAI", Packages.ClientModel));

    [Fact]
    public Task The_message_names_what_slips_through() => PartlyChecked.Reports(
        InBot("if (response.Status == ResponseStatus.Cancelled) return null; return response.{|#0:GetOutputText|}();"),
        expected: new DiagnosticResult(FinishReasonPartlyCheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("response.Status", "Incomplete and Failed", "GetOutputText"));

    private static string InBot(string body) => $$"""
        using OpenAI.Responses;

        class Bot(ResponsesClient client)
        {
            private readonly List<ResponseError?> _errors = new();
            private ResponseResult? _last;

            public async Task<string?> AskAsync(List<ResponseItem> items)
            {
                ResponseResult response = await client.CreateResponseAsync("gpt-5.4", items);
                {{body}}
            }

            public override string ToString() => $"{_last?.Id} {_errors.Count}";
        }
        """;
}
