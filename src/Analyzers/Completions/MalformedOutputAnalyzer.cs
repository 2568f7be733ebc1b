using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>Output of a model is parsed as JSON, and nothing handles text that is none.</summary>
/// <example><code>
/// ChatCompletion completion = await client.CompleteChatAsync("Answer in JSON: …");
/// var order = JsonSerializer.Deserialize&lt;Order>(completion.Content[0].Text);
/// // JsonException on "Sure! Here is your JSON: …", and what the model said is lost
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class MalformedOutputAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI1005",
        title: "Model output is parsed as JSON without handling malformed output",
        messageFormat: "The model's output can be malformed JSON: {0}",
        category: RuleFacts.Completions,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A model writes JSON as it writes any text: with a remark before it, in a code fence, cut off at the token limit. Where nothing handles the exception of the parser, the program fails without a trace of what the model said.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI1005"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.HasCompletions || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var parse = (IInvocationOperation)operation.Operation;
                if (!JsonReaders.IsReader(parse.TargetMethod) || TextOf(parse) is not { } text
                    || OutputUse.IsHandled(parse, JsonReaders.FailuresOf(parse.TargetMethod), apis, operation.CancellationToken)
                    || !OutputUse.IsOutput(text, apis, operation.Options, operation.CancellationToken))
                    return;
                operation.Report(Diagnostic.Create(
                    Rule,
                    MemberNames.LocationOf(parse.Syntax),
                    [parse.Syntax.GetLocation(), References.Unwrap(text is IArgumentOperation argument ? argument.Value : text).Syntax.GetLocation()],
                    $"handle the exception of '{parse.TargetMethod.Name}'"));
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                var read = (IPropertyReferenceOperation)operation.Operation;
                if (!StructuredOutput.IsResult(read.Property) || AsksBefore(read) || RepeatedReads.IsRepeated(read) || OutputUse.IsHandled(read, JsonReaders.FailuresOf(read.Property), apis, operation.CancellationToken))
                    return;
                operation.Report(Diagnostic.Create(
                    Rule,
                    MemberNames.LocationOf(read.Syntax),
                    [read.Syntax.GetLocation()],
                    ImmutableDictionary<string, string?>.Empty.Add("try", StructuredOutput.TryMethod),
                    $"call '{StructuredOutput.TryMethod}' instead of reading '{read.Property.Name}'"));
            },
            OperationKind.PropertyReference);
    }

    /// <summary>What is parsed; null where that is no text, but JSON parsed before.</summary>
    private static IOperation? TextOf(IInvocationOperation parse)
    {
        var text = parse.Instance ?? (IOperation?)parse.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0);
        return text switch
        {
            IArgumentOperation { Parameter.Type.Name: "JsonElement" or "JsonDocument" or "JsonNode" or "JToken" } => null,
            _ => text,
        };
    }

    /// <summary>Whether the body asks anywhere whether there is a result.</summary>
    private static bool AsksBefore(IPropertyReferenceOperation read) =>
        MethodBodies.OperationsIn(MethodBodies.BodyAround(read)).Any(static operation => operation is IInvocationOperation { TargetMethod.Name: StructuredOutput.TryMethod });
}
