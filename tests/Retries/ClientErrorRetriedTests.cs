using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<ClientErrorRetriedAnalyzer>;

public class ClientErrorRetriedTests
{
    [Fact]
    public Task A_handler_without_a_filter_retries_every_failure() => Rule.Reports(RetrySnippet.Sdk("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch {|#0:(ClientResultException)|}
            {
                if (attempt == 3)
                    throw;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }
        """),
        null,
        new DiagnosticResult(ClientErrorRetriedAnalyzer.Descriptor).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("every 4xx"));

    [Fact]
    public Task A_filter_on_the_count_alone_retries_every_failure() => Rule.Reports(RetrySnippet.Sdk("""
        var attempt = 0;
        while (true)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (Exception ex) [|when (attempt < 3)|]
            {
                Console.WriteLine(ex.Message);
                attempt++;
                await Task.Delay(1000 * attempt + random.Next(500));
            }
        }
        """));

    [Theory]
    [InlineData("ex.Status != 401", "400, 402, 403, 404, 413, 422")]
    [InlineData("ex.Status >= 400", "every 4xx")]
    [InlineData("ex.Status is 400 or 429 or >= 500", "400")]
    [InlineData("ex.Status == 429 || ex.Status == 404 || ex.Status / 100 == 5", "404")]
    [InlineData("ex.Status is not (400 or 401 or 402 or 403 or 404 or 413 or 422)", "405-407, 410-412, 414-421, 423-424, 426-428, 430-499")]
    public Task The_message_names_the_statuses(string filter, string statuses) => Rule.Reports(RetrySnippet.Sdk($$"""
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) {|#0:when ({{filter}})|}
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """),
        null,
        new DiagnosticResult(ClientErrorRetriedAnalyzer.Descriptor).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(statuses));

    [Theory]
    [InlineData("ex.Status is 408 or 409 or 429 or >= 500")]
    [InlineData("ex.Status == 429 || ex.Status >= 500 && ex.Status <= 504")]
    [InlineData("IsTransient(ex)")]
    [InlineData("IsTransient(ex) && attempt < 3")]
    [InlineData("Retryable.Contains(ex.Status)")]
    [InlineData("ex.Status switch { 0 or 429 => true, >= 500 and < 600 => true, _ => false }")]
    [InlineData("ex is { Status: 429 or >= 500 }")]
    [InlineData("(HttpStatusCode)ex.Status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError")]
    [InlineData("ex.GetRawResponse()?.Status == 429 || ex.Status == 503")]
    [InlineData("Transient.Is(ex.Status)")]
    public Task A_filter_that_lets_transient_failures_in_is_silent(string filter) => Rule.Silent(RetrySnippet.Sdk($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when ({{filter}})
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """,
        """
        private static readonly int[] Retryable = { 408, 429, 500, 502, 503, 504 };

        private static bool IsTransient(ClientResultException ex) => ex.Status == 429 || ex.Status >= 500;

        private static class Transient
        {
            public static bool Is(int status) => status switch
            {
                408 or 429 => true,
                _ => status > 499,
            };
        }
        """));

    [Theory]
    [InlineData("ex.Message.Contains(\"429\")")]
    [InlineData("ex.Status == 500 || ex.ToString().Contains(\"rate limit\")")]
    [InlineData("Classifier.IsTransient(ex)")]
    public Task A_test_that_cannot_be_evaluated_is_silent(string filter) => Rule.Silent(RetrySnippet.Sdk($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when ({{filter}})
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """,
        """
        private interface IClassifier { bool IsTransient(Exception ex); }

        private IClassifier Classifier { get; set; } = null!;
        """));

    [Fact]
    public Task A_rethrow_in_the_handler_counts_as_a_filter() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex)
            {
                if (attempt >= 3 || ex.Status is >= 400 and < 500 and not 429)
                    throw;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }
        """));

    [Fact]
    public Task An_earlier_handler_takes_the_client_errors() => Rule.Silent(RetrySnippet.Sdk("""
        var attempt = 0;
        while (true)
        {
            try
            {
                return await client.CompleteChatAsync(new ChatMessage[] { prompt }, cancellationToken: cancellationToken);
            }
            catch (ClientResultException ex) when (ex.Status is >= 400 and < 500 and not 408 and not 429)
            {
                throw new InvalidOperationException("The request is wrong.", ex);
            }
            catch (Exception) when (++attempt < 4)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()), cancellationToken);
            }
        }
        """));

    [Fact]
    public Task A_handler_of_network_failures_sees_no_status_of_an_SDK() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }
        """));

    [Fact]
    public Task A_handler_around_a_send_sees_network_failures_only() => Rule.Silent(RetrySnippet.Http("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await http.PostAsync(Url, new StringContent(json), cancellationToken);
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
            }
        }
        """));

    [Fact]
    public Task EnsureSuccessStatusCode_brings_the_status_to_the_handler() => Rule.Reports(RetrySnippet.Http("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
                response.EnsureSuccessStatusCode();
                return response;
            }
            catch (HttpRequestException) [|when (attempt < 3)|]
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
            }
        }
        """));

    [Fact]
    public Task EnsureSuccessStatusCode_with_a_filter_is_silent() => Rule.Silent(RetrySnippet.Http("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
                return response.{|AIAPI2007:EnsureSuccessStatusCode|}();
            }
            catch (HttpRequestException ex) when (attempt < 3 && ex.StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
            }
        }
        """));

    [Fact]
    public Task Repeating_until_success_repeats_client_errors() => Rule.Reports(RetrySnippet.Http("""
        HttpResponseMessage response;
        var attempt = 0;
        do
        {
            response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if ([|response.IsSuccessStatusCode|])
                return response;
            await Task.Delay(1000 * ++attempt + Random.Shared.Next(250), cancellationToken);
        }
        while (attempt < 5);
        return response;
        """));

    [Theory]
    [InlineData("response.StatusCode != HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500")]
    [InlineData("(int)response.StatusCode is < 500 and not (408 or 429)")]
    [InlineData("!ShouldRetry(response.StatusCode)")]
    [InlineData("!ShouldRetry(response)")]
    public Task Repeating_for_transient_statuses_is_silent(string done) => Rule.Silent(RetrySnippet.Http($$"""
        HttpResponseMessage response;
        var attempt = 0;
        do
        {
            response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if ({{done}})
                return response;
            await Task.Delay(1000 * ++attempt + Random.Shared.Next(250), cancellationToken);
        }
        while (attempt < 5);
        return response;
        """,
        """
        private static bool ShouldRetry(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

        private static bool ShouldRetry(HttpResponseMessage response) => ShouldRetry(response.StatusCode);
        """));

    [Fact]
    public Task A_request_in_a_helper_method_is_retried_by_its_caller() => Rule.Reports(RetrySnippet.Http("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await SendAsync(json);
            }
            catch (HttpRequestException) [|when (attempt < 3)|]
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
            }
        }
        """,
        """
        private async Task<HttpResponseMessage> SendAsync(string json)
        {
            var response = await http.PostAsync(Url, new StringContent(json));
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException("The request failed.", null, response.StatusCode);
            return response;
        }
        """));

    [Fact]
    public Task A_helper_method_that_throws_for_transient_statuses_only_is_silent() => Rule.Silent(RetrySnippet.Http("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await SendAsync(json);
            }
            catch (IOException) when (attempt < 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
            }
        }
        """,
        """
        private async Task<HttpResponseMessage> SendAsync(string json)
        {
            var response = await http.PostAsync(Url, new StringContent(json));
            if ((int)response.StatusCode is 429 or >= 500)
                throw new IOException("Try again.");
            return response;
        }
        """));

    [Fact]
    public Task Recursion_from_a_handler_is_a_retry() => Rule.Reports(RetrySnippet.Sdk("""
        return await AskAgainAsync(prompt, 0);
        """,
        """
        private async Task<ChatCompletion> AskAgainAsync(string prompt, int attempt)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException) [|when (attempt < 3)|]
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
                return await AskAgainAsync(prompt, attempt + 1);
            }
        }
        """));

    [Fact]
    public Task Recursion_with_another_request_is_silent() => Rule.Silent(RetrySnippet.Sdk("""
        return await AskAgainAsync(prompt, 0);
        """,
        """
        private async Task<ChatCompletion> AskAgainAsync(string prompt, int attempt)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException) when (attempt < 3)
            {
                return await AskAgainAsync(prompt[..(prompt.Length / 2)], attempt + 1);
            }
        }
        """));

    [Fact]
    public Task Goto_is_a_retry() => Rule.Reports(RetrySnippet.Sdk("""
        var attempt = 0;
        again:
        try
        {
            return await client.CompleteChatAsync(prompt);
        }
        catch (ClientResultException) [|when (attempt < 3)|]
        {
            attempt++;
            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
        }

        goto again;
        """));

    [Fact]
    public Task A_wrapper_that_catches_the_exception_of_an_AI_SDK_is_a_retry() => Rule.Reports(RetrySnippet.Sdk("""
        return await RetryAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        """,
        """
        private async Task<T> RetryAsync<T>(Func<Task<T>> action)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await action();
                }
                catch (ClientResultException) [|when (attempt < 3)|]
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
                }
            }
        }
        """));

    [Fact]
    public Task Which_statuses_are_worth_it_is_an_option() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 404 or 429 or >= 500)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """),
        new() { EditorConfig = "aiapi_retryable_status_codes = 404, 429" });
}
