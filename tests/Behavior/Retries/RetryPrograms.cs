namespace AiApi.Behavior.Tests.Retries;

/// <summary>What the programs that retry are made of.</summary>
internal static class RetryPrograms
{
    /// <summary>Asks through OpenAI's SDK.</summary>
    public const string Ask = """return (await client.CompleteChatAsync("The capital of France?")).Value.Content[0].Text;""";

    /// <summary>Asks through Anthropic's.</summary>
    public const string AskClaude =
        """return (await client.Messages.Create(new() { Model = "claude-opus-5", MaxTokens = 100, Messages = new List<Anthropic.Models.Messages.MessageParam>() })).Content[0].TryPickText(out var text) ? text.Text : null;""";

    /// <summary>Asks through the abstractions of Microsoft, here over Anthropic's SDK.</summary>
    public const string AskAny = """return (await client.GetResponseAsync("The capital of France?")).Text;""";

    /// <summary>Asks through Azure's.</summary>
    public const string AskAzure =
        """return (await client.GetChatCompletionsAsync("gpt", new Azure.AI.OpenAI.ChatCompletionsOptions())).Value.Choices[0].Message.Content;""";

    /// <summary>Sends the request itself.</summary>
    public const string Post = """var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent("{}"));""";

    /// <summary>Reads the answer to it.</summary>
    public const string Read = """return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();""";

    /// <summary>Waits as it should be.</summary>
    public const string Wait = "await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));";

    public const string Pause = "private static TimeSpan Pause(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble());";

    public const string Gpt = "ChatClient client";
    public const string Claude = "Anthropic.AnthropicClient client";
    public const string AnyModel = "Microsoft.Extensions.AI.IChatClient client";
    public const string AzureGpt = "Azure.AI.OpenAI.OpenAIClient client";
    public const string Http = "HttpClient http";

    /// <summary>A bounded loop whose handler tries again.</summary>
    /// <param name="client">What the program is given.</param>
    /// <param name="ask">How it asks.</param>
    /// <param name="handler">The handlers.</param>
    public static string Loop(string client, string ask, string handler) => Method(client, $$"""
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                {{Indented(ask, 2)}}
            }
            {{Indented(handler, 1)}}
        }
        """);

    /// <summary>A policy or pipeline around a call of OpenAI's SDK.</summary>
    public static string Policy(string policy, string members = "") => Method(Gpt, $$"""
        var policy = {{policy}};
        return await policy.ExecuteAsync(async {{(IsPipeline(policy) ? "_" : "()")}} => (await client.CompleteChatAsync("The capital of France?")).Value.Content[0].Text);
        """, members);

    /// <summary>A policy or pipeline around a send.</summary>
    public static string HttpPolicy(string policy, string members = "") => Method(Http, $$"""
        var policy = {{policy}};
        var response = await policy.ExecuteAsync(async {{(IsPipeline(policy) ? "_" : "()")}} => await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent("{}")));
        response.EnsureSuccessStatusCode();
        {{Read}}
        """, members);

    /// <summary>The method that is run.</summary>
    public static string Method(string parameters, string body, string members = "") => $$"""
        public static async Task<string?> RunAsync({{parameters}})
        {
            {{Indented(body, 1)}}
        }

        {{members}}
        """;

    private static bool IsPipeline(string policy) => policy.StartsWith("new", StringComparison.Ordinal);

    private static string Indented(string code, int levels) => code.Replace("\n", $"\n{new string(' ', 4 * levels)}");
}
