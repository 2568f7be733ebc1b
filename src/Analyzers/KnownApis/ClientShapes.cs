namespace AiApi.Analyzers.KnownApis;

/// <summary>How the SDKs name what their clients are made with. The names are those of the public constructors, factory methods and
/// properties of OpenAI 2.x, Azure.AI.OpenAI, Azure.AI.Inference, Anthropic, Semantic Kernel's connectors, OllamaSharp and Betalgo.</summary>
internal static class ClientShapes
{
    /// <summary>Parameters that take the model, or on Azure the deployment.</summary>
    public static readonly string[] ModelParameters =
        ["model", "modelId", "modelName", "deploymentName", "deploymentOrModelName", "defaultModelId", "defaultModel"];

    /// <summary>Parameters that take a key or an object made from one.</summary>
    public static readonly string[] CredentialParameters = ["credential", "apiKey", "key", "keyCredential", "openAIApiKey", "authenticationPolicy"];

    /// <summary>Properties that take a key.</summary>
    public static readonly string[] CredentialProperties = ["ApiKey", "AuthToken", "Credential"];

    /// <summary>Parameters that take the address of the service.</summary>
    public static readonly string[] EndpointParameters = ["endpoint", "baseUrl", "baseUri", "uri", "uriString"];

    /// <summary>Properties of a client or its options that take the address of the service.</summary>
    public static readonly string[] EndpointProperties = ["Endpoint", "BaseUrl", "BaseUri", "BaseDomain"];

    /// <summary>Parameters that take an options object.</summary>
    public static readonly string[] OptionsParameters = ["options", "clientOptions", "settings", "openAIOptions"];

    /// <summary>Types of which an object is made from a key alone, as the argument of a client.</summary>
    public static readonly string[] CredentialTypes = ["ApiKeyCredential", "AzureKeyCredential", "OpenAIAuthentication", "APIAuthentication"];

    /// <summary>Methods that wrap a client and keep what it was made with; so do the methods of the builders, whose names start with <c>Use</c>.</summary>
    private static readonly string[] WrappingMethods =
        ["AsIChatClient", "AsIImageGenerator", "AsIEmbeddingGenerator", "AsISpeechToTextClient", "AsBuilder", "Build", "AsChatClient"];

    /// <summary>Parameters that take the client which an object wraps.</summary>
    public static readonly string[] WrappedParameters = ["innerClient", "innerGenerator"];

    /// <summary>Whether a method of an SDK wraps the client it is called on.</summary>
    public static bool IsWrapping(string method) => Array.IndexOf(WrappingMethods, method) >= 0 || method.StartsWith("Use", StringComparison.Ordinal);
}
