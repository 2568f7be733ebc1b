using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>A call that yields a task, or what a method of the compilation made of one.</summary>
/// <param name="Call">The call, in the original tree.</param>
/// <param name="Type">The type of what it yields.</param>
/// <param name="Yields">What a called method made of the task; null for the task itself.</param>
/// <param name="Normally">The statuses with which the call returns normally.</param>
/// <param name="IsLost">Whether a called method tested the status in a way that is not understood.</param>
internal sealed record StatusOrigin(IInvocationOperation Call, ITypeSymbol? Type, Fact? Yields, CaseSet Normally, bool IsLost);

/// <summary>Finds where tasks come from: readers of JSON, and methods of the compilation that return what a reader gave them.</summary>
internal sealed class StatusOrigins(StatusDomain statuses, MethodBodies bodies, CancellationToken cancellationToken)
{
    private const int DeepestCall = 3;

    private static readonly ImmutableHashSet<string> SameText =
        ImmutableHashSet.Create(StringComparer.Ordinal, "GetString()", "GetBoolean()", "GetInt32()", "GetInt64()", "GetInt16()", "GetByte()", "GetValue()", "Value()", "Clone()", "AsValue()", "AsObject()", "Trim()");

    private readonly Dictionary<ISymbol, StatusOrigin?> _known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _visiting = new(SymbolEqualityComparer.Default);

    /// <summary>The origin that a call is; null when it yields no task.</summary>
    /// <param name="call">An operation of the original tree.</param>
    /// <param name="graph">The graph of the body it is in, to look into its local functions.</param>
    public StatusOrigin? Of(IInvocationOperation call, ControlFlowGraph graph)
    {
        var method = MethodBodies.Called(call, graph);
        var type = ResultOf(method.ReturnType);
        if (JsonReaders.IsReader(method))
            return new(call, type, null, statuses.Cases.All, false);
        // A number is a status only where statuses are numbers.
        if (!CanBeTask(type) || (type.SpecialType == SpecialType.System_Int32 && !statuses.AreNumbers) || MemberFacts.CanBeReplaced(method) || method.DeclaringSyntaxReferences.IsEmpty)
            return null;
        return ReturnedBy((method.ReducedFrom ?? method).OriginalDefinition, graph) is { } returned ? returned with { Call = call, Type = type } : null;
    }

    /// <summary>Whether a call can be an origin, as far as its type tells.</summary>
    public static bool CanYieldTask(IInvocationOperation call) =>
        JsonReaders.IsReader(call.TargetMethod)
        || (call.TargetMethod is { DeclaringSyntaxReferences.IsEmpty: false } or { MethodKind: MethodKind.DelegateInvoke }) && CanBeTask(ResultOf(call.TargetMethod.ReturnType));

    /// <summary>The engine's subject: the status of the task that a call yields.</summary>
    /// <param name="origin">The call.</param>
    /// <param name="paths">Where the status stands in what it yields.</param>
    /// <param name="functions">What a caller hands to the method that the call is in; null for nothing.</param>
    public Subject SubjectOf(StatusOrigin origin, StatusPaths paths, HandedFunctions? functions = null) => new(statuses.Cases, [], [])
    {
        FunctionOf = parameter => functions?.Of(parameter),
        IsOrigin = operation => operation is IInvocationOperation && operation.Syntax == origin.Call.Syntax,
        FactAt = paths.At,
        Holds = paths.Holds,
        Yields = _ => origin.Yields,
        CheckedAt = _ => new(origin.Normally, origin.Normally, origin.IsLost),
        Transparent = SameText,
        IsIgnoredCall = static call => !IsGuard(call),
    };

    /// <summary>Code out of sight that is given a status shows, stores or maps it; only a guard can end the loop, by throwing.</summary>
    private static bool IsGuard(IOperation call)
    {
        if (call is not IInvocationOperation { TargetMethod: var method } || PlainSinks.Contains(call))
            return false;
        foreach (var word in new[] { "Ensure", "Throw", "Check", "Verify", "Assert", "Require", "Guard", "Validate", "Fail", "Against" })
        {
            if (method.Name.StartsWith(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static ITypeSymbol ResultOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;

    private static bool CanBeTask(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Int32
        || type.TypeKind is TypeKind.Enum or TypeKind.Dynamic or TypeKind.TypeParameter
        || type.IsTupleType
        || !type.DeclaringSyntaxReferences.IsEmpty
        || type is { Name: "JsonElement" or "JsonDocument" or "JsonNode" or "JsonObject" or "JObject" or "JToken" }
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && CanBeTask(inner));

    private StatusOrigin? ReturnedBy(IMethodSymbol method, ControlFlowGraph caller)
    {
        if (_known.TryGetValue(method, out var known))
            return known;
        if (_visiting.Count >= DeepestCall || !_visiting.Add(method))
            return null;
        var returned = GraphOf(method, caller) is { } graph && bodies.BodyOf(method, cancellationToken) is { } body ? ReturnedBy(body, graph) : null;
        _visiting.Remove(method);
        if (_visiting.Count == 0)
            _known[method] = returned;
        return returned;
    }

    /// <summary>The task that a function returns, or what it makes of one, with the call in it that yields the task; null for none.</summary>
    public StatusOrigin? ReturnedBy(IOperation body, ControlFlowGraph graph)
    {
        StatusOrigin? task = null;
        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is not IInvocationOperation call || Of(call, graph) is not { } origin)
                continue;
            var paths = new StatusPaths(statuses, origin.Type, StatusPaths.HoldersIn(body));
            var flow = new CaseFlow(SubjectOf(origin, paths), null, bodies, cancellationToken);
            if (flow.Run(graph, flow.Start(), null) is not var (end, value) || flow.IsExhausted)
                continue;
            var found = new StatusOrigin(call, origin.Type, value, end.Possible, end.IsLost);
            if (value.SpeaksOfSubject && value != Fact.Unevaluable)
                return found;
            if (value is Fact.Path)
                task ??= found;
        }

        return task;
    }

    private ControlFlowGraph? GraphOf(IMethodSymbol method, ControlFlowGraph caller) => MethodBodies.IsNested(method)
        ? MethodBodies.GraphOfLocal(method, caller, cancellationToken)
        : bodies.GraphOf(method, cancellationToken);
}
