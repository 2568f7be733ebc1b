using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>Follows a link through the code that reads it.</summary>
internal sealed class UrlUses(IOperation root)
{
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>The value that is first stored or returned from a public method; null for none.</summary>
    public IOperation? Kept { get; private set; }

    /// <summary>Whether other code is given the link, which may fetch what it leads to.</summary>
    public bool IsHandedOn { get; private set; }

    /// <summary>Follows a value: the link, or an object that holds it.</summary>
    public void Follow(IOperation value)
    {
        var whole = Whole(value);
        switch (whole.Parent)
        {
            case IReturnOperation when FunctionAround(whole) is null:
                if (IsReturnedToOthers(whole))
                    Keep(value);
                break;
            case IReturnOperation:
                FollowCallsOf(FunctionAround(whole)!, value);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                FollowLocal(local);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                FollowLocal(local);
                break;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation, Parent: IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation } assignment:
                if (CreationAround(assignment) is { } creation)
                    Follow(creation);
                break;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation } assignment when assignment.Value == whole:
                Keep(value);
                break;
            case IArgumentOperation { Parent: { } call }:
                FollowCall(call, value);
                break;
            case IInterpolationOperation or ITupleOperation or IArrayInitializerOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                IsHandedOn |= !IsShown(whole);
                break;
        }
    }

    private void FollowCall(IOperation call, IOperation value)
    {
        if (call is IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false } creation)
            Follow(creation);
        else if (Stores(call))
            Keep(value);
        else if (call is IInvocationOperation { TargetMethod.ContainingNamespace: { } scope } answer
            && scope.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
        {
            Follow(answer);
        }
        else
            IsHandedOn |= !PlainSinks.Contains(call);
    }

    /// <summary>Follows what a local function, or a lambda in a variable, returns to the code around it.</summary>
    private void FollowCallsOf(IOperation function, IOperation value)
    {
        var keptBefore = Kept;
        var name = function switch
        {
            ILocalFunctionOperation { Symbol: var symbol } => symbol,
            IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } } } => (ISymbol)local,
            _ => null,
        };
        if (name is null)
        {
            IsHandedOn = true;
            return;
        }

        if (!_followed.Add(name))
            return;
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: var method } call when SymbolEqualityComparer.Default.Equals(method, name):
                    Follow(call);
                    break;
                case ILocalReferenceOperation { Parent: IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call } callee when callee == call.Instance && SymbolEqualityComparer.Default.Equals(callee.Local, name):
                    Follow(call);
                    break;
                case ILocalReferenceOperation { Local: var held } when SymbolEqualityComparer.Default.Equals(held, name):
                case IMethodReferenceOperation { Method: var handed } when SymbolEqualityComparer.Default.Equals(handed, name):
                    IsHandedOn = true;
                    break;
            }
        }

        // What is reported is the link, not the call that it comes through.
        Kept = keptBefore ?? (Kept is null ? null : value);
    }

    private void FollowLocal(ILocalSymbol local)
    {
        if (!_followed.Add(local))
            return;
        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && !(reference.Parent is IAssignmentOperation assignment && assignment.Target == reference))
            {
                Follow(reference);
            }
        }
    }

    private void Keep(IOperation value) => Kept ??= value;

    /// <summary>The expression that a value is the whole content of: with the conversions, tests for null and texts around it.</summary>
    private static IOperation Whole(IOperation value)
    {
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IAwaitOperation or ICoalesceOperation:
                case IConditionalAccessOperation access when access.WhenNotNull == value:
                case IConditionalOperation conditional when conditional.Condition != value && conditional.Type is not null:
                case IPropertyReferenceOperation { Property.Name: "AbsoluteUri" or "OriginalString" or "Value" }:
                case IInvocationOperation { TargetMethod.Name: "ToString" or "GetString" or "GetValue" or "Trim" } call when call.Instance == value:
                    value = value.Parent;
                    continue;
                case IConditionalAccessOperation chain when chain.Operation == value && chain.WhenNotNull
                    is IInvocationOperation { TargetMethod.Name: "ToString" or "GetString" or "GetValue" or "Trim" }
                    or IPropertyReferenceOperation { Property.Name: "AbsoluteUri" or "OriginalString" }:
                    value = chain;
                    continue;
                default:
                    return value;
            }
        }
    }

    /// <summary>Whether the call writes to a file or a cache.</summary>
    private static bool Stores(IOperation call) => call is IInvocationOperation { TargetMethod: var method } && (method.ContainingType, method.Name) switch
    {
        ({ Name: "File", ContainingNamespace.Name: "IO" }, var name) =>
            name.StartsWith("WriteAll", StringComparison.Ordinal) || name.StartsWith("AppendAll", StringComparison.Ordinal),
        (var type, "Set" or "SetString" or "SetStringAsync") =>
            type.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.Extensions.Caching", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether a text that the link is a part of is only shown.</summary>
    private static bool IsShown(IOperation part)
    {
        var node = part.Parent;
        while (node is IInterpolationOperation or IInterpolatedStringOperation or IBinaryOperation or IConversionOperation
            or IArrayInitializerOperation or IArrayCreationOperation or IArgumentOperation)
        {
            node = node.Parent;
        }

        return node is not null && PlainSinks.Contains(node);
    }

    private static IOperation? CreationAround(IOperation initializer) =>
        initializer.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation }
            ? creation
            : initializer.Parent as IAnonymousObjectCreationOperation;

    private static IOperation? FunctionAround(IOperation operation)
    {
        for (var node = operation.Parent; node is not null; node = node.Parent)
        {
            if (References.IsFunction(node))
                return node;
        }

        return null;
    }

    /// <summary>Whether what the method returns goes to other programs' code.</summary>
    private static bool IsReturnedToOthers(IOperation returned)
    {
        for (var symbol = returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart); symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }
}
