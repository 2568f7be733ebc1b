using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
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
    private readonly Lazy<CaseDomain> _domain;

    private StatusWords(ImmutableHashSet<string> success, ImmutableHashSet<string> failure, EndpointPatterns endpoints)
    {
        Success = success;
        Failure = failure;
        Endpoints = endpoints;
        _key = string.Join(",", success.OrderBy(static word => word, StringComparer.Ordinal)) + ";" + string.Join(",", failure.OrderBy(static word => word, StringComparer.Ordinal));
        _domain = new(() => CaseDomain.Text(TaskProviders.AllSuccess.Concat(TaskProviders.AllFailure).Concat(TaskProviders.AllPending).Concat(success).Concat(failure)));
    }

    /// <summary>Words of success that the user adds.</summary>
    public ImmutableHashSet<string> Success { get; }

    /// <summary>Words of failure that the user adds.</summary>
    public ImmutableHashSet<string> Failure { get; }

    /// <summary>Endpoints that the user adds.</summary>
    public EndpointPatterns Endpoints { get; }

    /// <summary>All statuses.</summary>
    public CaseDomain Domain => _domain.Value;

    public static StatusWords For(AnalyzerOptions options, SyntaxTree tree)
    {
        var (success, failure, endpoints) = (Options.SuccessStatuses.For(options, tree), Options.FailureStatuses.For(options, tree), Options.Endpoints.For(options, tree));
        // Nearly always those of the file before.
        if (_last is { } last && ReferenceEquals(last.Success, success) && ReferenceEquals(last.Failure, failure) && ReferenceEquals(last.Endpoints, endpoints))
            return last;
        var words = new StatusWords(success, failure, endpoints);
        return words.Equals(_last) ? _last! : _last = words;
    }

    public CaseSet SetOf(ImmutableArray<string> words) => Domain.Named(words.ToArray());

    public bool Equals(StatusWords? other) => other is not null && other._key == _key && ReferenceEquals(other.Endpoints, Endpoints);

    public override bool Equals(object? obj) => Equals(obj as StatusWords);

    public override int GetHashCode() => _key.GetHashCode();
}
