using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Reads the retries of Polly: policies (<c>Policy.Handle&lt;T&gt;().WaitAndRetryAsync(…)</c>) and pipelines (<c>AddRetry(new RetryStrategyOptions { … })</c>).</summary>
internal sealed class PollyRetries(KnownApiSet apis, Attempts attempts, MethodBodies bodies, Waits waits, CancellationToken cancellationToken)
{
    private static readonly CaseSet Failed = ApiExceptions.Parse("0 300-599 null");

    private readonly Predicates _predicates = new(bodies, cancellationToken);
    private readonly PolicyGuards _guards = new(attempts, bodies, cancellationToken);

    /// <summary>The retry that a call makes; null where it guards no AI request, or where not everything that decides is in sight.</summary>
    public Retry? Of(IInvocationOperation call)
    {
        if (PollyApis.IsStandardHandler(call.TargetMethod))
            return OfStandardHandler(call);
        return IsVerb(call) ? OfVerb(call, clauses => _guards.Of(call, clauses)) : null;
    }

    /// <summary>The retry that a policy makes of the request which one call runs under it.</summary>
    /// <param name="execution">The call.</param>
    /// <param name="outcome">How the request fails.</param>
    public Retry? OfExecution(IInvocationOperation execution, AttemptOutcome outcome)
    {
        if (execution.Instance is not { } policy || ValueTracer.ValuesOf(policy, cancellationToken) is not [{ Origin: IInvocationOperation origin }])
            return null;
        var verb = origin;
        while (!IsVerb(verb))
        {
            if (!PollyApis.KeepsPolicy(verb.TargetMethod) || References.Unwrap(verb.Instance ?? verb.Arguments[0].Value) is not IInvocationOperation before)
                return null;
            verb = before;
        }

        return OfVerb(verb, _ => new(outcome.Failures, outcome.Answers, outcome.Calls, RetryLimits.IsGivenToken(execution), IsWrapped: true));
    }

    private static bool IsVerb(IInvocationOperation call) => PollyApis.IsAddRetry(call.TargetMethod) || PollyApis.IsRetryVerb(call.TargetMethod);

    private Retry? OfVerb(IInvocationOperation verb, Func<ImmutableArray<RetryClause>, PolicyGuard?> guard) =>
        PollyApis.IsAddRetry(verb.TargetMethod) ? OfPipeline(verb, guard) : OfPolicy(verb, guard);

    private Retry? OfPolicy(IInvocationOperation verb, Func<ImmutableArray<RetryClause>, PolicyGuard?> guard)
    {
        if (verb.Arguments is not [{ Value: var builder }, ..])
            return null;
        var clauses = RetryClause.Of(builder, apis, cancellationToken);
        if (clauses.IsDefault || guard(clauses) is not { } guarded)
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

    private Retry? OfPipeline(IInvocationOperation verb, Func<ImmutableArray<RetryClause>, PolicyGuard?> guard)
    {
        if (verb.Arguments is not [_, { Value: var given }, ..] || ValueTracer.ValuesOf(given, cancellationToken) is not [{ Creation: { } creation } options])
            return null;
        var mark = creation.Syntax is ObjectCreationExpressionSyntax { Type: var typeSyntax } ? typeSyntax : creation.Syntax;
        return OfSettings(verb, PipelineSettings.Of(options, mark, cancellationToken), guard);
    }

    /// <summary>What is changed of the retries that dotnet/extensions advises: as they are, they do right.</summary>
    private Retry? OfStandardHandler(IInvocationOperation call)
    {
        if (PipelineSettings.OfStandardHandler(call, RetryClause.NameOf(call)) is not { } settings || HttpClientRegistration.Of(call, cancellationToken) is not { } client)
            return null;
        return OfSettings(call, settings, _ => attempts.FirstRawCallBy(client) is { } request ? _guards.OfClient(request) : null);
    }

    private Retry? OfSettings(IInvocationOperation verb, PipelineSettings settings, Func<ImmutableArray<RetryClause>, PolicyGuard?> guard)
    {
        var shouldHandle = settings.Get("ShouldHandle");
        if (shouldHandle.IsUnknown)
            return null;
        var clauses = shouldHandle.Value is { } handled ? RetryClause.Of(handled, apis, cancellationToken) : ImmutableArray.Create(Default(settings.Mark, settings.IsHttp));
        var byArguments = clauses.IsDefault ? shouldHandle.Value : null;
        if (clauses.IsDefault)
            clauses = ImmutableArray<RetryClause>.Empty;
        if (guard(clauses) is not { } guarded)
            return null;
        var wait = settings.Wait();
        var delays = wait is null ? ImmutableArray<RetryWait>.Empty : ImmutableArray.Create(wait);
        var paths = byArguments is null
            ? Paths(clauses, guarded, wait is not null, delays, isDefault: shouldHandle.Value is null)
            : ByArguments(byArguments, guarded, wait is not null, delays);
        var isEndless = settings.Get("MaxRetryAttempts").Value?.ConstantValue is { HasValue: true, Value: int.MaxValue } && !guarded.IsCancellable;
        return Retry(verb, guarded, paths, isEndless);
    }

    private RetryClause Default(SyntaxNode mark, bool isHttp) =>
        isHttp ? new(mark, null, null, RetryDefaults.HttpResilience) : new(mark, apis.Exceptions.Base, null);

    private static Retry? Retry(IInvocationOperation verb, PolicyGuard guarded, ImmutableArray<RetryPath> paths, bool isEndless)
    {
        if (paths.IsEmpty)
            return null;
        return new(RetryClause.NameOf(verb), paths, isEndless ? RetryLimit.None : RetryLimit.MayExist) { IsPolicy = true, IsOneOfSeveral = guarded.IsWrapped, Calls = guarded.Calls };
    }

    private ImmutableArray<RetryPath> Paths(
        ImmutableArray<RetryClause> clauses, PolicyGuard guarded, bool isWaited, ImmutableArray<RetryWait> delays, bool isDefault = false)
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
    private ImmutableArray<RetryPath> ByArguments(IOperation predicate, PolicyGuard guarded, bool isWaited, ImmutableArray<RetryWait> delays)
    {
        var statuses = CaseSet.Empty;
        var isUncertain = false;
        var names = new HashSet<string>();
        foreach (var failure in guarded.Failures)
        {
            var admitted = _predicates.Of(predicate, Failures.InPollyArguments(failure.Failure), failure.Statuses) ?? new Admitted(failure.Statuses, true);
            statuses |= admitted.Statuses;
            isUncertain |= admitted.IsUncertain || failure.IsUncertain;
            if (admitted.Statuses.Overlaps(Failed))
                names.Add(failure.Failure.Type.Name);
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
            : ImmutableArray.Create(new RetryPath(predicate.Syntax, null, statuses, isWaited ? CaseSet.Empty : statuses, isUncertain, delays, names.ToImmutableArray()));
    }
}
