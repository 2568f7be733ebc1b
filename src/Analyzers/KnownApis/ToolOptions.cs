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

    /// <summary>Members that make a tool which the program runs; empty where every tool is such a one.</summary>
    public ImmutableArray<string> FunctionTools { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members that make a choice by which no tool is called.</summary>
    public ImmutableArray<string> NoneChoices { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members that make a choice by which the model must call a tool: the answer then ends as a complete one does.</summary>
    public ImmutableArray<string> ForcedChoices { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>OpenAI 2.x. Source: the assembly of 2.15.0; the remark on forced tools is that of <c>ChatFinishReason.ToolCalls</c>.</summary>
    public static readonly ImmutableArray<ToolOptions> All = ImmutableArray.Create(
        new ToolOptions
        {
            Assembly = "OpenAI",
            Options = "OpenAI.Chat.ChatCompletionOptions",
            NoneChoices = ImmutableArray.Create("CreateNoneChoice"),
            ForcedChoices = ImmutableArray.Create("CreateRequiredChoice", "CreateFunctionChoice"),
        });
}
