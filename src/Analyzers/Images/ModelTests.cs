using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>Tells whether code may set a parameter for some models alone.</summary>
internal static class ModelTests
{
    /// <summary>What names of variables and texts in a test of the model have in them.</summary>
    private static readonly string[] Words = ["model", "gpt", "dall", "format"];

    /// <summary>Whether the code asks which model it has, or sets the parameter under a condition that may.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="onlySuch">Whether all its models are of the kind in question, so that a condition which has nothing to do with the model changes nothing.</param>
    public static bool Decide(RequestSetting setting, bool onlySuch)
    {
        var holders = new HashSet<ISymbol>(setting.Models.SelectMany(static model => model.Path), SymbolEqualityComparer.Default);
        var root = setting.Site;
        while (root.Parent is { } parent)
            root = parent;
        if (holders.Count > 0 && root.Descendants().Any(operation => ConditionOf(operation) is { } condition && Tests(condition, holders, root)))
            return true;
        foreach (var met in setting.ModelSites)
        {
            if (ConditionsBetween(setting.Site, met).Any(condition => !onlySuch || MayTestModel(condition, 0)))
                return true;
        }

        return false;
    }

    private static IOperation? ConditionOf(IOperation operation) => operation switch
    {
        IConditionalOperation conditional => conditional.Condition,
        ISwitchOperation @switch => @switch.Value,
        ISwitchExpressionOperation @switch => @switch.Value,
        IWhileLoopOperation loop => loop.Condition,
        _ => null,
    };

    /// <summary>Whether a condition tests one of them, itself or by the flag that it asks for.</summary>
    private static bool Tests(IOperation condition, HashSet<ISymbol> holders, IOperation root, int depth = 0) => condition.DescendantsAndSelf().Any(part =>
        References.Held(part) is { } held && part is not (IConversionOperation or IParenthesizedOperation)
        && (holders.Contains(held) && !TextTests.IsOnlyTested(part)
            || depth < 2 && held is ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } && VariableSources.Of(held, root).Any(source => Tests(source, holders, root, depth + 1))));

    /// <summary>The conditions that the setting stands under and the model does not.</summary>
    private static IEnumerable<IOperation> ConditionsBetween(IOperation site, IOperation met)
    {
        var (common, _, _) = References.CommonAncestor(site, met);
        if (common is null)
            yield break;
        var child = site;
        for (var node = site.Parent; node is not null && child != common; child = node, node = node.Parent)
        {
            if (ConditionOf(node) is { } condition && child != condition)
                yield return condition;
            else if (node is ICatchClauseOperation or ICoalesceOperation
                or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
            {
                yield return node;
            }
        }
    }

    private static bool MayTestModel(IOperation condition, int depth) => depth > 3 || condition.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation { TargetMethod: var method } => !method.DeclaringSyntaxReferences.IsEmpty || IsNamed(method.Name),
        ILocalReferenceOperation { Local: var local } => IsNamed(local.Name)
            || BodyWrites.Around(condition).Reaching(local, part).Any(write => write.Value is null || MayTestModel(write.Value, depth + 1)),
        IParameterReferenceOperation { Parameter.Name: var name } => IsNamed(name),
        IMemberReferenceOperation { Member.Name: var name } => IsNamed(name),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } => IsNamed(text),
        ICatchClauseOperation => true,
        _ => false,
    });

    private static bool IsNamed(string name)
    {
        foreach (var word in Words)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
