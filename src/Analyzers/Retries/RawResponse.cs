using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>The response to a raw AI request, with what the function does with it.</summary>
internal sealed class RawResponse
{
    private static readonly HashSet<string> StatusMembers = new(StringComparer.Ordinal) { "IsSuccessStatusCode", "StatusCode", "EnsureSuccessStatusCode" };

    private static readonly HashSet<string> WholeReads = new(StringComparer.Ordinal)
    {
        "ReadAsStringAsync", "ReadAsStreamAsync", "ReadAsStream", "ReadAsByteArrayAsync", "ReadToEnd", "ReadToEndAsync", "GetString", "ToString", "ToArray", "Trim",
        "ConfigureAwait", "GetAwaiter", "GetResult",
    };

    private readonly List<IOperation> _uses;

    private RawResponse(IInvocationOperation call, ILocalSymbol? local, IOperation function, List<IOperation> uses)
    {
        Call = call;
        Local = local;
        Function = function;
        _uses = uses;
    }

    /// <summary>The call that returns the response.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>The variable that holds it; null where it is used in place.</summary>
    public ILocalSymbol? Local { get; }

    /// <summary>The body in which it is used.</summary>
    public IOperation Function { get; }

    /// <summary>The calls that throw where the response is no success.</summary>
    public IEnumerable<IInvocationOperation> Guards => _uses.OfType<IInvocationOperation>().Where(static use => use.TargetMethod.Name == "EnsureSuccessStatusCode");

    /// <summary>The response of an attempt whose status may be one of failure; null where it is none, or where other code sees it, too.</summary>
    public static RawResponse? Of(Attempt attempt, IOperation function)
    {
        if (!attempt.Answers.Overlaps(ErrorAnswers))
            return null;
        var value = Value(attempt.Invocation);
        switch (value.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } }:
                return OfLocal(attempt.Invocation, declared, function);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } assignment when assignment.Value == value:
                return OfLocal(attempt.Invocation, assigned, function);
            case IPropertyReferenceOperation or IInvocationOperation when MemberUse(value) is { } use && !IsLeftOpen(use):
                return new(attempt.Invocation, null, function, [use]);
            default:
                return null;
        }
    }

    /// <summary>The statuses 400 to 599.</summary>
    public static CaseAnalysis.CaseSet ErrorAnswers { get; } = ApiExceptions.Parse("400-599");

    /// <summary>Whether the status is looked at before an operation, or in a loop around it.</summary>
    public bool IsStatusSeenBefore(IOperation operation) => _uses.Exists(use => IsStatus(use) && Precedes(use, operation));

    /// <summary>Whether the body is read before an operation, or in a loop around it.</summary>
    public bool IsBodyReadBefore(IOperation operation) => _uses.Exists(use => IsContent(use) && Precedes(use, operation));

    /// <summary>Whether the text of the body is searched before an operation for what tells a failure from an answer.</summary>
    public bool IsTextSearchedBefore(IOperation operation)
    {
        var derived = Derived(static (_, _) => true);
        return Function.Descendants().OfType<IInvocationOperation>().Any(search =>
            search is { TargetMethod: { Name: "StartsWith" or "EndsWith" or "Contains", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text }
            && Precedes(search, operation) && IsMadeOf(text, derived, static (_, _) => true));
    }

    /// <summary>Whether an operation mentions the response or what was made of it.</summary>
    public bool IsMentionedIn(IOperation operation)
    {
        var derived = Derived(static (_, _) => true);
        return operation.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var local } && derived.Contains(local));
    }

    /// <summary>The calls that make an object of the JSON that the whole body is, in the order of the text.</summary>
    public IEnumerable<IInvocationOperation> Parses()
    {
        var derived = Derived(IsWhole);
        return Function.Descendants().OfType<IInvocationOperation>()
            .Where(call => JsonReaders.IsReader(call.TargetMethod) && call.Arguments.Any(argument => IsMadeOf(argument.Value, derived, IsWhole)))
            .OrderBy(static call => call.Syntax.SpanStart);
    }

    private static RawResponse? OfLocal(IInvocationOperation call, ILocalSymbol local, IOperation function)
    {
        var uses = new List<IOperation>();
        foreach (var operation in function.Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local)
                || (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference))
            {
                continue;
            }

            // A second name takes the place of one that nothing else is done with.
            if (reference.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var second } } && uses.Count == 0)
                return OfLocal(call, second, function);
            if (MemberUse(reference) is not { } use || IsLeftOpen(use))
                return null;
            uses.Add(use);
        }

        return new(call, local, function, uses);
    }

    /// <summary>The member of the response that a use of it reads or calls; null where the response itself goes elsewhere.</summary>
    private static IOperation? MemberUse(IOperation response) => response.Parent switch
    {
        IPropertyReferenceOperation property when property.Instance == response => property,
        IInvocationOperation call when call.Instance == response => call,
        IConditionalAccessOperation { WhenNotNull: var use } => use,
        IUsingOperation or IUsingDeclarationOperation => response.Parent,
        _ => null,
    };

    /// <summary>Whether the body itself, unread, goes where nothing is seen of it.</summary>
    private static bool IsLeftOpen(IOperation use) =>
        use is IPropertyReferenceOperation { Property.Name: "Content" }
        && use.Parent is not (IInvocationOperation or IPropertyReferenceOperation or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } });

    private static bool IsStatus(IOperation use) => use switch
    {
        IPropertyReferenceOperation property => StatusMembers.Contains(property.Property.Name),
        IInvocationOperation call => StatusMembers.Contains(call.TargetMethod.Name),
        _ => false,
    };

    private static bool IsContent(IOperation use) => use is IPropertyReferenceOperation { Property.Name: "Content" };

    private bool Precedes(IOperation use, IOperation operation)
    {
        if (use.Syntax.SpanStart < operation.Syntax.SpanStart)
            return true;
        for (var around = operation.Parent; around is not null && around != Function; around = around.Parent)
        {
            if (around is ILoopOperation && around.Syntax.Span.Contains(use.Syntax.Span) && !around.Syntax.Span.Contains(Call.Syntax.Span))
                return true;
        }

        return false;
    }

    /// <summary>The response's variable and those that are made of it, step by step.</summary>
    /// <param name="counts">Whether a value is of interest that is made of another, which stands in it.</param>
    private HashSet<ISymbol> Derived(Func<IOperation, IOperation, bool> counts)
    {
        var derived = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (Local is not null)
            derived.Add(Local);
        for (var count = -1; count != derived.Count;)
        {
            count = derived.Count;
            foreach (var operation in Function.Descendants())
            {
                switch (operation)
                {
                    case IVariableDeclaratorOperation { Symbol: var declared } declarator when declarator.GetVariableInitializer() is { Value: var value } && IsMadeOf(value, derived, counts):
                        derived.Add(declared);
                        break;
                    case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned }, Value: var value } when IsMadeOf(value, derived, counts):
                        derived.Add(assigned);
                        break;
                }
            }
        }

        return derived;
    }

    private bool IsMadeOf(IOperation value, HashSet<ISymbol> derived, Func<IOperation, IOperation, bool> counts) => value.DescendantsAndSelf().Any(part =>
        (part == Call ? Local is null : part is ILocalReferenceOperation { Local: var local } && derived.Contains(local)) && counts(part, value));

    /// <summary>Whether a value is still all of a part that stands in it: read or decoded, but not a line, an element or what a method picks from it.</summary>
    private static bool IsWhole(IOperation part, IOperation value)
    {
        for (var around = part; around != value; around = around.Parent!)
        {
            if ((around.Parent is IInvocationOperation { TargetMethod.Name: var name } && !WholeReads.Contains(name))
                || around.Parent is IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: false } or IAnonymousFunctionOperation)
                return false;
        }

        return true;
    }

    private static IOperation Value(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" }
               or IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" } })
        {
            value = value.Parent;
        }

        return value;
    }
}
