using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Finds the locals in which a body gathers a text piece by piece: a <c>StringBuilder</c>, a list, a text that grows.</summary>
internal static class GatheredTexts
{
    /// <summary>The local that an operation adds something to, and what it adds; null where it adds nothing.</summary>
    public static (ILocalSymbol Local, IOperation Added)? AddedBy(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Append" or "AppendLine" or "Add", Instance: { } holder, Arguments: [{ Value: var added }, ..] }
            when References.Unwrap(holder) is ILocalReferenceOperation { Local: var local } => (local, added),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Target: ILocalReferenceOperation { Local: var local }, Value: var added }
            when operation.Type?.SpecialType == SpecialType.System_String => (local, added),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum }
            when operation.Type?.SpecialType == SpecialType.System_String => (local, sum),
        _ => null,
    };

    /// <summary>The locals in which the text of streamed answers, or of the arguments of tool calls in them, is gathered.</summary>
    /// <param name="body">The whole un-lowered body.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<ILocalSymbol> FromStreams(IOperation body, KnownApiSet apis, CancellationToken cancellationToken)
    {
        if (!apis.HasStreams)
            yield break;
        foreach (var operation in MethodBodies.OperationsIn(body))
        {
            if (operation is not IForEachLoopOperation { Locals: [var update] } loop || apis.StreamOf(update.Type) is not { } stream
                || !StreamSources.IsStream(loop.Collection, apis, cancellationToken))
                continue;
            foreach (var inner in loop.Body.Descendants())
            {
                if (AddedBy(inner) is var (local, added) && IsText(added, stream, apis, cancellationToken))
                    yield return local;
            }
        }
    }

    /// <summary>Whether an operation yields what one of the locals has gathered.</summary>
    public static bool IsYielded(IOperation operation, ICollection<ISymbol> locals) =>
        operation is IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType.Name: "StringBuilder" }, Instance: ILocalReferenceOperation { Local: var local } }
        && locals.Contains(local);

    private static bool IsText(IOperation added, KnownStream stream, KnownApiSet apis, CancellationToken cancellationToken)
    {
        if (stream.IsTextWhenFormatted && SymbolEqualityComparer.Default.Equals(References.Unwrap(added).Type, stream.Update))
            return true;
        foreach (var part in ValueParts.Of([added], apis.Compilation, cancellationToken))
        {
            if (part is IPropertyReferenceOperation { Property: var property }
                && (stream.IsText(property) || stream.IsPartText(property) || ToolArguments.Contains(property)))
                return true;
        }

        return false;
    }
}
