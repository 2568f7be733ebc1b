using System.Globalization;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.CodeFixes.Completions;

/// <summary>The part of a reply's JSON, as code has it in its hands, that holds the finish reason beside the text that a report marks.</summary>
/// <param name="Expression">The expression that yields it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">What a local that holds it is called.</param>
/// <param name="ReasonRead">How C# reads the finish reason from it, <c>{0}</c>; empty where its type has no member for the reason.</param>
internal sealed record WireHolder(ExpressionSyntax Expression, ITypeSymbol Type, string Name, string ReasonRead)
{
    /// <summary>The JSON member that holds a surface's reason.</summary>
    public static string ReasonKeyOf(ResultSurface surface) => surface.ReasonPath.Substring(surface.ReasonPath.LastIndexOf('/') + 1);

    /// <summary>Finds the holder; null where the text does not come from it in sight of the report.</summary>
    public static WireHolder? Of(Report report, ResultSurface surface)
    {
        var steps = SurfaceSubjects.WireStepsOf(surface);
        if (ReadAt(report, steps) is not { } read)
            return null;
        var key = ReasonKeyOf(surface);
        var start = surface.ReasonPath.Length - key.Length;
        foreach (var path in surface.ContentPaths)
        {
            if (string.CompareOrdinal(path, 0, surface.ReasonPath, 0, start) == 0
                && Before(read, path.Substring(start).Split('/'), steps, report.Model)?.Syntax is ExpressionSyntax holder
                && report.Model.GetTypeInfo(holder).Type is { } type)
            {
                return new(Suppressed(holder), type, NameOf(surface), ReasonReadOf(type, key));
            }
        }

        return null;
    }

    /// <summary>The operation that asks for the text.</summary>
    private static IOperation? ReadAt(Report report, WireSteps steps)
    {
        for (var node = report.Node; node is ExpressionSyntax or ArgumentSyntax or BaseArgumentListSyntax; node = node.Parent)
        {
            if (report.Model.GetOperation(node) is { } operation && steps.Of(operation) is { Name.Length: > 0 })
                return operation;
        }

        return null;
    }

    /// <summary>What yields the JSON from which these steps lead to the value of an operation; null where others do.</summary>
    private static IOperation? Before(IOperation? operation, string[] path, WireSteps steps, SemanticModel model)
    {
        var open = path.Length;
        while (operation is not null && open > 0)
        {
            if (Inner(operation) is { } inner)
            {
                operation = inner;
                continue;
            }

            if (operation is ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declaration] })
            {
                if (declaration.GetSyntax() is ForEachStatementSyntax && path[--open] != "[]")
                    return null;
                operation = SourceOf(declaration.GetSyntax(), model);
                continue;
            }

            if (steps.Of(operation) is not { Name: { } name, From: var from })
                return null;
            var names = name.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
            open -= names.Length;
            if (open < 0 || !path.Skip(open).Take(names.Length).SequenceEqual(names))
                return null;

            operation = from;
        }

        return operation is IConditionalAccessInstanceOperation instance ? Inner(instance) : operation;
    }

    /// <summary>The operation whose value an operation passes on; null where it is none that only does so.</summary>
    private static IOperation? Inner(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return conversion.Operand;
            case IParenthesizedOperation parenthesized:
                return parenthesized.Operand;
            case IAwaitOperation awaiting:
                return awaiting.Operation;
            case IConditionalAccessOperation access:
                return access.WhenNotNull;
            case IConditionalAccessInstanceOperation:
                var child = operation;
                while (child.Parent is { } parent && !(parent is IConditionalAccessOperation around && around.WhenNotNull == child))
                    child = parent;
                return (child.Parent as IConditionalAccessOperation)?.Operation;
            default:
                return null;
        }
    }

    /// <summary>What gives a local its value: its initializer, the sequence it runs over, the call that hands it out.</summary>
    private static IOperation? SourceOf(SyntaxNode declaration, SemanticModel model) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var value } => model.GetOperation(value),
        ForEachStatementSyntax { Expression: var sequence } => model.GetOperation(sequence),
        SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } } => model.GetOperation(call),
        _ => null,
    };

    private static string ReasonReadOf(ITypeSymbol type, string key)
    {
        if (type.TypeKind == TypeKind.Dynamic)
            return $"(string){{0}}.{key}";
        if (WireMembers.TextReadOf(type) is { } read)
            return string.Format(CultureInfo.InvariantCulture, read, "{0}", key);
        return type.GetMembers().FirstOrDefault(member => IsText(member) && WireNames.BareOf(member) == WireNames.Bare(key)) is { } found ? $"{{0}}.{found.Name}" : "";
    }

    private static bool IsText(ISymbol member) =>
        member is IPropertySymbol { IsStatic: false, Parameters.IsEmpty: true, Type.SpecialType: SpecialType.System_String }
            or IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, Type.SpecialType: SpecialType.System_String };

    private static ExpressionSyntax Suppressed(ExpressionSyntax expression) =>
        expression.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed ? suppressed : expression;

    /// <summary>One of what the reason's own list is called after; the reply itself where there is no list.</summary>
    private static string NameOf(ResultSurface surface)
    {
        var list = surface.ReasonPath.Split('/')[0];
        return list == surface.ReasonPath ? "reply" : list.TrimEnd('s');
    }
}
