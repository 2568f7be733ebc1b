using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The members that hold the arguments of a tool call: JSON as the model wrote it. Sources: the assemblies of OpenAI 2.15.0 and Azure.AI.OpenAI 1.0.0-beta.6.</summary>
internal static class ToolArguments
{
    private static readonly HashSet<(string Assembly, string Member)> Members = new()
    {
        ("OpenAI", "OpenAI.Chat.ChatToolCall.FunctionArguments"),
        ("OpenAI", "OpenAI.Chat.ChatFunctionCall.FunctionArguments"),
        ("OpenAI", "OpenAI.Chat.StreamingChatToolCallUpdate.FunctionArgumentsUpdate"),
        ("OpenAI", "OpenAI.Responses.FunctionCallResponseItem.FunctionArguments"),
        ("Azure.AI.OpenAI", "Azure.AI.OpenAI.FunctionCall.Arguments"),
    };

    public static bool Contains(IPropertySymbol property) =>
        property.Name is "FunctionArguments" or "FunctionArgumentsUpdate" or "Arguments"
        && Members.Contains((property.ContainingAssembly?.Name ?? "", $"{PlainSinks.FullName(property.ContainingType)}.{property.Name}"));
}
