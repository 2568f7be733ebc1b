using AiApi.Analyzers.Configuration;

namespace AiApi.Analyzers.KnownApis;

/// <summary>Models of generation tasks by the names that their vendor's own API knows them under, and how the path ends under which that API is asked for
/// a task. Aggregators serve most of them too, mostly under other names and always under paths of their own.</summary>
internal static class TaskModels
{
    /// <summary>Beside each: where the vendor names its models.</summary>
    private static readonly (string Names, Provider Provider, string Path)[] Rows =
    [
        // platform.openai.com/docs/models/sora-2
        ("sora-2 sora-2-pro sora-2-20* sora-2-pro-20*", Providers.OpenAI, "videos/"),

        // app.klingai.com/global/dev/document-api: the kind of the task stands before its id.
        ("kling-v1* kling-v2* kling-v3* kling-video-o1", Providers.Kling, "videos/*/"),

        // ai.google.dev/gemini-api/docs/video
        ("veo-2.0-* veo-3.0-* veo-3.1-*", Providers.Google, "operations/"),

        // platform.minimax.io/docs/api-reference/video-generation
        ("MiniMax-Hailuo-* T2V-01* I2V-01* S2V-01*", Providers.MiniMax, "query/video_generation"),

        // help.aliyun.com/zh/model-studio, text to video, image to video
        ("wan2.*-t2v* wan2.*-i2v* wan2.*-kf2v* wan2.*-s2v* wan2.*-t2i* wanx2.*-t2v* wanx2.*-i2v* wanx2.*-kf2v* wanx2.*-t2i*", Providers.DashScope, "tasks/"),

        // volcengine.com/docs/82379, docs.byteplus.com/en/docs/ModelArk
        ("doubao-seedance-* seedance-1-*", Providers.Ark, "tasks/"),

        // docs.dev.runwayml.com/guides/models
        ("gen3a_turbo gen4_turbo gen4_aleph gen4_image gen4_image_turbo gen4.5 act_two", Providers.Runway, "tasks/"),

        // platform.vidu.com/docs
        ("viduq1* viduq2* vidu1.5 vidu2.0", Providers.Vidu, "tasks/"),

        // docs.lumalabs.ai/docs/api
        ("ray-1-6 ray-2 ray-flash-2 photon-1 photon-flash-1", Providers.Luma, "generations/"),

        // docs.x.ai/docs/guides/video-generations
        ("grok-imagine-video*", Providers.XAI, "videos/"),

        // docs.bigmodel.cn, video generation
        ("cogvideox cogvideox-*", Providers.Zhipu, "async-result/"),
    ];

    private static readonly List<(NamePattern Pattern, string Start, Provider Provider, string Path)> Patterns = Rows
        .SelectMany(static row => row.Names.Split(' '), static (row, name) => (NamePattern.Read(name)!, name.Split('*')[0], row.Provider, row.Path)).ToList();

    /// <summary>How the names begin.</summary>
    public static IEnumerable<string> Starts => Patterns.Select(static row => row.Start);

    /// <summary>Names of members and keys that say which model makes the video, bare.</summary>
    public static readonly HashSet<string> Keys = ["model", "modelname", "modelid", "videomodel"];

    /// <summary>The vendor of a model, and how it is asked for its tasks (<c>*</c> for a part of the path that can be anything); null when it is not known.</summary>
    public static (Provider Provider, string Path)? Find(string model)
    {
        foreach (var (pattern, _, provider, path) in Patterns)
        {
            if (pattern.Matches(model))
                return (provider, path);
        }

        return null;
    }

    /// <summary>Whether a text of a program is the name of such a model, or the body of a request that can have one.</summary>
    public static bool AreNamedIn(string text)
    {
        var isBody = text.IndexOf("model", StringComparison.Ordinal) >= 0;
        foreach (var (_, start, _, _) in Patterns)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase) || (isBody && text.IndexOf('"' + start, StringComparison.OrdinalIgnoreCase) >= 0))
                return true;
        }

        return false;
    }
}
