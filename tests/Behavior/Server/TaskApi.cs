using System.Text.Json.Nodes;

namespace AiApi.Behavior.Tests.Server;

/// <summary>How a provider tells of a generation task: where its JSON has what, and in which words. The sources are those of TaskProviders in src/Analyzers/KnownApis.</summary>
/// <param name="Id">Path of the task's id, its members separated by dots.</param>
/// <param name="Status">Path of the status.</param>
/// <param name="Error">Path of the reason of a failure.</param>
/// <param name="Link">Path of the link to the result.</param>
public sealed record TaskApi(string Name, string Id, string Status, string Error, string Link, string Pending, string Success, params IReadOnlyList<string> Failures)
{
    public static readonly TaskApi OpenAI = new("openai", "id", "status", "error.message", "url", "in_progress", "completed", "failed");
    public static readonly TaskApi Azure = new("azure", "id", "status", "failure_reason", "url", "running", "succeeded", "failed", "cancelled");
    public static readonly TaskApi OpenRouter = new("openrouter", "id", "status", "error.message", "url", "pending", "completed", "failed", "cancelled", "expired");
    public static readonly TaskApi Kling = new("kling", "data.task_id", "data.task_status", "data.task_status_msg", "data.url", "processing", "succeed", "failed");
    public static readonly TaskApi Runway = new("runway", "id", "status", "failure", "url", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED");
    public static readonly TaskApi Luma = new("luma", "id", "state", "failure_reason", "assets.video", "dreaming", "completed", "failed");
    public static readonly TaskApi MiniMax = new("minimax", "task_id", "status", "base_resp.status_msg", "file_id", "Processing", "Success", "Fail");
    public static readonly TaskApi MiniMax2 = new("minimax-2", "task_id", "task.status", "task.error", "task.url", "running", "succeeded", "failed", "cancelled", "expired");
    public static readonly TaskApi DashScope = new(
        "dashscope", "output.task_id", "output.task_status", "output.message", "output.video_url", "RUNNING", "SUCCEEDED", "FAILED", "CANCELED", "UNKNOWN");
    public static readonly TaskApi Ark = new("ark", "id", "status", "error.message", "content.video_url", "running", "succeeded", "failed", "cancelled", "expired");
    public static readonly TaskApi Vidu = new("vidu", "task_id", "state", "err_code", "url", "processing", "success", "failed");
    public static readonly TaskApi Replicate = new("replicate", "id", "status", "error", "output", "processing", "succeeded", "failed", "canceled");
    public static readonly TaskApi XAI = new("xai", "request_id", "status", "error.message", "video.url", "pending", "done", "failed", "expired");
    public static readonly TaskApi BlackForestLabs = new("bfl", "id", "status", "details.message", "result.sample", "Pending", "Ready", "Error", "Request Moderated");
    public static readonly TaskApi SiliconFlow = new("siliconflow", "requestId", "status", "reason", "results.url", "InProgress", "Succeed", "Failed");

    /// <summary>A gateway that passes on Kling's words in a shape of its own.</summary>
    public static readonly TaskApi Gateway = new("gateway", "id", "status", "error.message", "url", "processing", "succeed", "failed");

    public static readonly IReadOnlyList<TaskApi> All =
    [
        OpenAI, Azure, OpenRouter, Kling, Runway, Luma, MiniMax, MiniMax2, DashScope, Ark, Vidu, Replicate, XAI, BlackForestLabs, SiliconFlow, Gateway,
    ];

    /// <summary>JSON with values at some paths.</summary>
    public static string Json(params IEnumerable<(string Path, string? Value)> members)
    {
        var root = new JsonObject();
        foreach (var (path, value) in members)
        {
            var names = path.Split('.');
            var parent = root;
            foreach (var name in names[..^1])
                parent = (JsonObject)(parent[name] ??= new JsonObject());
            parent[names[^1]] = value;
        }

        return root.ToJsonString();
    }
}
