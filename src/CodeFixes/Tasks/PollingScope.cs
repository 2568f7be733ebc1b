using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Tasks;

/// <summary>What code that is put into a polling loop can use there: the token, the clock, whether it may await.</summary>
internal sealed class PollingScope
{
    private static readonly string[] Types =
    [
        "System.TimeSpan", "System.DateTime", "System.TimeoutException", "System.InvalidOperationException", "System.Threading.Tasks.Task", "System.Threading.Thread", "System.Net.HttpStatusCode",
    ];

    private readonly Report report;
    private readonly int position;

    /// <summary>The scope at a place.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="place">A node in front of which, or in which, the code is to stand.</param>
    public PollingScope(Report report, SyntaxNode place)
    {
        this.report = report;
        position = place.SpanStart;
        Template = new Template(
            SyntaxGenerator.GetGenerator(report.Document),
            Types.Select(name => TypeResolver.Find(report.Compilation, name)).OfType<ITypeSymbol>().ToDictionary(static type => type.Name));
        IsAsync = IsAsyncAt(place);
        Token = Named("CancellationToken");
        Clock = Named("TimeProvider");
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
    public string WaitText(int seconds)
    {
        var arguments = string.Join(", ", new[] { $"TimeSpan.FromSeconds({seconds})", IsDelayClock() ? Clock : null, Token }.OfType<string>());
        return IsAsync ? $"await Task.Delay({arguments});" : $"Thread.Sleep(TimeSpan.FromSeconds({seconds}));";
    }

    /// <summary>The time now, as an expression.</summary>
    public string Now => Clock is null ? "DateTime.UtcNow" : $"{Clock}.GetUtcNow()";

    /// <summary><c>Task.Delay</c> takes a clock since .NET 8.</summary>
    private bool IsDelayClock() => Clock is not null && TypeResolver.Find(report.Compilation, "System.Threading.Tasks.Task")!.GetMembers("Delay").OfType<IMethodSymbol>()
        .Any(static method => method.Parameters.Any(static parameter => parameter.Type.Name == "TimeProvider"));

    private string? Named(string type)
    {
        var candidates = report.Model.LookupSymbols(position).Where(symbol => IsUsable(symbol) && TypeOf(symbol) is { Name: var name } && name == type).ToList();
        return (candidates.Find(static symbol => symbol is IParameterSymbol) ?? candidates.Find(static symbol => symbol is ILocalSymbol) ?? candidates.FirstOrDefault())?.Name;
    }

    private bool IsUsable(ISymbol symbol) => symbol switch
    {
        ILocalSymbol { DeclaringSyntaxReferences: [var declaration] } => declaration.Span.End <= position && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null },
        IParameterSymbol { RefKind: RefKind.None } => true,
        IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true } => symbol.IsStatic || !IsStaticAt(),
        _ => false,
    };

    private bool IsStaticAt() => report.Model.GetEnclosingSymbol(position) is { IsStatic: true };

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static bool IsAsyncAt(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case AccessorDeclarationSyntax:
                    return false;
                case GlobalStatementSyntax:
                    return true;
            }
        }

        return false;
    }
}
