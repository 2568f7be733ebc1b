using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SoftFailures;

/// <summary>Keeps insults away from the desk, by a request of its own.</summary>
internal sealed class MessageFilter(HttpClient http, string key)
{
    public async Task<string> RawScoresAsync(string message)
    {
        using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/moderations", new { model = "omni-moderation-latest", input = message });
        response.EnsureSuccessStatusCode(); // AIAPI2007: throws with the status alone, without what the API said.
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<JsonElement> ScoresAsync(string message)
    {
        using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/moderations", new { model = "omni-moderation-latest", input = message });
        return await response.Content.ReadFromJsonAsync<JsonElement>(); // AIAPI2009: scores or an error object, who knows.
    }

    public async Task<bool> IsFlaggedAsync(string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/moderations");
        request.Headers.Authorization = new AuthenticationHeaderValue(key); // AIAPI5001
        request.Content = JsonContent.Create(new { model = "omni-moderation-latest", input = message });
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"The moderation failed with status {(int)response.StatusCode}: {body}");

        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("results")[0].GetProperty("flagged").GetBoolean();
    }
}
