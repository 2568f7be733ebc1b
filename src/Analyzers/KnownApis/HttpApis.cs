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

    private static readonly TypeTable<string[]> HeaderSetterTypes =
        TypeTable<string[]>.Of(HeaderSetters.Select(static row => ((string?)null, row.Type, row.Methods.Split(' '))));

    private HttpApis()
    {
    }

    private static HttpApis Instance { get; } = new();

    /// <summary>How the compilation speaks HTTP; null where it refers to no assembly that has <c>HttpClient</c>.</summary>
    public static HttpApis? Of(Compilation compilation) =>
        ReferencedAssemblies.Any(compilation, static name => name is "System.Net.Http" or "netstandard") ? Instance : null;

    /// <summary>Whether the type is <c>HttpClient</c>.</summary>
    public static bool IsClient(ITypeSymbol? type) => TypeNames.IsNamed(type, "System.Net.Http", "HttpClient");

    /// <summary>Whether the type is <c>HttpRequestMessage</c>.</summary>
    public static bool IsRequestMessage(ITypeSymbol? type) => TypeNames.IsNamed(type, "System.Net.Http", "HttpRequestMessage");

    /// <summary>Whether the type is <c>AuthenticationHeaderValue</c>.</summary>
    public static bool IsAuthenticationHeader(ITypeSymbol? type) => TypeNames.IsNamed(type, "System.Net.Http.Headers", "AuthenticationHeaderValue");

    /// <summary>Whether the method sends an HTTP request.</summary>
    public bool IsSend(IMethodSymbol method)
    {
        var type = (method.ReducedFrom ?? method).ContainingType;
        return type.Name switch
        {
            "HttpClient" or "HttpMessageInvoker" => Sends.Contains(method.Name) && TypeNames.IsNamed(type, "System.Net.Http", type.Name),
            "HttpClientJsonExtensions" => TypeNames.IsNamed(type, "System.Net.Http.Json", type.Name),
            _ => false,
        };
    }

    /// <summary>Whether the method sets a header that its arguments name.</summary>
    public bool SetsHeader(IMethodSymbol method)
    {
        if (!HeaderSetterNames.Contains(method.Name))
            return false;
        for (var type = (method.ReducedFrom ?? method).ContainingType; type is not null; type = type.BaseType)
        {
            if (HeaderSetterTypes.Of(type) is { } methods)
                return Array.IndexOf(methods, method.Name) >= 0;
        }

        return false;
    }
}
