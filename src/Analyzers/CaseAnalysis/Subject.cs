using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What a run of the engine watches: a value with a finite domain, found at the end of a path from an origin.
/// The origin is where the watched object comes from (a call, a parameter, a caught exception); the path leads from it to the value
/// (<c>FinishReason</c>, <c>choices/[]/finish_reason</c>, or nothing where the origin is the value itself).</summary>
/// <remarks>Steps of a path: a member's name, a member's name with <c>()</c> for a method without arguments, a constant key, <c>[]</c> for any element.
/// Only the listed paths and their beginnings are followed; any other member is of no interest.</remarks>
internal sealed class Subject
{
    // Objects that contain their like (a token's parent) must not make paths without end.
    private const int LongestOpenPath = 120;

    private readonly SubjectPaths _paths;

    /// <summary>A subject.</summary>
    /// <param name="domain">Its domain.</param>
    /// <param name="valuePaths">The paths at which the value itself is found.</param>
    /// <param name="otherPaths">Further paths that a rule wants to see followed through variables.</param>
    public Subject(CaseDomain domain, IEnumerable<string> valuePaths, IEnumerable<string> otherPaths)
        : this(domain, new SubjectPaths(valuePaths, otherPaths))
    {
    }

    /// <summary>A subject whose paths others have too.</summary>
    public Subject(CaseDomain domain, SubjectPaths paths)
    {
        Domain = domain;
        _paths = paths;
    }

    public CaseDomain Domain { get; }

    /// <summary>The paths at which the value itself is found.</summary>
    public ImmutableHashSet<string> ValuePaths => _paths.Values;

    /// <summary>Steps that lead to the same object, such as <c>Value</c> of a wrapper or <c>GetString()</c> of a JSON text, where no listed path has them.</summary>
    public ImmutableHashSet<string> Transparent { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Paths whose value is computed from the subject's (<c>IsSuccessStatusCode</c> of a status).</summary>
    public ImmutableDictionary<string, Func<Case, object?>> Derived { get; init; } = ImmutableDictionary<string, Func<Case, object?>>.Empty;

    /// <summary>Calls without arguments that return normally only in some cases (<c>EnsureSuccessStatusCode()</c>), by path.</summary>
    public ImmutableDictionary<string, CaseSet> Guards { get; init; } = ImmutableDictionary<string, CaseSet>.Empty;

    /// <summary>What stands at a path that is not listed, for objects whose shape only their use tells (parsed JSON); null where nothing but the listed
    /// paths is followed.</summary>
    public Func<string, Fact>? FactAt { get; init; }

    /// <summary>Whether the value is absent, and so null, where the object at a path is.</summary>
    public Func<string, bool> Holds { get; init; } = static _ => false;

    /// <summary>Whether the operation yields a new watched object: the call, the reference to a parameter, the caught exception.</summary>
    public required Func<IOperation, bool> IsOrigin { get; init; }

    /// <summary>What is known of the object that an origin yields, where it was checked before (a method that returns a checked result); null for nothing.</summary>
    public Func<IOperation, Checked?> CheckedAt { get; init; } = static _ => null;

    /// <summary>What an origin yields where that is not the watched object but what a called method made of it; null for the object itself.</summary>
    public Func<IOperation, Fact?> Yields { get; init; } = static _ => null;

    /// <summary>Whether the operation yields the watched object again, without its being a new one: the exception that a handler caught.</summary>
    public Func<IOperation, bool> IsWatched { get; init; } = static _ => false;

    /// <summary>In which cases the object at a path is of a type; null where that is not known.</summary>
    public Func<string, ITypeSymbol, Split?> TypeTest { get; init; } = static (_, _) => null;

    /// <summary>In which cases a call is known to give true and false, where no body says so; null for any other operation.</summary>
    public Func<IOperation, Split?> KnownTruth { get; init; } = static _ => null;

    /// <summary>The paths of objects of which members that no path lists, and what code out of sight makes of the object, depend on the subject
    /// in a way that is not understood: the message of an exception.</summary>
    public ImmutableHashSet<string> TellingPaths { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Variables that hold a watched object from the start, and whose every write is a new one: parameters, loop variables.</summary>
    public ImmutableHashSet<ISymbol> OriginSymbols { get; init; } = ImmutableHashSet<ISymbol>.Empty.WithComparer(SymbolEqualityComparer.Default);

    /// <summary>The lambda or method reference that a caller hands in as a parameter; null where it is not known.</summary>
    public Func<IParameterSymbol, IOperation?> FunctionOf { get; init; } = static _ => null;

    /// <summary>Whether a call that receives the watched object or its value is known to check it, whatever its body says.</summary>
    public Func<IOperation, bool> IsCheckingCall { get; init; } = static _ => false;

    /// <summary>Whether code that receives the watched object or its value there, and whose body is not in sight, certainly does not test it
    /// (logging, formatting, adding to the chat history). The operation is the invocation or object creation.</summary>
    public Func<IOperation, bool> IsIgnoredCall { get; init; } = static _ => false;

    /// <summary>Objects that are there only in some cases (<c>Error</c> of a response that failed), by path: a test for null, or of a member, tells those apart.</summary>
    public ImmutableDictionary<string, CaseSet> Presence { get; init; } = ImmutableDictionary<string, CaseSet>.Empty;

    /// <summary>Reads the step that an operation takes, where objects of this kind have ways of their own to their parts; by default, <see cref="UsualStep"/>.</summary>
    public Func<IOperation, PathStep?> StepFrom { get; init; } = UsualStep;

    /// <summary>Whether a path leads to the value: who receives that object can test the subject.</summary>
    public bool LeadsToValue(string path) => FactAt is not null || _paths.LeadsToValue(path) || Presence.ContainsKey(path);

    /// <summary>The path one step further, or null where it leads nowhere that is followed.</summary>
    public string? Step(string path, string step)
    {
        if (step.Length == 0)
            return path;
        var next = path.Length == 0 ? step : path + "/" + step;
        if (_paths.Contains(next) || Derived.ContainsKey(next))
            return next;
        if (Transparent.Contains(step))
            return path;
        return FactAt is not null && next.Length <= LongestOpenPath ? next : null;
    }

    /// <summary>A step by name, key or position, or to what a <c>TryGet</c> method hands out.</summary>
    public static PathStep? UsualStep(IOperation operation)
    {
        var isHandedOut = operation.Kind == OperationKind.Invocation && operation is IInvocationOperation { TargetMethod.Parameters: [.., { RefKind: RefKind.Out }] };
        var name = isHandedOut && operation is IInvocationOperation { Arguments.Length: 1, TargetMethod.Name: var method } ? method + "()" : StepOf(operation);
        return name is null ? null : new(ReceiverOf(operation), name, isHandedOut);
    }

    /// <summary>The name of the step from an operation's receiver to the operation, or null where it is none.</summary>
    public static string? StepOf(IOperation operation) => operation.Kind switch
    {
        OperationKind.PropertyReference => StepOf((IPropertyReferenceOperation)operation),
        OperationKind.DynamicIndexerAccess when operation is IDynamicIndexerAccessOperation { Arguments: [var index] } && KeyOf(index) is { } key => key,
        OperationKind.ArrayElementReference or OperationKind.DynamicIndexerAccess or OperationKind.ImplicitIndexerReference => "[]",
        OperationKind.FieldReference => ((IFieldReferenceOperation)operation).Field.Name,
        OperationKind.DynamicMemberReference => ((IDynamicMemberReferenceOperation)operation).MemberName,
        OperationKind.Invocation => StepOf((IInvocationOperation)operation),
        _ => null,
    };

    /// <summary>The object that an operation takes its step from; for an extension method the first argument.</summary>
    public static IOperation? ReceiverOf(IOperation operation) => operation.Kind switch
    {
        OperationKind.PropertyReference => ((IPropertyReferenceOperation)operation).Instance,
        OperationKind.FieldReference => ((IFieldReferenceOperation)operation).Instance,
        OperationKind.ArrayElementReference => ((IArrayElementReferenceOperation)operation).ArrayReference,
        OperationKind.ImplicitIndexerReference => ((IImplicitIndexerReferenceOperation)operation).Instance,
        OperationKind.DynamicMemberReference => ((IDynamicMemberReferenceOperation)operation).Instance,
        OperationKind.DynamicIndexerAccess => ((IDynamicIndexerAccessOperation)operation).Operation,
        OperationKind.Invocation when operation is IInvocationOperation { Instance: { } instance } => instance,
        OperationKind.Invocation when operation is IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [var first, ..] } => first.Value,
        _ => null,
    };

    /// <summary>A constant key, which an indexer may take as an object.</summary>
    private static string? KeyOf(IOperation index)
    {
        while (index is IConversionOperation { ConstantValue.HasValue: false, OperatorMethod: null } conversion)
            index = conversion.Operand;
        return index.ConstantValue is { HasValue: true, Value: string key } ? key : null;
    }

    /// <summary>Whether a method of that name can be given the key of a part.</summary>
    public static bool TakesKey(string name) =>
        name is "GetProperty" or "TryGetProperty" or "SelectToken" or "TryGetPropertyValue" or "TryGetValue" or "GetValueOrDefault" or "Value" or "GetValue";

    /// <summary>Whether a method only carries the result of a task, and leads to no part of it.</summary>
    public static bool IsWait(IMethodSymbol method) =>
        method is { Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync", IsStatic: false, ContainingNamespace.Name: "Tasks" or "CompilerServices" };

    private static string StepOf(IPropertyReferenceOperation property)
    {
        if (property.Arguments.IsEmpty)
            return property.IsImplicit && property.Property.Name == "Current" ? "[]" : property.Property.Name;
        return property.Arguments is [{ Value: var index }] && KeyOf(index) is { } key ? key : "[]";
    }

    private static string? StepOf(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (IsWait(method))
            return null;
        var arguments = invocation.Arguments.Length - (invocation.Instance is null && method.IsExtensionMethod ? 1 : 0);
        switch (method.Name)
        {
            case "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" when arguments == 0:
            case "ElementAt" or "ElementAtOrDefault" when arguments == 1:
                return "[]";
            case var name when TakesKey(name)
                && invocation.Arguments.Select(static argument => KeyOf(argument.Value)).FirstOrDefault(static key => key is not null) is { } key:
                return key;
            default:
                return arguments == 0 ? method.Name + "()" : null;
        }
    }
}

/// <summary>A step from an object to a part of it.</summary>
/// <param name="From">The operation that yields the object; null where the step is taken from what a pattern matches.</param>
/// <param name="Name">The step, or several joined by <c>/</c>; empty for the object itself in another form, null for a part that says nothing of the rest.</param>
/// <param name="IsHandedOut">Whether an <c>out</c> argument receives the part.</param>
internal readonly record struct PathStep(IOperation? From, string? Name, bool IsHandedOut = false);

/// <summary>What checks have left of a watched object.</summary>
/// <param name="Possible">The cases it can still have.</param>
/// <param name="Alike">Those not told apart from the reference case.</param>
/// <param name="IsLost">Whether a check was not understood.</param>
internal readonly record struct Checked(CaseSet Possible, CaseSet Alike, bool IsLost);
