using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Finds where the code of a loop compares the status with a word: in the member itself, in the sets and helpers that it uses.</summary>
internal sealed class StatusComparisons(MethodBodies bodies, CancellationToken cancellationToken)
{
    private const int DeepestCall = 3;

    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private HashSet<string> _unwanted = new();

    /// <summary>The first comparison with one of the words; null when none is in sight.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="words">The words, in any case.</param>
    /// <param name="without">Words that a comparison should not have, if there is one without them.</param>
    public SyntaxNode? With(PollingLoop loop, IEnumerable<string> words, IEnumerable<string>? without = null)
    {
        var wanted = new HashSet<string>(words.Select(WireNames.Bare), StringComparer.Ordinal);
        _unwanted = new(without?.Select(WireNames.Bare) ?? [], StringComparer.Ordinal);
        IOperation body = loop.Body;
        while (body.Parent is { } parent)
            body = parent;
        _seen.Clear();
        var found = Find(loop.Code, wanted, 0) ?? Find(body, wanted, 0);
        return found is null && _unwanted.Count > 0 ? With(loop, wanted) : found;
    }

    private SyntaxNode? Find(IOperation code, HashSet<string> wanted, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf().OrderBy(static operation => operation.Syntax.SpanStart))
        {
            if (WordOf(operation) is { } word && wanted.Contains(WireNames.Bare(word)) && ComparisonOf(operation.Syntax) is { } comparison && !HasUnwanted(code, comparison))
                return comparison;
        }

        if (depth == DeepestCall)
            return null;
        foreach (var operation in code.DescendantsAndSelf())
        {
            if (UsedBy(operation) is not { } used || !_seen.Add(used))
                continue;
            foreach (var declaration in used.DeclaringSyntaxReferences)
            {
                var node = declaration.GetSyntax(cancellationToken);
                var value = node is VariableDeclaratorSyntax variable ? variable.Initializer?.Value : node is PropertyDeclarationSyntax property ? property.Initializer?.Value ?? property.ExpressionBody?.Expression ?? node : node;
                if (value is not null && OperationOf(value) is { } inner && Find(inner, wanted, depth + 1) is { } found)
                    return found;
            }
        }

        return null;
    }

    private bool HasUnwanted(IOperation code, SyntaxNode comparison) => _unwanted.Count > 0 && code.DescendantsAndSelf().Any(operation =>
        comparison.Span.Contains(operation.Syntax.Span) && WordOf(operation) is { } word && _unwanted.Contains(WireNames.Bare(word)));

    private IOperation? OperationOf(SyntaxNode node) => bodies.OperationOf(node, cancellationToken)
        ?? (node is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
            ? accessors.Select(accessor => bodies.OperationOf(accessor, cancellationToken)).FirstOrDefault(static operation => operation is not null)
            : null);

    /// <summary>The member of the compilation that an operation calls or reads.</summary>
    private static ISymbol? UsedBy(IOperation operation)
    {
        var used = operation switch
        {
            IInvocationOperation call => call.TargetMethod.ReducedFrom ?? call.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            IFieldReferenceOperation { Field: { HasConstantValue: false } field } => (ISymbol)field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return used is { DeclaringSyntaxReferences.IsEmpty: false } ? used.OriginalDefinition : null;
    }

    /// <summary>The word that an operation stands for: a constant text, or the name in JSON of a member of an enum.</summary>
    private static string? WordOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum } member } => WireNames.Given(member) ?? member.Name,
        ILiteralOperation or IFieldReferenceOperation or ILocalReferenceOperation when operation.ConstantValue is { HasValue: true, Value: string text } => text,
        _ => null,
    };

    /// <summary>The comparison that a word is an operand of: an equality, a pattern, a label, an arm, a call; the word itself as the element of a set.</summary>
    private static SyntaxNode? ComparisonOf(SyntaxNode word)
    {
        var node = word;
        while (node.Parent is { } parent)
        {
            switch (parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or ConstantPatternSyntax or BinaryPatternSyntax or UnaryPatternSyntax or ParenthesizedPatternSyntax
                    or SubpatternSyntax or PropertyPatternClauseSyntax or RecursivePatternSyntax or PositionalPatternClauseSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                case MemberAccessExpressionSyntax access when access.Name == node:
                    node = parent;
                    continue;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }:
                case IsPatternExpressionSyntax or SwitchLabelSyntax:
                    return parent;
                case SwitchExpressionArmSyntax arm when arm.Pattern == node:
                    return node;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when NameOf(call) is "Equals" or "Compare" or "CompareOrdinal" or "ValueEquals" or "StartsWith" or "Contains":
                    return call;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when NameOf(call) is "Create" or "Of":
                case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression or (int)SyntaxKind.CollectionInitializerExpression }:
                    return node;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Parent: InvocationExpressionSyntax call }:
                    return call;
                default:
                    // An element of a collection expression, which this Roslyn has no name for.
                    return parent.GetType().Name == "ExpressionElementSyntax" ? node : null;
            }
        }

        return null;
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
