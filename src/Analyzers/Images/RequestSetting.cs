using System.Collections.Immutable;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Images;

/// <summary>A parameter that code sets on requests for images, where it meets a model.</summary>
/// <param name="Place">What to report: the name that sets it, or the options that a call is given where they are set in other code.</param>
/// <param name="Cause">The name in other code; null where that is the place.</param>
/// <param name="Site">The operation that sets it.</param>
/// <param name="Values">What it is set to.</param>
/// <param name="Models">The models that the request can be for.</param>
/// <param name="ModelSites">The operations by which it meets them: the call, or what names the model in the body.</param>
internal sealed record RequestSetting(
    Location Place,
    Location? Cause,
    IOperation Site,
    ImmutableArray<TracedValue> Values,
    ImmutableArray<TracedValue> Models,
    ImmutableArray<IOperation> ModelSites)
{
    public static RequestSetting Of(BodyMember member) => new(member.Place, null, member.Site, member.Values, member.Model, member.ModelSites);

    public IEnumerable<Location>? AdditionalLocations => Cause is null ? null : [Cause];

    /// <summary>The first of the models that passes a test, where the code tests no models itself and sets nothing for some of them alone; null for none.</summary>
    public string? ModelThat(Func<string, bool> passes)
    {
        string? found = null;
        var onlySuch = true;
        foreach (var model in Models)
        {
            if (model.ConstantText is { } name && passes(name))
                found ??= name;
            else
                onlySuch = false;
        }

        return found is not null && !ModelTests.Decide(this, onlySuch) ? found : null;
    }
}
