using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Fix = Verify<RetryWithoutLimitAnalyzer, RetryWithoutLimitFix>;

public class RetryWithoutLimitFixTests
{
    [Theory]
    [InlineData("[|while (true)|]", "(ClientResultException ex) when (ex.Status is 429 or >= 500)", "for (var attempt = 1; ; attempt++)", "(ClientResultException ex) when (attempt < 5 && ex.Status is 429 or >= 500)")]
    [InlineData("[|while (!done)|]", "(ClientResultException)", "for (var attempt = 1; !done; attempt++)", "(ClientResultException) when (attempt < 5)")]
    [InlineData("[|for (;;)|]", "(Exception)", "for (var attempt = 1; ; attempt++)", "(Exception) when (attempt < 5)")]
    [InlineData("[|for (var tries = 0; ; tries++)|]", "(ClientResultException ex) when (ex.Status == 429 || ex.Status > 499)", "for (var tries = 0; ; tries++)", "(ClientResultException ex) when (tries < 4 && (ex.Status == 429 || ex.Status > 499))")]
    public Task The_last_failure_gets_out(string head, string caught, string fixedHead, string fixedCaught) => Fix.Fixes(Loop(head, caught), Loop(fixedHead, fixedCaught));

    [Fact]
    public Task Every_handler_that_tries_again_is_closed() => Fix.Fixes(
        Loop("[|while (true)|]", "(ClientResultException ex) when (ex.Status == 429)\n    {\n        await Task.Delay(5000);\n    }\n    catch (HttpRequestException)\n    {\n        throw;\n    }\n    catch (ClientResultException ex) when (ex.Status >= 500)"),
        Loop("for (var attempt = 1; ; attempt++)", "(ClientResultException ex) when (attempt < 5 && ex.Status == 429)\n    {\n        await Task.Delay(5000);\n    }\n    catch (HttpRequestException)\n    {\n        throw;\n    }\n    catch (ClientResultException ex) when (attempt < 5 && ex.Status >= 500)"));

    [Fact]
    public Task The_last_response_gets_out() => Fix.Fixes(
        Response("[|do|]", "response.StatusCode != HttpStatusCode.TooManyRequests", "\nwhile (true);"),
        Response("for (var attempt = 1; ; attempt++)", "response.StatusCode != HttpStatusCode.TooManyRequests || attempt == 5", ""));

    private static string Loop(string head, string caught) => RetrySnippet.Sdk($$"""
        var done = false;
        // Until there is an answer.
        {{head}}
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch {{caught.Replace("\n", "\n    ")}}
            {
                await Task.Delay(1000);
            }
        }

        throw new TimeoutException();
        """).Replace(head.Contains("done") ? "\0" : "        throw new TimeoutException();\n", head.Contains("done") ? "\0" : "");

    private static string Response(string head, string test, string end) => RetrySnippet.Http($$"""
        {{head}}
        {
            var response = await http.PostAsync(Url, new StringContent(json));
            if ({{test}})
                return response;
            await Task.Delay(1000);
        }{{end}}
        """);
}
