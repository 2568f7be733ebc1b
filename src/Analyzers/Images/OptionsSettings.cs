using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>Finds what the options of an SDK's image calls set, call by call.</summary>
internal static class OptionsSettings
{
    /// <summary>The places that set a property of the options which the image calls under an operation are given; none for a call whose options
    /// other code may change.</summary>
    /// <param name="root">An operation of the original tree.</param>
    /// <param name="property">Names the property for a type of options; null where that has none.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<RequestSetting> In(IOperation root, Func<ImageOptionsData, string?> property, KnownApiSet apis, CancellationToken cancellationToken)
    {
        foreach (var operation in MethodBodies.OperationsIn(root))
        {
            if (operation is not IInvocationOperation call || apis.Clients.OperationOf(call.TargetMethod) != AiOperation.Images)
                continue;
            foreach (var argument in call.Arguments)
            {
                if (argument.ArgumentKind != ArgumentKind.Explicit || ImageApis.OptionsOf(argument.Parameter?.Type) is null
                    || ImageApis.OptionsOf(References.Unwrap(argument.Value).Type) is not { } options || property(options) is not { } name)
                {
                    continue;
                }

                foreach (var setting in OfCall(call, argument.Value, name, options, root, cancellationToken))
                    yield return setting;
            }
        }
    }

    /// <summary>The arguments for a parameter of the image calls under an operation.</summary>
    public static IEnumerable<RequestSetting> ArgumentsIn(IOperation root, string parameter, KnownApiSet apis, CancellationToken cancellationToken)
    {
        foreach (var operation in MethodBodies.OperationsIn(root))
        {
            if (operation is IInvocationOperation call && apis.Clients.OperationOf(call.TargetMethod) == AiOperation.Images
                && ObjectTracer.Argument(call, parameter) is { } argument)
            {
                yield return new(
                    argument.Value.Syntax.GetLocation(),
                    null,
                    argument,
                    ValueTracer.ValuesOf(argument.Value, cancellationToken),
                    ModelsOf(call, cancellationToken),
                    ImmutableArray.Create<IOperation>(call));
            }
        }
    }

    /// <summary>The models that a call of a client can be for.</summary>
    public static ImmutableArray<TracedValue> ModelsOf(IInvocationOperation call, CancellationToken cancellationToken) =>
        ClientOf(call) is { } client ? ClientTracer.Models(client, cancellationToken) : ImmutableArray<TracedValue>.Empty;

    private static IEnumerable<RequestSetting> OfCall(
        IInvocationOperation call, IOperation argument, string name, ImageOptionsData options, IOperation root, CancellationToken cancellationToken)
    {
        foreach (var value in ValueTracer.ValuesOf(argument, cancellationToken))
        {
            if (value.Creation is null)
                continue;
            var writes = Reaching(ObjectTracer.PropertyWrites(value, name, cancellationToken), call);
            if (writes.Count == 0 || writes.Exists(static write => write.Value is null))
                continue;
            var models = options.Model is { } model ? ObjectTracer.Property(value, model, cancellationToken) : ImmutableArray<TracedValue>.Empty;
            if (models.IsEmpty)
                models = ModelsOf(call, cancellationToken);
            foreach (var write in writes)
            {
                var place = MemberNames.Of(write.Target.Syntax).GetLocation();
                var isHere = place.SourceTree == root.Syntax.SyntaxTree && root.Syntax.Span.Contains(place.SourceSpan);
                yield return new(
                    isHere ? place : argument.Syntax.GetLocation(),
                    isHere ? null : place,
                    write.Site,
                    ValueTracer.ValuesOf(write.Value!, cancellationToken),
                    models,
                    ImmutableArray.Create<IOperation>(call));
            }
        }
    }

    /// <summary>The writes that the options can have met when the call is made; those in other members may come at any time.</summary>
    private static List<Write> Reaching(List<Write> writes, IInvocationOperation call)
    {
        var root = MethodBodies.BodyAround(call);
        var before = writes.FindAll(write => MethodBodies.BodyAround(write.Site) == root && !call.Syntax.Span.Contains(write.Site.Syntax.Span));
        var reaching = BodyWrites.Around(call).Reaching(before, call).ToList();
        reaching.AddRange(writes.Where(write => !before.Contains(write) && (MethodBodies.BodyAround(write.Site) != root || call.Syntax.Span.Contains(write.Site.Syntax.Span))));
        return reaching;
    }

    private static IOperation? ClientOf(IInvocationOperation call) => call.Instance ?? (call.Arguments is [{ Value: var first }, ..] ? first : null);
}
