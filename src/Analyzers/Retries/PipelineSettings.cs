using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using AiApi.Analyzers.Tracing;

namespace AiApi.Analyzers.Retries;

/// <summary>What is set of the options of a retry in a pipeline.</summary>
internal sealed class PipelineSettings
{
    private readonly Func<string, List<IOperation?>> _writesOf;

    private PipelineSettings(SyntaxNode mark, bool isHttp, Func<string, List<IOperation?>> writesOf)
    {
        Mark = mark;
        IsHttp = isHttp;
        _writesOf = writesOf;
    }

    /// <summary>What a report on the options as such marks.</summary>
    public SyntaxNode Mark { get; }

    /// <summary>Whether the defaults are those of Microsoft.Extensions.Http.Resilience, not those of Polly.</summary>
    public bool IsHttp { get; }

    /// <summary>The settings of an options object.</summary>
    public static PipelineSettings Of(TracedValue options, SyntaxNode mark, CancellationToken cancellationToken) => new(
        mark,
        options.Creation?.Type?.Name == "HttpRetryStrategyOptions",
        property => ObjectTracer.PropertyWrites(options, property, cancellationToken).Select(static write => write.Value).ToList());

    /// <summary>What a call of <c>AddStandardResilienceHandler(options => options.Retry…)</c> sets; null where it sets nothing of the retry.</summary>
    public static PipelineSettings? OfStandardHandler(IInvocationOperation call, SyntaxNode mark)
    {
        var writes = new Dictionary<string, List<IOperation?>>();
        foreach (var operation in call.Arguments.SelectMany(static argument => argument.Descendants()))
        {
            if (operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IPropertyReferenceOperation { Property.Name: "Retry" } } target } assignment)
                continue;
            if (!writes.TryGetValue(target.Property.Name, out var values))
                writes[target.Property.Name] = values = new();
            values.Add(assignment.Value);
        }

        return writes.Count == 0 ? null : new(mark, isHttp: true, property => writes.TryGetValue(property, out var values) ? values : new());
    }

    /// <summary>The one value that an option is given; none where it keeps its default.</summary>
    public (IOperation? Value, bool IsUnknown) Get(string property) => _writesOf(property) switch
    {
        [] => (null, false),
        [{ } value] => (value, false),
        _ => (null, true),
    };

    /// <summary>The delay between attempts; null where there is none.</summary>
    public RetryWait? Wait()
    {
        var (generator, delay, backoff, jitter) = (Get("DelayGenerator"), Get("Delay"), Get("BackoffType"), Get("UseJitter"));
        var isUnknown = generator.IsUnknown || generator.Value is not null || delay.IsUnknown || backoff.IsUnknown || jitter.IsUnknown
            || backoff.Value is { ConstantValue.HasValue: false } || jitter.Value is { ConstantValue.HasValue: false };
        if (!isUnknown && delay.Value is { } time && Waits.IsNone(time))
            return null;
        // Constant is the first member, and without jitter is the default, but for HTTP.
        var grows = backoff.Value is null ? IsHttp : backoff.Value.ConstantValue.Value is not 0;
        var isRandom = jitter.Value is null ? IsHttp : jitter.Value.ConstantValue.Value is true;
        return new(Mark, new(grows, isRandom, isUnknown));
    }
}
