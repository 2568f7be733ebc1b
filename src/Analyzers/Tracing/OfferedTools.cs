using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What a request says about tools.</summary>
internal enum ToolOffer
{
    /// <summary>No tools are offered, as far as can be seen.</summary>
    None,

    /// <summary>The model may call a tool.</summary>
    Free,

    /// <summary>The model must call a tool.</summary>
    Forced,
}

/// <summary>Which tools a request offers to the model.</summary>
internal static class OfferedTools
{
    /// <summary>What a call of a model offers in its options, where these are made in sight.</summary>
    public static ToolOffer Of(IInvocationOperation call, CancellationToken cancellationToken)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && RowOf(argument.Parameter?.Type) is { } row)
                return Of(argument.Value, row, cancellationToken);
        }

        return ToolOffer.None;
    }

    /// <summary>Whether a body has to do with tools of an SDK at all.</summary>
    public static bool AreMentionedIn(IOperation body, IAssemblySymbol sdk)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Property: { Name: "Tools", ContainingType: var type } } && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, sdk))
                return true;
        }

        return false;
    }

    private static ToolOffer Of(IOperation options, ToolOptions row, CancellationToken cancellationToken)
    {
        var offer = ToolOffer.None;
        foreach (var value in ValueTracer.ValuesOf(options, cancellationToken))
        {
            if (value.Creation is null || !HasTools(value, options, row))
                continue;
            var choices = ObjectTracer.PropertyWrites(value, row.Choice, cancellationToken).Where(static write => write.Value is not null)
                .Select(write => (References.Unwrap(write.Value!) as IInvocationOperation)?.TargetMethod.Name ?? "").ToList();
            if (choices.Any(row.NoneChoices.Contains))
                return ToolOffer.None;
            offer = choices.Count > 0 && choices.All(row.ForcedChoices.Contains) ? ToolOffer.Forced : ToolOffer.Free;
        }

        return offer;
    }

    private static bool HasTools(TracedValue value, IOperation use, ToolOptions row)
    {
        foreach (var initializer in value.Creation?.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: var name }, Initializer.Initializers: { Length: > 0 } tools } && name == row.Tools
                && tools.Any(tool => tool is IInvocationOperation { Arguments: [var added] } && IsFunction(added.Value, row)))
                return true;
        }

        IOperation body = use;
        while (body.Parent is { } parent)
            body = parent;
        foreach (var operation in body.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Add", Instance: IPropertyReferenceOperation { Instance: { } holder } tools, Arguments: [var added] } && tools.Property.Name == row.Tools
                && References.Held(holder) is { } symbol && value.Path.Contains(symbol, SymbolEqualityComparer.Default) && IsFunction(added.Value, row))
                return true;
        }

        return false;
    }

    private static bool IsFunction(IOperation tool, ToolOptions row) =>
        row.FunctionTools.IsEmpty || References.Unwrap(tool) is IInvocationOperation { TargetMethod.Name: var name } && row.FunctionTools.Contains(name);

    private static ToolOptions? RowOf(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { ContainingAssembly.Name: var assembly } named)
            return null;
        foreach (var row in ToolOptions.All)
        {
            if (row.Assembly == assembly && row.Options == PlainSinks.FullName(named))
                return row;
        }

        return null;
    }
}
