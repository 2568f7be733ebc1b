using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Small questions about operations that the tracers share.</summary>
internal static class References
{
    /// <summary>The local, parameter, field or property of this type's own instance (or static) that the expression refers to.</summary>
    public static ISymbol? Held(IOperation operation) => Unwrap(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field when IsOwn(field.Instance) => field.Field,
        IPropertyReferenceOperation property when IsOwn(property.Instance) && property.Arguments.IsEmpty => property.Property,
        IVariableDeclaratorOperation declarator => declarator.Symbol,
        IDeclarationExpressionOperation declaration => Held(declaration.Expression),
        IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
        IRecursivePatternOperation pattern => pattern.DeclaredSymbol,
        _ => null,
    };

    /// <summary>The expression without the conversions and parentheses around it, nor what awaits it or waits for it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            if (operation is IConversionOperation or IParenthesizedOperation)
                operation = operation.ChildOperations.First();
            else if (AwaitedBy(operation) is { } task)
                operation = task;
            else
                return operation;
        }
    }

    /// <summary>The task that an operation gives the result of, or another form of: by <c>await</c>, <c>ConfigureAwait</c> or <c>GetAwaiter().GetResult()</c>;
    /// null where it is none of these.</summary>
    public static IOperation? AwaitedBy(IOperation operation) => operation switch
    {
        IAwaitOperation awaited => awaited.Operation,
        IInvocationOperation { TargetMethod: { Name: "ConfigureAwait" or "GetAwaiter", ContainingNamespace.Name: "Tasks" }, Instance: { } task } => task,
        IInvocationOperation { TargetMethod: { Name: "GetAwaiter" or "GetResult", ContainingNamespace.Name: "CompilerServices" }, Instance: { } awaiter } => awaiter,
        _ => null,
    };

    /// <summary>Whether the operation is a lambda or local function: code that runs at another time than what surrounds it.</summary>
    public static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;

    /// <summary>The innermost operation that contains both, and its children on the way to each.</summary>
    public static (IOperation? Common, IOperation? FromFirst, IOperation? FromSecond) CommonAncestor(IOperation first, IOperation second)
    {
        var ancestors = new Dictionary<IOperation, IOperation?>();
        IOperation? child = null;
        for (IOperation? node = first; node is not null; child = node, node = node.Parent)
            ancestors.Add(node, child);
        child = null;
        for (IOperation? node = second; node is not null; child = node, node = node.Parent)
        {
            if (ancestors.TryGetValue(node, out var fromFirst))
                return (node, fromFirst, child);
        }

        return default;
    }

    /// <summary>The operations of a body that run when it does: not those of the lambdas and local functions in it.</summary>
    public static IEnumerable<IOperation> OwnOperations(IOperation body)
    {
        var pending = new Stack<IOperation>();
        pending.Push(body);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            yield return operation;
            foreach (var child in operation.ChildOperations)
            {
                if (!IsFunction(child))
                    pending.Push(child);
            }
        }
    }

    /// <summary>Whether the type is the one of that name directly in the namespace <c>System</c>.</summary>
    public static bool IsSystemType(ITypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;

    /// <summary>Whether the type is an exception.</summary>
    public static bool IsException(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (IsSystemType(current, "Exception"))
                return true;
        }

        return false;
    }

    private static bool IsOwn(IOperation? instance) =>
        instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
}
