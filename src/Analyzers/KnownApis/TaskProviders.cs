using System.Collections.Immutable;
using static AiApi.Analyzers.KnownApis.TaskVocabulary;

namespace AiApi.Analyzers.KnownApis;

/// <summary>Which words an endpoint of generation tasks uses for their status. Beside each: where the words are documented, or the client that expects them.</summary>
internal static class TaskProviders
{
    /// <summary>A gateway that is not known closer, and any endpoint of unknown owner.</summary>
    public static readonly TaskVocabulary Gateway = new("this endpoint")
    {
        Pending = Words("queued", "in_progress", "submitted", "processing", "pending", "running", "starting", "created", "PENDING", "RUNNING", "QUEUED", "IN_PROGRESS"),
        Success = Words("succeed", "succeeded"),
        Failure = Words("failed", "cancelled", "canceled", "expired", "error"),
        IsGateway = true,
    };

    /// <summary>CometAPI: apidoc.cometapi.com (Kling says <c>succeed</c>, Seedance <c>succeeded</c>, <c>/v1/videos</c> says <c>completed</c>).</summary>
    public static readonly TaskVocabulary CometApi = Gateway with { Name = "CometAPI", Success = Words("succeed", "succeeded", "completed") };

    /// <summary>Gateways that serve <c>/v1/videos</c> in OpenAI's shape: docs.newapi.pro, whose older pages say <c>succeeded</c> and newer ones <c>completed</c>.</summary>
    public static readonly TaskVocabulary VideosGateway = Gateway with { Success = Words("succeed", "succeeded", "completed") };

    /// <summary>OpenAI's videos: openai-dotnet, specification/client/models/videos.models.tsp (VideoStatus).</summary>
    public static readonly TaskVocabulary OpenAI = new("OpenAI")
    {
        Pending = Words("queued", "in_progress"),
        Success = Words("completed"),
        Failure = Words("failed"),
    };

    /// <summary>Rows by provider; where a provider has several APIs, by a part of the path, the more special first.</summary>
    public static readonly (Provider Provider, string Path, TaskVocabulary Words)[] Rows =
    [
        (Providers.OpenAI, "videos", OpenAI),

        // learn.microsoft.com, Azure OpenAI Sora; the jobs API came first, /openai/v1/videos later.
        (Providers.Azure, "video/generations/jobs", new("Azure OpenAI")
        {
            Pending = Words("queued", "preprocessing", "running", "processing"),
            Success = Words("succeeded"),
            Failure = Words("failed", "cancelled"),
        }),
        (Providers.Azure, "videos", OpenAI with { Name = "Azure OpenAI" }),

        // openrouter.ai/docs, video generation
        (Providers.OpenRouter, "videos", new("OpenRouter")
        {
            Pending = Words("pending", "in_progress"),
            Success = Words("completed"),
            Failure = Words("failed", "cancelled", "expired"),
        }),

        // app.klingai.com/global/dev/document-api; apidoc.cometapi.com/api/video/kling
        (Providers.Kling, "", new("Kling")
        {
            Pending = Words("submitted", "processing"),
            Success = Words("succeed"),
            Failure = Words("failed"),
        }),

        // github.com/runwayml/sdk-node, src/resources/tasks.ts
        (Providers.Runway, "", new("Runway")
        {
            Pending = Words("PENDING", "THROTTLED", "RUNNING"),
            Success = Words("SUCCEEDED"),
            Failure = Words("FAILED", "CANCELLED"),
        }),

        // github.com/lumalabs/lumaai-python, types/generation.py
        (Providers.Luma, "", new("Luma")
        {
            Pending = Words("queued", "dreaming"),
            Success = Words("completed"),
            Failure = Words("failed"),
        }),

        // vercel/ai, packages/minimax (v2); QuantumNous/new-api, relay/channel/task/hailuo (v1)
        (Providers.MiniMax, "v2/query", new("MiniMax")
        {
            Pending = Words("queued", "running"),
            Success = Words("succeeded"),
            Failure = Words("failed", "cancelled", "expired"),
        }),
        (Providers.MiniMax, "query", new("MiniMax")
        {
            Pending = Words("Preparing", "Queueing", "Processing"),
            Success = Words("Success"),
            Failure = Words("Fail"),
        }),

        // github.com/dashscope/dashscope-sdk-python, common/constants.py (TaskStatus)
        (Providers.DashScope, "tasks", new("DashScope")
        {
            Pending = Words("PENDING", "RUNNING", "SUSPENDED"),
            Success = Words("SUCCEEDED"),
            Failure = Words("FAILED", "CANCELED", "UNKNOWN"),
        }),

        // github.com/volcengine/volcengine-python-sdk, content_generation_task.py
        (Providers.Ark, "tasks", new("Volcengine Ark")
        {
            Pending = Words("queued", "running"),
            Success = Words("succeeded"),
            Failure = Words("failed", "cancelled", "expired"),
        }),

        // platform.vidu.com/docs; QuantumNous/new-api, relay/channel/task/vidu
        (Providers.Vidu, "", new("Vidu")
        {
            Pending = Words("created", "queueing", "processing"),
            Success = Words("success"),
            Failure = Words("failed"),
        }),

        // github.com/replicate/replicate-python, prediction.py
        (Providers.Replicate, "predictions", new("Replicate")
        {
            Pending = Words("starting", "processing"),
            Success = Words("succeeded"),
            Failure = Words("failed", "canceled", "aborted"),
        }),

        // docs.fal.ai/model-endpoints/queue: a failed request answers with an HTTP error.
        (Providers.Fal, "", new("fal")
        {
            Pending = Words("IN_QUEUE", "IN_PROGRESS"),
            Success = Words("COMPLETED"),
        }),

        // vercel/ai, packages/xai/src/xai-video-model.ts
        (Providers.XAI, "videos", new("xAI")
        {
            Pending = Words("pending"),
            Success = Words("done"),
            Failure = Words("failed", "expired"),
        }),

        // docs.bfl.ai; vercel/ai, packages/black-forest-labs
        (Providers.BlackForestLabs, "", new("Black Forest Labs")
        {
            Pending = Words("Pending"),
            Success = Words("Ready"),
            Failure = Words("Error", "Failed", "Request Moderated", "Content Moderated", "Task not found"),
        }),

        // docs.siliconflow.cn, video status
        (Providers.SiliconFlow, "video", new("SiliconFlow")
        {
            Pending = Words("InQueue", "InProgress"),
            Success = Words("Succeed"),
            Failure = Words("Failed"),
        }),

        // cloud.baidu.com/doc/qianfan-api: video (Jmwbl4dg3), image (rmqgca7yy)
        (Providers.Baidu, "video", new("Baidu Qianfan")
        {
            Pending = Words("created", "queueing", "processing"),
            Success = Words("success"),
            Failure = Words("failed"),
        }),
        (Providers.Baidu, "image", new("Baidu Qianfan")
        {
            Pending = Words("submitted", "processing"),
            Success = Words("succeed"),
            Failure = Words("failed"),
        }),

        // ai.google.dev/gemini-api/docs/video: Veo is a long-running operation, which says "done": true and whose "error" says the rest. The words stand for
        // that flag.
        (Providers.Google, "", new("Veo")
        {
            Pending = Words("running"),
            Success = Words("done"),
        }),

        // cloud.tencent.com/document/product/1041/76486; its other products end with the same words.
        (Providers.Tencent, "", new("Tencent Cloud")
        {
            Pending = Words("WAIT", "RUN"),
            Success = Words("DONE"),
            Failure = Words("FAIL"),
        }),

        // docs.platform.pixverse.ai, get video status: 6 is a deleted video, 7 one that moderation refused.
        (Providers.PixVerse, "result", new("PixVerse")
        {
            Pending = Words("5"),
            Success = Words("1"),
            Failure = Words("8", "7", "6"),
            AreNumbers = true,
        }),

        // docs.bigmodel.cn, async-result
        (Providers.Zhipu, "async-result", new("Zhipu")
        {
            Pending = Words("PROCESSING"),
            Success = Words("SUCCESS"),
            Failure = Words("FAIL"),
        }),

        // modelscope.cn/docs/model-service/API-Inference
        (Providers.ModelScope, "tasks", new("ModelScope")
        {
            Pending = Words("PENDING", "RUNNING", "PROCESSING"),
            Success = Words("SUCCEED"),
            Failure = Words("FAILED"),
        }),
    ];

    /// <summary>Words that no endpoint above uses but that code waits for: of Aliyun's stable-diffusion service (help.aliyun.com 2844554),
    /// of Suno and Midjourney gateways (docs.newapi.pro), and everyday spellings.</summary>
    private static readonly TaskVocabulary Others = new("")
    {
        Pending = Words("waiting", "in_queue", "Running", "Queued", "preparing", "generating"),
        Success = Words("successed", "complete", "COMPLETE", "finished", "FINISHED", "Succeeded", "Completed", "Finished", "Done", "ready", "ok"),
        Failure = Words("failure", "FAILURE", "fail", "ERROR", "Cancelled", "Canceled", "cancel", "timeout", "rejected"),
    };

    /// <summary>Numbers that no endpoint above uses but that code waits for.</summary>
    private static readonly TaskVocabulary OtherNumbers = new("") { Success = Words("0", "2", "3", "4", "9", "10", "100", "200"), AreNumbers = true };

    /// <summary>The words of every endpoint above.</summary>
    public static readonly ImmutableArray<TaskVocabulary> Known = Rows.Select(static row => row.Words).Concat([Gateway, CometApi, VideosGateway]).ToImmutableArray();

    /// <summary>All words of success, failure and waiting that are told apart.</summary>
    public static readonly TaskVocabulary AllWords = All(areNumbers: false);

    /// <summary>All numbers that are told apart.</summary>
    public static readonly TaskVocabulary AllNumbers = All(areNumbers: true);

    private static TaskVocabulary All(bool areNumbers)
    {
        var rows = Known.Concat([Others, OtherNumbers]).Where(words => words.AreNumbers == areNumbers).ToList();
        return new("")
        {
            Pending = rows.SelectMany(static words => words.Pending).Distinct().ToImmutableArray(),
            Success = rows.SelectMany(static words => words.Success).Distinct().ToImmutableArray(),
            Failure = rows.SelectMany(static words => words.Failure).Distinct().ToImmutableArray(),
            AreNumbers = areNumbers,
        };
    }
}
