using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>Watches whether a body does anything with a result, and whether tool calls may be handled in a way that was not followed: to know that
/// nothing handles them takes more than not to have seen it.</summary>
internal sealed class ToolCallUses(KnownSurface surface, Subject subject, ContentUse use)
{
    /// <summary>Members of OpenAI's and Anthropic's results, and of what these come in, that give the whole reply in another form.</summary>
    private static readonly ImmutableHashSet<string> WholeReply = ImmutableHashSet.Create("GetRawResponse()", "Patch", "RawData", "RawRepresentation");

    private readonly HashSet<SyntaxNode> _followed = new();
    private bool _areHandedOn;

    /// <summary>Whether anything of the result is read, or it goes into the chat history.</summary>
    public bool AreAny { get; private set; }

    /// <summary>The name of the collection that holds the tool calls.</summary>
    public static string CollectionIn(ResultSurface data)
    {
        var steps = data.ToolCallPaths[0].Split('/').Where(static step => !step.EndsWith("()", StringComparison.Ordinal)).ToList();
        var element = steps.LastIndexOf("[]");
        return steps[element >= steps.Count - 2 && element > 0 ? element - 1 : steps.Count - 1];
    }

    public void Observe(IOperation operation, Point point)
    {
        if (use.PathRead(operation, point) is not null || point.FactOf(operation) is Fact.Path)
            _followed.Add(operation.Syntax);
        if (subject.StepFrom(operation) is { Name: var step, From: { } receiver } && point.FactOf(receiver) is Fact.Path { IsValue: false })
        {
            AreAny = true;
            _areHandedOn |= step is not null && WholeReply.Contains(step);
        }

        foreach (var argument in HandedOn.ArgumentsOf(operation))
        {
            if (point.FactOf(argument.Value) is not Fact.Path { IsValue: false, Steps: var path })
                continue;
            AreAny |= surface.IsHistory(operation);
            _areHandedOn |= HoldsToolCalls(path) && !subject.IsIgnoredCall(operation) && operation is not IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" };
        }

        if (point.IsReturned || IsKept(operation))
            _areHandedOn |= point.FactOf(operation) is Fact.Path { Steps: var path } && HoldsToolCalls(path);
    }

    /// <summary>Whether something in the body that was not followed can lead to the tool calls.</summary>
    /// <param name="body">The un-lowered body.</param>
    /// <param name="others">The variables of the other results in it.</param>
    public bool MayReachToolCalls(IOperation body, IEnumerable<ISymbol?> others)
    {
        if (_areHandedOn)
            return true;
        var known = others.ToList();
        var beginnings = surface.Data.ToolCallPaths.Append(surface.Data.ReasonPath).Select(static path => path.Split('/')[0]).ToList();
        foreach (var operation in MethodBodies.OperationsIn(body))
        {
            if (operation is IPropertyReferenceOperation { Instance: { } instance, Property: { Name: var name, ContainingType: var type } }
                && SymbolEqualityComparer.Default.Equals(type, surface.Result) && beginnings.Contains(name) && !_followed.Contains(operation.Syntax)
                && !(References.Held(instance) is { } holder && known.Contains(holder, SymbolEqualityComparer.Default)))
                return true;
            if (Names(operation, surface.Data.ToolCallType))
                return true;
        }

        return false;
    }

    /// <summary>Whether a value becomes a part of another, or goes into anything but a local.</summary>
    private static bool IsKept(IOperation operation)
    {
        var value = operation;
        while (value.Parent is IConversionOperation conversion)
            value = conversion;
        return value.Parent is ITupleOperation or IArrayInitializerOperation
            || (value.Parent is IAssignmentOperation { Target: not (ILocalReferenceOperation or IFlowCaptureReferenceOperation or IDiscardOperation) } assignment && assignment.Value == value);
    }

    /// <summary>Whether an object that may hold tool calls stands at a path.</summary>
    private bool HoldsToolCalls(string path) => path.Length > 0 && surface.Data.ToolCallPaths.Any(calls => calls.StartsWith(path + "/", StringComparison.Ordinal));

    private static bool Names(IOperation operation, string? type) => type is not null && operation switch
    {
        IIsTypeOperation test => Is(test.TypeOperand, type),
        IDeclarationPatternOperation pattern => Is(pattern.MatchedType, type),
        ITypePatternOperation pattern => Is(pattern.MatchedType, type),
        IRecursivePatternOperation pattern => Is(pattern.MatchedType, type),
        IConversionOperation conversion => Is(conversion.Type, type),
        IInvocationOperation { TargetMethod.TypeArguments: [var argument] } => Is(argument, type),
        _ => false,
    };

    private static bool Is(ITypeSymbol? candidate, string type) => candidate is INamedTypeSymbol named && PlainSinks.FullName(named) == type;
}
