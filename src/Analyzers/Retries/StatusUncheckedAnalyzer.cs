using System.Collections.Immutable;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2009: the body of an AI response is parsed, whatever its status.
/// <code>
/// var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", content);
/// using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StatusUncheckedAnalyzer : RequestAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2009",
        title: "The HTTP status of an AI response is never checked",
        messageFormat: "The body of a failed request is parsed as if it were an answer: check 'IsSuccessStatusCode' first",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The body of a response with an error status is an error object, or a page of a gateway. Parsed as a completion it fails somewhere else, with an exception that says nothing of what went wrong.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2009"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override IEnumerable<Diagnostic> Judge(List<Attempt> requests, RequestContext context)
    {
        foreach (var request in requests)
        {
            if (RawResponse.Of(request, context.Function.Body) is not { } response || response.Parses().FirstOrDefault() is not { } parse)
                continue;
            if (!response.IsStatusSeenBefore(parse) && !response.IsTextSearchedBefore(parse) && !LooksAtError(context.Function.Body) && !parse.TargetMethod.TypeArguments.Any(HasError))
                yield return Diagnostic.Create(Descriptor, MemberNames.LocationOf(parse.Syntax), new[] { request.Invocation.Syntax.GetLocation() }.AsEnumerable());
        }
    }

    /// <summary>Whether the code reads the member by which an API says what went wrong.</summary>
    private static bool LooksAtError(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is { ConstantValue: { HasValue: true, Value: string text } } && text.StartsWith("error", StringComparison.OrdinalIgnoreCase) && text.Length <= "error.message".Length)
                return true;
            if (operation is IMemberReferenceOperation { Member.Name: var name } && IsError(name))
                return true;
        }

        return false;
    }

    /// <summary>Whether who receives an object of the type can see the error in it.</summary>
    private static bool HasError(ITypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol or IFieldSymbol && IsError(member.Name))
                return true;
        }

        return false;
    }

    private static bool IsError(string member) => member.IndexOf("error", StringComparison.OrdinalIgnoreCase) >= 0;
}
