using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Retries;

/// <summary>Writes tests of the status of a failed request.</summary>
internal sealed class FailureTests
{
    /// <summary>All statuses that an answer can have.</summary>
    public static readonly CaseSet Answered = ApiExceptions.Parse("100-599");

    /// <summary>What exceptions of System.ClientModel and Azure.Core say where no answer came.</summary>
    public static readonly CaseSet Zero = ApiExceptions.Parse("0");

    private readonly Report _report;
    private readonly ApiExceptions _exceptions;

    public FailureTests(Report report)
    {
        _report = report;
        _exceptions = KnownApiSet.Of(report.Compilation).Exceptions;
        var types = new Dictionary<string, ITypeSymbol> { ["Exception"] = _exceptions.Base };
        if (TypeResolver.Find(report.Compilation, "System.Net.HttpStatusCode") is { } status)
            types["HttpStatusCode"] = StatusType = status;
        foreach (var exception in _exceptions.WithStatus)
            types[exception.Type.Name] = exception.Type;
        foreach (var name in new[] { "System.OperationCanceledException", "Polly.PredicateBuilder" })
        {
            if (TypeResolver.Find(report.Compilation, name) is { } type)
                types[type.Name] = type;
        }

        Template = new(SyntaxGenerator.GetGenerator(report.Document), types);
        Statuses = ApiExceptions.Parse(report.Diagnostic.Properties[RetryProperties.Statuses]!);
    }

    public Template Template { get; }

    /// <summary>The statuses that go round by the reported path.</summary>
    public CaseSet Statuses { get; }

    /// <summary><c>HttpStatusCode</c>.</summary>
    public ITypeSymbol? StatusType { get; }

    /// <summary>Of the statuses that go round now, those that are worth it.</summary>
    public CaseSet Kept => WorthAnother(Statuses);

    /// <summary>The exceptions with a status that the reported path takes.</summary>
    public IEnumerable<INamedTypeSymbol> Exceptions
    {
        get
        {
            foreach (var name in _report.Diagnostic.Properties[RetryProperties.Exceptions]!.Split(' '))
            {
                if (_exceptions.WithStatus.FirstOrDefault(exception => exception.Type.Name == name) is { } exception && StatusPropertyOf(exception.Type) is not null)
                    yield return exception.Type;
            }
        }
    }

    /// <summary>A test of the exception that holds for these statuses; null where nothing is known of its status.</summary>
    /// <param name="variable">The name of the exception.</param>
    /// <param name="type">Its declared type.</param>
    /// <param name="statuses">The statuses.</param>
    public string? Of(string variable, ITypeSymbol type, CaseSet statuses)
    {
        if (StatusPropertyOf(type) is { } status)
            return $"{variable}.{status.Name} is {StatusPattern.Of(statuses, status.Type)}";

        // A handler of a base class: every exception that has a status is looked at by its own.
        var tests = new List<string>();
        var names = new UniqueNames(_report.Node);
        foreach (var exception in Exceptions)
        {
            var property = StatusPropertyOf(exception)!;
            var failed = names.Take("failed");
            tests.Add($"{variable} is not {exception.Name} {failed} || {failed}.{property.Name} is {StatusPattern.Of(statuses, property.Type)}");
        }

        return tests.Count switch
        {
            0 => null,
            1 => tests[0],
            _ => string.Join(" && ", tests.Select(static test => $"({test})")),
        };
    }

    /// <summary>The property that holds the status of an exception of an API.</summary>
    public IPropertySymbol? StatusPropertyOf(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (_exceptions.WithStatus.FirstOrDefault(exception => SymbolEqualityComparer.Default.Equals(exception.Type, current)) is { StatusMember: { } name } exception)
                return exception.Type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault();
        }

        return null;
    }

    /// <summary>Whether the expression reads the status of a failed request.</summary>
    public bool IsStatus(ExpressionSyntax expression)
    {
        var member = expression switch
        {
            MemberAccessExpressionSyntax => expression,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding,
            _ => null,
        };
        return member is not null && _report.Model.GetSymbolInfo(member).Symbol is IPropertySymbol property && IsStatus(property);
    }

    /// <summary>Whether a property says which status a request failed with.</summary>
    public bool IsStatus(IPropertySymbol property) => property.ContainingType.Name switch
    {
        "HttpResponseMessage" => property.Name is "StatusCode" or "IsSuccessStatusCode",
        "PipelineResponse" => property.Name is "Status" or "IsError",
        _ => StatusPropertyOf(property.ContainingType)?.Name == property.Name,
    };

    /// <summary>The property that holds the status as a number, where this one says of it whether it is a failure.</summary>
    public static IPropertySymbol? NumberOf(IPropertySymbol property) => property.Name switch
    {
        "IsSuccessStatusCode" => property.ContainingType.GetMembers("StatusCode").OfType<IPropertySymbol>().FirstOrDefault(),
        "IsError" => property.ContainingType.GetMembers("Status").OfType<IPropertySymbol>().FirstOrDefault(),
        _ => property,
    };

    /// <summary>Of these statuses, those that are worth another attempt.</summary>
    public CaseSet WorthAnother(CaseSet statuses)
    {
        var wrong = ClientErrorRetriedAnalyzer.Final(_report.Document.Project.AnalyzerOptions, _report.Root.SyntaxTree);
        var kept = (statuses - wrong) & ApiExceptions.Parse("0 null 400-599");
        // No AI API answers 425: it is tolerated, not suggested.
        var isDefault = Options.RetryableStatusCodes.For(_report.Document.Project.AnalyzerOptions, _report.Root.SyntaxTree).SetEquals([408, 409, 425, 429]);
        return isDefault ? kept - ApiExceptions.Parse("425") : kept;
    }
}
