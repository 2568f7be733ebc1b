using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Changes how long, and how often, a policy tries again: in the terms of Polly and of <c>ClientRetryPolicy</c>.</summary>
internal sealed class PolicyDelay(Report report, Backoff backoff)
{
    private const string WaitingVerb = "WaitAnd";
    private const string StandardHandler = "AddStandardResilienceHandler";

    /// <summary>The root with exponential backoff and jitter; null where it is not clear how.</summary>
    public SyntaxNode? BackingOff() => report.Node switch
    {
        SimpleNameSyntax { Identifier.ValueText: StandardHandler } => WithStandard(("BackoffType", Exponential), ("UseJitter", SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression))),
        LambdaExpressionSyntax { ExpressionBody: { } time } provider when NumberOf(provider) is { } attempt => report.Root.ReplaceNode(provider, WithTime(provider, time, attempt)),
        TypeSyntax { Parent: ObjectCreationExpressionSyntax options } => report.Root.ReplaceNode(options, WithBackoff(options)),
        ImplicitObjectCreationExpressionSyntax options => report.Root.ReplaceNode(options, WithBackoff(options)),
        ExpressionSyntax { Parent: ReturnStatementSyntax or ArrowExpressionClauseSyntax } time when TryCount(time) is { } tries =>
            report.Root.ReplaceNode(time, backoff.Template.Expression(backoff.Time($"{tries} - 1", isBounded: true)).WithTriviaFrom(time)),
        _ => null,
    };

    /// <summary>The root with a random part in the delay.</summary>
    public SyntaxNode? WithJitter() => report.Node switch
    {
        LambdaExpressionSyntax { ExpressionBody: { } time } provider when NumberOf(provider) is not null && backoff.WithJitter(time) is { } jittered => report.Root.ReplaceNode(time, jittered),
        ExpressionSyntax { Parent: ReturnStatementSyntax or ArrowExpressionClauseSyntax } time when TryCount(time) is not null && backoff.WithJitter(time) is { } jittered =>
            report.Root.ReplaceNode(time, jittered),
        _ => BackingOff(),
    };

    /// <summary>The root in which the verb that the report marks waits.</summary>
    public SyntaxNode? Waiting()
    {
        if (report.Node is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } } verb)
            return null;
        var arguments = call.ArgumentList.Arguments;
        var name = verb.Identifier.ValueText;
        if (name == StandardHandler)
            return WithStandard(("Delay", backoff.Template.Expression("TimeSpan.FromSeconds(2)")));
        if (name == "AddRetry")
        {
            return arguments is [{ Expression: BaseObjectCreationExpressionSyntax options }]
                ? report.Root.ReplaceNode(options, WithBackoff(options.WithSetting("Delay", backoff.Template.Expression("TimeSpan.FromSeconds(1)"))))
                : null;
        }

        if (arguments.FirstOrDefault(static argument => argument.Expression is LambdaExpressionSyntax)?.Expression is LambdaExpressionSyntax { ExpressionBody: { } none } provider)
            return name.StartsWith(WaitingVerb, StringComparison.Ordinal) && NumberOf(provider) is { } attempt ? report.Root.ReplaceNode(provider, WithTime(provider, none, attempt)) : null;
        if (!name.StartsWith("Retry", StringComparison.Ordinal) || arguments.Count > 1 || name.Contains("Forever"))
            return null;
        var number = new UniqueNames(call).Take("attempt");
        var count = arguments.Count == 0 ? SyntaxFactory.Argument(SyntaxFactory.ParseExpression("1")) : arguments[0];
        var time = SyntaxFactory.Argument(backoff.Template.Expression($"{number} => {backoff.Time(number, isBounded: true)}"));
        var changed = call
            .WithExpression(((MemberAccessExpressionSyntax)call.Expression).WithName(SyntaxFactory.IdentifierName($"{WaitingVerb}{name}").WithTriviaFrom(verb)))
            .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList([count, time], [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)])));
        return report.Root.ReplaceNode(call, changed);
    }

    /// <summary>The root in which the verb that the report marks tries again so often and no more.</summary>
    public static SyntaxNode? Bounded(Report report, int most)
    {
        if (report.Node is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } verb)
            return null;
        var arguments = call.ArgumentList.Arguments;
        var name = verb.Identifier.ValueText;
        var count = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(most));
        if (name == StandardHandler)
            return WithStandard(report, [("MaxRetryAttempts", count)]);
        if (name == "AddRetry")
        {
            return arguments is [{ Expression: BaseObjectCreationExpressionSyntax options }]
                ? report.Root.ReplaceNode(options, options.WithSetting("MaxRetryAttempts", count))
                : null;
        }

        if (!name.Contains("Forever") || arguments.Count > 1)
            return null;
        var first = SyntaxFactory.Argument(count);
        var bounded = arguments.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(first)
            : SyntaxFactory.SeparatedList([first, arguments[0]], [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]);
        return report.Root.ReplaceNode(call, call
            .WithExpression(access.WithName(SyntaxFactory.IdentifierName(name.Replace("Forever", "")).WithTriviaFrom(verb)))
            .WithArgumentList(call.ArgumentList.WithArguments(bounded)));
    }

    private LambdaExpressionSyntax WithTime(LambdaExpressionSyntax provider, ExpressionSyntax time, ParameterSyntax attempt)
    {
        var number = attempt.Identifier.ValueText == "_" ? new UniqueNames(provider).Take("attempt") : attempt.Identifier.ValueText;
        var changed = provider.TrackNodes(time, attempt);
        changed = changed.ReplaceNode(changed.GetCurrentNode(time)!, backoff.Template.Expression(backoff.Time(number, isBounded: true)).WithTriviaFrom(time));
        var parameter = changed.GetCurrentNode(attempt)!;
        return changed.ReplaceNode(parameter, parameter.WithIdentifier(SyntaxFactory.Identifier(number).WithTriviaFrom(parameter.Identifier)));
    }

    private BaseObjectCreationExpressionSyntax WithBackoff(BaseObjectCreationExpressionSyntax options) => Exponential is { } exponential
        ? options.WithSetting("BackoffType", exponential).WithSetting("UseJitter", SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression))
        : options;

    private SyntaxNode? WithStandard(params (string Property, ExpressionSyntax? Value)[] settings) => WithStandard(report, settings);

    /// <summary>The root in which the options of the standard handler have these values where they have others: what they do not set does right.</summary>
    private static SyntaxNode WithStandard(Report report, (string Property, ExpressionSyntax? Value)[] settings)
    {
        var written = new Dictionary<SyntaxNode, ExpressionSyntax>();
        var call = report.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>()!;
        foreach (var assignment in call.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Retry" } })
                continue;
            foreach (var (property, value) in settings)
            {
                if (property == name && value is not null)
                    written[assignment.Right] = value.WithTriviaFrom(assignment.Right);
            }
        }

        return report.Root.ReplaceNodes(written.Keys, (old, _) => written[old]);
    }

    private ExpressionSyntax? Exponential => TypeResolver.Find(report.Compilation, "Polly.DelayBackoffType", "Polly.Core") is { } type
        ? Template.For(report, type).Expression("DelayBackoffType.Exponential")
        : null;

    /// <summary>The parameter of a provider of times that counts the attempts.</summary>
    private ParameterSyntax? NumberOf(LambdaExpressionSyntax provider)
    {
        if (report.Model.GetSymbolInfo(provider).Symbol is not IMethodSymbol { Parameters: [{ Type.SpecialType: SpecialType.System_Int32 }, ..], ReturnType.Name: "TimeSpan" })
            return null;
        return provider switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var first, ..] } => first,
            _ => null,
        };
    }

    /// <summary>The name of the parameter that counts the attempts in <c>GetNextDelay</c>.</summary>
    private static string? TryCount(ExpressionSyntax time) =>
        time.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "GetNextDelay", ParameterList.Parameters: [_, var tries] } ? tries.Identifier.ValueText : null;
}
