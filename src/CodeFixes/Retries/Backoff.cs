using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Retries;

/// <summary>Writes exponential backoff with jitter from what a retry loop has.</summary>
internal sealed class Backoff
{
    private readonly Report _report;
    private readonly AttemptCounter _counter;
    private readonly string _random;

    /// <summary>Looks for a counter of the attempts.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="construct">What repeats.</param>
    public Backoff(Report report, SyntaxNode construct)
    {
        _report = report;
        _counter = AttemptCounter.Of(construct, report);
        var random = TypeResolver.Find(report.Compilation, "System.Random");
        _random = random?.GetMembers("Shared").IsEmpty == false ? "Random.Shared" : "new Random()";
        var types = new Dictionary<string, ITypeSymbol>();
        foreach (var name in new[] { "System.TimeSpan", "System.Math", "System.Random", "System.Threading.Tasks.Task", "System.Threading.Thread" })
        {
            if (TypeResolver.Find(report.Compilation, name) is { } type)
                types[type.Name] = type;
        }

        Template = new(SyntaxGenerator.GetGenerator(report.Document), types);
    }

    public Template Template { get; }

    /// <summary>The time to wait: <c>TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble())</c>.</summary>
    /// <param name="response">The response that may say how long to wait; null where there is none.</param>
    public string Time(string? response)
    {
        var time = Time(_counter.Use, _counter.IsBounded);
        return response is null ? time : $"{response}.Headers.RetryAfter?.Delta ?? {time}";
    }

    /// <summary>The time to wait by the number of the attempt.</summary>
    /// <param name="attempt">The number, as code.</param>
    /// <param name="isBounded">Whether it does not grow for ever.</param>
    public string Time(string attempt, bool isBounded)
    {
        var power = $"Math.Pow(2, {attempt})";
        return $"TimeSpan.FromSeconds({(isBounded ? power : $"Math.Min(60, {power})")} + {_random}.NextDouble())";
    }

    /// <summary>The statement that waits, in the way of the method around it.</summary>
    public StatementSyntax Wait(string? response) => Statements.EndingItsLine(Template.Statement(WaitStatement.Text(Time(response), _report.Node, _report.Model)));

    /// <summary>A time with a random part added to it; null where it is not clear how.</summary>
    public ExpressionSyntax? WithJitter(ExpressionSyntax time)
    {
        if (_report.Model.GetTypeInfo(time).Type is { SpecialType: SpecialType.System_Int32 })
            return Template.Expression($"{Operand(time)} + {_random}.Next(1000)").WithTriviaFrom(time);
        if (time is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var unit }, ArgumentList.Arguments: [var only] } call
            && unit is "FromSeconds" or "FromMilliseconds")
        {
            var jitter = unit == "FromSeconds" ? ".NextDouble()" : ".Next(1000)";
            return call.ReplaceNode(only.Expression, Template.Expression($"{Operand(only.Expression)} + {_random}{jitter}"));
        }

        return _report.Model.GetTypeInfo(time).Type is { Name: "TimeSpan" }
            ? Template.Expression($"{Operand(time)} + TimeSpan.FromMilliseconds({_random}.Next(1000))").WithTriviaFrom(time)
            : null;
    }

    /// <summary>The root with a counter declared where the loop has none.</summary>
    public SyntaxNode? WithCounter(SyntaxNode root) => _counter.Declare(root, Template);

    /// <summary>The construct's mark, placed before the first edit.</summary>
    public SyntaxNode Marked(SyntaxNode root) => _counter.Mark(root);

    private static string Operand(ExpressionSyntax expression)
    {
        var text = expression.WithoutTrivia().ToString();
        var binds = expression is not (ConditionalExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax)
            && expression is not BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression or (int)SyntaxKind.MultiplyExpression or (int)SyntaxKind.DivideExpression) };
        return binds ? text : $"({text})";
    }
}
