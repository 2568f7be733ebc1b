using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Documents;

/// <summary>The tables of tests/Behavior/README.md: which programs are run before and after which fix, and in which scenarios; and what of the SDKs is
/// held by tests. They are read from the tests' sources.</summary>
internal static partial class Proofs
{
    /// <summary>How many programs are due for each rule with a fix.</summary>
    private const int Due = 3;

    private const string Tests = "tests/Behavior";
    private const string Path = $"{Tests}/README.md";

    /// <summary>The classes of scenarios, and what tells the words of a task's provider.</summary>
    private static readonly ImmutableHashSet<string> Scenarios = ["Completion", "Failure", "Drawing", "Credential", "GenerationTask", "TaskApi"];

    public static IEnumerable<Finding> Compare(Repository repository, ImmutableArray<Rule> rules)
    {
        var sources = repository.ReadAll(Tests, "*.cs", depth: 1).Select(text => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot()).ToList();
        if (sources.Count == 0)
            return [];
        var groups = GroupsIn(sources);
        return
        [
            .. DocumentSet.CompareBlocks(repository, Path, ("fixes", Table(groups)), ("sdks", Facts(sources))),
            .. Missing(rules.Where(rule => rule.HasFix).Select(rule => rule.Id), groups),
        ];
    }

    /// <summary>One row for each group of programs.</summary>
    public static string Table(IEnumerable<Group> groups) => string.Join('\n',
    [
        "| Rule | Code fixes | Programs | Scenarios |",
        "| --- | --- | --- | --- |",
        .. from @group in groups.OrderBy(@group => @group.Rule, StringComparer.Ordinal)
           select $"| {@group.Rule} | {string.Join(", ", @group.Actions.Select(action => $"*{InWords(action)}*"))} | {@group.Programs}{Against(@group)} | {Markdown.Escape(@group.Scenarios)} |",
    ]);

    /// <summary>The rules with a fix of which too few programs are run.</summary>
    public static IEnumerable<Finding> Missing(IEnumerable<string> rules, IReadOnlyCollection<Group> groups) =>
        from rule in rules
        let programs = groups.Where(@group => @group.Rule == rule).Sum(@group => @group.Programs)
        where programs < Due
        select new MissingText(Tests, $"runs {programs} programs before and after the fix of {rule}; {Due} are due");

    /// <summary>What is made with an analyzer and a fix: programs that are run before and after it.</summary>
    public static List<Group> GroupsIn(IEnumerable<CompilationUnitSyntax> sources)
    {
        var ids = Surfaces.RuleIds();
        return
        [
            .. from source in sources
               from creation in source.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
               let arguments = creation.ArgumentList?.Arguments.Select(argument => argument.Expression).ToList() ?? []
               let rule = arguments.Select(argument => ids.GetValueOrDefault(TypeOf(argument))).FirstOrDefault(id => id is not null)
               where rule is not null && arguments.Exists(argument => TypeOf(argument).EndsWith("Fix", StringComparison.Ordinal))
               select GroupOf(rule, creation, arguments),
        ];
    }

    /// <summary>The facts about SDKs by the rule they are for.</summary>
    public static string Facts(IEnumerable<CompilationUnitSyntax> sources) => string.Join('\n',
    [
        "| For | What the SDK does | Test |",
        "| --- | --- | --- |",
        .. (from source in sources
            from method in source.DescendantNodes().OfType<MethodDeclarationSyntax>()
            from trait in Surfaces.AttributesOf(method, "Trait")
            let rule = trait.ArgumentList!.Arguments[1].Expression is LiteralExpressionSyntax text ? text.Token.ValueText : ""
            let type = ((ClassDeclarationSyntax)method.Parent!).Identifier.ValueText
            select (Rule: rule, Type: type, Method: method))
           .OrderBy(fact => fact.Rule, StringComparer.Ordinal).ThenBy(fact => fact.Type, StringComparer.Ordinal)
           .Select(fact => $"| [{fact.Rule}](../../AnalyzerRules.md#{fact.Rule.ToLowerInvariant()}) | {fact.Method.Identifier.ValueText.Replace('_', ' ')} | {fact.Type} |"),
    ]);

    private static Group GroupOf(string rule, BaseObjectCreationExpressionSyntax creation, List<ExpressionSyntax> arguments)
    {
        var fix = arguments.FindIndex(argument => TypeOf(argument).EndsWith("Fix", StringComparison.Ordinal));
        var actions = arguments.Skip(fix + 1).Select(argument => argument is MemberAccessExpressionSyntax access ? access.Name : argument as SimpleNameSyntax)
            .TakeWhile(name => name is not null).Select(name => name!.Identifier.ValueText);
        var members = creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().ToDictionary(member => member.Left.ToString(), member => member.Right);
        return members is null
            ? new(rule, [.. actions], "", Chain(creation).DescendantNodes().Count(IsNamedProgram), ScenariosOf(creation.FirstAncestorOrSelf<ClassDeclarationSyntax>()!))
            : new(
                rule,
                [.. actions],
                arguments[0] is LiteralExpressionSyntax surface ? surface.Token.ValueText : "",
                members["Programs"].DescendantNodes().OfType<ImplicitElementAccessSyntax>().Count(),
                $"mended: {NamesIn(members["Ends"])}; as before: {NamesIn(members["Keeps"])}");
    }

    private static string Against(Group @group) => @group.Surface.Length == 0 ? "" : $", {Markdown.Escape(@group.Surface)}";

    private static string TypeOf(ExpressionSyntax argument) => argument is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax type } ? type.Identifier.ValueText : "";

    /// <summary>The creation with the calls on it that add programs.</summary>
    private static SyntaxNode Chain(SyntaxNode creation) =>
        creation.Ancestors().TakeWhile(node => node is InvocationExpressionSyntax or MemberAccessExpressionSyntax).LastOrDefault() ?? creation;

    /// <summary>A program that is given with its name: as a tuple, or as arguments.</summary>
    private static bool IsNamedProgram(SyntaxNode node) => node switch
    {
        TupleExpressionSyntax { Arguments: [{ Expression: var name }, _] } => IsText(name),
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var name }, _, ..] } => IsText(name),
        _ => false,
    };

    private static bool IsText(ExpressionSyntax expression) => expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression };

    /// <summary>The scenarios that a class of tests names, its statuses after them.</summary>
    private static string ScenariosOf(ClassDeclarationSyntax type)
    {
        var tests = type.Members.ToList();
        var statuses = tests.SelectMany(test => test.DescendantNodes()).OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.Parent is ExpressionElementSyntax or InitializerExpressionSyntax or ArgumentSyntax)
            .Select(literal => literal.Token.Value).OfType<int>().Where(number => number is >= 400 and < 600).Distinct().Order();
        var names = tests.SelectMany(test => test.DescendantNodes()).OfType<MemberAccessExpressionSyntax>().Where(access => Scenarios.Contains(access.Expression.ToString()))
            .Select(access => access.Expression.ToString() == "TaskApi" ? access.Name.ToString() : InWords(access.Name.Identifier.ValueText)).Distinct();
        return string.Join(", ", [.. names, .. statuses.Select(status => status.ToString(CultureInfo.InvariantCulture))]);
    }

    private static string NamesIn(ExpressionSyntax scenarios) => string.Join(", ", scenarios.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>()
        .Where(access => Scenarios.Contains(access.Expression.ToString()) && !access.Ancestors().Any(node => node is ArgumentSyntax))
        .Select(access => access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: MemberAccessExpressionSyntax argument }] }
            ? $"{InWords(access.Name.Identifier.ValueText)} {InWords(argument.Name.Identifier.ValueText)}"
            : InWords(access.Name.Identifier.ValueText)));

    /// <summary>An identifier as a phrase: <c>CutOffOrBlocked</c> is "cut off or blocked".</summary>
    private static string InWords(string identifier) => WordStart().Replace(identifier, " $0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();

    /// <summary>Programs of one kind, run before and after the actions of a fix.</summary>
    internal sealed record Group(string Rule, ImmutableArray<string> Actions, string Surface, int Programs, string Scenarios);
}
