using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Changes what decides a retry, in whatever form: a lambda or method over an exception, a response or the arguments of a pipeline, or
/// <c>ShouldRetry</c> of a policy class. Proposes edits, the likeliest first; which of them is right, <see cref="RetryVerdict"/> says.</summary>
internal sealed class PredicateEdits
{
    private const int TooManyRequests = 429;

    private static readonly CaseSet RateLimit = ApiExceptions.Parse("429");

    private readonly Report _report;
    private readonly FailureTests _tests;
    private readonly Predicate? _predicate;

    public PredicateEdits(Report report, FailureTests tests)
    {
        _report = report;
        _tests = tests;
        _predicate = Predicate.Of(report);
    }

    /// <summary>Edits after which only these statuses go round.</summary>
    public IEnumerable<SyntaxNode?> Narrowed(CaseSet kept)
    {
        if (_predicate?.Code is { } code)
        {
            var sites = StatusSite.In(code, _report, _tests);
            var tested = sites.Where(static site => !site.IsOfType).ToList();
            yield return All(tested, site => _tests.WorthAnother(site.Statuses));
            foreach (var site in tested)
                yield return All([site], _ => _tests.WorthAnother(site.Statuses));
            yield return All(sites.Where(static site => site.IsOfType).ToList(), _ => kept);
        }

        if (_predicate is not null && !kept.IsEmpty)
            yield return With(new FailureTestText(_report, _tests, _predicate).Of(kept), SyntaxKind.LogicalAndExpression);
    }

    /// <summary>Edits after which 429 goes round, too.</summary>
    public IEnumerable<SyntaxNode?> Widened()
    {
        if (_predicate?.Code is { } code)
        {
            var sites = StatusSite.In(code, _report, _tests).Where(static site => !site.IsOfType).ToList();
            foreach (var site in sites)
                yield return All([site], _ => site.Statuses | RateLimit);
            foreach (var site in sites.Where(static site => RateLimit.IsSubsetOf(site.Statuses)))
                yield return Excluded(site);
        }

        // The limit of a client's own policy is counted in its base.
        if (_predicate is { IsOverride: false } && _predicate.SpeaksOnlyOfFailure(_report.Model))
            yield return With(new FailureTestText(_report, _tests, _predicate).OfRateLimit(), SyntaxKind.LogicalOrExpression);
    }

    private SyntaxNode? All(IReadOnlyCollection<StatusSite> sites, Func<StatusSite, CaseSet> wanted)
    {
        if (sites.Count == 0)
            return null;
        SyntaxNode? root = _report.Root.TrackNodes(sites.Select(static site => site.Node));
        foreach (var site in sites)
        {
            var statuses = wanted(site);
            if (root is not null && statuses != site.Statuses)
                root = site.Apply(root, statuses);
        }

        return root;
    }

    private SyntaxNode? Excluded(StatusSite site)
    {
        var status = site.Node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(_tests.IsStatus);
        return status is not null && site.Node is ExpressionSyntax test && _report.Model.GetTypeInfo(status).Type is { SpecialType: not SpecialType.System_Boolean } type
            && StatusPattern.Excluding(test, status, StatusPattern.Constant(TooManyRequests, type)) is { } text
            ? _report.Root.ReplaceNode(test, _tests.Template.Expression(text).WithTriviaFrom(test))
            : null;
    }

    /// <summary>The root with a test joined to the whole predicate.</summary>
    private SyntaxNode? With(string? test, SyntaxKind operation)
    {
        if (test is null || _predicate is null)
            return null;
        if (_predicate.Group is { } group)
            return WithLambda(group, test, operation);
        if (_predicate.Result is { } result)
        {
            var joined = operation == SyntaxKind.LogicalAndExpression && result.IsKind(SyntaxKind.TrueLiteralExpression) ? test : Joined(Conjuncts.Operand(result, operation), test, operation);
            return _report.Root.ReplaceNode(result, _tests.Template.Expression(joined).WithTriviaFrom(result));
        }

        return _predicate.Block is { Statements: [var first, ..] } ? _report.Root.ReplaceStatement(first, [Guard(test, operation), first]) : null;
    }

    private SyntaxNode WithLambda(ExpressionSyntax group, string test, SyntaxKind operation)
    {
        var call = $"{group.WithoutTrivia()}({_predicate!.Parameter})";
        var lambda = _predicate.IsOfTask
            ? $"async {_predicate.Parameter} => {Joined($"await {call}", test, operation)}"
            : $"{_predicate.Parameter} => {Joined(call, test, operation)}";
        return _report.Root.ReplaceNode(group, _tests.Template.Expression(lambda).WithTriviaFrom(group));
    }

    /// <summary>A statement that decides before the others do.</summary>
    private StatementSyntax Guard(string test, SyntaxKind operation)
    {
        var decision = operation == SyntaxKind.LogicalOrExpression ? "true" : "false";
        var returned = !_predicate!.IsOfTask || _predicate.IsAsync ? decision : $"new ValueTask<bool>({decision})";
        var condition = operation == SyntaxKind.LogicalOrExpression ? test : Negated(test);
        return _tests.Template.Statement($"if ({condition})\nreturn {returned};\n").WithEmptyLineAfter();
    }

    private static string Negated(string test)
    {
        var at = test.IndexOf(" is ", StringComparison.Ordinal);
        return at < 0 || test.Contains(" || ") || test.Contains(" && ") ? $"!({test})" : $"{test.Substring(0, at)} is not ({test.Substring(at + " is ".Length)})";
    }

    private static string Joined(string left, string right, SyntaxKind operation) => operation == SyntaxKind.LogicalOrExpression
        ? $"{left} || {right}"
        : $"{left} && {(right.Contains(" || ") ? $"({right})" : right)}";
}
