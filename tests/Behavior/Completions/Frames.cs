namespace AiApi.Behavior.Tests.Completions;

/// <summary>Programs that ask a model, up to what they do with its reply.</summary>
internal static class Frames
{
    public const string Question = "What is the capital of France?";

    /// <summary>The body gets a ChatCompletion <c>completion</c>.</summary>
    public static string OpenAIChat(string body) => Method("ChatClient client", $"ChatCompletion completion = await client.CompleteChatAsync(\"{Question}\");", body);

    /// <summary>The body gets a ResponseResult <c>response</c>.</summary>
    public static string OpenAIResponses(string body) => Method("ResponsesClient client", $"ResponseResult response = await client.CreateResponseAsync(\"gpt-4o\", \"{Question}\");", body);

    /// <summary>The body gets a ChatResponse <c>response</c>.</summary>
    public static string ExtensionsAI(string body) => Method("IChatClient client", $"ChatResponse response = await client.GetResponseAsync(\"{Question}\");", body);

    /// <summary>The body gets a Message <c>message</c>.</summary>
    public static string Anthropic(string body) => Method(
        "AnthropicClient client",
        $$"""
        Message message = await client.Messages.Create(
            new MessageCreateParams { Model = "claude-sonnet-4-5", MaxTokens = 99, Messages = new MessageParam[] { new UserMessageParam { Content = "{{Question}}" } } });
        """,
        body);

    /// <summary>The body gets ChatCompletions <c>completions</c>.</summary>
    public static string AzureOpenAI(string body) => Method(
        "OpenAIClient client",
        $$"""ChatCompletions completions = await client.GetChatCompletionsAsync("gpt-4o", new ChatCompletionsOptions { Messages = { new ChatMessage(ChatRole.User, "{{Question}}") } });""",
        body);

    /// <summary>The body gets the reply as text, <c>json</c>.</summary>
    public static string Http(string body) => Method(
        "HttpClient http",
        $$$"""
        using var request = new StringContent("{\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"{{{Question}}}\"}]}");
        using var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", request);
        var json = await response.Content.ReadAsStringAsync();
        """,
        body);

    private static string Method(string client, string call, string body) =>
        $$"""
        public static async Task<string?> AskAsync({{client}})
        {
            {{call}}
            {{body}}
        }
        """;
}
