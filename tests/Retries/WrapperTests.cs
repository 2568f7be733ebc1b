namespace AiApi.Analyzers.Tests.Retries;

/// <summary>Methods that run a delegate again. Every snippet is held against all rules.</summary>
public class WrapperTests
{
    [Fact]
    public Task A_wrapper_that_is_handed_an_AI_request_is_judged_at_the_argument() => RetrySnippet.AllRulesSay(RetrySnippet.Sdk("""
        return await RetryAsync({|AIAPI2001:{|AIAPI2004:async () => (ChatCompletion)await client.CompleteChatAsync(prompt)|}|});
        """,
        """
        private static async Task<T> RetryAsync<T>(Func<Task<T>> action)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await action();
                }
                catch (Exception) when (attempt < 3)
                {
                    await Task.Delay(1000);
                }
            }
        }

        private Task<string> ReadAsync() => RetryAsync(() => File.ReadAllTextAsync("prompt.txt"));
        """), Packages.OpenAI);

    [Fact]
    public Task A_wrapper_with_a_right_filter_is_silent() => RetrySnippet.AllRulesSay(RetrySnippet.Http("""
        return await RetryAsync(() => http.PostAsync(Url, new StringContent(json), cancellationToken));
        """,
        """
        private static async Task<HttpResponseMessage> RetryAsync(Func<Task<HttpResponseMessage>> send)
        {
            for (var attempt = 0; ; attempt++)
            {
                var response = await send();
                if (attempt == 3 || (int)response.StatusCode is not (429 or >= 500))
                    return response;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }
        """), Packages.None);

    [Fact]
    public Task A_wrapper_of_responses_that_goes_on_for_server_errors_alone() => RetrySnippet.AllRulesSay(RetrySnippet.Http("""
        return await RetryAsync({|AIAPI2002:() => SendAsync(json)|});
        """,
        """
        private Task<HttpResponseMessage> SendAsync(string json) => http.PostAsync(Url, new StringContent(json));

        private static async Task<HttpResponseMessage> RetryAsync(Func<Task<HttpResponseMessage>> send)
        {
            for (var attempt = 0; ; attempt++)
            {
                var response = await send();
                if (attempt == 3 || (int)response.StatusCode < 500)
                    return response;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }
        """), Packages.None);

    [Fact]
    public Task A_wrapper_that_names_an_AI_exception_is_judged_in_itself() => RetrySnippet.AllRulesSay(RetrySnippet.Sdk("""
        return await RetryAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        """,
        """
        private static async Task<T> RetryAsync<T>(Func<Task<T>> action)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await action();
                }
                catch (ClientResultException ex) {|AIAPI2002:when (attempt < 3 && ex.Status >= 500)|}
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                }
            }
        }
        """), Packages.OpenAI);

    [Fact]
    public Task A_method_that_runs_its_delegate_once_is_no_retry() => RetrySnippet.AllRulesSay(RetrySnippet.Sdk("""
        return await TimedAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        """,
        """
        private static async Task<T> TimedAsync<T>(Func<Task<T>> action)
        {
            try
            {
                return await action();
            }
            catch (Exception ex)
            {
                Console.WriteLine(ex.Message);
                throw;
            }
        }
        """), Packages.OpenAI);

    [Fact]
    public Task What_passes_its_delegate_on_to_a_wrapper() => RetrySnippet.AllRulesSay(RetrySnippet.Sdk("""
        return await AskSafelyAsync({|AIAPI2001:async () => (ChatCompletion)await client.CompleteChatAsync(prompt)|});
        """,
        """
        private static Task<T> AskSafelyAsync<T>(Func<Task<T>> action) => RetryAsync(() => action(), 3);

        private static async Task<T> RetryAsync<T>(Func<Task<T>> action, int most)
        {
            var attempt = 0;
            while (true)
            {
                try
                {
                    return await action();
                }
                catch (Exception) when (attempt++ < most)
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                }
            }
        }
        """), Packages.OpenAI);

    [Fact]
    public Task A_policy_in_a_wrapper_is_judged_over_the_calls_of_the_wrapper() => RetrySnippet.AllRulesSay(PollySnippet.Class("""
        private readonly IAsyncPolicy policy = Policy.{|AIAPI2001:Handle<Exception>|}().WaitAndRetryAsync(3, Pause);

            private async Task<T> RetryAsync<T>(Func<Task<T>> action) => await policy.ExecuteAsync(() => action());

            public async Task<ChatCompletion> AskAsync(string prompt) => await RetryAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        """), PollySnippet.Packages7);

    [Fact]
    public Task A_policy_in_a_wrapper_of_other_things_is_silent() => RetrySnippet.AllRulesSay(PollySnippet.Class("""
        private readonly IAsyncPolicy policy = Policy.Handle<Exception>().WaitAndRetryAsync(3, Pause);

            private async Task<T> RetryAsync<T>(Func<Task<T>> action) => await policy.ExecuteAsync(() => action());

            public async Task<string> LoadAsync() => await RetryAsync(() => File.ReadAllTextAsync("prompt.txt"));
        """), PollySnippet.Packages7);

    [Fact]
    public Task A_policy_in_a_wrapper_of_another_type_is_judged_at_the_argument() => RetrySnippet.AllRulesSay(PollySnippet.Class("""
        public async Task<ChatCompletion> AskAsync(string prompt) => await Retries.RunAsync({|AIAPI2001:async () => (ChatCompletion)await client.CompleteChatAsync(prompt)|});

            private static class Retries
            {
                private static readonly AsyncRetryPolicy Policy = Polly.Policy.Handle<Exception>().WaitAndRetryAsync(3, Pause);

                public static Task<T> RunAsync<T>(Func<Task<T>> action) => Policy.ExecuteAsync(action);
            }
        """), PollySnippet.Packages7);

    [Fact]
    public Task Middleware_retries_around_the_client_inside() => RetrySnippet.AllRulesSay("""
        using System.ClientModel;
        using Microsoft.Extensions.AI;

        class PatientChatClient : DelegatingChatClient
        {
            public PatientChatClient(IChatClient inner) : base(inner)
            {
            }

            public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await base.GetResponseAsync(messages, options, cancellationToken);
                    }
                    catch (ClientResultException ex) {|AIAPI2002:when (attempt < 4 && ex.Status >= 500)|}
                    {
                        await {|AIAPI2004:Task.Delay(TimeSpan.FromSeconds(3), cancellationToken)|};
                    }
                }
            }
        }
        """, Packages.ExtensionsAI + Packages.ClientModel);
}
