using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace SoftFailures;

/// <summary>Does not take the first no for an answer.</summary>
internal sealed class PatientDesk(ChatClient chat)
{
    public async Task<ChatCompletion> UrgencyAsync(string transcript)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await chat.CompleteChatAsync($"How urgent is this, from 1 to 5?\n{transcript}");
            }
            catch (ClientResultException) when (attempt < 4) // AIAPI2001: a wrong key is no better the fourth time.
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }
    }

    public async Task<ChatCompletion> MoodAsync(string transcript)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await chat.CompleteChatAsync($"How does the customer feel? One word:\n{transcript}");
            }
            catch (ClientResultException ex) when (attempt < 4 && ex.Status >= 500) // AIAPI2002: the failure that waiting cures is 429.
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }
    }

    public async Task<ChatCompletion> LanguageAsync(string transcript)
    {
        var attempts = 0;
        while (true)
        {
            try
            {
                return await chat.CompleteChatAsync($"Which language is this? One word:\n{transcript}");
            }
            catch (ClientResultException ex) when (++attempts < 4 && ex.Status is 0 or 408 or 409 or 429 or >= 500) // AIAPI2003: all attempts are over within a second.
            {
                Console.Error.WriteLine(ex.Message);
            }
        }
    }

    public async Task<ChatCompletion> SecondOpinionAsync(string transcript, ApiKeyCredential key)
    {
        var other = new ChatClient("gpt-5.4-mini", key, new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) });
        for (var attempt = 1; ; attempt++) // AIAPI2006: four attempts of four requests each.
        {
            try
            {
                return await other.CompleteChatAsync($"Refund, delivery or product? One word:\n{transcript}");
            }
            catch (ClientResultException ex) when (attempt < 4 && ex.Status is 0 or 408 or 409 or 429 or >= 500)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }
    }

    public async Task<ChatCompletion> ProductsAsync(string transcript)
    {
        while (true) // AIAPI2005: a quota that is used up today lets nobody in until tomorrow.
        {
            try
            {
                return await chat.CompleteChatAsync($"Which products are these about?\n{transcript}");
            }
            catch (ClientResultException ex) when (ex.Status is 0 or 408 or 409 or 429 or >= 500)
            {
                await Task.Delay(TimeSpan.FromSeconds(Random.Shared.Next(10, 60))); // AIAPI2004: no longer after the tenth failure than after the first.
            }
        }
    }
}
