using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>Methods that make an object of JSON text, of a stream or of the body of a response.</summary>
internal static class JsonReaders
{
    /// <summary>Full type names and their methods. System.Text.Json, System.Net.Http.Json, System.Memory.Data and Newtonsoft.Json.</summary>
    private static readonly Dictionary<string, string[]> Methods = new(StringComparer.Ordinal)
    {
        ["System.Text.Json.JsonDocument"] = ["Parse", "ParseAsync", "ParseValue"],
        ["System.Text.Json.JsonElement"] = ["Parse", "ParseValue"],
        ["System.Text.Json.JsonSerializer"] = ["Deserialize", "DeserializeAsync"],
        ["System.Text.Json.Nodes.JsonNode"] = ["Parse", "ParseAsync"],
        ["System.Net.Http.Json.HttpContentJsonExtensions"] = ["ReadFromJsonAsync"],
        ["System.Net.Http.Json.HttpClientJsonExtensions"] = ["GetFromJsonAsync"],
        ["System.BinaryData"] = ["ToObjectFromJson"],
        ["Newtonsoft.Json.JsonConvert"] = ["DeserializeObject", "DeserializeAnonymousType"],
        ["Newtonsoft.Json.Linq.JObject"] = ["Parse", "Load", "LoadAsync"],
        ["Newtonsoft.Json.Linq.JArray"] = ["Parse", "Load", "LoadAsync"],
        ["Newtonsoft.Json.Linq.JToken"] = ["Parse", "Load", "LoadAsync", "ReadFrom"],
    };

    private static readonly HashSet<string> Names = [.. Methods.Values.SelectMany(static names => names)];

    /// <summary>Full names of the exceptions that Newtonsoft.Json throws on malformed text, and those of System.Text.Json.</summary>
    private static readonly string[] NewtonsoftFailures = ["Newtonsoft.Json.JsonReaderException", "Newtonsoft.Json.JsonSerializationException"];
    private static readonly string[] Failures = ["System.Text.Json.JsonException"];

    /// <summary>What a reader throws on malformed text.</summary>
    public static string[] FailuresOf(ISymbol reader) => reader.ContainingAssembly?.Name == "Newtonsoft.Json" ? NewtonsoftFailures : Failures;

    public static bool IsReader(IMethodSymbol method)
    {
        var declared = method.ReducedFrom ?? method;
        return Names.Contains(declared.Name) && Methods.TryGetValue(PlainSinks.FullName(declared.ContainingType), out var names) && Array.IndexOf(names, declared.Name) >= 0;
    }
}
