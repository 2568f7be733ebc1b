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
}
