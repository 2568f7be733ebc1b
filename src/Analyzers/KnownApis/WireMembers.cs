using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What a member does with an HTTP response, its body, or the JSON in it.</summary>
internal enum WireStep
{
    /// <summary>Something that says nothing of the JSON: a status code, a count.</summary>
    Unrelated,

    /// <summary>The same in another form: the body, its text, the parsed document, a JSON text as a string.</summary>
    Same,

    /// <summary>The part with the key, or at the position, that the first argument names; the same in another form where there is no argument.</summary>
    Key,

    /// <summary>The part at the JSONPath that the first argument is.</summary>
    Path,

    /// <summary>An element of an array.</summary>
    Element,
}

/// <summary>The members by which code gets from an HTTP response to the parts of the JSON in its body.</summary>
internal static class WireMembers
{
    /// <summary>The name of an indexer.</summary>
    public const string Indexer = "Item";

    /// <summary>Types with their members; the others of a type are unrelated. Sources: the reference assemblies of .NET 10, the assemblies of Newtonsoft.Json 13.0.3,
    /// System.ClientModel 1.16.0 and Azure.Core 1.36.0.</summary>
    private static readonly (string Type, WireStep Step, string Members)[] Rows =
    [
        ("System.Net.Http.HttpResponseMessage", WireStep.Same, "Content EnsureSuccessStatusCode"),
        ("System.Net.Http.HttpContent", WireStep.Same, "ReadAsStringAsync ReadAsStreamAsync ReadAsStream ReadAsByteArrayAsync"),
        ("System.Net.Http.Json.HttpContentJsonExtensions", WireStep.Same, "ReadFromJsonAsync"),
        ("System.ClientModel.ClientResult", WireStep.Same, "GetRawResponse"),
        ("System.ClientModel.Primitives.PipelineResponse", WireStep.Same, "Content ContentStream"),
        ("Azure.Response", WireStep.Same, "Content ContentStream"),
        ("System.BinaryData", WireStep.Same, "ToString ToStream ToArray ToMemory ToObjectFromJson"),
        ("System.IO.StreamReader", WireStep.Same, ".ctor ReadToEnd ReadToEndAsync"),
        ("System.IO.TextReader", WireStep.Same, "ReadToEnd ReadToEndAsync"),
        ("System.IO.StringReader", WireStep.Same, ".ctor"),
        ("System.IO.MemoryStream", WireStep.Same, ".ctor ToArray"),
        ("System.Text.Encoding", WireStep.Same, "GetString"),

        ("System.Text.Json.JsonDocument", WireStep.Same, "Parse ParseAsync RootElement"),
        ("System.Text.Json.JsonElement", WireStep.Same, "Parse Clone EnumerateArray GetString GetRawText ToString"),
        ("System.Text.Json.JsonElement", WireStep.Key, "Item GetProperty TryGetProperty"),
        ("System.Text.Json.JsonSerializer", WireStep.Same, "Deserialize DeserializeAsync"),
        ("System.Text.Json.Nodes.JsonNode", WireStep.Same, "Parse ParseAsync AsArray AsObject AsValue GetValue ToString ToJsonString DeepClone"),
        ("System.Text.Json.Nodes.JsonNode", WireStep.Key, "Item"),
        ("System.Text.Json.Nodes.JsonObject", WireStep.Key, "Item TryGetPropertyValue TryGetValue"),
        ("System.Text.Json.Nodes.JsonArray", WireStep.Key, "Item"),
        ("System.Text.Json.Nodes.JsonValue", WireStep.Same, "TryGetValue"),

        ("Newtonsoft.Json.JsonConvert", WireStep.Same, "DeserializeObject DeserializeAnonymousType"),
        ("Newtonsoft.Json.JsonSerializer", WireStep.Same, "Deserialize"),
        ("Newtonsoft.Json.JsonTextReader", WireStep.Same, ".ctor"),
        ("Newtonsoft.Json.Linq.JToken", WireStep.Same, "Parse Load LoadAsync ReadFrom ReadFromAsync Children Values ToObject ToString DeepClone"),
        ("Newtonsoft.Json.Linq.JToken", WireStep.Key, "Item Value"),
        ("Newtonsoft.Json.Linq.JToken", WireStep.Path, "SelectToken"),
        ("Newtonsoft.Json.Linq.JToken", WireStep.Element, "First Last"),
        ("Newtonsoft.Json.Linq.JContainer", WireStep.Same, "Children Values"),
        ("Newtonsoft.Json.Linq.JContainer", WireStep.Element, "First Last"),
        ("Newtonsoft.Json.Linq.JObject", WireStep.Same, "Parse Load LoadAsync"),
        ("Newtonsoft.Json.Linq.JObject", WireStep.Key, "Item GetValue TryGetValue Property"),
        ("Newtonsoft.Json.Linq.JArray", WireStep.Same, "Parse Load LoadAsync"),
        ("Newtonsoft.Json.Linq.JArray", WireStep.Key, "Item"),
        ("Newtonsoft.Json.Linq.JProperty", WireStep.Same, "Value"),
        ("Newtonsoft.Json.Linq.JValue", WireStep.Same, "Value ToString"),
        ("Newtonsoft.Json.Linq.Extensions", WireStep.Key, "Value"),
        ("Newtonsoft.Json.Linq.Extensions", WireStep.Same, "Values Children AsJEnumerable"),
    ];

    /// <summary>How C# reads a text by its key, <c>{1}</c>, from what holds it, <c>{0}</c>, so that one that is missing and is not good comes to an exception or null.</summary>
    private static readonly (string Type, string Read)[] TextReads =
    [
        ("System.Text.Json.JsonElement", "{0}.GetProperty(\"{1}\").GetString()"),
        ("System.Text.Json.Nodes.JsonNode", "{0}[\"{1}\"]?.ToString()"),
        ("Newtonsoft.Json.Linq.JToken", "{0}[\"{1}\"]?.ToString()"),
    ];

    /// <summary>The same for a text that may be missing or null: the last text, <c>{2}</c>, then stays. <c>{3}</c> is a name that is free.</summary>
    private static readonly Dictionary<string, string> OptionalTextReads = new(StringComparer.Ordinal)
    {
        ["System.Text.Json.JsonElement"] = "{0}.TryGetProperty(\"{1}\", out var {3}) ? {3}.GetString() ?? {2} : {2}",
        ["System.Text.Json.Nodes.JsonNode"] = "{0}[\"{1}\"]?.ToString() ?? {2}",
        ["Newtonsoft.Json.Linq.JToken"] = "{0}.Value<string>(\"{1}\") ?? {2}",
    };

    private static readonly TypeTable<Dictionary<string, WireStep>> Types = TypeTable<Dictionary<string, WireStep>>.Of(
        Rows.GroupBy(static row => row.Type).Select(static rows => ((string?)null, rows.Key, StepsOf(rows))));

    private static readonly TypeTable<string> ReadTypes = TypeTable<string>.Of(TextReads.Select(static row => ((string?)null, row.Type, row.Read)));

    /// <summary>What the member does; null where its type is none of these.</summary>
    public static WireStep? StepOf(ISymbol member)
    {
        if (member.ContainingType is not { } type || Types.Of(type) is not { } steps)
            return null;
        var name = member is IPropertySymbol { IsIndexer: true } ? Indexer : member.Name;
        return steps.TryGetValue(name, out var step) ? step : WireStep.Unrelated;
    }

    /// <summary>How C# reads a text from JSON of that type, <c>{0}</c> and <c>{1}</c> standing for the JSON and the key; null where it is none of these types.</summary>
    public static string? TextReadOf(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is INamedTypeSymbol named && ReadTypes.Of(named) is { } read)
                return read;
        }

        return null;
    }

    /// <summary>How C# reads a text that may be missing from JSON of that type, <c>{0}</c> to <c>{3}</c> standing for the JSON, the key, the text until then and a free name;
    /// null where it is none of these types.</summary>
    public static string? OptionalTextReadOf(ITypeSymbol type)
    {
        for (var current = type; current is INamedTypeSymbol named; current = current.BaseType)
        {
            if (OptionalTextReads.TryGetValue(PlainSinks.FullName(named), out var read))
                return read;
        }

        return null;
    }

    /// <summary>Whether a value of that type can be a response, its body, or its JSON in one of these forms.</summary>
    public static bool IsForm(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Types.Of(current) is not null)
                return true;
        }

        return false;
    }

    private static Dictionary<string, WireStep> StepsOf(IEnumerable<(string Type, WireStep Step, string Members)> rows)
    {
        var steps = new Dictionary<string, WireStep>(StringComparer.Ordinal);
        foreach (var (_, step, members) in rows)
        {
            foreach (var member in members.Split(' '))
                steps[member] = step;
        }

        return steps;
    }
}
