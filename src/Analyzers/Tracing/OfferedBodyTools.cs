using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Which tools the JSON of a request offers that the program makes itself: as an object, a dictionary, a text, or an object of its own types.</summary>
internal sealed class OfferedBodyTools
{
    private static readonly WordMentions Mentions = new(WireTools.Tools);

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;

    private OfferedBodyTools(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What a call offers that sends a request or, as a method of the compilation, gets the reply to one: in its arguments, and in what the method sends.</summary>
    /// <param name="call">An operation of the original tree.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static ToolOffer Of(IInvocationOperation call, Compilation compilation, CancellationToken cancellationToken)
    {
        var tree = call.Syntax.SyntaxTree;
        var declared = call.TargetMethod.DeclaringSyntaxReferences;
        if (!AreMentionedIn(tree) && !declared.Any(reference => AreMentionedIn(reference.SyntaxTree)))
            return ToolOffer.None;
        return new OfferedBodyTools(compilation, cancellationToken).In(call);

        bool AreMentionedIn(SyntaxTree file) => Mentions.In(file, new(0, file.Length), cancellationToken);
    }

    private ToolOffer In(IInvocationOperation call)
    {
        var isOffered = false;
        var choice = ToolOffer.Free;
        foreach (var part in ValueParts.Of([call], _compilation, _cancellationToken))
        {
            isOffered |= MembersIn(part, WireTools.Tools).Any(HasFunction);
            foreach (var given in WireTools.Choices.SelectMany(name => MembersIn(part, name)))
            {
                choice = ChoiceIn(given);
                if (choice == ToolOffer.None)
                    return choice;
            }
        }

        return isOffered ? choice : ToolOffer.None;
    }

    /// <summary>What a member of that name is given by an operation, as the operation that gives it or as the text in which it stands.</summary>
    private IEnumerable<Content> MembersIn(IOperation operation, string name)
    {
        if ((BodyEntry.Of(operation, name)?.Value ?? ValueOfLikeNamed(operation, name)) is { } value)
            yield return new(value, null);
        foreach (var text in RequestBodies.TextsOf(operation, name, _cancellationToken))
            yield return new(null, text);
    }

    /// <summary>The value of a member of the program's own types that a naming policy gives the name.</summary>
    private static IOperation? ValueOfLikeNamed(IOperation operation, string name) => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: { DeclaringSyntaxReferences.IsEmpty: false } property } } assignment
            when WireNames.BareOf(property) == WireNames.Bare(name) => assignment.Value,
        IInvocationOperation { TargetMethod.Name: "Add" or "AddRange", Instance: IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var list }, Arguments: [var added] }
            when !list.DeclaringSyntaxReferences.IsEmpty && WireNames.BareOf(list) == WireNames.Bare(name) => added.Value,
        IArgumentOperation { Parameter: { DeclaringSyntaxReferences.IsEmpty: false } parameter, Parent: IObjectCreationOperation { Type: { } type } } argument
            when WireNames.Bare(parameter.Name) == WireNames.Bare(name) && !type.GetMembers(parameter.Name).IsEmpty => argument.Value,
        _ => null,
    };

    /// <summary>Whether a list of tools has one in it that the program has to run.</summary>
    private bool HasFunction(Content tools)
    {
        foreach (var text in tools.Texts)
        {
            if (IsFunctionText(text))
                return true;
        }

        foreach (var part in ValueParts.Of(tools.Values, _compilation, _cancellationToken))
        {
            if ((part is ILiteralOperation { ConstantValue: { HasValue: true, Value: string literal } } && IsFunctionText(literal))
                || WireTools.FunctionMembers.Any(name => MembersIn(part, name).Any())
                || MembersIn(part, WireTools.Kind).SelectMany(static kind => kind.Values).Any(static value => References.Unwrap(value).ConstantValue is { HasValue: true, Value: WireTools.FunctionKind }))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFunctionText(string json) => WireTools.FunctionMembers.Any(name => json.Contains($"\"{name}\""));

    /// <summary>What a choice says; none where that is not known.</summary>
    private ToolOffer ChoiceIn(Content choice)
    {
        var texts = choice.Texts.ToList();
        foreach (var part in ValueParts.Of(choice.Values, _compilation, _cancellationToken))
        {
            if (part.ConstantValue is { HasValue: true, Value: var constant })
                texts.Add(constant as string ?? WireTools.FreeChoice.First());
        }

        var words = new HashSet<string>(texts.SelectMany(static text => text.ToLowerInvariant().Split('"', '{', '}', ':', ',', ' ', '\r', '\n', '\t')));
        return words.Overlaps(WireTools.NoChoice) ? ToolOffer.None
            : words.Overlaps(WireTools.ForcedChoice) ? ToolOffer.Forced
            : words.Overlaps(WireTools.FreeChoice) ? ToolOffer.Free
            : ToolOffer.None;
    }

    /// <summary>The content of a member: an operation, or a part of a JSON text.</summary>
    private readonly record struct Content(IOperation? Value, PartialText? Json)
    {
        /// <summary>The operations that give the content, or fill the holes of its text.</summary>
        public IEnumerable<IOperation> Values => Value is not null ? [Value] : Json!.Holes.Select(static hole => hole.Origin);

        /// <summary>The known parts of its text.</summary>
        public IEnumerable<string> Texts => Json?.ConstantParts ?? [];
    }
}
