namespace AiApi.Analyzers.KnownApis;

/// <summary>Which host belongs to whom. The base URLs stand in the documentation named beside each vendor in <see cref="Providers"/>.</summary>
internal static class Hosts
{
    private static readonly Dictionary<string, Provider> Exact = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api.openai.com"] = Providers.OpenAI,
        ["eu.api.openai.com"] = Providers.OpenAI,
        ["us.api.openai.com"] = Providers.OpenAI,
        ["api.anthropic.com"] = Providers.Anthropic,
        ["generativelanguage.googleapis.com"] = Providers.Google,
        ["aiplatform.googleapis.com"] = Providers.Google,
        ["api.cometapi.com"] = Providers.CometApi,
        ["openrouter.ai"] = Providers.OpenRouter,
        ["api.aimlapi.com"] = Providers.AimlApi,
        ["api.apiyi.com"] = Providers.NewApi,
        ["api.laozhang.ai"] = Providers.NewApi,
        ["dashscope.aliyuncs.com"] = Providers.DashScope,
        ["dashscope-intl.aliyuncs.com"] = Providers.DashScope,
        ["dashscope-us.aliyuncs.com"] = Providers.DashScope,
        ["api.dev.runwayml.com"] = Providers.Runway,
        ["api.lumalabs.ai"] = Providers.Luma,
        ["api.replicate.com"] = Providers.Replicate,
        ["api.minimax.io"] = Providers.MiniMax,
        ["api.minimax.chat"] = Providers.MiniMax,
        ["api.minimaxi.com"] = Providers.MiniMax,
        ["api.vidu.com"] = Providers.Vidu,
        ["api.vidu.cn"] = Providers.Vidu,
        ["fal.run"] = Providers.Fal,
        ["queue.fal.run"] = Providers.Fal,
        ["api.klingai.com"] = Providers.Kling,
        ["api-singapore.klingai.com"] = Providers.Kling,
        ["api-beijing.klingai.com"] = Providers.Kling,
        ["api.x.ai"] = Providers.XAI,
        ["api.bfl.ai"] = Providers.BlackForestLabs,
        ["api.bfl.ml"] = Providers.BlackForestLabs,
        ["api.us1.bfl.ai"] = Providers.BlackForestLabs,
        ["api.eu.bfl.ai"] = Providers.BlackForestLabs,
        ["api.siliconflow.cn"] = Providers.SiliconFlow,
        ["api.siliconflow.com"] = Providers.SiliconFlow,
        ["ark.cn-beijing.volces.com"] = Providers.Ark,
        ["ark.ap-southeast.bytepluses.com"] = Providers.Ark,
        ["qianfan.baidubce.com"] = Providers.Baidu,
        ["open.bigmodel.cn"] = Providers.Zhipu,
        ["api.z.ai"] = Providers.Zhipu,
        ["api-inference.modelscope.cn"] = Providers.ModelScope,
        ["app-api.pixverse.ai"] = Providers.PixVerse,
        ["hunyuan.tencentcloudapi.com"] = Providers.Tencent,
        ["mps.tencentcloudapi.com"] = Providers.Tencent,
        ["vod.tencentcloudapi.com"] = Providers.Tencent,
        ["api.stability.ai"] = Providers.Stability,
        ["api.mistral.ai"] = Providers.Mistral,
        ["api.groq.com"] = Providers.Groq,
        ["api.deepseek.com"] = Providers.DeepSeek,
        ["api.together.xyz"] = Providers.Together,
        ["api.together.ai"] = Providers.Together,
        ["api.fireworks.ai"] = Providers.Fireworks,
        ["api.perplexity.ai"] = Providers.Perplexity,
        ["api.cohere.com"] = Providers.Cohere,
        ["api.cohere.ai"] = Providers.Cohere,
        ["api-inference.huggingface.co"] = Providers.HuggingFace,
        ["router.huggingface.co"] = Providers.HuggingFace,
        ["api.moonshot.cn"] = Providers.Moonshot,
        ["api.moonshot.ai"] = Providers.Moonshot,
        ["api.cerebras.ai"] = Providers.Cerebras,
        ["integrate.api.nvidia.com"] = Providers.Nvidia,
        ["models.inference.ai.azure.com"] = Providers.GitHubModels,
        ["models.github.ai"] = Providers.GitHubModels,
        ["api.elevenlabs.io"] = Providers.ElevenLabs,
    };

    private static readonly (string Suffix, Provider Provider)[] Suffixes =
    [
        (".openai.azure.com", Providers.Azure),
        (".openai.azure.us", Providers.Azure),
        (".cognitiveservices.azure.com", Providers.Azure),
        (".services.ai.azure.com", Providers.Azure),
        (".models.ai.azure.com", Providers.Azure),
        ("-aiplatform.googleapis.com", Providers.Google),
    ];

    /// <summary>Hosts whose <c>videos</c>, <c>responses</c> or <c>messages</c> are something else: platforms for films, photos, forms and mail.</summary>
    private static readonly string[] OtherServices =
    [
        "youtube.com", "www.googleapis.com", "youtube.googleapis.com", "vimeo.com", "dailymotion.com", "twitch.tv", "graph.facebook.com", "graph.instagram.com",
        "tiktok.com", "tiktokapis.com", "bilibili.com", "pexels.com", "pixabay.com", "mux.com", "api.video", "wistia.com", "jwplayer.com", "bunnycdn.com",
        "brightcove.com", "api.cloudflare.com", "typeform.com", "surveymonkey.com", "twilio.com", "mailgun.net", "graph.microsoft.com", "slack.com",
        "discord.com", "api.telegram.org", "api.github.com",
    ];

    /// <summary>The hosts and ends of hosts of all vendors.</summary>
    public static IEnumerable<string> Names => Exact.Keys.Concat(Suffixes.Select(static row => row.Suffix));

    /// <summary>Whose host it is; null when it is not known.</summary>
    public static Provider? ProviderOf(string host)
    {
        if (Exact.TryGetValue(host, out var provider))
            return provider;
        foreach (var (suffix, owner) in Suffixes)
        {
            if (host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return owner;
        }

        return IsLoopback(host) ? Providers.Local : null;
    }

    /// <summary>Whether the host is known to serve no AI model.</summary>
    public static bool IsOtherService(string host)
    {
        foreach (var name in OtherServices)
        {
            if (host.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[host.Length - name.Length - 1] == '.'))
                return true;
        }

        return false;
    }

    /// <summary>Whether two hosts share their domain, the last two labels.</summary>
    public static bool AreOfOneOwner(string first, string second) => Domain(first).Equals(Domain(second), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the host is the machine itself, or the way out of a container to it.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || host.StartsWith("127.", StringComparison.Ordinal)
        || host is "[::1]" or "0.0.0.0"
        || host.Equals("host.docker.internal", StringComparison.OrdinalIgnoreCase);

    private static string Domain(string host)
    {
        var last = host.LastIndexOf('.');
        var before = last <= 0 ? -1 : host.LastIndexOf('.', last - 1);
        return host.Substring(before + 1);
    }
}
