using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Behavior.Tests.Tasks;

/// <summary>A program that waits for a generation task.</summary>
/// <param name="Name">What is special of it.</param>
/// <param name="Api">How its provider tells of tasks.</param>
/// <param name="Code">Its members.</param>
internal sealed record TaskProgram(string Name, TaskApi Api, string Code)
{
    /// <summary>What it refers to.</summary>
    public ProgramHost Host { get; init; } = ProgramHost.Net;
}

/// <summary>Programs that wait for generation tasks, before and after the fix of a rule.</summary>
internal sealed class TaskPrograms
{
    public const string Kling = "https://api.klingai.com/v1/videos/text2video/task_1";
    public const string Runway = "https://api.dev.runwayml.com/v1/tasks/task_1";
    public const string DashScope = "https://dashscope.aliyuncs.com/api/v1/tasks/task_1";
    public const string Replicate = "https://api.replicate.com/v1/predictions/task_1";
    public const string Ark = "https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks/task_1";
    public const string MiniMax = "https://api.minimax.io/v1/query/video_generation?task_id=task_1";
    public const string Luma = "https://api.lumalabs.ai/dream-machine/v1/generations/task_1";
    public const string Vidu = "https://api.vidu.com/ent/v2/tasks/task_1/creations";
    public const string CometApi = "https://api.cometapi.com/v1/videos/task_1";

    /// <summary>A reply of Replicate's as a record.</summary>
    public const string Prediction = """
        private sealed record Prediction(
            [property: System.Text.Json.Serialization.JsonPropertyName("status")] string Status,
            [property: System.Text.Json.Serialization.JsonPropertyName("output")] string? Output,
            [property: System.Text.Json.Serialization.JsonPropertyName("error")] string? Error);
        """;

    private readonly TaskProgram[] _all;
    private readonly Programs _programs;

    public TaskPrograms(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key, params TaskProgram[] all)
    {
        _all = all;
        _programs = new(analyzer, fix, key);
        foreach (var host in all.GroupBy(static program => program.Host))
            _programs.With(host.Key, [.. host.Select(static program => (program.Name, program.Code))]);
    }

    public TheoryData<string> Names => _programs.Names;

    public TaskApi ApiOf(string name) => _all.Single(program => program.Name == name).Api;

    /// <summary>Runs a program before and after the fix on a task that goes through these words.</summary>
    public Task<(Seen Before, Seen After)> RunAsync(string name, params string[] words) => RunAsync(name, new GenerationTask("words", ApiOf(name), words));

    public Task<(Seen Before, Seen After)> RunAsync(string name, Scenario scenario) => _programs.RunAsync(name, scenario);

    /// <summary>The program gives what it gave, with as many requests, whatever the task goes through.</summary>
    public async Task AssertSameAsync(string name, params IEnumerable<Scenario> scenarios)
    {
        foreach (var scenario in scenarios)
        {
            var (before, after) = await RunAsync(name, scenario);
            Assert.Equal($"{scenario}: {before.Outcome}", $"{scenario}: {after.Outcome}");
        }
    }

    public Task AssertFixAllWritesTheSameAsync() => _programs.AssertFixAllWritesTheSameAsync();

    /// <summary>A program that is no more than the method which is run.</summary>
    /// <param name="body">Its body; it has a client.</param>
    /// <param name="members">Other members.</param>
    public static string Method(string body, string members = "") => $$"""
        public static async Task<string?> RunAsync(HttpClient http)
        {
            {{body.Replace("\n", "\n    ")}}
        }

        {{members}}
        """;

    /// <summary>How to ask for a task, as JSON.</summary>
    public static string Get(string url) => $"var task = await http.GetFromJsonAsync<JsonElement>(\"{url}\");";

    /// <summary>A task that is pending for some requests, and then says this.</summary>
    public static GenerationTask After(TaskApi api, int pending, string word) => new($"{pending}-then-{word.Replace(' ', '-')}", api, [.. Enumerable.Repeat(api.Pending, pending), word]);
}
