using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AiApi.CodeFixes.Editing;

/// <summary>Sets a property of the options that the creation of an SDK's client is given, or gives it options where it has none.</summary>
internal static class ClientOptions
{
    /// <summary>The creation with the property set; null where its options are made elsewhere, or its constructors take none.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="creation">The creation of the client.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">Its value, as text.</param>
    /// <param name="types">The types that the text names.</param>
    public static BaseObjectCreationExpressionSyntax? With(
        Report report, BaseObjectCreationExpressionSyntax creation, string property, string value, params ITypeSymbol?[] types)
    {
        if (report.Model.GetOperation(creation) is not IObjectCreationOperation { Constructor: { } constructor } operation)
            return null;
        if (ObjectTracer.Argument(operation, ClientShapes.OptionsParameters) is { ArgumentKind: ArgumentKind.Explicit } argument)
        {
            return References.Unwrap(argument.Value).Syntax is BaseObjectCreationExpressionSyntax given && TemplateOf(types).Expression(value) is { } expression
                ? creation.ReplaceNode(given, Set(given, property, expression))
                : null;
        }

        if (creation.ArgumentList is not { } arguments || arguments.Arguments.Any(static given => given.NameColon is not null)
            || Overload(constructor) is not { } overload)
        {
            return null;
        }

        var options = overload.Parameters[overload.Parameters.Length - 1].Type;
        if (overload.Parameters.Length != arguments.Arguments.Count + 1 || !options.GetMembers(property).Any())
            return null;
        var template = TemplateOf([.. types, options, .. overload.Parameters.Select(static parameter => parameter.Type)]);
        var all = arguments.Arguments;
        for (var index = 0; index < all.Count; index++)
        {
            if (!IsKeyInstead(constructor.Parameters[index], overload.Parameters[index]))
                continue;
            var wrapped = template.Expression($"new {overload.Parameters[index].Type.Name}({all[index].Expression.WithoutTrivia()})");
            all = all.Replace(all[index], Argument(wrapped).WithTriviaFrom(all[index]));
        }

        all = all.Add(Argument(template.Expression($"new {options.Name} {{ {property} = {value} }}")).WithLeadingTrivia(Space));
        return creation.WithArgumentList(arguments.WithArguments(all));

        Template TemplateOf(IEnumerable<ITypeSymbol?> known) => new(
            SyntaxGenerator.GetGenerator(report.Document),
            known.OfType<ITypeSymbol>().GroupBy(static type => type.Name).ToDictionary(static group => group.Key, static group => group.First()));
    }

    /// <summary>The constructor that takes options after the same arguments; a key as a text becomes an object.</summary>
    private static IMethodSymbol? Overload(IMethodSymbol constructor) => constructor.ContainingType.InstanceConstructors.FirstOrDefault(other =>
        other.DeclaredAccessibility == Accessibility.Public
        && other.Parameters.Length == constructor.Parameters.Length + 1
        && Array.IndexOf(ClientShapes.OptionsParameters, other.Parameters[other.Parameters.Length - 1].Name) >= 0
        && constructor.Parameters.Zip(other.Parameters, Fits).All(static fits => fits));

    private static bool Fits(IParameterSymbol mine, IParameterSymbol theirs) => SymbolEqualityComparer.Default.Equals(mine.Type, theirs.Type) || IsKeyInstead(mine, theirs);

    private static bool IsKeyInstead(IParameterSymbol text, IParameterSymbol key) =>
        text.Type.SpecialType == SpecialType.System_String && Array.IndexOf(ClientShapes.CredentialTypes, key.Type.Name) >= 0;

    private static BaseObjectCreationExpressionSyntax Set(BaseObjectCreationExpressionSyntax options, string property, ExpressionSyntax value)
    {
        if (options.Initializer is not { } initializer)
        {
            var bare = options is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } named
                ? named.WithArgumentList(null).WithType(named.Type.WithoutTrailingTrivia())
                : options.WithoutTrailingTrivia();
            var text = ((BaseObjectCreationExpressionSyntax)ParseExpression("new() { P = v }")).Initializer!.WithLeadingTrivia(Space);
            var assignment = (AssignmentExpressionSyntax)text.Expressions[0];
            var set = assignment.WithLeft(IdentifierName(property).WithTriviaFrom(assignment.Left)).WithRight(value.WithTriviaFrom(assignment.Right));
            return bare.WithInitializer(text.ReplaceNode(assignment, set)).WithTrailingTrivia(options.GetTrailingTrivia());
        }

        foreach (var expression in initializer.Expressions)
        {
            if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } known && name == property)
                return options.ReplaceNode(known, known.WithRight(value.WithTriviaFrom(known.Right)));
        }

        var added = AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression, IdentifierName(property).WithTrailingTrivia(Space), Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space), value);
        return options.WithInitializer(initializer.WithExpressions(WithLast(initializer.Expressions, added)));
    }

    /// <summary>The list with one more at its end, laid out as the one before.</summary>
    private static SeparatedSyntaxList<ExpressionSyntax> WithLast(SeparatedSyntaxList<ExpressionSyntax> others, ExpressionSyntax added)
    {
        if (others.Count == 0)
            return SingletonSeparatedList(added);
        var last = others[others.Count - 1];
        var indentation = last.GetLeadingTrivia().LastOrDefault();
        added = added.WithLeadingTrivia(indentation.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(indentation) : TriviaList());
        if (others.SeparatorCount == others.Count)
            return SeparatedList<ExpressionSyntax>(others.GetWithSeparators().Add(added).Add(others.GetSeparator(others.Count - 1)));
        // What stands after the last, the end of its line or a blank before the brace, now stands after the new one.
        var comma = Token(SyntaxKind.CommaToken).WithTrailingTrivia(indentation.IsKind(SyntaxKind.WhitespaceTrivia) ? Layout.LineBreak : Space);
        var before = others.Replace(last, last.WithoutTrailingTrivia()).GetWithSeparators();
        return SeparatedList<ExpressionSyntax>(before.Add(comma).Add(added.WithTrailingTrivia(last.GetTrailingTrivia())));
    }
}
