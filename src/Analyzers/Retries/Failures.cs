using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.Retries;

/// <summary>What code that catches an exception, or holds a response, can read of the status of a failed request. One object per type and view.</summary>
internal sealed class Failures
{
    private const string Unreadable = "\0";

    private static readonly CaseDomain Domain = ApiExceptions.Statuses;
    private static readonly CaseSet Success = ApiExceptions.Parse("200-299");

    private static readonly string[] ReadButNotTested = ["InnerException", "GetRawResponse()", "GetRawResponse()/Headers", "ResponseContent", "StackTrace", "HelpLink"];

    private static readonly ConditionalWeakTable<KnownApiSet, Failures> Cache = new();

    private readonly ConcurrentDictionary<(ISymbol Type, View View), Failure> _known = new();

    private Failures(KnownApiSet apis) => Apis = apis;

    private enum View
    {
        /// <summary>The exception says which status it was.</summary>
        Status,

        /// <summary>Its status member is null.</summary>
        NoStatus,

        /// <summary>Nothing is known of what its members say.</summary>
        Unknown,
    }

    public KnownApiSet Apis { get; }

    public static Failures Of(KnownApiSet apis) => Cache.GetValue(apis, static a => new(a));

    /// <summary>An exception that an API throws, with its status.</summary>
    public Failure Of(ApiException exception) => Get(exception.Type, exception.StatusMember is null ? View.NoStatus : View.Status, exception);

    /// <summary>An exception that the program throws.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="isGivenStatus">Whether its constructor is given the status.</param>
    public Failure OfProgram(ITypeSymbol type, bool isGivenStatus)
    {
        var isHttp = SymbolEqualityComparer.Default.Equals(type, Apis.Exceptions.HttpRequest?.Type);
        return Get(type, isGivenStatus ? View.Status : isHttp ? View.NoStatus : View.Unknown, isHttp ? Apis.Exceptions.HttpRequest : null);
    }

    /// <summary>An exception of whose content nothing is known; of which type neither, where that is null.</summary>
    public Failure OfUnknownContent(ITypeSymbol? type) => Get(type ?? Apis.Exceptions.Base, View.Unknown, null);

    /// <summary>What can be read of the response that a call returned.</summary>
    public static Failure OfResponse(ITypeSymbol type, Func<IOperation, bool> isResponse)
    {
        var subject = new Subject(Domain, ["StatusCode"], ["Headers", "Headers/RetryAfter", "TrailingHeaders", "RequestMessage", "Version"])
        {
            IsOrigin = static _ => false,
            IsWatched = isResponse,
            TellingPaths = ImmutableHashSet.Create(""),
            Derived = ImmutableDictionary<string, Func<Case, object?>>.Empty.Add("IsSuccessStatusCode", static status => status.Value is >= 200L and < 300L),
            Guards = ImmutableDictionary<string, CaseSet>.Empty.Add("EnsureSuccessStatusCode()", Success),
            Transparent = ImmutableHashSet.Create("EnsureSuccessStatusCode()"),
            IsIgnoredCall = static _ => true,
        };
        return new(type, subject, ImmutableArray<KeyValuePair<ITypeSymbol, CaseSet>>.Empty);
    }

    /// <summary>A failure as the arguments of a Polly predicate show it.</summary>
    public static Failure InPollyArguments(Failure failure)
    {
        const string exception = "Outcome/Exception";
        return Arguments(failure, exception, "Outcome/Result", path => path == exception ? "" : path.StartsWith(exception + "/", StringComparison.Ordinal) ? path.Substring(exception.Length + 1) : null);
    }

    /// <summary>A response as the arguments of a Polly predicate show it.</summary>
    public static Failure ResponseInPollyArguments(Failure response) => Arguments(response, "Outcome/Result", "Outcome/Exception", static _ => null);

    private static Failure Arguments(Failure failure, string there, string absent, Func<string, string?> pathOfException)
    {
        var inner = failure.Subject;
        var subject = new Subject(Domain, inner.ValuePaths.Select(path => $"{there}/{path}"), [there, absent])
        {
            IsOrigin = static _ => false,
            IsIgnoredCall = static _ => true,
            TellingPaths = ImmutableHashSet.Create(there),
            Presence = ImmutableDictionary<string, CaseSet>.Empty.Add(there, Domain.All).Add(absent, CaseSet.Empty),
            Derived = inner.Derived.ToImmutableDictionary(derived => $"{there}/{derived.Key}", static derived => derived.Value)
                .Add($"{absent}/StatusCode", static _ => null).Add($"{absent}/Status", static _ => null),
            TypeTest = (path, tested) => path == absent ? new(CaseSet.Empty, Domain.All) : pathOfException(path) is { } own ? inner.TypeTest(own, tested) : null,
            KnownTruth = static operation => PollyApis.PredicateResult(operation) is { } truth
                ? truth ? new Split(Domain.All, CaseSet.Empty) : new Split(CaseSet.Empty, Domain.All)
                : null,
        };
        return failure with { Subject = subject };
    }

    private Failure Get(ITypeSymbol type, View view, ApiException? known)
    {
        if (_known.TryGetValue((type, view), out var failure))
            return failure;
        Failure? created = null;
        var members = view == View.Status ? StatusMembersOf(type, known) : [Unreadable];
        var subject = new Subject(Domain, members, known is null ? [] : ReadButNotTested)
        {
            IsOrigin = static _ => false,
            IsWatched = static operation => operation is ICaughtExceptionOperation,
            TellingPaths = ImmutableHashSet.Create(""),
            IsIgnoredCall = static _ => true,
            Derived = view == View.NoStatus && known?.StatusMember is { } member
                ? ImmutableDictionary<string, Func<Case, object?>>.Empty.Add(member, static _ => null)
                : ImmutableDictionary<string, Func<Case, object?>>.Empty,
            TypeTest = (path, tested) => path switch
            {
                "" => created!.Is(tested),
                // What failed below an answer with a status is no network failure.
                "InnerException" => new(ApiExceptions.NoStatus, Domain.All),
                _ => null,
            },
        };
        created = new(type, subject, known?.Narrower ?? ImmutableArray<KeyValuePair<ITypeSymbol, CaseSet>>.Empty);
        return _known.GetOrAdd((type, view), created);
    }

    private static string[] StatusMembersOf(ITypeSymbol type, ApiException? known)
    {
        if (known is not null)
            return known.StatusMember is { } member ? [member, "GetRawResponse()/Status"] : [Unreadable];
        var members = new List<string>();
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var property in current.GetMembers())
            {
                if (property is IPropertySymbol { Name: "Status" or "StatusCode" or "HttpStatusCode" or "HttpStatus" or "Code" })
                    members.Add(property.Name);
            }
        }

        return members.Count == 0 ? [Unreadable] : members.ToArray();
    }
}
