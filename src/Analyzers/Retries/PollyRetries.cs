using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Reads the retries of Polly: policies (<c>Policy.Handle&lt;T&gt;().WaitAndRetryAsync(…)</c>) and pipelines (<c>AddRetry(new RetryStrategyOptions { … })</c>).</summary>
internal sealed class PollyRetries(KnownApiSet apis, Attempts attempts, Failures failures, MethodBodies bodies, Waits waits, CancellationToken cancellationToken)
{
    private static readonly CaseSet Failed = ApiExceptions.Parse("0 300-599 null");

    private readonly Predicates _predicates = new(bodies, cancellationToken);

    /// <summary>The retry that a call makes; null where it guards no AI request, or where not everything that decides is in sight.</summary>
    public Retry? Of(IInvocationOperation verb)
    {
        var isPipeline = PollyApis.IsAddRetry(verb.TargetMethod);
        if (!isPipeline && !PollyApis.IsRetryVerb(verb.TargetMethod))
            return null;
        return isPipeline ? OfPipeline(verb) : OfPolicy(verb);
    }

    private Retry? OfPolicy(IInvocationOperation verb)
    {
        if (verb.Arguments is not [{ Value: var builder }, ..])
            return null;
        var clauses = RetryClause.Of(builder, apis, cancellationToken);
        if (clauses.IsDefault || Guarded(verb, clauses) is not { } guarded)
            return null;
        var name = verb.TargetMethod.Name;
        var wait = PolicyWait(verb);
        var paths = Paths(clauses, guarded, wait is not null, wait is null ? ImmutableArray<RetryWait>.Empty : ImmutableArray.Create(wait));
        var isEndless = name.IndexOf("Forever", StringComparison.Ordinal) >= 0 && !guarded.IsCancellable;
        return Retry(verb, guarded, paths, isEndless);
    }

    private RetryWait? PolicyWait(IInvocationOperation verb)
    {
        foreach (var argument in verb.Arguments)
        {
            switch (argument.Parameter?.Name)
            {
                case "sleepDurationProvider" when !IsNone(argument.Value):
                    return new(argument.Value.Syntax, Delays.OfProvider(argument.Value, bodies, cancellationToken));
                case "sleepDurations":
                    return new(argument.Value.Syntax, Delays.OfList(argument.Value, bodies, cancellationToken));
                case "onRetry" or "onRetryAsync" when argument.Value.Descendants().Any(waits.IsWait):
                    return new(argument.Value.Syntax, new(false, false, IsUnknown: true));
            }
        }

        return null;
    }

    /// <summary>Whether a provider gives no time for certain.</summary>
    private static bool IsNone(IOperation provider)
    {
        var returns = provider.DescendantsAndSelf().OfType<IReturnOperation>().ToList();
        return returns.Count > 0 && returns.TrueForAll(static returned => Waits.IsNone(returned.ReturnedValue));
    }

    private Retry? OfPipeline(IInvocationOperation verb)
    {
        if (verb.Arguments is not [_, { Value: var given }, ..] || ValueTracer.ValuesOf(given, cancellationToken) is not [{ Creation: { Type: INamedTypeSymbol type } creation } options])
            return null;
        var isHttp = type.Name == "HttpRetryStrategyOptions";
        var mark = creation.Syntax is ObjectCreationExpressionSyntax { Type: var typeSyntax } ? typeSyntax : creation.Syntax;
        var shouldHandle = Single(options, "ShouldHandle");
        if (shouldHandle.IsUnknown)
            return null;
        var clauses = shouldHandle.Value is { } handled ? RetryClause.Of(handled, apis, cancellationToken) : ImmutableArray.Create(Default(mark, isHttp));
        var byArguments = clauses.IsDefault ? shouldHandle.Value : null;
        if (clauses.IsDefault)
            clauses = ImmutableArray<RetryClause>.Empty;
        if (Guarded(verb, clauses) is not { } guarded)
            return null;
        var wait = PipelineWait(options, mark, isHttp);
        var delays = wait is null ? ImmutableArray<RetryWait>.Empty : ImmutableArray.Create(wait);
        var paths = byArguments is null
            ? Paths(clauses, guarded, wait is not null, delays, isDefault: shouldHandle.Value is null)
            : ByArguments(byArguments, guarded, wait is not null, delays);
        var most = Single(options, "MaxRetryAttempts");
        var isEndless = most.Value?.ConstantValue is { HasValue: true, Value: int.MaxValue } && !guarded.IsCancellable;
        return Retry(verb, guarded, paths, isEndless);
    }

    private RetryClause Default(SyntaxNode mark, bool isHttp) =>
        isHttp ? new(mark, null, null, RetryDefaults.HttpResilience) : new(mark, apis.Exceptions.Base, null);

    private RetryWait? PipelineWait(TracedValue options, SyntaxNode mark, bool isHttp)
    {
        var (generator, delay, backoff, jitter) = (Single(options, "DelayGenerator"), Single(options, "Delay"), Single(options, "BackoffType"), Single(options, "UseJitter"));
        var isUnknown = generator.IsUnknown || generator.Value is not null || delay.IsUnknown || backoff.IsUnknown || jitter.IsUnknown
            || backoff.Value is { ConstantValue.HasValue: false } || jitter.Value is { ConstantValue.HasValue: false };
        if (!isUnknown && delay.Value is { } time && Waits.IsNone(time))
            return null;
        // Constant is the first member, and without jitter is the default, but for HTTP.
        var grows = backoff.Value is null ? isHttp : backoff.Value.ConstantValue.Value is not 0;
        var isRandom = jitter.Value is null ? isHttp : jitter.Value.ConstantValue.Value is true;
        return new(mark, new(grows, isRandom, isUnknown));
    }

    /// <summary>The one value that an option is given; none where it keeps its default.</summary>
    private (IOperation? Value, bool IsUnknown) Single(TracedValue options, string property)
    {
        var writes = ObjectTracer.PropertyWrites(options, property, cancellationToken);
        return writes.Count switch
        {
            0 => (null, false),
            1 when writes[0].Value is { } value => (value, false),
            _ => (null, true),
        };
    }

    private Retry? Retry(IInvocationOperation verb, Guard guarded, ImmutableArray<RetryPath> paths, bool isEndless)
    {
        if (paths.IsEmpty)
            return null;
        var construct = verb.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : verb.Syntax;
        return new(construct, paths, isEndless ? RetryLimit.None : RetryLimit.MayExist) { IsPolicy = true, IsOneOfSeveral = guarded.IsWrapped, Calls = guarded.Calls };
    }

    /// <summary>The requests that run under the policy.</summary>
    private Guard? Guarded(IInvocationOperation verb, ImmutableArray<RetryClause> clauses)
    {
        var uses = new PolicyUses(bodies, cancellationToken);
        uses.Follow(verb);
        attempts.NamedAround = clauses.Where(static clause => clause.Exception is not null).Select(static clause => clause.Exception!).ToList();
        var found = new List<AttemptFailure>();
        var answers = CaseSet.Empty;
        var calls = ImmutableArray.CreateBuilder<IInvocationOperation>();
        var isCancellable = false;
        foreach (var execution in uses.Executions)
        {
            var action = execution.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Value;
            if (action is null || attempts.OfDelegate(action) is not { } outcome)
                continue;
            found.AddRange(outcome.Failures);
            answers |= outcome.Answers;
            calls.AddRange(outcome.Calls);
            isCancellable |= LoopRetries.IsGivenToken(execution);
        }

        attempts.NamedAround = Array.Empty<ITypeSymbol>();
        foreach (var client in uses.Clients)
        {
            if (attempts.FirstRawCallIn(client) is not { } call || apis.Exceptions.HttpRequest is not { } http)
                continue;
            found.Add(new(failures.Of(http), http.Statuses & ApiExceptions.NoStatus));
            answers |= ApiExceptions.Parse("100-599");
            calls.Add(call);
            isCancellable = true;
        }

        return calls.Count == 0 ? null : new(found, answers, calls.ToImmutable(), isCancellable, uses.IsWrapped);
    }

    private ImmutableArray<RetryPath> Paths(
        ImmutableArray<RetryClause> clauses, Guard guarded, bool isWaited, ImmutableArray<RetryWait> delays, bool isDefault = false)
    {
        var paths = ImmutableArray.CreateBuilder<RetryPath>();
        foreach (var clause in clauses)
        {
            var statuses = clause.Known is { } known && clause.Exception is null ? known & (guarded.Answers | ApiExceptions.NoStatus) : CaseSet.Empty;
            var isUncertain = false;
            var names = new HashSet<string>();
            if (clause.Exception is { } type)
            {
                foreach (var failure in guarded.Failures)
                {
                    var fits = failure.Failure.Is(type).WhenTrue & failure.Statuses;
                    // Unless told otherwise, a pipeline lets cancellation, and so timeouts, out.
                    if (fits.IsEmpty || (isDefault && failure.Failure.Type.Name == "TaskCanceledException"))
                        continue;
                    var admitted = clause.Predicate is null ? new(fits, false) : _predicates.Of(clause.Predicate, failure.Failure, fits) ?? new Admitted(fits, true);
                    statuses |= admitted.Statuses;
                    isUncertain |= admitted.IsUncertain || failure.IsUncertain;
                    names.Add(failure.Failure.Type.Name);
                }
            }
            else if (clause.Predicate is { } predicate && !guarded.Answers.IsEmpty)
            {
                var admitted = _predicates.Of(predicate, Failures.OfResponse(apis.Exceptions.Base, static _ => false), guarded.Answers) ?? new Admitted(guarded.Answers, true);
                statuses |= admitted.Statuses;
                isUncertain |= admitted.IsUncertain;
            }

            statuses &= Failed;
            if (!statuses.IsEmpty)
                paths.Add(new(clause.Node, null, statuses, isWaited ? CaseSet.Empty : statuses, isUncertain, delays, names.ToImmutableArray()));
        }

        return paths.ToImmutable();
    }

    /// <summary>A predicate over the arguments that a pipeline gives: exception or result.</summary>
    private ImmutableArray<RetryPath> ByArguments(IOperation predicate, Guard guarded, bool isWaited, ImmutableArray<RetryWait> delays)
    {
        var statuses = CaseSet.Empty;
        var isUncertain = false;
        foreach (var failure in guarded.Failures)
        {
            var admitted = _predicates.Of(predicate, Failures.InPollyArguments(failure.Failure), failure.Statuses) ?? new Admitted(failure.Statuses, true);
            statuses |= admitted.Statuses;
            isUncertain |= admitted.IsUncertain || failure.IsUncertain;
        }

        if (!guarded.Answers.IsEmpty)
        {
            var response = Failures.ResponseInPollyArguments(Failures.OfResponse(apis.Exceptions.Base, static _ => false));
            var admitted = _predicates.Of(predicate, response, guarded.Answers) ?? new Admitted(guarded.Answers, true);
            statuses |= admitted.Statuses;
            isUncertain |= admitted.IsUncertain;
        }

        statuses &= Failed;
        return statuses.IsEmpty
            ? ImmutableArray<RetryPath>.Empty
            : ImmutableArray.Create(new RetryPath(predicate.Syntax, null, statuses, isWaited ? CaseSet.Empty : statuses, isUncertain, delays, ImmutableArray<string>.Empty));
    }

    /// <summary>What a policy stands around.</summary>
    private sealed record Guard(List<AttemptFailure> Failures, CaseSet Answers, ImmutableArray<IInvocationOperation> Calls, bool IsCancellable, bool IsWrapped);
}
