using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

/// <summary>Retries as public programs write them, in our own words: what they are told, and what they are not.</summary>
public class RetriesInProgramsTests
{
    [Fact]
    public Task A_handler_for_everything_behind_one_for_rate_limits() => Verify<ClientErrorRetriedAnalyzer>.Reports("""
        using System.Net;

        class Interviewer
        {
            private const int Most = 5;
            private readonly HttpClient http = new();

            public Task<string> QuestionAsync(string json) => AgainAsync([|async () => await PostAsync(json)|]);

            private async Task<string> PostAsync(string json)
            {
                var response = await http.PostAsync("https://api.groq.com/openai/v1/chat/completions", new StringContent(json));
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStringAsync();
            }

            private static async Task<string> AgainAsync(Func<Task<string>> operation)
            {
                for (var attempt = 1; attempt <= Most; attempt++)
                {
                    try
                    {
                        return await operation();
                    }
                    catch (HttpRequestException ex) when (ex.StatusCode == HttpStatusCode.TooManyRequests)
                    {
                        if (attempt == Most)
                            throw;
                        await Task.Delay(6000);
                    }
                    catch (Exception ex)
                    {
                        Console.WriteLine(ex.Message);
                        if (attempt == Most)
                            return "Please try again.";
                        await Task.Delay(3000);
                    }
                }

                return "Please try again.";
            }
        }
        """, Packages.None);

    [Fact]
    public Task A_predicate_that_counts_the_attempts_and_a_pause_that_doubles() => RetrySnippet.AllRulesSay("""
        using System.ClientModel;
        using OpenAI.Chat;

        class Questions
        {
            private readonly ChatClient client;
            private readonly int most;

            public Questions(ChatClient client, int most) => (this.client, this.most) = (client, most);

            public async Task<ChatCompletion> AskAsync(string prompt, CancellationToken cancellationToken)
            {
                var attempts = 0;
                var pause = 500;
                while (true)
                {
                    attempts++;
                    try
                    {
                        return await client.CompleteChatAsync(prompt);
                    }
                    catch (ClientResultException ex) when (IsWorthIt(ex, attempts))
                    {
                        await {|AIAPI2004:Task.Delay(pause, cancellationToken)|};
                        pause = Math.Min(pause * 2, 30_000);
                    }
                }
            }

            private bool IsWorthIt(ClientResultException failure, int attempts)
            {
                if (attempts >= most)
                    return false;
                if (failure.Status == 429)
                    return true;
                return failure.Status >= 500 && failure.Status <= 504;
            }
        }
        """, Packages.OpenAI);

    [Fact]
    public Task Another_model_and_key_each_time_is_no_retry() => RetrySnippet.AllRulesSay("""
        using System.Net;

        class Routes
        {
            private readonly HttpClient http = new();

            public async Task<string> AskAsync(string json, string first, string second, CancellationToken cancellationToken)
            {
                foreach (var (model, key) in new[] { ("gemini-3-pro", first), ("gemini-3-flash", second) })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, $"https://generativelanguage.googleapis.com/v1beta/models/{model}:generateContent");
                    request.Headers.Add("x-goog-api-key", key);
                    request.Content = new StringContent(json);
                    using var response = await http.SendAsync(request, cancellationToken);
                    var body = await response.Content.ReadAsStringAsync(cancellationToken);
                    if (response.IsSuccessStatusCode)
                        return body;
                    if (response.StatusCode == HttpStatusCode.BadRequest)
                        throw new InvalidOperationException(body);
                }

                throw new InvalidOperationException("No route is left.");
            }
        }
        """, Packages.None);

    [Fact]
    public Task A_retry_of_rate_limits_alone_that_always_waits_as_long() => RetrySnippet.AllRulesSay("""
        using System.Net;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;

        class Pictures
        {
            public async Task<int> DescribeAsync(IChatCompletionService chat, ChatHistory history, CancellationToken cancellationToken)
            {
                var tries = 0;
                while (true)
                {
                    try
                    {
                        var result = await chat.GetChatMessageContentsAsync(history, cancellationToken: cancellationToken);
                        return result.Count;
                    }
                    catch (HttpOperationException ex) when (ex.StatusCode == HttpStatusCode.TooManyRequests)
                    {
                        tries++;
                        if (tries >= 3)
                            throw;
                        await {|AIAPI2004:Task.Delay(10_000, cancellationToken)|};
                    }
                }
            }
        }
        """, Packages.Stub("Microsoft.SemanticKernel.Abstractions"));
}
