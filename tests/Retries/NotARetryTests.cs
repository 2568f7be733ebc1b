using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<ClientErrorRetriedAnalyzer>;

/// <summary>Loops that look like retries and are none: no rule on retries speaks about them.</summary>
public class NotARetryTests
{
    [Fact]
    public Task A_loop_over_many_requests_goes_on_with_the_next() => Rule.Silent(RetrySnippet.Sdk("""
        ChatCompletion? last = null;
        foreach (var line in prompt.Split('\n'))
        {
            try
            {
                last = await client.CompleteChatAsync(line);
            }
            catch (ClientResultException ex)
            {
                Console.WriteLine($"{line}: {ex.Message}");
            }
        }

        return last!;
        """));

    [Fact]
    public Task A_conversation_reads_new_input() => Rule.Silent(RetrySnippet.Sdk("""
        while (true)
        {
            var question = Console.ReadLine();
            if (question is null)
                throw new EndOfStreamException();
            try
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                Console.WriteLine(completion.FinishReason);
                if (question == "bye")
                    return completion;
            }
            catch (ClientResultException ex)
            {
                Console.WriteLine(ex.Message);
            }
        }
        """));

    [Fact]
    public Task A_queue_gives_the_next_item() => Rule.Silent(RetrySnippet.Sdk("""
        while (queue.TryDequeue(out var question))
        {
            try
            {
                return await client.CompleteChatAsync(question);
            }
            catch (ClientResultException ex)
            {
                Console.WriteLine(ex.Message);
            }
        }

        throw new InvalidOperationException("The queue is empty.");
        """,
        """
        private readonly Queue<string> queue = new();
        """));

    [Fact]
    public Task Another_model_is_another_request() => Rule.Silent(RetrySnippet.Sdk("""
        foreach (var other in clients)
        {
            try
            {
                return await other.CompleteChatAsync(prompt);
            }
            catch (Exception ex)
            {
                Console.WriteLine(ex.Message);
            }
        }

        throw new InvalidOperationException("No model answered.");
        """,
        """
        private readonly ChatClient[] clients = Array.Empty<ChatClient>();
        """));

    [Fact]
    public Task A_shorter_prompt_is_another_request() => Rule.Silent(RetrySnippet.Sdk("""
        var messages = new List<ChatMessage> { new SystemChatMessage("Be brief."), new UserChatMessage(prompt) };
        while (true)
        {
            try
            {
                return await client.CompleteChatAsync(messages);
            }
            catch (ClientResultException ex) when (ex.Status == 400 && messages.Count > 1)
            {
                messages.RemoveAt(1);
            }
        }
        """));

    [Fact]
    public Task A_refreshed_token_makes_another_request() => Rule.Silent(RetrySnippet.Http("""
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(json) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
                return response;
            token = await RefreshTokenAsync();
        }

        throw new InvalidOperationException("Signing in failed.");
        """,
        """
        private string token = "";

        private Task<string> RefreshTokenAsync() => Task.FromResult("");
        """));

    [Fact]
    public Task Polling_a_task_reads_how_it_stands() => Rule.Silent(RetrySnippet.Http("""
        while (true)
        {
            try
            {
                var response = await http.GetAsync("https://api.openai.com/v1/videos/" + json, cancellationToken);
                response.EnsureSuccessStatusCode();
                var status = await response.Content.ReadAsStringAsync(cancellationToken);
                if (status.Contains("completed"))
                    return response;
                if (status.Contains("failed"))
                    throw new InvalidOperationException(status);
            }
            catch (HttpRequestException ex)
            {
                Console.WriteLine(ex.Message);
            }

            await Task.Delay(5000, cancellationToken);
        }
        """));

    [Fact]
    public Task A_service_that_works_for_ever_has_new_work_each_time() => Rule.Silent(RetrySnippet.Sdk("""
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                ChatCompletion completion = await client.CompleteChatAsync("Tell the news of the hour.");
                Console.WriteLine(completion.FinishReason);
            }
            catch (Exception ex)
            {
                Console.WriteLine(ex.Message);
            }

            await Task.Delay(TimeSpan.FromHours(1), cancellationToken);
        }

        throw new OperationCanceledException();
        """));

    [Fact]
    public Task A_handler_that_leaves_makes_no_retry() => Rule.Silent(RetrySnippet.Sdk("""
        while (true)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex)
            {
                Console.WriteLine(ex.Message);
                throw;
            }
        }
        """));

    [Fact]
    public Task A_loop_that_calls_no_model_is_nobodys_business() => Rule.Silent(RetrySnippet.Http("""
        while (true)
        {
            try
            {
                var response = await http.GetAsync("https://example.com/health", cancellationToken);
                response.EnsureSuccessStatusCode();
                return response;
            }
            catch (HttpRequestException)
            {
            }
        }
        """));

    [Fact]
    public Task Asking_for_another_reply_is_no_retry_of_a_failure() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; attempt < 3; attempt++)
        {
            ChatCompletion completion = await client.CompleteChatAsync(prompt);
            if (completion.FinishReason == ChatFinishReason.Stop)
                return completion;
        }

        throw new InvalidOperationException("No complete reply.");
        """));

    [Fact]
    public Task A_conversation_that_keeps_the_answers_is_silent() => Rule.Silent("""
        using Microsoft.Extensions.AI;

        class Talk
        {
            public async Task RunAsync(IChatClient client)
            {
                List<ChatMessage> history = new();
                while (true)
                {
                    var message = Console.ReadLine();
                    if (string.IsNullOrEmpty(message))
                        break;
                    history.Add(new ChatMessage(ChatRole.User, message));
                    try
                    {
                        var response = await client.GetResponseAsync(history);
                        history.AddRange(response.Messages);
                    }
                    catch (Exception ex)
                    {
                        Console.WriteLine(ex.Message);
                    }
                }
            }
        }
        """, Packages.ExtensionsAI);

    [Theory]
    [InlineData("var server = await SelectClientAsync(cancellationToken);")]
    [InlineData("var server = NextClient();")]
    [InlineData("var next = NextClient(); var server = next;")]
    [InlineData("ChatClient server; var choice = SelectClientAsync(cancellationToken); var chosen = await choice; server = chosen;")]
    public Task Each_round_asks_another_server(string choice) => Rule.Silent(Rounds(choice));

    [Theory]
    [InlineData("var server = CreateClient();")]
    [InlineData("var made = CreateClient(); var server = made;")]
    public Task A_client_made_anew_in_each_round_asks_the_same_server(string choice) => Rule.Reports(Rounds(choice).Replace("(ClientResultException)", "[|(ClientResultException)|]"));

    private static string Rounds(string choice) => RetrySnippet.Sdk($$"""
        for (var attempt = 0; ; attempt++)
        {
            {{choice}}
            try
            {
                return await server.CompleteChatAsync(prompt);
            }
            catch (ClientResultException)
            {
                if (attempt == 3)
                    throw;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }
        """,
        """
        private readonly Queue<ChatClient> servers = new();

        private Task<ChatClient> SelectClientAsync(CancellationToken cancellationToken) => Task.FromResult(servers.Dequeue());

        private ChatClient NextClient() => servers.Dequeue();

        private ChatClient CreateClient() => client;
        """);

    [Fact]
    public Task Waiting_until_what_was_just_stored_is_there_is_no_hope_for_another_answer() => Rule.Silent(RetrySnippet.Sdk("""
        for (var wait = 500; ; wait *= 2)
        {
            try
            {
                return await client.GetChatCompletionAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status == 404 && wait < 10_000)
            {
                await Task.Delay(wait, cancellationToken);
            }
        }
        """));
}
