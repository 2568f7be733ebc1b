using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Changes what a policy of Polly handles.</summary>
internal sealed class PolicyCondition(Report report, FailureTests tests)
{
    private const string TooManyRequests = ".OrResult(response => response.StatusCode == HttpStatusCode.TooManyRequests)";

    /// <summary>The root in which only these statuses are handled by what the report marks; null where it is not clear how.</summary>
    public SyntaxNode? Narrowed(CaseSet statuses) => statuses.IsEmpty ? null : report.Node switch
    {
        LambdaExpressionSyntax { ExpressionBody: { } condition } predicate => WithTest(predicate, condition, statuses),
        GenericNameSyntax { TypeArgumentList.Arguments: [var type] } name when CallOf(name) is { ArgumentList.Arguments.Count: 0 } call => WithPredicate(call, type, statuses),
        TypeSyntax { Parent: ObjectCreationExpressionSyntax options } => WithShouldHandle(options, statuses),
        ImplicitObjectCreationExpressionSyntax options => WithShouldHandle(options, statuses),
        _ => null,
    };

    /// <summary>The root in which these statuses are handled, too.</summary>
    public SyntaxNode? Widened(CaseSet statuses) => report.Node switch
    {
        LambdaExpressionSyntax { ExpressionBody: { } condition } predicate => WithTest(predicate, condition, statuses),
        IdentifierNameSyntax { Identifier.ValueText: "HandleTransientHttpError" or "OrTransientHttpError" or "OrTransientHttpStatusCode" } name when CallOf(name) is { } call => WithRateLimit(call),
        IdentifierNameSyntax { Identifier.ValueText: "AddTransientHttpErrorPolicy" } name => CallOf(name)?.ArgumentList.Arguments is [{ Expression: LambdaExpressionSyntax lambda }]
            && BuilderIn(lambda) is { } builder ? WithRateLimit(builder) : null,
        _ => null,
    };

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Name == name ? call : null;

    /// <summary>The parameter of a lambda where a verb is called on it.</summary>
    private static IdentifierNameSyntax? BuilderIn(LambdaExpressionSyntax lambda) =>
        lambda is SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var parameter }
            ? lambda.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(name => name.Identifier.ValueText == parameter)
            : null;

    private SyntaxNode WithRateLimit(ExpressionSyntax builder)
    {
        var written = (InvocationExpressionSyntax)tests.Template.Expression($"_{TooManyRequests}");
        var access = (MemberAccessExpressionSyntax)written.Expression;
        return report.Root.ReplaceNode(builder, written.WithExpression(access.WithExpression(builder.WithoutTrailingTrivia())).WithTrailingTrivia(builder.GetTrailingTrivia()));
    }

    private SyntaxNode? WithTest(LambdaExpressionSyntax predicate, ExpressionSyntax condition, CaseSet statuses)
    {
        if (report.Model.GetSymbolInfo(predicate).Symbol is not IMethodSymbol { Parameters: [{ Type.Name: not PollyApis.PredicateArguments } parameter] } || TestOf(parameter.Name, parameter.Type, statuses) is not { } test)
            return null;
        var parts = Conjuncts.Of(condition, SyntaxKind.LogicalAndExpression);
        var text = Conjuncts.WithTest(parts, part => Conjuncts.Tests(part, tests.IsStatus, report.Model), test);
        return report.Root.ReplaceNode(condition, tests.Template.Expression(text).WithTriviaFrom(condition));
    }

    private string? TestOf(string variable, ITypeSymbol type, CaseSet statuses) => type.Name == "HttpResponseMessage"
        ? $"(int){variable}.StatusCode is {StatusPattern.Of(statuses & FailureTests.Answered, report.Compilation.GetSpecialType(SpecialType.System_Int32))}"
        : tests.Of(variable, type, statuses);

    private SyntaxNode? WithPredicate(InvocationExpressionSyntax call, TypeSyntax type, CaseSet statuses)
    {
        var name = new UniqueNames(call).Take("ex");
        if (report.Model.GetTypeInfo(type).Type is not { } handled || TestOf(name, handled, statuses) is not { } test)
            return null;
        var predicate = SyntaxFactory.Argument(tests.Template.Expression($"{name} => {test}"));
        return report.Root.ReplaceNode(call, call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(predicate))));
    }

    /// <summary>Says in the options what they handle by default, but for the failures that are not to be repeated.</summary>
    private SyntaxNode? WithShouldHandle(BaseObjectCreationExpressionSyntax options, CaseSet statuses)
    {
        if (report.Model.GetTypeInfo(options).Type is not INamedTypeSymbol { Name: "RetryStrategyOptions", TypeArguments.IsEmpty: true } || TestOf("ex", KnownApiSet.Of(report.Compilation).Exceptions.Base, statuses) is not { } test)
            return null;
        var predicate = $"new PredicateBuilder().Handle<Exception>(ex => ex is not OperationCanceledException && ({test}))";
        return report.Root.ReplaceNode(options, options.WithSetting("ShouldHandle", tests.Template.Expression(predicate)));
    }
}
