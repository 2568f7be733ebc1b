using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The client types of the SDKs and the methods by which they call a model.</summary>
internal sealed class AiClients
{
    /// <summary>Assembly, type, operation, and methods without the suffix <c>Async</c>.
    /// Names read from the packages' assemblies, or, where marked S, from the vendor's public source.</summary>
    internal static readonly Row[] Rows =
    [
        // OpenAI 2.15.0; OpenAIResponseClient is its name before 2.8 (CHANGELOG.md of openai/openai-dotnet).
        new("OpenAI", "OpenAI.Chat.ChatClient", AiOperation.Chat, "CompleteChat CompleteChatStreaming"),
        new("OpenAI", "OpenAI.Responses.ResponsesClient", AiOperation.Responses, "CreateResponse CreateResponseStreaming GetResponse GetResponseStreaming"),
        new("OpenAI", "OpenAI.Responses.OpenAIResponseClient", AiOperation.Responses,
            "CreateResponse CreateResponseStreaming GetResponse GetResponseStreaming"),
        new("OpenAI", "OpenAI.Images.ImageClient", AiOperation.Images,
            "GenerateImage GenerateImages GenerateImageEdit GenerateImageEdits GenerateImageVariation GenerateImageVariations "
                + "GenerateImagesStreaming GenerateImageEditsStreaming"),
        new("OpenAI", "OpenAI.Videos.VideoClient", AiOperation.Videos, "CreateVideo CreateVideoRemix GetVideo GetVideos DownloadVideo"),
        new("OpenAI", "OpenAI.Audio.AudioClient", AiOperation.Audio,
            "GenerateSpeech TranscribeAudio TranscribeAudioStreaming TranslateAudio GenerateSpeechStreaming"),
        new("OpenAI", "OpenAI.Embeddings.EmbeddingClient", AiOperation.Embeddings, "GenerateEmbedding GenerateEmbeddings"),
        new("OpenAI", "OpenAI.Moderations.ModerationClient", AiOperation.Moderation, "ClassifyText ClassifyInputs"),
        new("OpenAI", "OpenAI.Assistants.AssistantClient", AiOperation.Assistants,
            "CreateRun CreateRunStreaming CreateThreadAndRun CreateThreadAndRunStreaming GetRun SubmitToolOutputsToRun SubmitToolOutputsToRunStreaming"),

        // Azure.AI.OpenAI 1.0.0-beta; 2.x returns the clients of OpenAI.
        new("Azure.AI.OpenAI", "Azure.AI.OpenAI.OpenAIClient", AiOperation.Chat, "GetChatCompletions GetChatCompletionsStreaming"),
        new("Azure.AI.OpenAI", "Azure.AI.OpenAI.OpenAIClient", AiOperation.Completions, "GetCompletions GetCompletionsStreaming"),
        new("Azure.AI.OpenAI", "Azure.AI.OpenAI.OpenAIClient", AiOperation.Images, "GetImageGenerations"),
        new("Azure.AI.OpenAI", "Azure.AI.OpenAI.OpenAIClient", AiOperation.Embeddings, "GetEmbeddings"),

        // Azure.AI.Inference (S: Azure/azure-sdk-for-net, api/Azure.AI.Inference.net8.0.cs)
        new("Azure.AI.Inference", "Azure.AI.Inference.ChatCompletionsClient", AiOperation.Chat, "Complete CompleteStreaming"),
        new("Azure.AI.Inference", "Azure.AI.Inference.EmbeddingsClient", AiOperation.Embeddings, "Embed"),
        new("Azure.AI.Inference", "Azure.AI.Inference.ImageEmbeddingsClient", AiOperation.Embeddings, "Embed"),

        // Anthropic 13.12.0
        new("Anthropic", "Anthropic.Services.IMessageService", AiOperation.Chat, "Create CreateStreaming"),
        new("Anthropic", "Anthropic.Services.Beta.IMessageService", AiOperation.Chat, "Create CreateStreaming"),

        // Anthropic.SDK (S: tghamm/Anthropic.SDK)
        new("Anthropic.SDK", "Anthropic.SDK.Messaging.MessagesEndpoint", AiOperation.Chat, "GetClaudeMessage StreamClaudeMessage"),

        // Microsoft.Extensions.AI.Abstractions 10.11.0; structured output: Microsoft.Extensions.AI (S: dotnet/extensions)
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.IChatClient", AiOperation.Chat, "GetResponse GetStreamingResponse"),
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.ChatClientExtensions", AiOperation.Chat, "GetResponse GetStreamingResponse"),
        new("Microsoft.Extensions.AI", "Microsoft.Extensions.AI.ChatClientStructuredOutputExtensions", AiOperation.Chat, "GetResponse"),
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.IImageGenerator", AiOperation.Images, "Generate"),
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.ImageGeneratorExtensions", AiOperation.Images,
            "GenerateImages EditImage EditImages"),
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.IEmbeddingGenerator`2", AiOperation.Embeddings, "Generate"),
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.EmbeddingGeneratorExtensions", AiOperation.Embeddings,
            "Generate GenerateVector GenerateAndZip"),
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.ISpeechToTextClient", AiOperation.Audio, "GetText GetStreamingText"),

        // Microsoft.Agents.AI (S: microsoft/agent-framework)
        new("Microsoft.Agents.AI.Abstractions", "Microsoft.Agents.AI.AIAgent", AiOperation.Chat, "Run RunStreaming"),

        // Semantic Kernel (S: microsoft/semantic-kernel, dotnet/src)
        new("Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.ChatCompletion.IChatCompletionService", AiOperation.Chat,
            "GetChatMessageContents GetStreamingChatMessageContents"),
        new("Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.ChatCompletion.ChatCompletionServiceExtensions", AiOperation.Chat,
            "GetChatMessageContent GetChatMessageContents GetStreamingChatMessageContents"),
        new("Microsoft.SemanticKernel.Core", "Microsoft.SemanticKernel.KernelExtensions", AiOperation.Chat, "InvokePrompt InvokePromptStreaming"),
        new("Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.TextToImage.ITextToImageService", AiOperation.Images, "GetImageContents"),
        new("Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.TextToImage.TextToImageServiceExtensions", AiOperation.Images, "GenerateImage"),

        // Google.GenAI (S: googleapis/dotnet-genai)
        new("Google.GenAI", "Google.GenAI.Models", AiOperation.Chat, "GenerateContent GenerateContentStream"),
        new("Google.GenAI", "Google.GenAI.Models", AiOperation.Images, "GenerateImages EditImage UpscaleImage"),
        new("Google.GenAI", "Google.GenAI.Models", AiOperation.Videos, "GenerateVideos"),
        new("Google.GenAI", "Google.GenAI.Models", AiOperation.Embeddings, "EmbedContent"),

        // Mscc.GenerativeAI (S: mscraftsman/generative-ai)
        new("Mscc.GenerativeAI", "Mscc.GenerativeAI.GenerativeModel", AiOperation.Chat, "GenerateContent GenerateContentStream"),

        // OllamaSharp 5.4 (S: awaescher/OllamaSharp)
        new("OllamaSharp", "OllamaSharp.IOllamaApiClient", AiOperation.Chat, "Chat Generate"),
        new("OllamaSharp", "OllamaSharp.OllamaApiClient", AiOperation.Chat, "Chat Generate"),
        new("OllamaSharp", "OllamaSharp.Chat", AiOperation.Chat, "Send SendAs"),

        // Betalgo.Ranul.OpenAI 9.2 (S: betalgo/openai)
        new("Betalgo.Ranul.OpenAI", "Betalgo.Ranul.OpenAI.Interfaces.IChatCompletionService", AiOperation.Chat, "CreateCompletion CreateCompletionAsStream"),
        new("Betalgo.Ranul.OpenAI", "Betalgo.Ranul.OpenAI.Interfaces.IImageService", AiOperation.Images, "CreateImage CreateImageEdit CreateImageVariation"),

        // OpenAI-DotNet 8.8 (S: RageAgainstThePixel/OpenAI-DotNet)
        new("OpenAI-DotNet", "OpenAI.Chat.ChatEndpoint", AiOperation.Chat, "GetCompletion StreamCompletion StreamCompletionEnumerable"),
        new("OpenAI-DotNet", "OpenAI.Responses.ResponsesEndpoint", AiOperation.Responses, "CreateModelResponse GetModelResponse"),
        new("OpenAI-DotNet", "OpenAI.Images.ImagesEndpoint", AiOperation.Images, "GenerateImage CreateImageEdit CreateImageVariation"),

        // OpenAI 1.11.0 by OkGoDoIt
        new("OpenAI_API", "OpenAI_API.Chat.ChatEndpoint", AiOperation.Chat, "CreateChatCompletion StreamChatEnumerable"),
        new("OpenAI_API", "OpenAI_API.Chat.IChatEndpoint", AiOperation.Chat, "CreateChatCompletion StreamChatEnumerable"),
    ];

    /// <summary>The assemblies of the rows above, and those that make or configure their clients.</summary>
    private static readonly HashSet<string> Assemblies =
    [
        .. Rows.Select(static row => row.Assembly),
        "System.ClientModel", "Microsoft.Extensions.AI.OpenAI", "Microsoft.Extensions.AI.AzureAIInference",
        "Microsoft.SemanticKernel.Connectors.OpenAI", "Microsoft.SemanticKernel.Connectors.AzureOpenAI", "Microsoft.SemanticKernel.Connectors.Google",
        "Microsoft.SemanticKernel.Connectors.MistralAI", "Microsoft.SemanticKernel.Connectors.HuggingFace", "tryAGI.OpenAI",
    ];

    /// <summary>How the namespaces of those assemblies are told from all others, wherever a file names one.</summary>
    private static readonly string[] Namespaces =
        ["OpenAI", "Azure.AI", "Anthropic", "Extensions.AI", "Agents.AI", "SemanticKernel", "GenAI", "GenerativeAI", "OllamaSharp", "Betalgo", "tryAGI", "ClientModel"];

    /// <summary>A type or method with a shorter name can be of anything.</summary>
    private const int ShortestMark = 11;

    /// <summary>Whose service the clients of an assembly call unless they are told another address.</summary>
    private static readonly Dictionary<string, Provider> DefaultProviders = new()
    {
        ["OpenAI"] = Providers.OpenAI,
        ["Azure.AI.OpenAI"] = Providers.Azure,
        ["Azure.AI.Inference"] = Providers.Azure,
        ["Anthropic"] = Providers.Anthropic,
        ["Anthropic.SDK"] = Providers.Anthropic,
        ["Google.GenAI"] = Providers.Google,
        ["Mscc.GenerativeAI"] = Providers.Google,
        ["Microsoft.SemanticKernel.Connectors.OpenAI"] = Providers.OpenAI,
        ["Microsoft.SemanticKernel.Connectors.AzureOpenAI"] = Providers.Azure,
        ["Microsoft.SemanticKernel.Connectors.Google"] = Providers.Google,
        ["Microsoft.SemanticKernel.Connectors.MistralAI"] = Providers.Mistral,
        ["Microsoft.SemanticKernel.Connectors.HuggingFace"] = Providers.HuggingFace,
        ["Betalgo.Ranul.OpenAI"] = Providers.OpenAI,
        ["OpenAI-DotNet"] = Providers.OpenAI,
        ["OpenAI_API"] = Providers.OpenAI,
        ["tryAGI.OpenAI"] = Providers.OpenAI,
    };

    /// <summary>Bases of middleware (Microsoft.Extensions.AI.Abstractions 10.11.0), and the methods by which they ask the client inside.</summary>
    private static readonly (string Type, string Method, AiOperation Operation)[] Middleware =
    [
        ("DelegatingChatClient", "GetResponseAsync", AiOperation.Chat),
        ("DelegatingEmbeddingGenerator", "GenerateAsync", AiOperation.Embeddings),
        ("DelegatingImageGenerator", "GenerateAsync", AiOperation.Images),
    ];

    private static readonly TypeTable<Row> Types = TypeTable<Row>.Of(Rows.Select(static row => ((string?)row.Assembly, row.Type, row)));

    private readonly Compilation _compilation;

    public AiClients(Compilation compilation)
    {
        _compilation = compilation;
        AreReferenced = AreReferencedBy(compilation);
    }

    /// <summary>What stands in a file of every program that uses an SDK, and does not only refer to it, as many do by way of another library:
    /// a namespace, or a client or one of its methods where another project has made it.</summary>
    public static IEnumerable<string> Marks => Namespaces.Concat(Rows
        .SelectMany(static row => row.Methods.Append(row.Type.Split('.', '`').Last(static part => !char.IsDigit(part[0]))))
        .Where(static name => name.Length >= ShortestMark)
        .Distinct());

    /// <summary>Whether the compilation refers to an AI SDK.</summary>
    public bool AreReferenced { get; }

    /// <summary>Whether a compilation refers to an AI SDK, told by names alone.</summary>
    public static bool AreReferencedBy(Compilation compilation) => ReferencedAssemblies.Any(compilation, IsSdk);

    /// <summary>Whether the assembly of that name is an AI SDK.</summary>
    public static bool IsSdk(string assembly) => Assemblies.Contains(assembly);

    /// <summary>Whether a client that is referenced asks for that.</summary>
    public bool AskFor(AiOperation operation)
    {
        foreach (var row in Rows)
        {
            if (row.Operation == operation && AreReferenced && TypeResolver.Find(_compilation, row.Type, row.Assembly) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether the type or member belongs to an AI SDK.</summary>
    public static bool IsOfSdk(ISymbol symbol) => symbol.ContainingAssembly is { } assembly && Assemblies.Contains(assembly.Name);

    /// <summary>Whose service the clients that the symbol belongs to call by default; null when that is nobody's.</summary>
    public static Provider? DefaultProviderOf(ISymbol symbol) =>
        symbol.ContainingAssembly is { } assembly && DefaultProviders.TryGetValue(assembly.Name, out var provider) ? provider : null;

    /// <summary>What the method asks the client inside a middleware for: bases of middleware pass requests on by their own methods; null for all others.</summary>
    public static AiOperation? PassedOnBy(IMethodSymbol method)
    {
        foreach (var (type, name, operation) in Middleware)
        {
            if (method.Name == name && method.ContainingType.Name == type && method.ContainingAssembly.Name == "Microsoft.Extensions.AI.Abstractions")
                return operation;
        }

        return null;
    }

    /// <summary>What the method asks a model for; null when it is no call of a model.</summary>
    public AiOperation? OperationOf(IMethodSymbol method)
    {
        if (!AreReferenced)
            return null;
        for (var declared = method.ReducedFrom ?? method; declared is not null; declared = declared.OverriddenMethod)
        {
            foreach (var row in Types.AllOf(declared.ContainingType))
            {
                if (row.Calls(declared.Name))
                    return row.Operation;
            }
        }

        return null;
    }

    /// <summary>One client type and the methods of it that ask for one thing.</summary>
    internal sealed class Row(string assembly, string type, AiOperation operation, string methods)
    {
        private readonly HashSet<string> _methods = [.. methods.Split(' '), .. methods.Split(' ').Select(static name => $"{name}Async")];

        public string Assembly => assembly;

        public string Type => type;

        public AiOperation Operation => operation;

        public string[] Methods => methods.Split(' ');

        public bool Calls(string method) => _methods.Contains(method);
    }
}
