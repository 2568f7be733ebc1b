namespace AiApi.Analyzers.Tests.Retries;

/// <summary>A bounded loop whose first handler takes the exception of the API and lets everything below 500 out, 429 with it, and which then waits for 2^attempt seconds
/// and a random part: in all its spellings AIAPI2002, and nothing else from any rule.</summary>
public class RateLimitLostTests
{
    private const string Wait = "await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)) + TimeSpan.FromMilliseconds(random.Next(0, 1000)), cancellationToken);";

    [Theory]
    [InlineData("catch {|AIAPI2002:(ClientResultException ex)|} { if (ex.Status < 500) throw; " + Wait + " }")]
    [InlineData("catch {|AIAPI2002:(ClientResultException ex)|} { if (ex.Status < 500) { Console.WriteLine(ex.Message); throw; } " + Wait + " } catch (Exception ex) when (ex.Message.Contains(\"429\")) { " + Wait + " }")]
    [InlineData("catch {|AIAPI2002:(ClientResultException ex)|} { if (ex.Status < 500) throw new InvalidOperationException(\"The model did not answer.\", ex); await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble())); }")]
    [InlineData("catch {|AIAPI2002:(ClientResultException ex)|} { if (!(ex.Status >= 500)) throw; var pause = (1 << attempt) * 1000 + random.Next(1000); await Task.Delay(pause, cancellationToken); }")]
    [InlineData("catch {|AIAPI2002:(ClientResultException ex)|} { switch (ex.Status) { case < 500: throw; default: Console.WriteLine(ex.Message); break; } " + Wait + " }")]
    [InlineData("catch {|AIAPI2002:(ClientResultException ex)|} { if (ex.Status < 500) throw; if (ex.Status == 429) await Task.Delay(TimeSpan.FromSeconds(60 + random.NextDouble())); else await PauseAsync(attempt); }")]
    [InlineData("catch (ClientResultException ex) when (ex.Status < 500) { throw; } catch {|AIAPI2002:(ClientResultException ex)|} { Console.WriteLine(ex.Message); " + Wait + " }")]
    [InlineData("catch (ClientResultException ex) when ((HttpStatusCode)ex.Status < HttpStatusCode.InternalServerError) { throw; } catch {|AIAPI2002:(Exception ex)|} { Console.WriteLine(ex.Message); " + Wait + " }")]
    [InlineData("catch {|AIAPI2002:(ClientResultException ex)|} { if (IsOurFault(ex)) throw; " + Wait + " }")]
    public Task Of_the_SDK(string handlers) => RetrySnippet.AllRulesSay(Loop("for (var attempt = 0; attempt < 5; attempt++)", handlers), Packages.OpenAI);

    [Theory]
    [InlineData("catch (ClientResultException ex) { if (ex.Status < 500 && ex.Status != 429) throw; " + Wait + " }")]
    [InlineData("catch (ClientResultException ex) when (ex.Status == 429) { " + Wait + " } catch (ClientResultException ex) { if (ex.Status < 500) throw; " + Wait + " }")]
    public Task Where_429_is_let_in_nothing_is_said(string handlers) => RetrySnippet.AllRulesSay(Loop("for (var attempt = 0; attempt < 5; attempt++)", handlers), Packages.OpenAI);

    [Theory]
    [InlineData("var attempt = 0;\n        while (attempt++ < 5)")]
    [InlineData("foreach (var attempt in Enumerable.Range(1, 5))")]
    [InlineData("for (int attempt = 1, most = 5; attempt <= most; ++attempt)")]
    public Task In_any_bounded_loop(string head) => RetrySnippet.AllRulesSay(Loop(head, "catch {|AIAPI2002:(ClientResultException ex)|} { if (ex.Status < 500) throw; " + Wait + " }"), Packages.OpenAI);

    [Fact]
    public Task Of_Anthropic() => RetrySnippet.AllRulesSay(Program("Anthropic; using Anthropic.Exceptions; using Anthropic.Models.Messages", "Message", "IAnthropicClient client, MessageCreateParams request", "client.Messages.Create(request, cancellationToken)",
        "catch {|AIAPI2002:(AnthropicApiException ex)|} { if ((int)ex.StatusCode < 500) throw; " + Wait + " }"), Packages.Anthropic);

    [Fact]
    public Task Of_Azure() => RetrySnippet.AllRulesSay(Program("Azure; using Azure.AI.OpenAI", "ChatCompletions", "OpenAIClient client, ChatCompletionsOptions request", "client.GetChatCompletionsAsync(\"gpt\", request, cancellationToken)",
        "catch {|AIAPI2002:(RequestFailedException ex)|} { if (ex.Status < 500) throw; " + Wait + " }"), Packages.AzureOpenAI);

    [Fact]
    public Task Of_Semantic_Kernel() => RetrySnippet.AllRulesSay(Program("System.Net; using Microsoft.SemanticKernel; using Microsoft.SemanticKernel.ChatCompletion", "ChatMessageContent", "IChatCompletionService chat, ChatHistory history", "chat.GetChatMessageContentAsync(history, cancellationToken: cancellationToken)",
        "catch {|AIAPI2002:(HttpOperationException ex)|} { if (ex.StatusCode < HttpStatusCode.InternalServerError) throw; " + Wait + " }"), Packages.Stub("Microsoft.SemanticKernel.Abstractions"));

    [Theory]
    [InlineData("catch (ClientError) { throw; } catch {|AIAPI2002:(ServerError ex)|} { Console.WriteLine(ex.StatusCode); " + Wait + " }")]
    [InlineData("catch (ClientError ex) when (ex.StatusCode != 429) { throw; } catch (HttpRequestException ex) { Console.WriteLine(ex.Message); " + Wait + " }")]
    public Task Of_Google(string handlers) => RetrySnippet.AllRulesSay(Program("Google.GenAI; using Google.GenAI.Types", "GenerateContentResponse", "Client client", "client.Models.GenerateContentAsync(\"gemini-3-pro\", \"Hello\")", handlers), Packages.Stub("Google.GenAI"));

    [Theory]
    [InlineData("ex.StatusCode is not null && (int)ex.StatusCode < 500")]
    [InlineData("ex.StatusCode.HasValue && (int)ex.StatusCode.Value < 500")]
    [InlineData("(int?)ex.StatusCode < 500")]
    [InlineData("ex.StatusCode is { } status && status < HttpStatusCode.InternalServerError")]
    public Task Over_HTTP(string isOurFault) => RetrySnippet.AllRulesSay(RetrySnippet.Http($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
                if (!response.IsSuccessStatusCode)
                    throw new HttpRequestException(await response.Content.ReadAsStringAsync(cancellationToken), null, response.StatusCode);
                return response;
            }
            catch {|AIAPI2002:(HttpRequestException ex)|}
            {
                if ({{isOurFault}})
                    throw;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
            }
        }

        throw new InvalidOperationException("Every attempt failed.");
        """), Packages.None);

    private static string Loop(string head, string handlers) => RetrySnippet.Sdk($$"""
        {{head}}
        {
            try
            {
                return await client.CompleteChatAsync(new[] { new UserChatMessage(prompt) }, cancellationToken: cancellationToken);
            }
            {{handlers}}
        }

        throw new InvalidOperationException("Every attempt failed.");
        """,
        """
        private async Task PauseAsync(int attempt) => await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));

        private static bool IsOurFault(ClientResultException ex) => ex.Status is >= 400 and < 500;
        """);

    private static string Program(string usings, string result, string parameters, string call, string handlers) => $$"""
        using {{usings}};

        class Assistant
        {
            private readonly Random random = new();

            public async Task<{{result}}> AskAsync({{parameters}}, CancellationToken cancellationToken)
            {
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    try
                    {
                        return await {{call}};
                    }
                    {{handlers}}
                }

                throw new InvalidOperationException("Every attempt failed.");
            }
        }
        """;
}
