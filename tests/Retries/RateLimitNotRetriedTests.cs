using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<RateLimitNotRetriedAnalyzer>;

public class RateLimitNotRetriedTests
{
    /// <summary>The shape of issue 4: AIAPI2002 and nothing else.</summary>
    [Fact]
    public Task A_handler_that_rethrows_below_500_loses_429() => Verify<ClientErrorRetriedAnalyzer>.Silent(RetrySnippet.Sdk("""
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when {|AIAPI2002:(ex.Status > 0)|}
            {
                if (ex.Status < 500 || attempt == 5)
                    throw;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }
        """).Replace("when {|AIAPI2002:(ex.Status > 0)|}", "{|AIAPI2002:when (ex.Status > 0)|}"));

    [Fact]
    public Task A_later_handler_for_rate_limits_is_never_reached() => Verify<ClientErrorRetriedAnalyzer>.Silent(RetrySnippet.Sdk("""
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch {|AIAPI2002:(ClientResultException ex)|}
            {
                if (ex.Status < 500)
                    throw;
                Console.WriteLine($"Attempt {attempt} failed: {ex.Message}");
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()), cancellationToken);
            }
            catch (Exception ex) when (ex.Message.Contains("429") || ex.Message.Contains("rate limit"))
            {
                await Task.Delay(TimeSpan.FromSeconds(30 + random.NextDouble()), cancellationToken);
            }
        }

        throw new InvalidOperationException("Every attempt failed.");
        """));

    [Fact]
    public Task A_branch_for_rate_limits_behind_the_rethrow_is_never_reached() => Verify<ClientErrorRetriedAnalyzer>.Silent(RetrySnippet.Http("""
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            try
            {
                var response = await http.PostAsync(Url, new StringContent(json, Encoding.UTF8, "application/json"), cancellationToken);
                response.EnsureSuccessStatusCode();
                return response;
            }
            catch {|AIAPI2002:(HttpRequestException ex)|}
            {
                if (ex.StatusCode < HttpStatusCode.InternalServerError)
                    throw;
                if (ex.StatusCode == HttpStatusCode.TooManyRequests)
                    await Task.Delay(TimeSpan.FromSeconds(60 + Random.Shared.NextDouble()), cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
            }
        }

        throw new InvalidOperationException("Every attempt failed.");
        """));

    [Theory]
    [InlineData("ex.Status >= 500")]
    [InlineData("ex.Status is 500 or 502 or 503 or 504")]
    [InlineData("ex.Status is 408 or >= 500")]
    [InlineData("ex.Status is 0 or 503")]
    [InlineData("ex.Status / 100 == 5 && attempt < 4")]
    public Task A_filter_on_server_errors_alone_is_reported(string filter) => Rule.Reports(RetrySnippet.Sdk($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) [|when ({{filter}})|]
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """));

    [Fact]
    public Task A_branch_on_server_errors_alone_is_reported() => Rule.Reports(RetrySnippet.Http("""
        for (var attempt = 1; ; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if ([|(int)response.StatusCode >= 500 && attempt < 4|])
            {
                await Task.Delay(1000 * attempt + Random.Shared.Next(250), cancellationToken);
                continue;
            }

            return response;
        }
        """));

    [Fact]
    public Task Another_handler_lets_429_through() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status == 429)
            {
                await Task.Delay(TimeSpan.FromSeconds(30 + Math.Pow(2, attempt) + random.NextDouble()));
            }
            catch (ClientResultException ex) when (ex.Status >= 500)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """));

    [Fact]
    public Task A_switch_on_the_status_that_goes_on_for_429_is_silent() => Rule.Silent(RetrySnippet.Http("""
        for (var attempt = 1; attempt < 5; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    return response;
                case HttpStatusCode.TooManyRequests:
                case HttpStatusCode.ServiceUnavailable:
                    await Task.Delay(1000 * attempt + Random.Shared.Next(250), cancellationToken);
                    break;
                default:
                    throw new HttpRequestException("The request failed.", null, response.StatusCode);
            }
        }

        throw new TimeoutException();
        """));

    [Fact]
    public Task A_retry_of_rate_limits_alone_is_silent() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status == 429)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """));

    [Fact]
    public Task Anthropics_5xx_type_leaves_429_out() => Rule.Reports("""
        using Anthropic;
        using Anthropic.Exceptions;
        using Anthropic.Models.Messages;

        class Assistant
        {
            private readonly Random random = new();

            public async Task<Message> AskAsync(IAnthropicClient client, MessageCreateParams request)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await client.Messages.Create(request);
                    }
                    catch (Anthropic5xxException) [|when (attempt < 3)|]
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
                    }
                }
            }
        }
        """, Packages.Anthropic);

    [Fact]
    public Task Anthropics_rate_limit_type_lets_429_in() => Rule.Silent("""
        using Anthropic;
        using Anthropic.Exceptions;
        using Anthropic.Models.Messages;

        class Assistant
        {
            private readonly Random random = new();

            public async Task<Message> AskAsync(IAnthropicClient client, MessageCreateParams request)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await client.Messages.Create(request);
                    }
                    catch (AnthropicApiException ex) when (attempt < 3 && ex is AnthropicRateLimitException or Anthropic5xxException)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
                    }
                }
            }
        }
        """, Packages.Anthropic);
}
