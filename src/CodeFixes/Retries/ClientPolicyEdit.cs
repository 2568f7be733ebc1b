using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Retries;

/// <summary>Says how often the client of an SDK tries again by itself.</summary>
/// <param name="report">The report to be fixed.</param>
/// <param name="retries">How often.</param>
internal sealed class ClientPolicyEdit(Report report, int retries)
{
    private const string Policy = "RetryPolicy";

    private readonly SyntaxGenerator _generator = SyntaxGenerator.GetGenerator(report.Document);

    /// <summary>The root after the edit; null where it is not clear how.</summary>
    /// <param name="place">What says it now: a value, the options, or the creation of the client.</param>
    /// <param name="client">The creation of the client.</param>
    public SyntaxNode? At(SyntaxNode place, SyntaxNode client)
    {
        if (place is not ExpressionSyntax value || client is not BaseObjectCreationExpressionSyntax creation)
            return null;
        if (value == creation)
            return OfClient(creation) is { } changed ? report.Root.ReplaceNode(creation, changed) : null;
        if (value is BaseObjectCreationExpressionSyntax options && OptionsBase(report.Model.GetTypeInfo(options).Type) is { } family)
            return report.Root.ReplaceNode(options, WithSetting(options, family));
        var written = report.Model.GetTypeInfo(value).ConvertedType is { Name: "PipelinePolicy" or "ClientRetryPolicy" } ? NewPolicy() : Count();
        return report.Root.ReplaceNode(value, written.WithTriviaFrom(value));
    }

    private BaseObjectCreationExpressionSyntax? OfClient(BaseObjectCreationExpressionSyntax creation)
    {
        if (report.Model.GetTypeInfo(creation).Type is not INamedTypeSymbol type || report.Model.GetSymbolInfo(creation).Symbol is not IMethodSymbol current)
            return null;
        if (type.GetMembers("MaxRetries").OfType<IPropertySymbol>().Any())
            return creation.WithSetting("MaxRetries", Count());
        foreach (var constructor in type.InstanceConstructors.Where(static constructor => constructor.DeclaredAccessibility == Accessibility.Public).OrderBy(static constructor => constructor.Parameters.Length))
        {
            if (creation.ArgumentList is { } given && Arguments(given.Arguments, current, constructor) is { } arguments)
                return creation.WithArgumentList(given.WithArguments(arguments));
        }

        return null;
    }

    /// <summary>The arguments for a constructor that takes options; null where others than a credential would have to be made up.</summary>
    private SeparatedSyntaxList<ArgumentSyntax>? Arguments(SeparatedSyntaxList<ArgumentSyntax> given, IMethodSymbol current, IMethodSymbol wanted)
    {
        var arguments = new List<ArgumentSyntax>();
        var hasOptions = false;
        for (var index = 0; index < wanted.Parameters.Length; index++)
        {
            var parameter = wanted.Parameters[index];
            if (OptionsBase(parameter.Type) is { } family)
            {
                hasOptions = true;
                arguments.Add(Argument(WithSetting(Creation(parameter.Type), family), parameter, given));
            }
            else if (ArgumentFor(parameter, given, current) is { } argument)
            {
                arguments.Add(argument);
            }
            else
            {
                return null;
            }
        }

        return hasOptions && arguments.Count >= given.Count ? SyntaxFactory.SeparatedList(arguments, Separators(given, arguments.Count)) : null;
    }

    private static IEnumerable<SyntaxToken> Separators(SeparatedSyntaxList<ArgumentSyntax> given, int count)
    {
        var separators = given.GetSeparators().ToList();
        while (separators.Count < count - 1)
            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return separators;
    }

    private ArgumentSyntax? ArgumentFor(IParameterSymbol parameter, SeparatedSyntaxList<ArgumentSyntax> given, IMethodSymbol current)
    {
        for (var index = 0; index < given.Count; index++)
        {
            var taken = given[index].NameColon is { Name.Identifier.ValueText: var name } ? current.Parameters.FirstOrDefault(p => p.Name == name) : current.Parameters.ElementAtOrDefault(index);
            if (taken is null)
                continue;
            if (SymbolEqualityComparer.Default.Equals(taken.Type, parameter.Type) && taken.Name == parameter.Name)
                return given[index];
            // A key becomes a credential: no constructor takes options and a key.
            if (taken.Type.SpecialType == SpecialType.System_String && taken.Name is "apiKey" or "key" && parameter.Type.Name == "ApiKeyCredential")
                return Argument(Creation(parameter.Type, Key(given[index].Expression)), parameter, given).WithTriviaFrom(given[index]);
        }

        return null;
    }

    /// <summary>The formatter sees no need for a blank before <c>global::</c>.</summary>
    private ObjectCreationExpressionSyntax Creation(ITypeSymbol type, params SyntaxNode[] arguments)
    {
        var creation = (ObjectCreationExpressionSyntax)_generator.ObjectCreationExpression(type, arguments);
        return creation.WithNewKeyword(creation.NewKeyword.WithTrailingTrivia(SyntaxFactory.Space));
    }

    /// <summary>The key as the credential takes it, which says that it must not be null, unlike the constructors of the clients: both throw where it is.</summary>
    private ExpressionSyntax Key(ExpressionSyntax key)
    {
        if (report.Model.GetTypeInfo(key).Nullability.FlowState != NullableFlowState.MaybeNull)
            return key.WithoutTrivia();
        var operand = key is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? key.WithoutTrivia()
            : SyntaxFactory.ParenthesizedExpression(key.WithoutTrivia());
        return SyntaxFactory.PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, operand);
    }

    private static ArgumentSyntax Argument(ExpressionSyntax value, IParameterSymbol parameter, SeparatedSyntaxList<ArgumentSyntax> given)
    {
        var argument = SyntaxFactory.Argument(value);
        return given.Any(static other => other.NameColon is not null)
            ? argument.WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(parameter.Name), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)))
            : argument;
    }

    private BaseObjectCreationExpressionSyntax WithSetting(BaseObjectCreationExpressionSyntax options, string family) => family == "ClientPipelineOptions"
        ? options.WithSetting(Policy, NewPolicy())
        : options.WithSetting("Retry", ((AssignmentExpressionSyntax)((ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new _ {{ Retry = {{ MaxRetries = {retries} }} }}")).Initializer!.Expressions[0]).Right.WithoutTrivia());

    private static string? OptionsBase(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "ClientPipelineOptions", ContainingAssembly.Name: "System.ClientModel" } or { Name: "ClientOptions", ContainingAssembly.Name: "Azure.Core" })
                return type.Name;
        }

        return null;
    }

    private ExpressionSyntax NewPolicy()
    {
        var type = TypeResolver.Find(report.Compilation, "System.ClientModel.Primitives.ClientRetryPolicy")!;
        return new Template(_generator, new Dictionary<string, ITypeSymbol> { [type.Name] = type }).Expression($"new ClientRetryPolicy({retries})");
    }

    private ExpressionSyntax Count() => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(retries));
}
