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
}
