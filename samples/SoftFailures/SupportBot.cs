using OpenAI.Chat;

namespace SoftFailures;

/// <summary>Talks to the customer.</summary>
internal sealed class SupportBot(ChatClient chat)
{
    private readonly List<ChatMessage> history = [new SystemChatMessage("You are the support desk of a shop for garden tools. Answer in three sentences.")];
    private readonly List<string> lines = [];

    public string Transcript => string.Join('\n', lines);

    public async Task<string> AnswerAsync(string message)
    {
        history.Add(new UserChatMessage(message));
        ChatCompletion completion = await chat.CompleteChatAsync(history, new ChatCompletionOptions { MaxOutputTokenCount = 200 });
        history.Add(new AssistantChatMessage(completion));

        // The reason is written down, but nothing depends on it: an answer that stops after 200 tokens goes to the customer, and a filtered one throws here.
        Console.Error.WriteLine($"finish reason {completion.FinishReason}");
        var answer = completion.Content[0].Text; // AIAPI1001, AIAPI1004
        lines.Add($"Customer: {message}");
        lines.Add($"Desk: {answer}");
        return answer;
    }
}
