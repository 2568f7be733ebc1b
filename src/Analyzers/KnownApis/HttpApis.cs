using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The types of .NET by which a program speaks HTTP itself.</summary>
internal sealed class HttpApis
{
    /// <summary>Methods of <c>HttpClient</c> and <c>HttpMessageInvoker</c> that send a request.</summary>
    private static readonly HashSet<string> Sends =
    [
        "GetAsync", "GetStringAsync", "GetStreamAsync", "GetByteArrayAsync", "PostAsync", "PutAsync", "PatchAsync", "DeleteAsync", "SendAsync", "Send",
    ];

    /// <summary>The names of all methods that send a request.</summary>
    public static readonly IReadOnlyCollection<string> SendNames =
        [.. Sends, "GetFromJsonAsync", "GetFromJsonAsAsyncEnumerable", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync", "DeleteFromJsonAsync"];

    /// <summary>Types whose methods of the given names take a header's name and value, as parameters <c>name</c>/<c>key</c> and <c>value</c>.
    /// RestSharp: restsharp.dev/docs; Flurl: flurl.dev/docs.</summary>
    private static readonly (string Type, string Methods)[] HeaderSetters =
    [
        ("System.Net.Http.Headers.HttpHeaders", "Add TryAddWithoutValidation"),
        ("System.Net.WebHeaderCollection", "Add Set"),
        ("System.Collections.Specialized.NameValueCollection", "Add Set"),
        ("RestSharp.RestRequest", "AddHeader AddOrUpdateHeader"),
        ("RestSharp.RestRequestExtensions", "AddHeader AddOrUpdateHeader"),
        ("RestSharp.RestClientExtensions", "AddDefaultHeader"),
        ("Flurl.Http.HeaderExtensions", "WithHeader"),
    ];

    private static readonly HashSet<string> HeaderSetterNames = [.. HeaderSetters.SelectMany(static row => row.Methods.Split(' '))];

    private readonly Dictionary<INamedTypeSymbol, HashSet<string>> _headerSetters = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol? _invoker;
    private readonly INamedTypeSymbol? _jsonExtensions;

    private HttpApis(Compilation compilation, INamedTypeSymbol client)
    {
        Client = client;
        _invoker = TypeResolver.Find(compilation, "System.Net.Http.HttpMessageInvoker");
        _jsonExtensions = TypeResolver.Find(compilation, "System.Net.Http.Json.HttpClientJsonExtensions");
        RequestMessage = TypeResolver.Find(compilation, "System.Net.Http.HttpRequestMessage");
        AuthenticationHeader = TypeResolver.Find(compilation, "System.Net.Http.Headers.AuthenticationHeaderValue");
        foreach (var (name, methods) in HeaderSetters)
        {
            if (TypeResolver.Find(compilation, name) is { } type)
                _headerSetters.Add(type, [.. methods.Split(' ')]);
        }
    }

    /// <summary><c>HttpClient</c>.</summary>
    public INamedTypeSymbol Client { get; }

    /// <summary><c>HttpRequestMessage</c>.</summary>
    public INamedTypeSymbol? RequestMessage { get; }

    /// <summary><c>AuthenticationHeaderValue</c>.</summary>
    public INamedTypeSymbol? AuthenticationHeader { get; }

    /// <summary>The types, when the compilation refers to <c>HttpClient</c>.</summary>
    public static HttpApis? Of(Compilation compilation) =>
        TypeResolver.Find(compilation, "System.Net.Http.HttpClient") is { } client ? new(compilation, client) : null;

    /// <summary>Whether the method sends an HTTP request.</summary>
    public bool IsSend(IMethodSymbol method)
    {
        var type = (method.ReducedFrom ?? method).ContainingType;
        if (Same(type, _jsonExtensions))
            return true;
        return (Same(type, Client) || Same(type, _invoker)) && Sends.Contains(method.Name);
    }

    /// <summary>Whether the method sets a header that its arguments name.</summary>
    public bool SetsHeader(IMethodSymbol method)
    {
        if (!HeaderSetterNames.Contains(method.Name))
            return false;
        for (var type = (method.ReducedFrom ?? method).ContainingType; type is not null; type = type.BaseType)
        {
            if (_headerSetters.TryGetValue(type, out var methods))
                return methods.Contains(method.Name);
        }

        return false;
    }

    private static bool Same(INamedTypeSymbol type, INamedTypeSymbol? other) => SymbolEqualityComparer.Default.Equals(type, other);
}
