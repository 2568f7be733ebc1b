using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SoftFailures;

/// <summary>Explains a word of a customer's, by a request of its own.</summary>
internal sealed class PhraseBook(HttpClient http, string key)
{
    public async Task<string?> ExplainAsync(string word)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = JsonContent.Create(new { model = "gpt-5.4", messages = new[] { new { role = "user", content = $"What does '{word}' mean?" } } });
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"The explanation failed with status {(int)response.StatusCode}: {body}");

        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(); // AIAPI1001
    }

    public async Task TellAsync(string word, TextWriter screen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = JsonContent.Create(new { model = "gpt-5.4", stream = true, messages = new[] { new { role = "user", content = $"Tell the story of '{word}'." } } });
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"The story failed with status {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");

        // The line that says how the story ended has no text, and goes by unread.
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("data: {"))
                continue;
            using var chunk = JsonDocument.Parse(line["data: ".Length..]);
            if (chunk.RootElement.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out var text)) // AIAPI1003
                await screen.WriteAsync(text.GetString());
        }
    }

    public async Task<string?> TranslateAsync(string word)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = JsonContent.Create(new
        {
            model = "gpt-5.4",
            messages = new[] { new { role = "user", content = $"Translate '{word}'." } },
            tools = new[] { new { type = "function", function = new { name = "look_up", description = "Looks a word up in our dictionary." } } },
        });

        // The model may ask for look_up, and its content is null then.
        using var response = await http.SendAsync(request); // AIAPI1007
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"The translation failed with status {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");

        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var choice = document.RootElement.GetProperty("choices")[0];
        if (choice.GetProperty("finish_reason").GetString() is "length" or "content_filter")
            throw new InvalidOperationException("The translation is not complete.");
        return choice.GetProperty("message").GetProperty("content").GetString();
    }
}
