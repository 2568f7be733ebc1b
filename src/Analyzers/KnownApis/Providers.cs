namespace AiApi.Analyzers.KnownApis;

/// <summary>The vendors. Beside each: where its authorization scheme and its variable are documented.</summary>
internal static class Providers
{
    private const string Bearer = "Bearer";

    // platform.openai.com/docs/api-reference/authentication
    public static readonly Provider OpenAI = new("OpenAI", Bearer, "OPENAI_API_KEY");

    // learn.microsoft.com/azure/ai-services/openai/reference#authentication: header api-key, or Bearer with a token of Microsoft Entra ID.
    public static readonly Provider Azure = new("Azure OpenAI", null, "AZURE_OPENAI_API_KEY");

    // docs.anthropic.com/en/api/overview: header x-api-key.
    public static readonly Provider Anthropic = new("Anthropic", null, "ANTHROPIC_API_KEY");

    // ai.google.dev/gemini-api/docs/api-key: header x-goog-api-key; Bearer only on its OpenAI-compatible paths and on Vertex AI.
    public static readonly Provider Google = new("Gemini", null, "GEMINI_API_KEY");

    // apidoc.cometapi.com
    public static readonly Provider CometApi = new("CometAPI", Bearer, "COMETAPI_KEY", IsAggregator: true);

    // openrouter.ai/docs/api-reference/authentication
    public static readonly Provider OpenRouter = new("OpenRouter", Bearer, "OPENROUTER_API_KEY", IsAggregator: true);

    // api.apiyi.com, api.laozhang.ai and others run one-api or new-api, whose relay speaks the OpenAI scheme: github.com/QuantumNous/new-api.
    public static readonly Provider NewApi = new("the gateway", Bearer, "OPENAI_API_KEY", IsAggregator: true);

    // docs.aimlapi.com
    public static readonly Provider AimlApi = new("AI/ML API", Bearer, "AIML_API_KEY", IsAggregator: true);

    // help.aliyun.com/zh/model-studio, SDK dashscope
    public static readonly Provider DashScope = new("DashScope", Bearer, "DASHSCOPE_API_KEY");

    // docs.dev.runwayml.com/api
    public static readonly Provider Runway = new("Runway", Bearer, "RUNWAYML_API_SECRET");

    // docs.lumalabs.ai/docs/api
    public static readonly Provider Luma = new("Luma", Bearer, "LUMAAI_API_KEY");

    // replicate.com/docs/reference/http: Bearer; the older Token is still taken.
    public static readonly Provider Replicate = new("Replicate", Bearer, "REPLICATE_API_TOKEN") { OlderScheme = "Token" };

    // platform.minimax.io/docs/api-reference
    public static readonly Provider MiniMax = new("MiniMax", Bearer, "MINIMAX_API_KEY");

    // platform.vidu.com/docs: Token; relay/channel/task/vidu/adaptor.go of QuantumNous/new-api sends the same.
    public static readonly Provider Vidu = new("Vidu", "Token", "VIDU_API_KEY");

    // docs.fal.ai/model-endpoints/queue: Key.
    public static readonly Provider Fal = new("fal", "Key", "FAL_KEY");

    // app.klingai.com/global/dev/document-api: a JSON Web Token that the caller signs, after Bearer.
    public static readonly Provider Kling = new("Kling", Bearer, "KLING_API_KEY");

    // docs.x.ai/docs/api-reference
    public static readonly Provider XAI = new("xAI", Bearer, "XAI_API_KEY");

    // docs.bfl.ai: header x-key.
    public static readonly Provider BlackForestLabs = new("Black Forest Labs", null, "BFL_API_KEY");

    // docs.siliconflow.cn
    public static readonly Provider SiliconFlow = new("SiliconFlow", Bearer, "SILICONFLOW_API_KEY");

    // volcengine.com/docs/82379/1298459
    public static readonly Provider Ark = new("Volcengine Ark", Bearer, "ARK_API_KEY");

    // cloud.baidu.com/doc/qianfan-api: Bearer on v2; access_token in the query on the older hosts.
    public static readonly Provider Baidu = new("Baidu Qianfan", Bearer, "QIANFAN_API_KEY");

    // docs.bigmodel.cn: the key or a signed token after Bearer; a bare key is taken too.
    public static readonly Provider Zhipu = new("Zhipu", null, "ZHIPUAI_API_KEY");

    // modelscope.cn/docs/model-service/API-Inference
    public static readonly Provider ModelScope = new("ModelScope", Bearer, "MODELSCOPE_API_KEY");

    // docs.platform.pixverse.ai: header API-KEY.
    public static readonly Provider PixVerse = new("PixVerse", null, "PIXVERSE_API_KEY");

    // cloud.tencent.com/document/product/1041: signed requests (TC3-HMAC-SHA256).
    public static readonly Provider Tencent = new("Tencent Cloud", null, "TENCENTCLOUD_SECRET_KEY");

    // platform.stability.ai/docs/api-reference: Bearer on v2beta; v1 takes the bare key too.
    public static readonly Provider Stability = new("Stability AI", null, "STABILITY_API_KEY");

    // docs.mistral.ai/api
    public static readonly Provider Mistral = new("Mistral", Bearer, "MISTRAL_API_KEY");

    // console.groq.com/docs/api-reference
    public static readonly Provider Groq = new("Groq", Bearer, "GROQ_API_KEY");

    // api-docs.deepseek.com
    public static readonly Provider DeepSeek = new("DeepSeek", Bearer, "DEEPSEEK_API_KEY");

    // docs.together.ai/reference
    public static readonly Provider Together = new("Together", Bearer, "TOGETHER_API_KEY");

    // docs.fireworks.ai/api-reference
    public static readonly Provider Fireworks = new("Fireworks", Bearer, "FIREWORKS_API_KEY");

    // docs.perplexity.ai/api-reference
    public static readonly Provider Perplexity = new("Perplexity", Bearer, "PERPLEXITY_API_KEY");

    // docs.cohere.com/reference/about
    public static readonly Provider Cohere = new("Cohere", Bearer, "CO_API_KEY");

    // huggingface.co/docs/inference-providers
    public static readonly Provider HuggingFace = new("Hugging Face", Bearer, "HF_TOKEN");

    // platform.moonshot.ai/docs
    public static readonly Provider Moonshot = new("Moonshot", Bearer, "MOONSHOT_API_KEY");

    // inference-docs.cerebras.ai
    public static readonly Provider Cerebras = new("Cerebras", Bearer, "CEREBRAS_API_KEY");

    // docs.api.nvidia.com/nim
    public static readonly Provider Nvidia = new("NVIDIA", Bearer, "NVIDIA_API_KEY");

    // docs.github.com/github-models/quickstart: a personal access token.
    public static readonly Provider GitHubModels = new("GitHub Models", Bearer, "GITHUB_TOKEN");

    // elevenlabs.io/docs/api-reference/authentication: header xi-api-key.
    public static readonly Provider ElevenLabs = new("ElevenLabs", null, "ELEVENLABS_API_KEY");

    // github.com/ollama/ollama/blob/main/docs/openai.md: any key, not looked at; also LM Studio, llama.cpp and vLLM on the same machine.
    public static readonly Provider Local = new("the local server", null, "OPENAI_API_KEY");
}
