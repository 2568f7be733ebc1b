using System.Collections.Immutable;
using System.Globalization;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;

namespace AiApi.Analyzers.Tasks;

/// <summary>The statuses that are told apart: words or numbers, the known ones and those that the user adds.</summary>
internal sealed class StatusDomain
{
    private StatusDomain(CaseDomain cases, TaskVocabulary known, ImmutableArray<string> addedSuccess, ImmutableArray<string> addedFailure)
    {
        Cases = cases;
        Success = known.Success.Concat(addedSuccess).Distinct().ToImmutableArray();
        Failure = known.Failure.Concat(addedFailure).Distinct().ToImmutableArray();
        Pending = known.Pending;
        AddedSuccess = addedSuccess;
        AddedFailure = addedFailure;
        AreNumbers = known.AreNumbers;
    }

    public CaseDomain Cases { get; }

    /// <summary>All statuses of success, failure and waiting.</summary>
    public ImmutableArray<string> Success { get; }

    public ImmutableArray<string> Failure { get; }

    public ImmutableArray<string> Pending { get; }

    /// <summary>Those that the user adds.</summary>
    public ImmutableArray<string> AddedSuccess { get; }

    public ImmutableArray<string> AddedFailure { get; }

    public bool AreNumbers { get; }

    public static StatusDomain OfWords(IEnumerable<string> addedSuccess, IEnumerable<string> addedFailure)
    {
        var (known, success, failure) = (TaskProviders.AllWords, addedSuccess.ToImmutableArray(), addedFailure.ToImmutableArray());
        return new(CaseDomain.Text(known.Success.Concat(known.Failure).Concat(known.Pending).Concat(success).Concat(failure)), known, success, failure);
    }

    /// <summary>Numbers; of what the user adds, those that are.</summary>
    public static StatusDomain OfNumbers(IEnumerable<string> addedSuccess, IEnumerable<string> addedFailure)
    {
        var (known, success, failure) = (TaskProviders.AllNumbers, addedSuccess.Where(IsNumber).ToImmutableArray(), addedFailure.Where(IsNumber).ToImmutableArray());
        var names = known.Success.Concat(known.Failure).Concat(known.Pending).Concat(success).Concat(failure).Distinct().ToList();
        return new(CaseDomain.Enum(names.ToDictionary(static name => name, static name => long.Parse(name, CultureInfo.InvariantCulture)), names.ToDictionary(static name => name), nullable: true, open: true), known, success, failure);

        static bool IsNumber(string word) => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
    }

    public CaseSet SetOf(ImmutableArray<string> statuses) => Cases.Named(statuses.ToArray());
}
