using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>One member that code puts into the body of a request: of an anonymous object, a dictionary, a JSON object, a form or an object that maps the wire format.</summary>
/// <param name="Key">The syntax that names it.</param>
/// <param name="Value">What it is given.</param>
/// <param name="Site">The operation that puts it in.</param>
/// <param name="Body">The creation of the body, or an expression that refers to it.</param>
internal readonly record struct BodyEntry(SyntaxNode Key, IOperation Value, IOperation Site, IOperation Body)
{
    /// <summary>The entry that an operation makes under that name; null when it makes none.</summary>
    public static BodyEntry? Of(IOperation operation, string name) => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment when BodyMembers.Names(target, name) && BodyOf(target.Instance) is { } body =>
            new(KeySyntax(assignment, target), Content(assignment.Value), assignment, body),
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments: [{ Value: var first }, { Value: var second }, ..] } add when BodyOf(add.Instance) is { } body =>
            OfPair(first, second, name, add, body) ?? OfPair(second, first, name, add, body),
        IObjectCreationOperation { Type.Name: "JProperty" or "KeyValuePair", Arguments: [{ Value: var key }, { Value: var value }] } pair when Around(pair) is { } body =>
            OfPair(key, value, name, pair, body),
        IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter, Parent: IObjectCreationOperation creation } argument when BodyMembers.Names(creation.Type, parameter, name) =>
            new(argument.Syntax is ArgumentSyntax { NameColon.Name: { } label } ? label : argument.Syntax, argument.Value, argument, creation),
        _ => null,
    };

    private static BodyEntry? OfPair(IOperation key, IOperation value, string name, IOperation site, IOperation body) =>
        BodyMembers.IsKey(key, name) ? new(key.Syntax, Content(value), site, body) : null;

    /// <summary>The text in the wrappers that forms and JSON objects take it in.</summary>
    private static IOperation Content(IOperation value) => References.Unwrap(value) switch
    {
        IObjectCreationOperation { Type.Name: "StringContent" or "JValue", Arguments: [{ Value: var text }, ..] } => text,
        IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.Name: "JsonValue" }, Arguments: [{ Value: var text }, ..] } => text,
        _ => value,
    };

    /// <summary>The object whose member an initializer or a statement sets.</summary>
    private static IOperation? BodyOf(IOperation? instance)
    {
        if (instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
            return instance is null or IInstanceReferenceOperation ? null : References.Unwrap(instance);
        for (var node = instance.Parent; node is not null; node = node.Parent)
        {
            if (node is IAnonymousObjectCreationOperation)
                return node;
            if (node is IObjectOrCollectionInitializerOperation)
                return node.Parent;
        }

        return null;
    }

    /// <summary>The object or list that a pair is made for.</summary>
    private static IOperation? Around(IOperation pair)
    {
        for (var node = pair.Parent; node is not (null or IBlockOperation); node = node.Parent)
        {
            if (node is IObjectCreationOperation)
                return node;
        }

        return null;
    }

    private static SyntaxNode KeySyntax(IOperation assignment, IPropertyReferenceOperation target) => target switch
    {
        { Arguments: [var key] } => key.Value.Syntax,
        _ when assignment.Syntax is AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name: { } name } => name,
        _ => MemberNames.Of(target.Syntax),
    };
}
