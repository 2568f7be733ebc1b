using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>How a request of one SDK offers tools to the model. One row an options type.</summary>
internal sealed record ToolOptions
{
    /// <summary>Simple name of the assembly that defines the type.</summary>
    public required string Assembly { get; init; }

    /// <summary>Metadata name of the request's options.</summary>
    public required string Options { get; init; }

    /// <summary>The list of tools.</summary>
    public string Tools { get; init; } = "Tools";

    /// <summary>What says which tools the model may or must call.</summary>
    public string Choice { get; init; } = "ToolChoice";

    /// <summary>Types, and methods, that make a tool which the program runs: the others run where the model does. Empty where there are no others.</summary>
    public ImmutableArray<string> FunctionTools { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members and types by which the model decides whether to call a tool.</summary>
    public ImmutableArray<string> FreeChoices { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members and types by which the model must call a tool, and its answer then ends as a complete one does.</summary>
    public ImmutableArray<string> ForcedChoices { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether whoever is given the request may run the tools that the model calls, unless the client is known not to.</summary>
    public bool MayBeRunByClient { get; init; }

    /// <summary>OpenAI 2.x. Source: the assembly of 2.15.0; the remark on forced tools is that of <c>ChatFinishReason.ToolCalls</c>.</summary>
    private static readonly ToolOptions OpenAIChat = new()
    {
        Assembly = "OpenAI",
        Options = "OpenAI.Chat.ChatCompletionOptions",
        FreeChoices = ImmutableArray.Create("CreateAutoChoice"),
        ForcedChoices = ImmutableArray.Create("CreateRequiredChoice", "CreateFunctionChoice"),
    };

    /// <summary>OpenAI 2.8 and later, Responses: there is no state for tool calls, they are among the items. Source: the assembly of 2.15.0.</summary>
    private static readonly ToolOptions OpenAIResponses = OpenAIChat with
    {
        Options = "OpenAI.Responses.CreateResponseOptions",
        FunctionTools = ImmutableArray.Create("CreateFunctionTool", "FunctionTool"),
    };

    public static readonly ImmutableArray<ToolOptions> All = ImmutableArray.Create(
        OpenAIChat,
        OpenAIResponses,

        // The same before 2.8 (CHANGELOG.md of openai/openai-dotnet).
        OpenAIResponses with { Options = "OpenAI.Responses.ResponseCreationOptions" },

        // Microsoft.Extensions.AI.Abstractions 10.11.0.
        new ToolOptions
        {
            Assembly = "Microsoft.Extensions.AI.Abstractions",
            Options = "Microsoft.Extensions.AI.ChatOptions",
            Choice = "ToolMode",
            FunctionTools = ImmutableArray.Create("AIFunctionDeclaration", "AIFunction"),
            FreeChoices = ImmutableArray.Create("Auto"),
            ForcedChoices = ImmutableArray.Create("RequireAny", "RequireSpecific"),
            MayBeRunByClient = true,
        },

        // Azure.AI.Inference (S: Azure/azure-sdk-for-net, sdk/ai/Azure.AI.Inference/api). One tool that must be called is given as itself.
        new ToolOptions
        {
            Assembly = "Azure.AI.Inference",
            Options = "Azure.AI.Inference.ChatCompletionsOptions",
            FreeChoices = ImmutableArray.Create("Auto"),
            ForcedChoices = ImmutableArray.Create("Required", "ChatCompletionsToolChoice", "ChatCompletionsToolDefinition", "FunctionDefinition"),
        },

        // Anthropic 13.12.0. A forced tool ends with ToolUse as any other does.
        new ToolOptions
        {
            Assembly = "Anthropic",
            Options = "Anthropic.Models.Messages.MessageCreateParams",
            FunctionTools = ImmutableArray.Create("Tool"),
            FreeChoices = ImmutableArray.Create("ToolChoiceAuto", "ToolChoiceAny", "ToolChoiceTool"),
        },
        new ToolOptions
        {
            Assembly = "Anthropic",
            Options = "Anthropic.Models.Beta.Messages.MessageCreateParams",
            FunctionTools = ImmutableArray.Create("BetaTool"),
            FreeChoices = ImmutableArray.Create("BetaToolChoiceAuto", "BetaToolChoiceAny", "BetaToolChoiceTool"),
        });
}
