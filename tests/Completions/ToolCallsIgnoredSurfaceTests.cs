using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.ToolCallsIgnoredAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

using Fix = Verify<ToolCallsIgnoredAnalyzer, ToolCallsIgnoredFix>;

/// <summary>AIAPI1007 on the SDKs beside OpenAI's chat client: tools that run elsewhere, clients that run tools, calls among other items.</summary>
public class ToolCallsIgnoredSurfaceTests
{
    private static readonly PackageSet WithAdapters = Packages.OpenAI + Packages.ExtensionsAI
        + Packages.Stub("Microsoft.Extensions.AI", Packages.ExtensionsAI) + Packages.Stub("Microsoft.Extensions.AI.OpenAI", Packages.OpenAI + Packages.ExtensionsAI);

    [Theory]
    [Surface("OpenAI Responses")]
    [InlineData("Tools = { ResponseTool.CreateFunctionTool(\"weather\", null, true) }", "return response.GetOutputText();")]
    [InlineData("Tools = { _weather }", "return response.GetOutputText();")]
    [InlineData("Tools = { ResponseTool.CreateWebSearchTool(), _weather }", "if (response.Status != ResponseStatus.Completed) throw new InvalidOperationException(); return response.GetOutputText();")]
    [InlineData("Tools = { _weather }, ToolChoice = ResponseToolChoice.CreateRequiredChoice()", "return response.GetOutputText();")]
    public Task A_response_of_which_only_the_text_is_read_is_reported(string options, string body) => Rule.Reports(AskForResponse(options, "[|CreateResponseAsync|]", Read + body));

    [Theory]
    [Surface("OpenAI Responses")]
    [InlineData("Tools = { ResponseTool.CreateWebSearchTool() }", "return response.GetOutputText();")]
    [InlineData("Tools = { given }", "return response.GetOutputText();")]
    [InlineData("Tools = { _weather }, ToolChoice = ResponseToolChoice.CreateNoneChoice()", "return response.GetOutputText();")]
    [InlineData("Tools = { _weather }", "foreach (var item in response.OutputItems) if (item is FunctionCallResponseItem call) Console.WriteLine(call.FunctionName); return response.GetOutputText();")]
    [InlineData("Tools = { _weather }", "var calls = response.OutputItems.OfType<FunctionCallResponseItem>(); return response.GetOutputText();")]
    [InlineData("Tools = { _weather }", "Run(response.OutputItems); return response.GetOutputText();")]
    [InlineData("Tools = { _weather }", "Console.WriteLine(result.GetRawResponse().Content); return response.GetOutputText();")]
    public Task A_response_of_which_the_items_are_read_is_silent(string options, string body) =>
        Rule.Silent(AskForResponse(options, "CreateResponseAsync", Read + body), new() { OthersMaySpeak = true });

    [Theory]
    [Surface("Microsoft.Extensions.AI")]
    [InlineData("chat.AsIChatClient()", "return response.Text;")]
    [InlineData("chat.AsIChatClient().AsBuilder().Build()", "return response.Text;")]
    [InlineData("new ChatClientBuilder(chat.AsIChatClient()).Build()", "if (response.FinishReason == ChatFinishReason.Length) throw new InvalidOperationException(); return response.Text;")]
    public Task A_client_built_in_sight_that_runs_no_tools_is_reported(string client, string body) =>
        Rule.Reports(AskChatClient($"IChatClient client = {client};", $"[|GetResponseAsync|](messages, options); {body}"), WithAdapters);

    [Theory]
    [Surface("Microsoft.Extensions.AI")]
    [InlineData("IChatClient client = chat.AsIChatClient().AsBuilder().UseFunctionInvocation().Build();", "return response.Text;")]
    [InlineData("var builder = chat.AsIChatClient().AsBuilder(); builder.UseFunctionInvocation(); var client = builder.Build();", "return response.Text;")]
    [InlineData("IChatClient client = injected;", "return response.Text;")]
    [InlineData("IChatClient client = new Logged(chat.AsIChatClient());", "return response.Text;")]
    [InlineData("IChatClient client = chat.AsIChatClient();", "if (response.FinishReason == ChatFinishReason.ToolCalls) throw new InvalidOperationException(); return response.Text;")]
    [InlineData("IChatClient client = chat.AsIChatClient();", "var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>(); return response.Text;")]
    [InlineData("IChatClient client = chat.AsIChatClient();", "return Render(response.Messages) + response.Text;")]
    public Task A_client_that_may_run_tools_and_a_reply_that_is_handled_are_silent(string client, string body) =>
        Rule.Silent(AskChatClient(client, $"GetResponseAsync(messages, options); {body}"), new() { Packages = WithAdapters, OthersMaySpeak = true });

    [Theory]
    [Surface("Anthropic")]
    [InlineData("new List<ToolUnion> { new Tool { Name = \"weather\", InputSchema = new() } }", "foreach (var block in message.Content) if (block.TryPickText(out var text)) return text.Text; return null;")]
    [InlineData("new ToolUnion[] { _weather }", "if (message.StopReason == StopReason.MaxTokens) return null; return (message.Content[0].Value as TextBlock)?.Text;")]
    public Task Tool_use_that_nobody_looks_for_is_reported(string tools, string body) => Rule.Reports(AskClaude($"Tools = {tools}", $"[|Create|](request); {body}"), Packages.Anthropic);

    [Theory]
    [Surface("Anthropic")]
    [InlineData("Tools = new ToolUnion[] { new WebSearchTool20250305() }", "foreach (var block in message.Content) if (block.TryPickText(out var text)) return text.Text; return null;")]
    [InlineData("Tools = new ToolUnion[] { _weather }, ToolChoice = new ToolChoiceNone()", "foreach (var block in message.Content) if (block.TryPickText(out var text)) return text.Text; return null;")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "if (message.StopReason == StopReason.ToolUse) return null; foreach (var block in message.Content) if (block.TryPickText(out var text)) return text.Text; return null;")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "foreach (var block in message.Content) if (block.TryPickToolUse(out var use)) return use.Name; return null;")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "foreach (var block in message.Content) if (block.Value is ToolUseBlock use) return use.Name; return null;")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "return Render(message.Content);")]
    public Task Tool_use_that_is_looked_for_and_tools_that_run_elsewhere_are_silent(string options, string body) =>
        Rule.Silent(AskClaude(options, $"Create(request); {body}"), new() { Packages = Packages.Anthropic, OthersMaySpeak = true });

    [Fact]
    [Surface("Anthropic")]
    public Task Tool_use_gets_a_way_of_its_own() => Fix.Fixes(
        AskClaude("Tools = new ToolUnion[] { _weather }", "[|Create|](request);\n        return (message.Content[0].Value as TextBlock)?.Text;"),
        AskClaude(
            "Tools = new ToolUnion[] { _weather }",
            "Create(request);\n\n        if (message.StopReason == StopReason.ToolUse)\n        {\n"
                + "            throw new InvalidOperationException(\"The model asks for a tool instead of answering: run the requested tools and send their results.\");\n        }\n\n"
                + "        return (message.Content[0].Value as TextBlock)?.Text;"),
        new() { Packages = Packages.Anthropic, OthersMaySpeak = true });

    [Fact]
    [Surface("Microsoft.Extensions.AI")]
    public Task Function_calls_get_a_way_of_their_own() => Fix.Fixes(
        AskChatClient("IChatClient client = chat.AsIChatClient();", "[|GetResponseAsync|](messages, options);\n        return response.Text;"),
        AskChatClient(
            "IChatClient client = chat.AsIChatClient();",
            "GetResponseAsync(messages, options);\n\n        if (response.FinishReason == ChatFinishReason.ToolCalls)\n        {\n"
                + "            throw new InvalidOperationException(\"The model asks for a tool instead of answering: run the requested tools and send their results.\");\n        }\n\n"
                + "        return response.Text;"),
        new() { Packages = WithAdapters, OthersMaySpeak = true });

    [Theory]
    [Surface("Azure.AI.Inference")]
    [InlineData("Tools = { weather }", "return completions.Content;")]
    [InlineData("Tools = { weather }, ToolChoice = ChatCompletionsToolChoice.Auto", "if (completions.FinishReason == CompletionsFinishReason.TokenLimitReached) return null; return completions.Content;")]
    [InlineData("Tools = { weather }, ToolChoice = new ChatCompletionsToolDefinition(new FunctionDefinition(\"weather\"))", "if (completions.FinishReason != CompletionsFinishReason.Stopped) return null; return completions.Content;")]
    public Task A_completion_of_which_only_the_text_is_read_is_reported(string options, string body) => Rule.Reports(AskInference(options, "[|CompleteAsync|]", body), Inference);

    [Theory]
    [Surface("Azure.AI.Inference")]
    [InlineData("Tools = { weather }, ToolChoice = ChatCompletionsToolChoice.None", "return completions.Content;")]
    [InlineData("Tools = { weather }", "if (completions.FinishReason == CompletionsFinishReason.ToolCalls) return null; return completions.Content;")]
    [InlineData("Tools = { weather }", "foreach (var call in completions.ToolCalls) Console.WriteLine(call.Name); return completions.Content;")]
    public Task A_completion_whose_calls_are_looked_for_is_silent(string options, string body) => Rule.Silent(AskInference(options, "CompleteAsync", body), Inference);

    [Fact]
    [Surface("Azure.AI.Inference")]
    public Task Tool_calls_of_a_completion_get_a_way_of_their_own() => Fix.Fixes(
        AskInference("Tools = { weather }", "[|CompleteAsync|]", "return completions.Content;"),
        AskInference(
            "Tools = { weather }",
            "CompleteAsync",
            "\n        if (completions.FinishReason == CompletionsFinishReason.ToolCalls)\n        {\n"
                + "            throw new InvalidOperationException(\"The model asks for a tool instead of answering: run the requested tools and send their results.\");\n        }\n\n"
                + "        return completions.Content;").Replace("        \n        if", "\n        if"),
        Inference);

    [Theory]
    [Surface("OpenAI Responses")]
    [InlineData("await foreach (var update in await client.[|CreateResponseStreamingAsync|](options)) if (update is StreamingResponseOutputTextDeltaUpdate text) answer += text.Delta;")]
    [InlineData("await foreach (var update in await client.[|CreateResponseStreamingAsync|](options)) switch (update) { case StreamingResponseOutputTextDeltaUpdate text: answer += text.Delta; break; case StreamingResponseIncompleteUpdate or StreamingResponseFailedUpdate: throw new InvalidOperationException(); }")]
    public Task A_stream_of_which_only_the_text_is_read_is_reported(string loop) => Rule.Reports(StreamResponse(loop), new() { OthersMaySpeak = true });

    [Theory]
    [Surface("OpenAI Responses")]
    [InlineData("if (update is StreamingResponseOutputItemDoneUpdate { Item: FunctionCallResponseItem call }) Console.WriteLine(call.FunctionName);")]
    [InlineData("if (update is StreamingResponseFunctionCallArgumentsDoneUpdate call) Console.WriteLine(call.FunctionArguments);")]
    [InlineData("if (update is StreamingResponseCompletedUpdate completed) Run(completed.Response);")]
    [InlineData("_last = update;")]
    public Task A_stream_whose_items_are_looked_at_is_silent(string use) => Rule.Silent(
        StreamResponse($"await foreach (var update in await client.CreateResponseStreamingAsync(options)) {{ if (update is StreamingResponseOutputTextDeltaUpdate text) answer += text.Delta; {use} }}"),
        new() { OthersMaySpeak = true });

    [Fact]
    [Surface("OpenAI Responses")]
    public Task Items_of_a_response_are_looked_through() => Fix.Fixes(
        """
        #pragma warning disable OPENAI001
        using OpenAI.Responses;

        class Bot(ResponsesClient client, FunctionTool weather)
        {
            public async Task<string?> AskAsync(CreateResponseOptions given)
            {
                var options = new CreateResponseOptions { Tools = { weather } };
                ResponseResult response = await client.[|CreateResponseAsync|](options);
                return response.GetOutputText();
            }
        }
        """,
        """
        #pragma warning disable OPENAI001
        using OpenAI.Responses;

        class Bot(ResponsesClient client, FunctionTool weather)
        {
            public async Task<string?> AskAsync(CreateResponseOptions given)
            {
                var options = new CreateResponseOptions { Tools = { weather } };
                ResponseResult response = await client.CreateResponseAsync(options);

                foreach (var item in response.OutputItems)
                {
                    if (item is FunctionCallResponseItem)
                    {
                        throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
                    }
                }

                return response.GetOutputText();
            }
        }
        """,
        new() { OthersMaySpeak = true });

    private const string Read = "ResponseResult response = result.Value; ";

    private static SnippetOptions Inference => new() { Packages = Packages.Stub("Azure.AI.Inference", Packages.AzureCore), OthersMaySpeak = true };

    private static string AskInference(string options, string method, string body) => $$"""
        using Azure.AI.Inference;

        class Bot(ChatCompletionsClient client)
        {
            public async Task<string?> AskAsync(ChatCompletionsToolDefinition weather)
            {
                ChatCompletions completions = await client.{{method}}(new ChatCompletionsOptions { {{options}} });
                {{body}}
            }
        }
        """;

    private static string StreamResponse(string loop) => $$"""
        #pragma warning disable OPENAI001
        using OpenAI.Responses;

        class Bot(ResponsesClient client)
        {
            private StreamingResponseUpdate? _last;

            public async Task<string> AskAsync(string model)
            {
                var options = new CreateResponseOptions { Model = model, Tools = { ResponseTool.CreateFunctionTool("weather", null, true) } };
                var answer = "";
                {{loop}}
                return answer + _last;
            }

            private static void Run(object item) => File.WriteAllText("item", item.ToString());
        }
        """;

    private static string AskForResponse(string options, string method, string body) => $$"""
        #pragma warning disable OPENAI001
        using OpenAI.Responses;
        using System.ClientModel;

        class Bot(ResponsesClient client)
        {
            private static readonly ResponseTool _weather = ResponseTool.CreateFunctionTool("weather", null, true);

            public async Task<string?> AskAsync(ResponseTool given)
            {
                CreateResponseOptions options = new() { {{options}} };
                ClientResult<ResponseResult> result = await client.{{method}}(options);
                {{body}}
            }

            private static void Run(IList<ResponseItem> items) => Console.WriteLine(items);
        }
        """;

    private static string AskChatClient(string client, string call) => $$"""
        using Microsoft.Extensions.AI;

        class Bot(OpenAI.Chat.ChatClient chat)
        {
            public async Task<string> AskAsync(List<ChatMessage> messages, IChatClient injected)
            {
                var options = new ChatOptions { Tools = new List<AITool> { AIFunctionFactory.Create(() => "sunny", "weather") } };
                {{client}}
                var response = await client.{{call}}
            }

            private static string Render(IList<ChatMessage> messages) => string.Join("\n", messages);
        }

        class Logged : DelegatingChatClient
        {
            public Logged(IChatClient inner) : base(inner)
            {
            }
        }
        """;

    private static string AskClaude(string options, string call) => $$"""
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(IAnthropicClient client)
        {
            private static readonly Tool _weather = new() { Name = "weather", InputSchema = new() };

            public async Task<string?> AskAsync(List<MessageParam> messages)
            {
                var request = new MessageCreateParams { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = messages, {{options}} };
                var message = await client.Messages.{{call}}
            }

            private static string Render(IReadOnlyList<ContentBlock> blocks) => string.Join("\n", blocks);
        }
        """;
}
