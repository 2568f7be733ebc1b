using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What a request says about tools.</summary>
internal enum ToolOffer
{
    /// <summary>No tools are offered that the program has to run, as far as can be seen.</summary>
    None,

    /// <summary>The model may call a tool.</summary>
    Free,

    /// <summary>The model must call a tool.</summary>
    Forced,
}

/// <summary>Which tools a request offers to the model.</summary>
internal static class OfferedTools
{
    // ICollectionExpressionOperation and ISpreadOperation are younger than the Roslyn this compiles against.
    private const OperationKind CollectionExpression = (OperationKind)127;

    /// <summary>What a call of a model offers in its options, where these are made in sight.</summary>
    public static ToolOffer Of(IInvocationOperation call, CancellationToken cancellationToken)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && RowOf(argument.Parameter?.Type) is { } row)
                return Of(argument.Value, row, call, cancellationToken);
        }

        return ToolOffer.None;
    }

    /// <summary>Whether a body has to do with tools of an SDK at all.</summary>
    public static bool AreMentionedIn(IOperation body, IAssemblySymbol sdk)
    {
        foreach (var operation in MethodBodies.OperationsIn(body))
        {
            if (operation is IPropertyReferenceOperation { Property: { Name: "Tools", ContainingType: var type } } && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, sdk))
                return true;
        }

        return false;
    }

    /// <summary>Whether code has to do with tools in JSON of its own: a member, a variable or a key of that name.</summary>
    public static bool AreMentionedIn(SyntaxNode code)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.Value is string text && (string.Equals(text, "tools", StringComparison.OrdinalIgnoreCase) || text.Contains("\"tools\"")))
                return true;
        }

        return false;
    }

    private static ToolOffer Of(IOperation options, ToolOptions row, IInvocationOperation call, CancellationToken cancellationToken)
    {
        var offer = ToolOffer.None;
        foreach (var value in ValueTracer.ValuesOf(options, cancellationToken))
        {
            if (value.Creation is null || !HasTools(value, options, row, cancellationToken))
                continue;
            switch (ChoiceIn(value, row, cancellationToken))
            {
                case ToolOffer.None:
                    return ToolOffer.None;
                case ToolOffer.Forced when offer == ToolOffer.None:
                    offer = ToolOffer.Forced;
                    break;
                default:
                    offer = ToolOffer.Free;
                    break;
            }
        }

        return row.MayBeRunByClient && !FunctionInvocation.IsOff(call, cancellationToken) ? ToolOffer.None : offer;
    }

    /// <summary>What the options say about the choice; none where that is not known.</summary>
    private static ToolOffer ChoiceIn(TracedValue options, ToolOptions row, CancellationToken cancellationToken)
    {
        var isForced = false;
        var isFree = true;
        foreach (var choice in ObjectTracer.Property(options, row.Choice, cancellationToken))
        {
            if (choice.Constant is { HasValue: true, Value: null })
                continue;
            var name = MakerOf(choice.Origin);
            isForced |= row.ForcedChoices.Contains(name);
            isFree &= row.FreeChoices.Contains(name);
        }

        return isForced ? ToolOffer.Forced : isFree ? ToolOffer.Free : ToolOffer.None;
    }

    /// <summary>The member that gives a value, or the type it is created of.</summary>
    private static string MakerOf(IOperation origin) => origin switch
    {
        IInvocationOperation invocation => invocation.TargetMethod.Name,
        IPropertyReferenceOperation property => property.Property.Name,
        IFieldReferenceOperation field => field.Field.Name,
        IObjectCreationOperation { Type: { } type } => type.Name,
        _ => "",
    };

    private static bool HasTools(TracedValue value, IOperation use, ToolOptions row, CancellationToken cancellationToken)
    {
        foreach (var initializer in value.Creation?.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: var name }, Initializer: var tools } && name == row.Tools
                && HasFunction(tools, row, cancellationToken))
            {
                return true;
            }
        }

        foreach (var tools in ObjectTracer.Property(value, row.Tools, cancellationToken))
        {
            if (HasFunctionIn(tools, row, cancellationToken))
                return true;
        }

        foreach (var operation in MethodBodies.OperationsIn(MethodBodies.BodyAround(use)))
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Add", Instance: IPropertyReferenceOperation { Instance: { } holder } tools, Arguments: [var added] } && tools.Property.Name == row.Tools
                && References.Held(holder) is { } symbol && value.Path.Contains(symbol, SymbolEqualityComparer.Default) && IsFunction(added.Value, row, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a list that is made in sight, and perhaps filled where it is held, has a function in it.</summary>
    private static bool HasFunctionIn(TracedValue list, ToolOptions row, CancellationToken cancellationToken)
    {
        switch (list.Origin)
        {
            case IObjectCreationOperation { Initializer: { } elements } when HasFunction(elements, row, cancellationToken):
                return true;
            case IArrayCreationOperation { Initializer.ElementValues: var elements }:
                return elements.Any(element => IsFunction(element, row, cancellationToken));
            case { Kind: CollectionExpression, ChildOperations: var elements }:
                return elements.Any(element => IsFunction(element, row, cancellationToken));
        }

        return list.Path.Any(holder => BodyWrites.Around(list.Origin).CallsOn(holder)
            .Any(call => call is { TargetMethod.Name: "Add", Arguments: [var added] } && IsFunction(added.Value, row, cancellationToken)));
    }

    private static bool HasFunction(IObjectOrCollectionInitializerOperation elements, ToolOptions row, CancellationToken cancellationToken) =>
        elements.Initializers.Any(element => element is IInvocationOperation { Arguments: [var added] } && IsFunction(added.Value, row, cancellationToken));

    private static bool IsFunction(IOperation tool, ToolOptions row, CancellationToken cancellationToken)
    {
        if (row.FunctionTools.IsEmpty)
            return true;
        foreach (var value in ValueTracer.ValuesOf(tool, cancellationToken))
        {
            if (row.FunctionTools.Contains(MakerOf(value.Origin)))
                return true;
            for (var type = value.Origin.Type; type is not null; type = type.BaseType)
            {
                if (row.FunctionTools.Contains(type.Name))
                    return true;
            }
        }

        return false;
    }

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
