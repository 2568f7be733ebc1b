using System.Collections.Immutable;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>The statuses that the rules tell apart in one file: the known ones, and those that the user adds.</summary>
internal sealed class StatusWords : IEquatable<StatusWords>
{
    private static volatile StatusWords? _last;

    private readonly string _key;
    private readonly Lazy<StatusDomain> _words;
    private readonly Lazy<StatusDomain> _numbers;

    private StatusWords(ImmutableHashSet<string> success, ImmutableHashSet<string> failure, EndpointPatterns endpoints)
    {
        Success = success;
        Failure = failure;
        Endpoints = endpoints;
        _key = string.Join(",", success.OrderBy(static word => word, StringComparer.Ordinal)) + ";" + string.Join(",", failure.OrderBy(static word => word, StringComparer.Ordinal));
        _words = new(() => StatusDomain.OfWords(success, failure));
        _numbers = new(() => StatusDomain.OfNumbers(success, failure));
    }

    /// <summary>Words of success that the user adds.</summary>
    public ImmutableHashSet<string> Success { get; }

    /// <summary>Words of failure that the user adds.</summary>
    public ImmutableHashSet<string> Failure { get; }

    /// <summary>Endpoints that the user adds.</summary>
    public EndpointPatterns Endpoints { get; }

    /// <summary>All statuses of the kind that an endpoint uses.</summary>
    public StatusDomain DomainOf(TaskVocabulary words) => words.AreNumbers ? Numbers : Words;

    /// <summary>All statuses that are words.</summary>
    public StatusDomain Words => _words.Value;

    /// <summary>All statuses that are numbers.</summary>
    public StatusDomain Numbers => _numbers.Value;

    public static StatusWords For(AnalyzerOptions options, SyntaxTree tree)
    {
        var (success, failure, endpoints) = (Options.SuccessStatuses.For(options, tree), Options.FailureStatuses.For(options, tree), Options.Endpoints.For(options, tree));
        // Nearly always those of the file before.
        if (_last is { } last && ReferenceEquals(last.Success, success) && ReferenceEquals(last.Failure, failure) && ReferenceEquals(last.Endpoints, endpoints))
            return last;
        var words = new StatusWords(success, failure, endpoints);
        return words.Equals(_last) ? _last! : _last = words;
    }

    public bool Equals(StatusWords? other) => other is not null && other._key == _key && ReferenceEquals(other.Endpoints, Endpoints);

    public override bool Equals(object? obj) => Equals(obj as StatusWords);

    public override int GetHashCode() => _key.GetHashCode();
}
