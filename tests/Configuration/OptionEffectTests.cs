using AiApi.Analyzers.Completions;
using AiApi.Analyzers.Credentials;
using AiApi.Analyzers.Images;
using AiApi.Analyzers.Retries;
using AiApi.Analyzers.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Configuration;

/// <summary>Every option makes reports appear or go, in every family that asks for it. What the markup names is reported with the option, or without it.</summary>
public sealed class OptionEffectTests
{
    [Fact]
    public Task A_status_code_that_is_worth_a_retry_is_no_longer_reported() => Goes<ClientErrorRetriedAnalyzer>("aiapi_retryable_status_codes = 404, 408, 409, 425, 429", Retry);

    [Fact]
    public Task A_word_of_success_is_due() => Appears<SuccessStatusMissedAnalyzer>(
        "aiapi_success_statuses = finished", Polling("api.openai.com/v1/videos", "[|status == \"completed\"|]"));

    [Fact]
    public Task A_word_of_failure_is_due() => Appears<FailureStatusUnhandledAnalyzer>(
        "aiapi_failure_statuses = rejected", Polling("api.openai.com/v1/videos", "status == \"completed\"", loop: "[|while|]"));

    [Fact]
    public Task A_further_endpoint_has_generation_tasks() => Appears<SuccessStatusMissedAnalyzer>(
        "aiapi_endpoints = media.example.com", Polling("media.example.com/render", "[|status == \"succeeded\"|]"));

    [Fact]
    public Task A_method_that_checks_finish_reasons_counts_as_a_check() => Goes<FinishReasonUncheckedAnalyzer>("aiapi_finish_reason_checks = Contoso.Replies.Accept", Checked);

    [Fact]
    public Task A_model_is_a_GPT_Image_model() => Appears<ResponseFormatRejectedAnalyzer>("aiapi_gpt_image_models = pictures", """
        using OpenAI.Images;

        class Painter
        {
            private readonly ImageClient _client;
            public Painter(string key) => _client = new("pictures", key);
            public GeneratedImage Paint(string prompt) => _client.GenerateImage(prompt, new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes });
        }
        """);

    [Fact]
    public Task A_link_to_an_image_is_always_missing() => Appears<ImageUriReadAnalyzer>("aiapi_gpt_image_models = pictures", """
        using OpenAI.Images;

        class Painter
        {
            private readonly ImageClient _client;
            public Painter(string key) => _client = new("pictures", key);
            public Uri Paint(string prompt) => _client.GenerateImage(prompt).Value.[|ImageUri|];
        }
        """);

    [Fact]
    public Task A_model_makes_one_image_per_request() => Appears<SeveralImagesRequestedAnalyzer>("aiapi_single_image_models = pictures", """
        using OpenAI.Images;

        class Painter
        {
            private readonly ImageClient _client;
            public Painter(string key) => _client = new("pictures", key);
            public GeneratedImageCollection Paint(string prompt) => _client.GenerateImages(prompt, [|4|]);
        }
        """);

    [Fact]
    public Task A_further_endpoint_answers_with_completions() => Appears<FinishReasonUncheckedAnalyzer>("aiapi_endpoints = llm.example.com", """
        using System.Text.Json;

        class Bot(HttpClient http)
        {
            public async Task<string?> AskAsync(HttpContent content)
            {
                using var response = await http.PostAsync("https://llm.example.com/v1/ask", content);
                response.EnsureSuccessStatusCode();
                using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty([|"content"|]).GetString();
            }
        }
        """);

    [Fact]
    public Task A_further_endpoint_is_retried() => Appears<ClientErrorRetriedAnalyzer>("aiapi_endpoints = llm.example.com", """
        class Bot(HttpClient http)
        {
            public async Task<string> AskAsync(string question)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("https://llm.example.com/v1/ask?q=" + question);
                    }
                    catch (HttpRequestException) [|when (attempt < 4)|]
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_further_endpoint_can_answer_with_an_error() => Appears<StatusUncheckedAnalyzer>("aiapi_endpoints = llm.example.com", """
        using System.Text.Json.Nodes;

        class Bot(HttpClient http)
        {
            public async Task<string?> AskAsync(HttpContent content)
            {
                using var response = await http.PostAsync("https://llm.example.com/v1/ask", content);
                return (string?)JsonNode.[|Parse|](await response.Content.ReadAsStringAsync())!["id"];
            }
        }
        """);

    [Fact]
    public Task A_method_that_checks_finish_reasons_completes_a_check() => Goes<FinishReasonPartlyCheckedAnalyzer>(
        "aiapi_finish_reason_checks = Contoso.Replies.Accept",
        Checked.Replace("Replies.Accept(completion);", "if (completion.FinishReason == ChatFinishReason.Length) throw new TimeoutException(); Replies.Accept(completion);"));

    [Fact]
    public Task A_method_that_checks_finish_reasons_looks_for_a_refusal() => Goes<RefusalIndexAnalyzer>(
        "aiapi_finish_reason_checks = Contoso.Replies.Accept", Checked.Replace("[|Content|][0]", "Content[|[0]|]"));

    [Fact]
    public Task A_method_that_checks_finish_reasons_handles_tool_calls() => Goes<ToolCallsIgnoredAnalyzer>(
        "aiapi_finish_reason_checks = Contoso.Replies.Accept",
        Checked.Replace("[|Content|]", "Content").Replace("client.CompleteChat(question)", "client.[|CompleteChat|](new ChatMessage[] { new UserChatMessage(question) }, new() { Tools = { ChatTool.CreateFunctionTool(\"now\") } })"));

    [Fact]
    public Task A_model_is_served_by_another_endpoint() => Appears<ModelEndpointAnalyzer>("aiapi_model_endpoints = gpt-5.4*=https://api.cometapi.com/v1", """
        using OpenAI.Chat;

        class Bot
        {
            public ChatClient Make(string key) => new([|"gpt-5.4"|], key);
        }
        """);

    [Fact]
    public Task Files_can_differ() => Verify<ModelEndpointAnalyzer>.Reports(
        "class A { object M(string key) => new OpenAI.Chat.ChatClient([|\"gpt-5.4\"|], key); }",
        new()
        {
            OthersMaySpeak = true,
            OtherFiles = ["class B { object M(string key) => new OpenAI.Chat.ChatClient(\"gpt-5.4\", key); }"],
            Configure = static test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[Test0.cs]\naiapi_model_endpoints = gpt-5.4=https://api.cometapi.com/v1\n")),
        });

    private static async Task Appears<TRule>(string option, string code)
        where TRule : DiagnosticAnalyzer, new()
    {
        await Verify<TRule>.Reports(code, new() { EditorConfig = option });
        await Verify<TRule>.Silent(Unmarked(code), new() { OthersMaySpeak = true });
    }

    private static async Task Goes<TRule>(string option, string code)
        where TRule : DiagnosticAnalyzer, new()
    {
        await Verify<TRule>.Reports(code);
        await Verify<TRule>.Silent(Unmarked(code), new() { EditorConfig = option, OthersMaySpeak = true });
    }

    private static string Unmarked(string code) => code.Replace("[|", "").Replace("|]", "");

    private const string Retry = """
        using System.ClientModel;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<ChatCompletion> AskAsync(string question)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await client.CompleteChatAsync(question);
                    }
                    catch (ClientResultException ex) [|when (attempt < 4 && ex.Status is 0 or 404 or 408 or 409 or 429 or >= 500)|]
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }
        }
        """;

    private const string Checked = """
        using OpenAI.Chat;

        namespace Contoso
        {
            static class Replies
            {
                public static void Accept(ChatCompletion completion) => Console.WriteLine(completion.Id);
            }

            class Bot(ChatClient client)
            {
                public string Ask(string question)
                {
                    ChatCompletion completion = client.CompleteChat(question);
                    Replies.Accept(completion);
                    return completion.[|Content|][0].Text;
                }
            }
        }
        """;

    private static string Polling(string address, string comparison, string loop = "while") => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Videos
        {
            private readonly HttpClient _http = new();

            public async Task<JsonElement> WaitAsync(string id, CancellationToken token)
            {
                {{loop}} (true)
                {
                    var task = await _http.GetFromJsonAsync<JsonElement>($"https://{{address}}/{id}", token);
                    var status = task.GetProperty("status").GetString();
                    if ({{comparison}})
                        return task;
                    if (status is "failed" or "cancelled")
                        throw new InvalidOperationException(task.ToString());
                    await Task.Delay(5000, token);
                }
            }
        }
        """;
}
