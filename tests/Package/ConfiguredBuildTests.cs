namespace AiApi.Package.Tests;

/// <summary>Options, baselines and suppressions as the documents show them, in real builds.</summary>
[Collection(nameof(PackedPackage))]
public sealed class ConfiguredBuildTests(PackedPackage package)
{
    /// <summary>One mistake for each option, or what is one only with the option.</summary>
    private const string Code = """
        using System.ClientModel;
        using System.Net.Http.Json;
        using System.Text.Json;
        using OpenAI.Chat;
        using OpenAI.Images;

        namespace Scratch.FOLDER;

        public sealed class Bot(ChatClient client)
        {
            public async Task<ChatCompletion> RetryAsync(string question)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await client.CompleteChatAsync(question);
                    }
                    catch (ClientResultException ex) when (attempt < 4 && ex.Status is 0 or 404 or 408 or 409 or 429 or >= 500)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }

            public string Ask(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
                Accept(completion);
                return completion.Content[0].Text;
            }

            public static void Accept(ChatCompletion completion) => Console.WriteLine(completion.Id);
        }

        public sealed class Painter(string key)
        {
            private readonly ImageClient _client = new("pictures", key);

            public GeneratedImage Paint(string prompt) => _client.GenerateImage(prompt, new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes });
        }

        public sealed class Videos
        {
            private readonly HttpClient _http = new();

            public async Task<JsonElement> WaitAsync(string id, CancellationToken token)
            {
                while (true)
                {
                    var task = await _http.GetFromJsonAsync<JsonElement>($"https://api.openai.com/v1/videos/{id}", token);
                    var status = task.GetProperty("status").GetString();
                    if (status == "completed")
                        return task;
                    if (status == "failed")
                        throw new InvalidOperationException(task.ToString());
                    await Task.Delay(5000, token);
                }
            }

            public async Task<JsonElement> RenderAsync(string id, CancellationToken token)
            {
                while (true)
                {
                    var task = await _http.GetFromJsonAsync<JsonElement>($"https://media.example.com/render/{id}", token);
                    var status = task.GetProperty("status").GetString();
                    if (status == "succeeded")
                        return task;
                    if (status is "failed" or "rejected")
                        throw new InvalidOperationException(task.ToString());
                    await Task.Delay(5000, token);
                }
            }
        }

        public sealed class Factory
        {
            public ChatClient Make(string key) => new("gpt-5.4", key);
        }
        """;

    private const string Options = """
        [With/*.cs]
        aiapi_retryable_status_codes = 404, 408, 409, 425, 429
        aiapi_finish_reason_checks = Scratch.With.Bot.Accept
        aiapi_gpt_image_models = pictures
        aiapi_success_statuses = finished
        aiapi_failure_statuses = rejected
        aiapi_endpoints = media.example.com
        aiapi_model_endpoints = gpt-5.4*=https://api.cometapi.com/v1
        """;

    private const string Unchecked = """
        using System.Diagnostics.CodeAnalysis;
        using OpenAI.Chat;

        namespace Scratch;

        public sealed class Bot(ChatClient client)
        {
            public string First(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
        #pragma warning disable AIAPI1001 // A cut-off suggestion is still a suggestion.
                return completion.Content[0].Text;
        #pragma warning restore AIAPI1001
            }

            [SuppressMessage("AiApi.Completions", "AIAPI1001", Justification = "A cut-off suggestion is still a suggestion.")]
            public string Second(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
                return completion.Content[0].Text;
            }

            public string Third(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
                return completion.Content[0].Text;
            }
        }
        """;

    [Fact]
    public void Every_option_takes_effect_in_its_folder_and_in_no_other()
    {
        using var program = new ScratchProgram(package);
        program.Write("With/With.cs", Code.Replace("FOLDER", "With"));
        program.Write("Without/Without.cs", Code.Replace("FOLDER", "Without"));
        program.Write(".editorconfig", $"root = true\n{Options}\n");
        program.Restore();

        var reports = program.Build();

        Assert.Equal(["AIAPI1001", "AIAPI2001"], Warnings(reports, "Without.cs"));
        // Two loops miss 'finished', one of them 'succeed' as well; the one for OpenAI goes on after 'rejected'.
        Assert.Equal(["AIAPI3001", "AIAPI4001", "AIAPI4001", "AIAPI4002", "AIAPI5003"], Warnings(reports, "With.cs"));
    }

    [Fact]
    public void Suppressions_in_code_silence_one_report_each()
    {
        using var program = new ScratchProgram(package);
        program.Write("Bot.cs", Unchecked);
        program.Restore();

        Assert.Equal(["AIAPI1001"], Warnings(program.Build(), "Bot.cs"));
    }

    [Fact]
    public void A_baseline_quiets_what_is_there_and_a_folder_can_raise_it_again()
    {
        using var program = new ScratchProgram(package);
        program.Write("Old/Old.cs", Unchecked.Replace("class Bot", "class OldBot"));
        program.Write("New/New.cs", Unchecked.Replace("class Bot", "class NewBot"));
        program.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.AIAPI1001.severity = suggestion\n");
        program.Write(".editorconfig", "root = true\n[New/*.cs]\ndotnet_diagnostic.AIAPI1001.severity = warning\n");
        program.Restore();

        var reports = program.Build();

        Assert.Empty(Warnings(reports, "Old.cs"));
        Assert.Equal(["AIAPI1001"], Warnings(reports, "New.cs"));
    }

    private static IEnumerable<string> Warnings(IEnumerable<ScratchProgram.Report> reports, string file) =>
        reports.Where(report => report.Level == "warning" && report.File == file).Select(report => report.Id).Order();
}
