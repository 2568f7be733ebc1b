using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<ErrorDetailLostAnalyzer>;

public class ErrorDetailLostTests
{
    [Theory]
    [InlineData("var response = await http.PostAsync(Url, content); response.[|EnsureSuccessStatusCode|](); return await response.Content.ReadAsStringAsync();")]
    [InlineData("using var response = await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, Url) { Content = content }); response.[|EnsureSuccessStatusCode|](); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.PostAsync(Url, content); if ([|!response.IsSuccessStatusCode|]) return null; return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.PostAsync(Url, content); if ([|!response.IsSuccessStatusCode|]) throw new InvalidOperationException(\"The model did not answer.\"); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.PostAsync(Url, content); if ([|response.IsSuccessStatusCode|]) { return await response.Content.ReadAsStringAsync(); } else { Console.WriteLine(\"failed\"); return null; }")]
    [InlineData("var posted = await http.PostAsync(Url, content); HttpResponseMessage response = posted; if ([|!response.IsSuccessStatusCode|]) return null; return await response.Content.ReadAsStringAsync();")]
    public Task A_response_whose_body_is_not_read(string body) => Rule.Reports(Http(body));

    [Theory]
    [InlineData("var response = await http.PostAsync(Url, content); var text = await response.Content.ReadAsStringAsync(); if (!response.IsSuccessStatusCode) Console.WriteLine(text); response.EnsureSuccessStatusCode(); return text;")]
    [InlineData("var response = await http.PostAsync(Url, content); if (!response.IsSuccessStatusCode) throw new HttpRequestException(await response.Content.ReadAsStringAsync(), null, response.StatusCode); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.PostAsync(Url, content); if (!response.IsSuccessStatusCode) { Console.WriteLine(response.StatusCode); return null; } return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.PostAsync(Url, content); if (!response.IsSuccessStatusCode) return await DescribeAsync(response); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.GetAsync(await content.ReadAsStringAsync()); response.EnsureSuccessStatusCode(); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.PostAsync(\"https://weather.example.com\", content); response.EnsureSuccessStatusCode(); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var posted = await http.PostAsync(Url, content); var response = posted; if (!response.IsSuccessStatusCode) throw new HttpRequestException(await response.Content.ReadAsStringAsync()); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var posted = await http.PostAsync(Url, content); Console.WriteLine(posted.StatusCode); var response = posted; if (!response.IsSuccessStatusCode) return null; return await posted.Content.ReadAsStringAsync();")]
    public Task A_response_that_is_looked_at(string body) => Rule.Silent(Http(body));

    [Theory]
    [InlineData("catch [|(ClientResultException)|] { return null; }")]
    [InlineData("catch [|(Exception ex)|] { Console.WriteLine(\"The model did not answer.\"); return null; }")]
    [InlineData("[|catch|] { return null; }")]
    [InlineData("catch [|(ClientResultException)|] { throw new InvalidOperationException(\"The model did not answer.\"); }")]
    [InlineData("catch (OperationCanceledException) { throw; } catch [|(Exception)|] { return null; }")]
    public Task A_handler_that_does_nothing_with_the_exception(string handler) => Rule.Reports(Sdk(handler));

    [Theory]
    [InlineData("catch (ClientResultException) { throw; }")]
    [InlineData("catch (ClientResultException ex) { throw new InvalidOperationException(\"The model did not answer.\", ex); }")]
    [InlineData("catch (ClientResultException ex) { Console.WriteLine(ex.Message); return null; }")]
    [InlineData("catch (ClientResultException ex) when (ex.Status == 404) { return null; }")]
    [InlineData("catch (OperationCanceledException) { return null; }")]
    [InlineData("catch (HttpRequestException) { return null; }")]
    public Task A_handler_that_tells_or_takes_something_else(string handler) => Rule.Silent(Sdk(handler));

    [Fact]
    public Task A_handler_around_something_else_is_silent() => Rule.Silent("""
        class Assistant
        {
            public async Task<string?> LoadAsync()
            {
                try
                {
                    return await File.ReadAllTextAsync("prompt.txt");
                }
                catch (Exception)
                {
                    return null;
                }
            }
        }
        """);

    [Fact]
    public Task The_handler_of_a_retry_whose_last_failure_gets_out_is_silent() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (attempt < 4 && ex.Status is 429 or >= 500)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }
        """));

    [Fact]
    public Task The_handler_of_a_retry_that_swallows_the_last_failure_is_reported() => Rule.Reports(RetrySnippet.Sdk("""
        for (var attempt = 1; attempt < 4; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch [|(ClientResultException)|]
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }

        throw new TimeoutException();
        """));

    private static string Http(string body) => $$"""
        class Assistant
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";
            private readonly HttpClient http = new();

            public async Task<string?> AskAsync(HttpContent content)
            {
                {{body}}
            }

            private static async Task<string?> DescribeAsync(HttpResponseMessage response) => await response.Content.ReadAsStringAsync();
        }
        """;

    private static string Sdk(string handler) => $$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class Assistant
        {
            private readonly ChatClient client;

            public Assistant(ChatClient client) => this.client = client;

            public async Task<ChatCompletion?> AskAsync(string prompt)
            {
                try
                {
                    return await client.CompleteChatAsync(prompt);
                }
                {{handler}}
            }
        }
        """;
}
