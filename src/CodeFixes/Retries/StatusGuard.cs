using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Retries;

/// <summary>Writes guards that throw with what the API says of a failure.</summary>
internal sealed class StatusGuard
{
    private readonly Template _template;
    private readonly INamedTypeSymbol? _exception;
    private readonly string? _token;

    /// <summary>Looks for what a guard can use.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="place">Where the guard is to stand.</param>
    public StatusGuard(Report report, SyntaxNode place)
    {
        _exception = TypeResolver.Find(report.Compilation, "System.Net.Http.HttpRequestException");
        _template = new(SyntaxGenerator.GetGenerator(report.Document), _exception is null ? new Dictionary<string, ITypeSymbol>() : new() { [_exception.Name] = _exception });
        CanAwait = Surroundings.IsAsyncAt(place);
        _token = TakesToken(report.Compilation) ? Surroundings.Named("CancellationToken", place, report.Model) : null;
    }

    /// <summary>Whether the body can be read there.</summary>
    public bool CanAwait { get; }

    /// <summary>The body of a response, as an expression.</summary>
    public string Body(string response) => $"await {response}.Content.ReadAsStringAsync({_token})";

    /// <summary>A statement that throws with status and body where the response is no success; null where that cannot be written.</summary>
    public StatementSyntax? For(string response)
    {
        if (_exception is null || !CanAwait)
            return null;
        // .NET Framework's exception has no status.
        var status = _exception.InstanceConstructors.Any(static constructor => constructor.Parameters.Length == 3) ? $", null, {response}.StatusCode" : "";
        return _template.Statement(
            $"if (!{response}.IsSuccessStatusCode)\nthrow new HttpRequestException($\"The request failed with status {{(int){response}.StatusCode}}: {{{Body(response)}}}\"{status});\n");
    }

    private static bool TakesToken(Compilation compilation) =>
        TypeResolver.Find(compilation, "System.Net.Http.HttpContent")?.GetMembers("ReadAsStringAsync").OfType<IMethodSymbol>().Any(static method => method.Parameters.Length == 1) == true;
}
