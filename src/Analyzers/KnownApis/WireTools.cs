using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>How the JSON of a request offers tools. Sources: OpenAI API reference (chat completions, Responses), docs.anthropic.com (Messages API),
/// ai.google.dev/api/generate-content.</summary>
internal static class WireTools
{
    /// <summary>The list of tools.</summary>
    public const string Tools = "tools";

    /// <summary>The member that says which kind a tool is.</summary>
    public const string Kind = "type";

    /// <summary>The kind of a tool that the program runs; all others run where the model does.</summary>
    public const string FunctionKind = "function";

    /// <summary>Members that only tools have which the program runs: OpenAI's, Anthropic's, Gemini's.</summary>
    public static readonly ImmutableArray<string> FunctionMembers = ImmutableArray.Create("function", "input_schema", "functionDeclarations", "function_declarations");

    /// <summary>Members that say which tools the model may or must call.</summary>
    public static readonly ImmutableArray<string> Choices = ImmutableArray.Create("tool_choice", "toolConfig", "tool_config");

    /// <summary>The words in a choice, in lower case, by which no tool may be called.</summary>
    public static readonly ImmutableHashSet<string> NoChoice = ImmutableHashSet.Create("none");

    /// <summary>The words by which the model decides.</summary>
    public static readonly ImmutableHashSet<string> FreeChoice = ImmutableHashSet.Create("auto", "validated");

    /// <summary>The words by which a tool must be called.</summary>
    public static readonly ImmutableHashSet<string> ForcedChoice = ImmutableHashSet.Create("required", "any", "tool", "function");

    /// <summary>Words, or parts of words, without which no code handles tool calls.</summary>
    public static readonly string[] Calls = ["tool_call", "toolcall", "function_call", "functioncall", "tool_use", "tooluse"];
}
