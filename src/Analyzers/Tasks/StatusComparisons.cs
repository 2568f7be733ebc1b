using System.Globalization;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Finds where the code of a loop compares the status with words: in the member itself, in the sets and helpers that it uses.</summary>
internal sealed class StatusComparisons
{
    private const int DeepestCall = 3;

    private readonly PollingLoop _loop;
    private readonly CancellationToken _cancellationToken;
    private readonly List<(SyntaxNode Comparison, HashSet<string> Words, bool IsOfEnum)> _found = new();
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    public StatusComparisons(PollingLoop loop, CancellationToken cancellationToken)
    {
        _loop = loop;
        _cancellationToken = cancellationToken;
        IOperation body = loop.Body;
        while (body.Parent is { } parent)
            body = parent;
        foreach (var code in loop.Handed?.Code ?? [])
            Collect(code, code is IMethodReferenceOperation ? 0 : 1);
        Collect(loop.Code, 0);
        Collect(body, 0);
    }

    /// <summary>The comparisons with one of the words, in any case, those of the loop first, those with members of enums last: a mapping can stand
    /// before them.</summary>
    /// <param name="words">The words.</param>
    /// <param name="without">Words, in this case, that the comparison must not have as well.</param>
    public IEnumerable<SyntaxNode> With(IEnumerable<string> words, IEnumerable<string>? without = null)
    {
        var wanted = new HashSet<string>(words.Select(WireNames.Bare), StringComparer.Ordinal);
        var unwanted = (without ?? []).ToList();
        return _found.Where(found => found.Words.Any(word => wanted.Contains(WireNames.Bare(word))) && !found.Words.Overlaps(unwanted)).OrderBy(static found => found.IsOfEnum).Select(static found => found.Comparison);
    }

    private void Collect(IOperation code, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf().OrderBy(static operation => operation.Syntax.SpanStart))
        {
            if (WordOf(operation) is { } word && (ComparisonOf(operation.Syntax) ?? PredicateCallOf(operation)) is { } comparison && (depth > 0 || IsOfStatus(comparison)))
                Add(comparison, word, operation is IFieldReferenceOperation { Field.ContainingType.TypeKind: TypeKind.Enum });
        }

        if (depth == DeepestCall)
            return;
        foreach (var operation in code.DescendantsAndSelf())
        {
            if (UsedBy(operation) is not { } used || !_seen.Add(used))
                continue;
            foreach (var declaration in used.DeclaringSyntaxReferences)
            {
                var node = declaration.GetSyntax(_cancellationToken);
                var value = node switch
                {
                    VariableDeclaratorSyntax variable => variable.Initializer?.Value,
                    PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression ?? node,
                    _ => node,
                };
                if (value is not null && OperationOf(value) is { } inner)
                    Collect(inner, depth + 1);
            }
        }
    }

    private void Add(SyntaxNode comparison, string word, bool isOfEnum)
    {
        foreach (var (known, words, _) in _found)
        {
            if (known == comparison)
            {
                words.Add(word);
                return;
            }
        }

        _found.Add((comparison, new(StringComparer.Ordinal) { word }, isOfEnum));
    }

    /// <summary>Whether a comparison in the member is one of this loop's status: others poll, too. The words of a set tell nothing by themselves.</summary>
    private bool IsOfStatus(SyntaxNode comparison) => comparison switch
    {
        SwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax @switch } => HasStatus(@switch.Expression),
        PatternSyntax { Parent: SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax @switch } } => HasStatus(@switch.GoverningExpression),
        BinaryExpressionSyntax or IsPatternExpressionSyntax or InvocationExpressionSyntax => HasStatus(comparison),
        _ => true,
    };

    private bool HasStatus(SyntaxNode code) => code.DescendantNodesAndSelf().Any(_loop.StatusFacts.ContainsKey);

    private IOperation? OperationOf(SyntaxNode node) => _loop.Bodies.OperationOf(node, _cancellationToken)
        ?? (node is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
            ? accessors.Select(accessor => _loop.Bodies.OperationOf(accessor, _cancellationToken)).FirstOrDefault(static operation => operation is not null)
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

    /// <summary>The word that an operation stands for: a constant text, or the name in JSON of a member of an enum; the number, where statuses are numbers.</summary>
    private string? WordOf(IOperation operation) => operation switch
    {
        ILiteralOperation or IFieldReferenceOperation or ILocalReferenceOperation when _loop.Statuses.AreNumbers && operation.ConstantValue is { HasValue: true, Value: int or long or short or byte } number =>
            Convert.ToString(number.Value, CultureInfo.InvariantCulture),
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
                // `status is Words.Done` is a test for a type to the parser.
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.IsExpression }:
                case IsPatternExpressionSyntax or SwitchLabelSyntax:
                    return parent;
                case SwitchExpressionArmSyntax arm when arm.Pattern == node:
                    return node;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when NameOf(call) is "Compare" or "CompareOrdinal":
                    return call.Parent is BinaryExpressionSyntax compared ? compared : call;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when NameOf(call) is "Equals" or "ValueEquals" or "StartsWith" or "Contains":
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

    /// <summary>The call of a predicate of the compilation that is given the word.</summary>
    private static SyntaxNode? PredicateCallOf(IOperation word) =>
        word.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean, DeclaringSyntaxReferences.IsEmpty: false } } call }
            ? call.Syntax
            : null;

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
