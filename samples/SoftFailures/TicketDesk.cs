using System.Text.Json;
using OpenAI.Chat;

namespace SoftFailures;

/// <summary>Files the conversation as a ticket.</summary>
internal sealed class TicketDesk(ChatClient chat)
{
    public async Task<string> TitleAsync(string transcript) =>
        (await chat.CompleteChatAsync($"Give this conversation a title:\n{transcript}")).Value.Content[0].Text; // AIAPI1001, AIAPI1004

    public async Task<string> SummaryAsync(string transcript)
    {
        ChatCompletion completion = await chat.CompleteChatAsync($"Summarize for the next colleague:\n{transcript}");

        // The helper reads whatever is there, so that half a summary is filed as a whole one.
        return TextOf(completion); // AIAPI1001
    }

    public async Task<string> CategoryAsync(string transcript)
    {
        ChatCompletion completion = await chat.CompleteChatAsync($"Refund, delivery or product? One word:\n{transcript}");

        // Blocked replies are seen to, cut-off ones are not.
        if (completion.FinishReason == ChatFinishReason.ContentFilter)
            return "unknown";

        return completion.Content[0].Text; // AIAPI1002, AIAPI1004
    }

    public async Task<string> ReplyDraftAsync(string transcript)
    {
        ChatCompletion completion = await chat.CompleteChatAsync($"Draft the mail that closes this ticket:\n{transcript}");

        // Cut-off replies are seen to, blocked ones take the last arm, where there is no content to read.
        return completion.FinishReason switch
        {
            ChatFinishReason.Length => throw new InvalidOperationException("The draft is too long: ask for a shorter one."),
            _ => completion.Content[0].Text, // AIAPI1002, AIAPI1004
        };
    }

    public async Task NotesAsync(string transcript, TextWriter file)
    {
        // A stream that stops at the token limit just ends.
        await foreach (StreamingChatCompletionUpdate update in chat.CompleteChatStreamingAsync($"Notes for the file:\n{transcript}"))
        {
            foreach (var part in update.ContentUpdate) // AIAPI1003
                await file.WriteAsync(part.Text);
        }
    }

    public async Task<string> OrderAsync(string transcript)
    {
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("find_order", "Finds an order by its number.") } };

        // The model may ask for find_order, and this throws as it does for a refusal.
        ChatCompletion completion = await chat.CompleteChatAsync([new UserChatMessage($"What was ordered?\n{transcript}")], options); // AIAPI1007
        if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter)
            throw new InvalidOperationException($"Ended with {completion.FinishReason}.");

        return completion.Content[0].Text; // AIAPI1004
    }

    public async Task<int> PriorityAsync(string transcript)
    {
        ChatCompletion completion = await chat.CompleteChatAsync($"How urgent is it? JSON with a number \"priority\" from 1 to 3:\n{transcript}");
        if (completion.FinishReason != ChatFinishReason.Stop || completion.Content.Count == 0)
            throw new InvalidOperationException($"Ended with {completion.FinishReason}.");

        // "Sure! Here is the JSON:" ends here, and nobody learns that the model said so.
        using var answer = JsonDocument.Parse(completion.Content[0].Text); // AIAPI1005
        return answer.RootElement.GetProperty("priority").GetInt32();
    }

    public async Task RouteAsync(string transcript, TextWriter desk)
    {
        ChatCompletion completion = await chat.CompleteChatAsync($"Refund or exchange? One word:\n{transcript}");
        if (completion.FinishReason != ChatFinishReason.Stop || completion.Content.Count == 0)
            throw new InvalidOperationException($"Ended with {completion.FinishReason}.");

        // "Refund." with a full stop goes nowhere.
        switch (completion.Content[0].Text) // AIAPI1006
        {
            case "Refund":
                await desk.WriteLineAsync("To the cashier.");
                break;
            case "Exchange":
                await desk.WriteLineAsync("To the store.");
                break;
        }
    }

    /// <summary>How it should be: every way in which a reply can end is told apart before its text is used.</summary>
    public async Task<string> TranslationAsync(string transcript)
    {
        ChatCompletion completion = await chat.CompleteChatAsync($"Translate into English:\n{transcript}");
        return completion.FinishReason switch
        {
            ChatFinishReason.Stop when completion.Content is [var part, ..] => part.Text,
            ChatFinishReason.Stop => throw new InvalidOperationException($"The model refused to translate: {completion.Refusal}"),
            ChatFinishReason.Length => throw new InvalidOperationException("The translation is cut off: send the conversation in parts."),
            ChatFinishReason.ContentFilter => throw new InvalidOperationException("The translation was blocked by the content filter."),
            var reason => throw new InvalidOperationException($"The model ended with {reason}."),
        };
    }

    private static string TextOf(ChatCompletion completion) => string.Concat(completion.Content.Select(part => part.Text));
}
