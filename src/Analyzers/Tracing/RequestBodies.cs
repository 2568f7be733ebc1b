using System.Collections.Immutable;
using System.Globalization;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>A member of a request's body, and what the body says beside it.</summary>
/// <param name="Place">What sets it: its name or key, or the word in a text.</param>
/// <param name="Site">The operation that sets it.</param>
/// <param name="Values">What it can be.</param>
/// <param name="Model">The models that the body names; empty when it names none in sight.</param>
/// <param name="ModelSites">What names them.</param>
internal sealed record BodyMember(
    Location Place, IOperation Site, ImmutableArray<TracedValue> Values, ImmutableArray<TracedValue> Model, ImmutableArray<IOperation> ModelSites);

/// <summary>Finds members of request bodies: in objects, dictionaries, forms and JSON texts.</summary>
internal static class RequestBodies
{
    private const string Model = "model";

    /// <summary>The members of that wire name that the code under an operation sets.</summary>
    /// <param name="root">An operation of the original tree.</param>
    /// <param name="name">The name in JSON.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<BodyMember> MembersNamed(IOperation root, string name, CancellationToken cancellationToken)
    {
        var seen = new HashSet<IOperation>();
        foreach (var operation in MethodBodies.OperationsIn(root))
        {
            if (BodyEntry.Of(operation, name) is { } entry)
            {
                yield return OfEntry(entry, cancellationToken);
            }
            else if (IsTextWith(operation, name) && WholeText(operation) is var text && seen.Add(text))
            {
                foreach (var member in OfText(text, name, cancellationToken))
                    yield return member;
            }
        }
    }

    /// <summary>Whether the code under an operation sets a member of that name anywhere: cheaper than <see cref="MembersNamed"/>.</summary>
    public static bool AreNamed(IOperation root, string name)
    {
        foreach (var operation in MethodBodies.OperationsIn(root))
        {
            if (BodyEntry.Of(operation, name) is not null || IsTextWith(operation, name))
                return true;
        }

        return false;
    }

    /// <summary>What a member of that name is in the JSON text that a literal is, or is a part of.</summary>
    public static IEnumerable<PartialText> TextsOf(IOperation literal, string name, CancellationToken cancellationToken)
    {
        if (!IsTextWith(literal, name))
            yield break;
        foreach (var template in TemplatesOf(WholeText(literal), cancellationToken))
        {
            if (template.Text is { } json && JsonTemplate.Read(json) is { } members && members.TryGetValue(name, out var value))
                yield return value;
        }
    }

    private static BodyMember OfEntry(BodyEntry entry, CancellationToken cancellationToken)
    {
        var models = ModelsBeside(entry.Body, cancellationToken);
        return new(
            entry.Key.GetLocation(),
            entry.Site,
            ValueTracer.ValuesOf(entry.Value, cancellationToken),
            models.SelectMany(model => ValueTracer.ValuesOf(model.Value, cancellationToken)).ToImmutableArray(),
            models.Select(static model => model.Site).ToImmutableArray());
    }

    /// <summary>The entries that name the model of a body, or of the body around it.</summary>
    private static List<BodyEntry> ModelsBeside(IOperation body, CancellationToken cancellationToken)
    {
        var entries = new List<BodyEntry>();
        var objects = body is IObjectCreationOperation or IAnonymousObjectCreationOperation
            ? ImmutableArray.Create(TracedValue.Unknown(body))
            : ValueTracer.ValuesOf(body, cancellationToken);
        foreach (var value in objects)
        {
            foreach (var part in Parts(value, body, cancellationToken))
            {
                if (BodyEntry.Of(part, Model) is { } entry)
                    entries.Add(entry);
            }
        }

        if (entries.Count == 0 && Outer(body) is { } outer)
            return ModelsBeside(outer, cancellationToken);
        return entries;
    }

    /// <summary>What fills a body: its initializer, its constructor's arguments, and statements through what holds it.</summary>
    private static IEnumerable<IOperation> Parts(TracedValue value, IOperation body, CancellationToken cancellationToken)
    {
        switch (value.Origin)
        {
            case IAnonymousObjectCreationOperation anonymous:
                return anonymous.Initializers;
            case IObjectCreationOperation creation:
                var property = creation.Type is { } type ? BodyMembers.PropertyOf(type, Model) : null;
                return ObjectTracer.PropertyWrites(value, "this[]", cancellationToken).Select(static write => write.Site)
                    .Concat(property is null ? [] : ObjectTracer.PropertyWrites(value, property.Name, cancellationToken).Select(static write => write.Site))
                    .Concat(ObjectTracer.Calls(value, cancellationToken))
                    .Concat(creation.Arguments)
                    .Concat(creation.Arguments.SelectMany(static argument => argument.Descendants().OfType<IObjectCreationOperation>()));
            default:
                return References.Held(body) is { } holder
                    ? BodyWrites.Around(body).ToProperty(holder, "this[]").Select(static write => write.Site).Concat(BodyWrites.Around(body).CallsOn(holder))
                    : [];
        }
    }

    /// <summary>The body of which another is the value of a member.</summary>
    private static IOperation? Outer(IOperation body)
    {
        var node = body.Parent;
        for (; node is IConversionOperation or ISimpleAssignmentOperation or IObjectOrCollectionInitializerOperation or IMemberInitializerOperation; node = node.Parent)
        {
            if (node.Parent is IAnonymousObjectCreationOperation or IObjectCreationOperation)
                return node.Parent;
        }

        return null;
    }

    private static bool IsTextWith(IOperation operation, string name) => operation switch
    {
        ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } => HasName(text, name),
        IUtf8StringOperation { Value: var text } => HasName(text, name),
        _ => false,
    };

    private static bool HasName(string text, string name)
    {
        for (var index = text.IndexOf(name, StringComparison.Ordinal); index >= 0; index = text.IndexOf(name, index + 1, StringComparison.Ordinal))
        {
            var end = index + name.Length;
            if (index > 0 && end < text.Length - 1 && text[index - 1] == '"' && text[end] == '"')
                return true;
        }

        return false;
    }

    /// <summary>The sum or interpolated string that a text is a part of.</summary>
    private static IOperation WholeText(IOperation part)
    {
        var whole = part;
        for (var node = part.Parent; node is not null && IsPartOfText(node); node = node.Parent)
        {
            if (node is not IConversionOperation)
                whole = node;
        }

        return whole;
    }

    private static bool IsPartOfText(IOperation operation) => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }
        or IInterpolatedStringOperation or IInterpolatedStringTextOperation or IParenthesizedOperation or IConversionOperation;

    private static ImmutableArray<TracedValue> TemplatesOf(IOperation text, CancellationToken cancellationToken) => text is IUtf8StringOperation { Value: var bytes }
        ? ImmutableArray.Create(TracedValue.Known(text, bytes))
        : ValueTracer.ValuesOf(text, cancellationToken);

    private static IEnumerable<BodyMember> OfText(IOperation text, string name, CancellationToken cancellationToken)
    {
        foreach (var template in TemplatesOf(text, cancellationToken))
        {
            if (template.Text is not { } json || JsonTemplate.Read(json) is not { } members || PlaceOf(text.Syntax, name) is not { } place)
                continue;
            if (!members.TryGetValue(name, out var value) && !members.TryGetValue($"parameters/{name}", out value))
                continue;
            var model = members.TryGetValue(Model, out var named) ? ValuesOf(named, text, cancellationToken) : ImmutableArray<TracedValue>.Empty;
            yield return new(place, text, ValuesOf(value, text, cancellationToken), model, ImmutableArray.Create(text));
            yield break;
        }
    }

    /// <summary>What the value of a member of a JSON text can be.</summary>
    private static ImmutableArray<TracedValue> ValuesOf(PartialText value, IOperation text, CancellationToken cancellationToken)
    {
        if (JsonTemplate.TextOf(value) is { } content)
            return ImmutableArray.Create(TracedValue.Of(text, content));
        if (value.LeadingHole is { Origin: IInvocationOperation { TargetMethod.Name: "Serialize" or "SerializeObject", Arguments: [{ Value: var serialized }, ..] } })
            return ValueTracer.ValuesOf(serialized, cancellationToken);
        return ImmutableArray.Create(value.Constant switch
        {
            "null" => TracedValue.Known(text, null),
            { } constant when int.TryParse(constant, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => TracedValue.Known(text, number),
            _ => TracedValue.Unknown(text),
        });
    }

    /// <summary>Where a name stands in the source of a text.</summary>
    private static Location? PlaceOf(SyntaxNode text, string word)
    {
        foreach (var token in text.DescendantTokens())
        {
            for (var index = token.Text.IndexOf(word, StringComparison.Ordinal); index >= 0; index = token.Text.IndexOf(word, index + 1, StringComparison.Ordinal))
            {
                if (IsName(token.Text, index, word.Length))
                    return Location.Create(text.SyntaxTree, new(token.SpanStart + index, word.Length));
            }
        }

        return null;
    }

    /// <summary>Whether a part of a token is a whole text between quotes, however the source writes these, with a colon after it.</summary>
    private static bool IsName(string source, int start, int length)
    {
        var end = start + length;
        if (start == 0 || source[start - 1] != '"' || end >= source.Length)
            return false;
        while (end < source.Length && source[end] is '\\' or '"')
            end++;
        while (end < source.Length && char.IsWhiteSpace(source[end]))
            end++;
        return end < source.Length && source[end] == ':';
    }
}
