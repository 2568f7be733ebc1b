using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>What code that is put into a polling loop can use there: the token, the clock, whether it may await.</summary>
internal sealed class PollingScope
{
    private static readonly string[] Types =
    [
        "System.TimeSpan", "System.DateTime", "System.TimeoutException", "System.InvalidOperationException", "System.Threading.Tasks.Task", "System.Threading.Thread", "System.Net.HttpStatusCode",
    ];

    private readonly Report report;
    private readonly SyntaxNode place;

    /// <summary>The scope at a place.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="place">A node in front of which, or in which, the code is to stand.</param>
    public PollingScope(Report report, SyntaxNode place)
    {
        this.report = report;
        this.place = place;
        Template = Template.For(report, Types);
        IsAsync = Surroundings.IsAsyncAt(place);
        Token = Surroundings.Named("CancellationToken", place, report.Model);
        Clock = Surroundings.Named("TimeProvider", place, report.Model);
    }

    /// <summary>Turns text into code.</summary>
    public Template Template { get; }

    /// <summary>Whether an <c>await</c> can stand there.</summary>
    public bool IsAsync { get; }

    /// <summary>The cancellation token in scope; null when there is none.</summary>
    public string? Token { get; }

    /// <summary>The <c>TimeProvider</c> in scope; null when there is none.</summary>
    public string? Clock { get; }

    /// <summary>A statement that waits.</summary>
    /// <param name="seconds">How long.</param>
    public StatementSyntax Wait(int seconds) => Template.Statement(WaitText(seconds)).WithTrailingTrivia(Layout.LineBreak);

    /// <summary>The same as text.</summary>
    public string WaitText(int seconds) => WaitStatement.Text($"TimeSpan.FromSeconds({seconds})", place, report.Model);

    /// <summary>The time now, as an expression.</summary>
    public string Now => Clock is null ? "DateTime.UtcNow" : $"{Clock}.GetUtcNow()";
}
