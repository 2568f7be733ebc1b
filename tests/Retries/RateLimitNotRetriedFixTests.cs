using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Fix = Verify<RateLimitNotRetriedAnalyzer, RateLimitNotRetriedFix>;

public class RateLimitNotRetriedFixTests
{
    [Theory]
    [InlineData("ex.Status >= 500", "ex.Status is 429 or >= 500")]
    [InlineData("ex.Status is 500 or 503", "ex.Status is 429 or 500 or 503")]
    [InlineData("attempt < 3 && ex.Status >= 500 && ex.Status <= 504", "attempt < 3 && ex.Status is 429 or >= 500 and <= 504")]
    public Task The_filter_lets_429_in(string before, string after) => Fix.Fixes(Loop($"(ClientResultException ex) [|when ({before})|]", ""), Loop($"(ClientResultException ex) when ({after})", ""));

    [Theory]
    [InlineData("ex.Status < 500", "ex.Status is < 500 and not 429")]
    [InlineData("ex.Status < 500 || attempt == 3", "ex.Status is < 500 and not 429 || attempt == 3")]
    [InlineData("ex.Status is >= 400 and < 500", "ex.Status is >= 400 and < 500 and not 429")]
    [InlineData("ex.Status / 100 == 4", "ex.Status / 100 == 4 && ex.Status != 429")]
    public Task A_rethrow_lets_429_stay(string before, string after) => Fix.Fixes(
        Loop("[|(ClientResultException ex)|]", $"if ({before})\n            throw;"), Loop("(ClientResultException ex)", $"if ({after})\n            throw;"));

    [Fact]
    public Task An_earlier_handler_leaves_429_to_the_later_one() => Fix.Fixes(
        Loop("(ClientResultException ex) when (ex.Status is >= 400 and < 500)\n    {\n        throw;\n    }\n    catch [|(ClientResultException ex)|]", ""),
        Loop("(ClientResultException ex) when (ex.Status is >= 400 and < 500 and not 429)\n    {\n        throw;\n    }\n    catch (ClientResultException ex)", ""));

    [Fact]
    public Task A_branch_on_the_status_goes_on_for_429() => Fix.Fixes(
        Response("if ([|(int)response.StatusCode >= 500 && attempt < 4|])"), Response("if ((int)response.StatusCode is 429 or >= 500 && attempt < 4)"));

    private static string Loop(string caught, string handling) => RetrySnippet.Sdk($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch {{caught.Replace("\n", "\n    ")}}
            {
                Console.WriteLine(ex.Message);
                {{handling.Replace("\n", "\n        ")}}
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }

        throw new TimeoutException();
        """);

    private static string Response(string test) => RetrySnippet.Http($$"""
        for (var attempt = 1; ; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            {{test}}
            {
                await Task.Delay(1000 * attempt + Random.Shared.Next(250), cancellationToken);
                continue;
            }

            return response;
        }
        """);
}
