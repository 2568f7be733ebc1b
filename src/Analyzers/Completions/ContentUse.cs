using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
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
        if (Subject.StepOf(operation) is not { } step || Subject.ReceiverOf(operation) is not { } receiver)
            return null;
        return point.FactOf(receiver) is Fact.Path { IsValue: false } path && subject.Step(path.Steps, step) is { } next && next != path.Steps ? next : null;
    }

    /// <summary>Whether reading this path is using the content: a text, or an element taken by a position that may be missing.</summary>
    public bool IsContent(IOperation operation, string path)
    {
        if (IsOnlyTested(operation))
            return false;
        return surface.Data.ContentPaths.Contains(path)
            || path.EndsWith("/[]", StringComparison.Ordinal) && CanThrow(operation) && surface.Data.ContentCollections.Contains(path.Substring(0, path.Length - 3));
    }

    /// <summary>Whether the read throws where there is no such element.</summary>
    public static bool CanThrow(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Arguments.Length: > 0 } or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => !operation.IsImplicit,
        IInvocationOperation { TargetMethod.Name: "First" or "Single" or "Last" or "ElementAt" } => true,
        // What is read of an element throws where the element's own read does.
        IPropertyReferenceOperation { Instance: { } instance } => CanThrow(instance),
        _ => false,
    };

    /// <summary>The name to mark: of the member that holds the content where the read goes through it, else of the read itself.</summary>
    public Location LocationOf(IOperation operation)
    {
        SyntaxNode? nearest = null;
        for (var node = operation.Syntax; node is not null;)
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

    /// <summary>The local that a read does nothing but fill, formatted at most; null where the value goes elsewhere.</summary>
    public ILocalSymbol? LocalFilledBy(IOperation read) => BeyondFormatting(read) switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local, Parent: IExpressionStatementOperation } => local.Local,
        _ => null,
    };

    /// <summary>Whether the local is written here, not read.</summary>
    public static bool IsAssigned(ILocalReferenceOperation local) =>
        local.Parent is IAssignmentOperation assignment && assignment.Target == local || local.IsDeclaration;

    /// <summary>Whether a value is only compared with null or the empty text, or counted.</summary>
    public bool IsOnlyTested(IOperation read)
    {
        IOperation? parent = operationOf(read.Syntax)?.Parent;
        while (parent is IConversionOperation or IArgumentOperation or IConditionalAccessOperation)
            parent = parent.Parent;
        return parent switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => IsEmpty(comparison.LeftOperand) || IsEmpty(comparison.RightOperand),
            IIsPatternOperation isPattern => IsNullOrEmptyPattern(isPattern.Pattern),
            IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String } } => true,
            IPropertyReferenceOperation { Property.Name: "Length" or "Count" } => true,
            _ => false,
        };
    }

    /// <summary>Whether the call only counts or tests a collection.</summary>
    public bool IsCountOf(IOperation call, IArgumentOperation argument) =>
        call is IInvocationOperation { TargetMethod: { Name: "Any" or "Count" or "LongCount" or "TryGetNonEnumeratedCount", ContainingType.Name: "Enumerable" }, Arguments: [var only, ..] } && only == argument
        || Subject.StepOf(call) is { } step && subject.Step("", surface.Data.ContentCollections.FirstOrDefault() ?? "") is { } path && subject.Step(path, step) is not null;

    /// <summary>Whether the text goes, formatted at most, to a call that only shows or records it.</summary>
    public bool GoesToPlainSink(IOperation read) => BeyondFormatting(read) is IInvocationOperation invocation && PlainSinks.Contains(invocation);

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
        foreach (var path in surface.Data.ContentCollections)
        {
            if (path == name.Identifier.ValueText)
                return true;
        }

        return surface.Data.ContentPaths.Contains(name.Identifier.ValueText);
    }

    private static bool IsEmpty(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: null or "" };

    private static bool IsNullOrEmptyPattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => IsEmpty(constant.Value),
        INegatedPatternOperation negated => IsNullOrEmptyPattern(negated.Pattern),
        IBinaryPatternOperation binary => IsNullOrEmptyPattern(binary.LeftPattern) && IsNullOrEmptyPattern(binary.RightPattern),
        IRecursivePatternOperation { PropertySubpatterns: [], DeconstructionSubpatterns: [], DeclaredSymbol: null } => true,
        IRecursivePatternOperation { PropertySubpatterns: [{ Member: IPropertyReferenceOperation { Property.Name: "Length" } }], DeclaredSymbol: null } => true,
        _ => false,
    };
}
