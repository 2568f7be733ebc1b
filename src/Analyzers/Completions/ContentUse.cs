using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>What counts as using a result's content, and what to mark.</summary>
internal sealed class ContentUse(KnownSurface surface, Subject subject, Func<SyntaxNode, IOperation?> operationOf)
{
    /// <summary>The path below the result that an operation reads; null where it reads none.</summary>
    public string? PathRead(IOperation operation, Point point)
    {
        if (subject.StepFrom(operation) is not { Name: { } name, From: { } receiver } step || point.FactOf(receiver) is not Fact.Path { IsValue: false } from)
            return null;
        if (step.IsHandedOut)
            return subject.Step(from.Steps, name);
        var isStep = from.IsSequence ? name == "[]" : subject.Step(from.Steps, name) is not null;
        return isStep && point.FactOf(operation) is Fact.Path { IsValue: false } read && (read.Steps != from.Steps || from.IsSequence) ? read.Steps : null;
    }

    /// <summary>The path of the elements that a projection reads (<c>messages.Select(message => message.Text)</c>); null for any other operation.</summary>
    public static string? PathSelected(IOperation operation, Point point) =>
        operation is IInvocationOperation { TargetMethod.Name: "Select" or "SelectMany" } && point.FactOf(operation) is Fact.Path { IsSequence: true, Steps: var path } ? path : null;

    /// <summary>Whether a read is all that a projection does, so that it is used where the projection is.</summary>
    public bool IsSelected(IOperation read)
    {
        var parent = operationOf(read.Syntax)?.Parent;
        while (parent is IConversionOperation or IReturnOperation or IBlockOperation { Operations.Length: 1 } or IAnonymousFunctionOperation or IDelegateCreationOperation or IArgumentOperation)
            parent = parent.Parent;
        return parent is IInvocationOperation { TargetMethod: { Name: "Select" or "SelectMany", ContainingType.Name: "Enumerable" } };
    }

    /// <summary>Whether the object becomes the model's text where it is formatted.</summary>
    public bool IsTextItself(Fact fact) =>
        fact is Fact.Path { IsValue: false, IsSequence: false, Steps: var path } && subject.Step(path, ResultSurfaces.OwnText) is { } text && surface.Data.ContentPaths.Contains(text);

    /// <summary>Whether the call formats what it is given, or shows or records it.</summary>
    public static bool Formats(IOperation call) => PlainSinks.Contains(call) || PlainSinks.OnlyFormats(call);

    /// <summary>The call that an array holds the further arguments of; null for any other array.</summary>
    public static IOperation? CallTaking(IArrayInitializerOperation array) =>
        array.Parent is IArrayCreationOperation { IsImplicit: true, Parent: IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray, Parent: { } call } } ? call : null;

    /// <summary>Whether reading this path is using the content: a text, or an element taken by a position that may be missing.</summary>
    public bool IsContent(IOperation operation, string path)
    {
        if (IsOnlyTested(operation))
            return false;
        return surface.Data.ContentPaths.Contains(path)
            || (path.EndsWith("/[]", StringComparison.Ordinal) && CanThrow(operation) && IsCollection(path.Substring(0, path.Length - 3)));
    }

    /// <summary>Whether the read throws where there is no such element of the content.</summary>
    public bool CanThrow(IOperation operation) => !(surface.Data.ContentCollections.IsEmpty && surface.Data.MixedCollections.IsEmpty) && TakesElement(operation);

    /// <summary>Whether the operation takes an element of a collection by its position, or reads a part of one that was taken so.</summary>
    public static bool TakesElement(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Arguments.Length: > 0 } or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => !operation.IsImplicit,
        IInvocationOperation { TargetMethod.Name: "First" or "Single" or "Last" or "ElementAt" } => true,
        // What is read of an element throws where the element's own read does.
        IPropertyReferenceOperation { Instance: { } instance } => TakesElement(instance),
        _ => false,
    };

    /// <summary>Whether the read only fills an <c>out</c> argument, and which local that is.</summary>
    public bool IsHandedOut(IOperation operation, out ILocalSymbol? holder)
    {
        holder = null;
        if (operation is not IInvocationOperation { Arguments: [.., { Value: var target }] } || subject.StepFrom(operation) is not { IsHandedOut: true })
            return false;
        holder = ((target as IDeclarationExpressionOperation)?.Expression ?? target) is ILocalReferenceOperation { Local: var local } ? local : null;
        return true;
    }

    /// <summary>The name to mark: of the member that holds the content where the read goes through it, else of the read itself.</summary>
    public Location LocationOf(IOperation operation)
    {
        if (KeyOf(operation) is { } asked)
            return asked.GetLocation();
        SyntaxNode? nearest = null;
        var start = operation is IInvocationOperation { TargetMethod.Name: "Select" or "SelectMany", Arguments: [_, { Syntax: ArgumentSyntax { Expression: LambdaExpressionSyntax { ExpressionBody: { } selected } } }] }
            ? selected
            : operation.Syntax;
        for (var node = start; node is not null;)
        {
            switch (node)
            {
                case MemberAccessExpressionSyntax access:
                    if (IsContentMember(access.Name))
                        return access.Name.Identifier.GetLocation();
                    nearest ??= access.Name;
                    node = access.Expression;
                    continue;
                case MemberBindingExpressionSyntax binding:
                    if (IsContentMember(binding.Name))
                        return binding.Name.Identifier.GetLocation();
                    nearest ??= binding.Name;
                    node = binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression;
                    continue;
                case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax key }, ..] } when IsContentKey(key.Token.ValueText):
                    return key.GetLocation();
                case InvocationExpressionSyntax invocation:
                    node = invocation.Expression;
                    continue;
                case ElementAccessExpressionSyntax element:
                    node = element.Expression;
                    continue;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                    node = suppressed.Operand;
                    continue;
                case ConditionalAccessExpressionSyntax conditional:
                    node = conditional.Expression;
                    continue;
                case IdentifierNameSyntax name:
                    return (nearest ?? name).GetLocation();
                default:
                    return (nearest ?? operation.Syntax).GetLocation();
            }
        }

        return operation.Syntax.GetLocation();
    }

    /// <summary>The name of the member that an expression calls or reads; any other expression itself.</summary>
    public static SyntaxNode NameIn(SyntaxNode expression) => expression switch
    {
        InvocationExpressionSyntax invocation => NameIn(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => expression,
    };

    /// <summary>The text by which an operation asks for a part of the content.</summary>
    private static SyntaxNode? KeyOf(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            var value = child is IArgumentOperation argument ? argument.Value : child;
            while (value is IConversionOperation { ConstantValue.HasValue: false } conversion)
                value = conversion.Operand;
            if (value is IUtf8StringOperation or { ConstantValue: { HasValue: true, Value: string } })
                return value.Syntax;
        }

        return null;
    }

    /// <summary>The local that a read does nothing but fill, formatted at most; null where the value goes elsewhere.</summary>
    public ILocalSymbol? LocalFilledBy(IOperation read) => BeyondFormatting(read) switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local, Parent: IExpressionStatementOperation } => local.Local,
        _ => null,
    };

    /// <summary>The local that a read does nothing but add a text to; null where the text goes elsewhere.</summary>
    public ILocalSymbol? GathererFilledBy(IOperation read) => BeyondFormatting(read) switch
    {
        IInvocationOperation addition => (Gatherers.FilledBy(addition) as ILocalReferenceOperation)?.Local,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Target: ILocalReferenceOperation sum } when Gatherers.IsGatherer(sum.Type) => sum.Local,
        _ => null,
    };

    /// <summary>Whether the local is written here or added to, not read.</summary>
    public bool IsAssigned(ILocalReferenceOperation local) =>
        (local.Parent is IAssignmentOperation assignment && assignment.Target == local) || local.IsDeclaration
        || (Gatherers.IsGatherer(local.Type) && operationOf(local.Syntax)?.Parent is IInvocationOperation addition && Gatherers.FilledBy(addition)?.Syntax == local.Syntax);

    /// <summary>Whether a value is only compared with null or the empty text, or counted.</summary>
    public bool IsOnlyTested(IOperation read) => operationOf(read.Syntax) is { } original && TextTests.IsOnlyTested(original);

    /// <summary>Whether the call only counts or tests a collection.</summary>
    public bool IsCountOf(IOperation call, IArgumentOperation argument) =>
        (call is IInvocationOperation { TargetMethod: { Name: "Any" or "Count" or "LongCount" or "TryGetNonEnumeratedCount", ContainingType.Name: "Enumerable" }, Arguments: [var only, ..] } && only == argument)
        || (subject.StepFrom(call) is { Name: { } step } && subject.Step("", surface.Data.ContentCollections.FirstOrDefault() ?? "") is { } path && subject.Step(path, step) is not null);

    /// <summary>Whether the text goes, formatted at most, to a call that only shows or records it, or that adds it to the chat history.</summary>
    public bool GoesToPlainSink(IOperation read) => BeyondFormatting(read) is { } call && (PlainSinks.Contains(call) || surface.IsHistory(call));

    /// <summary>The first operation around a read that does more than carry, combine or format its text.</summary>
    private IOperation? BeyondFormatting(IOperation read)
    {
        var parent = operationOf(read.Syntax)?.Parent;
        while (parent is IConversionOperation { OperatorMethod: null } or IArgumentOperation or IInterpolationOperation or IInterpolatedStringOperation or ICoalesceOperation
            or IConditionalAccessOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or IArrayInitializerOperation or IArrayCreationOperation
            or IPropertyReferenceOperation
            or IInvocationOperation { TargetMethod.ContainingType: { SpecialType: SpecialType.System_String } or { Name: "Enumerable", ContainingNamespace.Name: "Linq" } })
        {
            parent = parent.Parent;
        }

        return parent;
    }

    private bool IsContentMember(SimpleNameSyntax name)
    {
        var member = name.Parent?.Parent is InvocationExpressionSyntax ? name.Identifier.ValueText + "()" : name.Identifier.ValueText;
        return IsCollection(member) || surface.Data.ContentPaths.Contains(member);
    }

    private bool IsContentKey(string key) => surface.Data.ContentPaths.Any(path => path == key || path.EndsWith("/" + key, StringComparison.Ordinal));

    private bool IsCollection(string path) => surface.Data.ContentCollections.Contains(path) || surface.Data.MixedCollections.Contains(path);
}
