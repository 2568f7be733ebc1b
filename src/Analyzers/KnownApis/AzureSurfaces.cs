using static AiApi.Analyzers.KnownApis.SurfaceRows;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The surfaces of Azure's own SDKs; see <see cref="ResultSurfaces"/>.</summary>
internal static class AzureSurfaces
{
    /// <summary>Azure.AI.OpenAI 1.0.0-beta. Source: the assembly of beta.6; nullable reason and tool calls of later betas: Azure/azure-sdk-for-net, api file.
    /// Version 2 returns the results of OpenAI.</summary>
    public static readonly ResultSurface OpenAIChat = new()
    {
        Id = "AzureOpenAIChat",
        Assembly = "Azure.AI.OpenAI",
        Result = "Azure.AI.OpenAI.ChatCompletions",
        ReasonPath = "Choices/[]/FinishReason",
        ReasonType = "Azure.AI.OpenAI.CompletionsFinishReason",
        IsReasonNullable = true,
        Reasons = Rows(
            ("Stopped", "stop"),
            ("TokenLimitReached", "length"),
            ("ContentFiltered", "content_filter"),
            ("ToolCalls", "tool_calls"),
            ("FunctionCall", "function_call")),
        Reference = "Stopped",
        CutOff = Names("TokenLimitReached"),
        Blocked = Names("ContentFiltered"),
        ToolCalls = Names("ToolCalls", "FunctionCall"),
        OtherForms = Names("Choices/[]/ContentFilterResults"),
        ContentPaths = Names("Choices/[]/Message/Content"),
        ToolCallPaths = Names("Choices/[]/Message/ToolCalls", "Choices/[]/Message/FunctionCall"),
        Transparent = Names("Value"),
        History = Names("Azure.AI.OpenAI.ChatMessage", "Azure.AI.OpenAI.ChatRequestAssistantMessage"),
        Advice = Rows(
            ("TokenLimitReached", "raise MaxTokens or shorten the prompt"),
            ("ContentFiltered", "rephrase the prompt"),
            ("ToolCalls", "run the requested tools and send their results"),
            ("FunctionCall", "run the requested function and send its result")),
    };

    /// <summary>Plain completions of the same.</summary>
    public static readonly ResultSurface OpenAICompletions = OpenAIChat with
    {
        Id = "AzureOpenAICompletions",
        Result = "Azure.AI.OpenAI.Completions",
        ContentPaths = Names("Choices/[]/Text"),
        ToolCallPaths = Names(),
        History = Names(),
    };

    /// <summary>Azure.AI.Inference. Source: Azure/azure-sdk-for-net, sdk/ai/Azure.AI.Inference/api.</summary>
    public static readonly ResultSurface Inference = new()
    {
        Id = "AzureInference",
        Assembly = "Azure.AI.Inference",
        Result = "Azure.AI.Inference.ChatCompletions",
        ReasonPath = "FinishReason",
        ReasonType = "Azure.AI.Inference.CompletionsFinishReason",
        IsReasonNullable = true,
        Reasons = Rows(("Stopped", "stop"), ("TokenLimitReached", "length"), ("ContentFiltered", "content_filter"), ("ToolCalls", "tool_calls")),
        Reference = "Stopped",
        CutOff = Names("TokenLimitReached"),
        Blocked = Names("ContentFiltered"),
        ToolCalls = Names("ToolCalls"),
        ContentPaths = Names("Content"),
        ToolCallPaths = Names("ToolCalls"),
        Transparent = Names("Value"),
        History = Names("Azure.AI.Inference.ChatRequestAssistantMessage"),
        Advice = Rows(
            ("TokenLimitReached", "raise MaxTokens or shorten the prompt"),
            ("ContentFiltered", "rephrase the prompt"),
            ("ToolCalls", "run the requested tools and send their results")),
    };

    /// <summary>The same in its first betas, with choices. Source: as above, at 1.0.0-beta.1.</summary>
    public static readonly ResultSurface InferenceFirstBetas = Inference with
    {
        Id = "AzureInferenceFirstBetas",
        ReasonPath = "Choices/[]/FinishReason",
        ContentPaths = Names("Choices/[]/Message/Content"),
        ToolCallPaths = Names("Choices/[]/Message/ToolCalls"),
    };
}
