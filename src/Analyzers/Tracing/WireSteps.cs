using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Reads how code gets from an HTTP response through its body to the parts of the JSON in it: by keys, by properties of its own types, dynamically.</summary>
/// <param name="names">What members of the program's own types stand for.</param>
/// <param name="reasonKey">The JSON member that holds the reason.</param>
internal sealed class WireSteps(JsonNames names, string reasonKey)
{
    /// <summary>The step to what a search in the text of the body finds out about the reason.</summary>
    public const string SearchedText = "#searched";

    private const string Element = "[]";

    /// <summary>The step that an operation takes; null where it is none.</summary>
    public PathStep? Of(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.PropertyReference:
                return OfProperty((IPropertyReferenceOperation)operation);
            case OperationKind.FieldReference when operation is IFieldReferenceOperation { Field: { IsStatic: false, CorrespondingTupleField: null } field } reference:
                return new(reference.Instance, names.Of(field, field.Type));
            case OperationKind.Invocation:
                return OfCall((IInvocationOperation)operation);
            case OperationKind.ObjectCreation
                when operation is IObjectCreationOperation { Constructor: { } constructor, Arguments: [{ Value: var first }, ..] }
                    && WireMembers.StepOf(constructor) is WireStep.Same:
                return new(first, "");
            case OperationKind.DynamicIndexerAccess when operation is IDynamicIndexerAccessOperation { Arguments: [var index] } access:
                return new(access.Operation, KeyOf(index) ?? Element);
            case OperationKind.DynamicInvocation
                when operation is IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { MemberName: var name } member } call:
                return OfDynamicCall(name, member.Instance, call.Arguments);
            default:
                return Subject.UsualStep(operation);
        }
    }

    private PathStep? OfProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (WireMembers.StepOf(property) is { } step)
            return Read(step, reference.Instance, reference.Arguments);
        if (property is { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
            return new(reference.Instance, "");
        return reference is { Arguments.IsEmpty: true, IsImplicit: false } && !property.IsStatic
            ? new(reference.Instance, names.Of(property, property.Type))
            : Subject.UsualStep(reference);
    }

    private PathStep? OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (WireMembers.StepOf(method) is not { } step)
            return SearchesReason(call) ? new(call.Instance, SearchedText) : Subject.UsualStep(call);
        var from = call.Instance ?? call.Arguments.FirstOrDefault()?.Value;
        var arguments = call.Instance is null && call.Arguments.Length > 0 ? call.Arguments.RemoveAt(0) : call.Arguments;
        var isHandedOut = method.Parameters is [.., { RefKind: RefKind.Out }];
        return Read(step, from, isHandedOut ? arguments.RemoveAt(arguments.Length - 1) : arguments) is { } read ? read with { IsHandedOut = isHandedOut } : null;
    }

    private static PathStep? Read(WireStep step, IOperation? from, ImmutableArray<IArgumentOperation> arguments)
    {
        var first = arguments.IsEmpty ? null : arguments[0].Value;
        return new PathStep(from, step switch
        {
            WireStep.Same => "",
            WireStep.Element => Element,
            WireStep.Key when first is null => "",
            WireStep.Key => KeyOf(first) ?? (IsPosition(first) ? Element : null),
            WireStep.Path => first?.ConstantValue is { HasValue: true, Value: string path } ? StepsOf(path) : null,
            _ => null,
        });
    }

    private static PathStep? OfDynamicCall(string method, IOperation? from, ImmutableArray<IOperation> arguments) => method switch
    {
        "ToString" or "GetString" or "EnumerateArray" or "GetRawText" or "ToObject" => new(from, ""),
        "GetProperty" or "GetValue" or "Value" => new(from, arguments.IsEmpty ? "" : KeyOf(arguments[0])),
        "SelectToken" when arguments is [{ ConstantValue: { HasValue: true, Value: string path } }, ..] => new(from, StepsOf(path)),
        _ => null,
    };

    /// <summary>Whether a method of the body's text looks for the reason in it.</summary>
    private bool SearchesReason(IInvocationOperation call)
    {
        if (call is not { Instance: not null, TargetMethod.ContainingType.SpecialType: SpecialType.System_String })
            return false;
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.ConstantValue is { HasValue: true, Value: string text } && text.Contains(reasonKey))
                return true;
        }

        return false;
    }

    private static string? KeyOf(IOperation argument)
    {
        while (argument is IConversionOperation { ConstantValue.HasValue: false } conversion)
            argument = conversion.Operand;
        return argument is IUtf8StringOperation { Value: var utf8 } ? utf8 : argument.ConstantValue is { HasValue: true, Value: string key } ? key : null;
    }

    private static bool IsPosition(IOperation argument)
    {
        while (argument is IConversionOperation conversion)
            argument = conversion.Operand;
        return argument.Type?.SpecialType == SpecialType.System_Int32 || argument.Type?.Name == "Index";
    }

    /// <summary>The steps of a JSONPath of keys and positions (<c>$.choices[0].message.content</c>); null for any other.</summary>
    private static string? StepsOf(string path)
    {
        var steps = new List<string>();
        foreach (var part in path.TrimStart('$').Replace("['", ".").Replace("']", "").Replace("[", ".[").Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var isPosition = part[0] == '[' && part[part.Length - 1] == ']';
            if (isPosition && !part.Skip(1).Take(part.Length - 2).All(static c => char.IsDigit(c) || c is '*' or '-'))
                return null;
            steps.Add(isPosition ? Element : part);
        }

        return path.Contains("..") ? null : string.Join("/", steps);
    }
}
