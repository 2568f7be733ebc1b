using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>An exception by which an SDK says that a request failed.</summary>
/// <param name="Type">The type.</param>
/// <param name="StatusMember">The member that holds the HTTP status; null where none does.</param>
/// <param name="Statuses">The statuses with which it is thrown; 0 or null among them where it also says that there was no answer.</param>
/// <param name="Narrower">Types derived from it, each with its statuses, a base class before its derived ones.</param>
/// <param name="IsOfAiOnly">Whether nothing but AI calls throws it in most programs, so that a handler of it names an AI call.</param>
internal sealed record ApiException(
    INamedTypeSymbol Type,
    string? StatusMember,
    CaseSet Statuses,
    ImmutableArray<KeyValuePair<ITypeSymbol, CaseSet>> Narrower,
    bool IsOfAiOnly);

/// <summary>Which exceptions say that a request failed, and with which status.</summary>
internal sealed class ApiExceptions
{
    /// <summary>HTTP statuses, with null and 0 for a failure without one.</summary>
    public static readonly CaseDomain Statuses = CaseDomain.Numbers(100, 599, nullable: true);

    /// <summary>Failures without an answer: the network, a timeout.</summary>
    public static readonly CaseSet NoStatus = Statuses.Named("0", "null");

    /// <summary>What was asked for is not there, or not yet.</summary>
    public static readonly CaseSet NotFound = Statuses.Named("404");

    private static readonly Row[] Rows =
    [
        // System.ClientModel 1.16.0; status 0 where no answer came.
        new("System.ClientModel", "System.ClientModel.ClientResultException", "Status", "0 400-599", IsOfAiOnly: true),

        // Azure.Core 1.36.0; status 0 where no answer came. Storage and all other Azure clients throw it, too.
        new("Azure.Core", "Azure.RequestFailedException", "Status", "0 400-599"),

        // Anthropic 13.12.0; connection failures are an AnthropicIOException.
        new("Anthropic", "Anthropic.Exceptions.AnthropicApiException", "StatusCode", "300-599", IsOfAiOnly: true)
        {
            Narrower =
            [
                ("Anthropic.Exceptions.Anthropic4xxException", "400-499"),
                ("Anthropic.Exceptions.AnthropicBadRequestException", "400"),
                ("Anthropic.Exceptions.AnthropicUnauthorizedException", "401"),
                ("Anthropic.Exceptions.AnthropicPaymentRequiredException", "402"),
                ("Anthropic.Exceptions.AnthropicForbiddenException", "403"),
                ("Anthropic.Exceptions.AnthropicNotFoundException", "404"),
                ("Anthropic.Exceptions.AnthropicRequestTimeoutException", "408"),
                ("Anthropic.Exceptions.AnthropicConflictException", "409"),
                ("Anthropic.Exceptions.AnthropicPreconditionFailedException", "412"),
                ("Anthropic.Exceptions.AnthropicContentTooLargeException", "413"),
                ("Anthropic.Exceptions.AnthropicUnprocessableEntityException", "422"),
                ("Anthropic.Exceptions.AnthropicRateLimitException", "429"),
                ("Anthropic.Exceptions.AnthropicRequestHeaderFieldsTooLargeException", "431"),
                ("Anthropic.Exceptions.AnthropicClientClosedRequestException", "499"),
                ("Anthropic.Exceptions.Anthropic5xxException", "500-599"),
                ("Anthropic.Exceptions.AnthropicNotImplementedException", "501"),
                ("Anthropic.Exceptions.AnthropicServiceUnavailableException", "503"),
                ("Anthropic.Exceptions.AnthropicGatewayTimeoutException", "504"),
                ("Anthropic.Exceptions.AnthropicOverloadedException", "529"),
            ],
        },
        new("Anthropic", "Anthropic.Exceptions.AnthropicIOException", null, "null", IsOfAiOnly: true),

        // Semantic Kernel wraps what its connectors throw (microsoft/semantic-kernel, dotnet/src/SemanticKernel.Abstractions/Http).
        new("Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.HttpOperationException", "StatusCode", "null 400-599", IsOfAiOnly: true),

        // Google.GenAI hides HttpRequestException.StatusCode by an int of its own (googleapis/dotnet-genai, Google.GenAI/ClientError.cs and ServerError.cs).
        new("Google.GenAI", "Google.GenAI.ClientError", "StatusCode", "400-499", IsOfAiOnly: true),
        new("Google.GenAI", "Google.GenAI.ServerError", "StatusCode", "500-599", IsOfAiOnly: true),

        // Anthropic.SDK (tghamm/Anthropic.SDK, Anthropic.SDK/RateLimitsExceeded.cs).
        new("Anthropic.SDK", "Anthropic.SDK.RateLimitsExceeded", "StatusCode", "429", IsOfAiOnly: true),

        // .NET: thrown for a status by EnsureSuccessStatusCode and the methods that return a body, without one when the connection failed.
        new(null, "System.Net.Http.HttpRequestException", "StatusCode", "null 100-199 300-599"),

        // HttpClient's and the SDKs' timeouts.
        new(null, "System.Threading.Tasks.TaskCanceledException", null, "null"),

        // System.ClientModel collects the failures of its own attempts where the connection failed more than once (measured, 1.16.0).
        new(null, "System.AggregateException", null, "null"),
    ];

    /// <summary>What the calls of an SDK, by the assembly of the client, throw; with which statuses where not with all of the type's. An assembly that is not listed throws what its underlying client does.</summary>
    private static readonly (string Assembly, string Types)[] ThrownBy =
    [
        ("OpenAI", "ClientResultException TaskCanceledException AggregateException"),
        ("Azure.AI.OpenAI", "RequestFailedException TaskCanceledException AggregateException"),
        ("Azure.AI.Inference", "RequestFailedException TaskCanceledException AggregateException"),
        ("Anthropic", "AnthropicApiException AnthropicIOException TaskCanceledException"),
        ("Anthropic.SDK", "HttpRequestException RateLimitsExceeded TaskCanceledException"),
        // Every status has its own exception: the bare one says that the connection failed.
        ("Google.GenAI", "ClientError ServerError HttpRequestException:null TaskCanceledException"),
        ("Microsoft.SemanticKernel.Abstractions", "HttpOperationException TaskCanceledException"),
        ("Microsoft.SemanticKernel.Core", "HttpOperationException TaskCanceledException"),
        ("OllamaSharp", "HttpRequestException TaskCanceledException"),
        ("OpenAI-DotNet", "HttpRequestException TaskCanceledException"),
        // Answers with an object that has the error; throws only where the connection fails.
        ("Betalgo.Ranul.OpenAI", "TaskCanceledException"),
    ];

    private readonly Dictionary<string, ApiException> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<INamedTypeSymbol, ApiException> _byType = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, ImmutableArray<ApiException>?> _byClients = new(StringComparer.Ordinal);

    public ApiExceptions(Compilation compilation)
    {
        Base = TypeResolver.Find(compilation, "System.Exception") ?? compilation.ObjectType;
        foreach (var row in Rows)
        {
            if (TypeResolver.Find(compilation, row.Type, row.Assembly) is not { } type)
                continue;
            var narrower = ImmutableArray.CreateBuilder<KeyValuePair<ITypeSymbol, CaseSet>>();
            foreach (var (name, statuses) in row.Narrower)
            {
                if (TypeResolver.Find(compilation, name, row.Assembly) is { } derived)
                    narrower.Add(new(derived, Parse(statuses)));
            }

            var exception = new ApiException(type, row.StatusMember, Parse(row.Statuses), narrower.ToImmutable(), row.IsOfAiOnly);
            _byName[type.Name] = exception;
            _byType[type] = exception;
        }

        var referenced = new HashSet<string>(compilation.ReferencedAssemblyNames.Select(static assembly => assembly.Name), StringComparer.Ordinal);
        var thrown = ThrownBy.Where(row => referenced.Contains(row.Assembly)).SelectMany(static row => row.Types.Split(' ')).Distinct().Select(Named);
        ThrownByReferencedClients = thrown.OfType<ApiException>().Where(static exception => exception.StatusMember is not null).ToImmutableArray();
    }

    /// <summary><c>Exception</c>.</summary>
    public INamedTypeSymbol Base { get; }

    /// <summary><c>HttpRequestException</c>; null when not referenced.</summary>
    public ApiException? HttpRequest => Named("HttpRequestException");

    /// <summary><c>TaskCanceledException</c>, by which timeouts show; null when not referenced.</summary>
    public ApiException? Timeout => Named("TaskCanceledException");

    /// <summary>All that the compilation refers to and that carry a status.</summary>
    public IEnumerable<ApiException> WithStatus => _byType.Values.Where(static exception => exception.StatusMember is not null);

    /// <summary>What the clients that the compilation refers to throw, and that carries a status: one of them is behind an abstraction such as <c>IChatClient</c>.</summary>
    public ImmutableArray<ApiException> ThrownByReferencedClients { get; }

    /// <summary>What calls of a client throw; null where that depends on a client behind it that is not in sight.</summary>
    /// <param name="clientAssembly">The assembly of the client's type.</param>
    public ImmutableArray<ApiException>? ThrownByClientsOf(string clientAssembly) =>
        _byClients.TryGetValue(clientAssembly, out var known) ? known : _byClients.GetOrAdd(clientAssembly, FindThrown(clientAssembly));

    /// <summary>The statuses of a list such as <c>0 408 500-599</c>.</summary>
    public static CaseSet Parse(string statuses)
    {
        var set = CaseSet.Empty;
        foreach (var part in statuses.Split(' '))
        {
            var dash = part.IndexOf('-');
            if (dash < 0)
            {
                set |= Statuses.Named(part);
                continue;
            }

            var (first, last) = (long.Parse(part.Substring(0, dash), CultureInfo.InvariantCulture), long.Parse(part.Substring(dash + 1), CultureInfo.InvariantCulture));
            set |= Statuses.Where(value => value is long status && status >= first && status <= last);
        }

        return set;
    }

    private ImmutableArray<ApiException>? FindThrown(string clientAssembly)
    {
        foreach (var (assembly, types) in ThrownBy)
        {
            if (assembly != clientAssembly)
                continue;
            var thrown = ImmutableArray.CreateBuilder<ApiException>();
            foreach (var type in types.Split(' '))
            {
                var colon = type.IndexOf(':');
                if (Named(colon < 0 ? type : type.Substring(0, colon)) is { } exception)
                    thrown.Add(colon < 0 ? exception : exception with { Statuses = Parse(type.Substring(colon + 1)) });
            }

            return thrown.ToImmutable();
        }

        return null;
    }

    private ApiException? Named(string name) => _byName.TryGetValue(name, out var exception) ? exception : null;

    private sealed record Row(string? Assembly, string Type, string? StatusMember, string Statuses, bool IsOfAiOnly = false)
    {
        public (string Type, string Statuses)[] Narrower { get; init; } = [];
    }
}
