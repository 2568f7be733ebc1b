using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What the code of one type, all its parts and nested types writes to fields and properties. The places are indexed by
/// the written name, from syntax alone; only those asked for are bound.</summary>
internal sealed class TypeWrites
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, TypeWrites>> Cache = new();

    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<SyntaxNode>> _sites = [];

    private TypeWrites(INamedTypeSymbol type, Compilation compilation)
    {
        _compilation = compilation;
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var node in part.GetSyntax().DescendantNodes())
                AddSite(node);
        }
    }

    public static TypeWrites Of(INamedTypeSymbol type, Compilation compilation)
    {
        var types = Cache.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        return types.GetOrAdd(type.OriginalDefinition, t => new TypeWrites(t, compilation));
    }

    /// <summary>What is written to a field or property, its initializer first.</summary>
    public List<Write> To(ISymbol member, CancellationToken cancellationToken)
    {
        var writes = new List<Write>();
        if (Initializer(member, _compilation, cancellationToken) is { } initial)
            writes.Add(new(initial, WriteKind.Assign, initial, initial));
        foreach (var write in At(member.Name, cancellationToken))
        {
            if (SymbolEqualityComparer.Default.Equals(Member(write.Target)?.OriginalDefinition, member.OriginalDefinition))
                writes.Add(write);
        }

        return writes;
    }

    /// <summary>The value that the declaration of a field, property or local gives it; null when it gives none in the compilation.</summary>
    public static IOperation? Initializer(ISymbol declared, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var reference in declared.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax variable => variable.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (initializer is not null)
                return MethodBodies.Of(compilation).OperationOf(initializer.Value, cancellationToken);
        }

        return null;
    }

    /// <summary>What is assigned to a property of the object that a field or property of the type holds.</summary>
    public List<Write> ToProperty(ISymbol holder, string property, CancellationToken cancellationToken)
    {
        var writes = new List<Write>();
        foreach (var write in At(property, cancellationToken))
        {
            if (write.Target is IPropertyReferenceOperation { Instance: { } instance }
                && SymbolEqualityComparer.Default.Equals(References.Held(instance)?.OriginalDefinition, holder.OriginalDefinition))
            {
                writes.Add(write);
            }
        }

        return writes;
    }

    /// <summary>Everything in the type that writes a member of that name.</summary>
    public List<Write> At(string name, CancellationToken cancellationToken)
    {
        var writes = new List<Write>();
        if (_sites.TryGetValue(name, out var sites))
        {
            foreach (var site in sites)
            {
                if (Operation(site, cancellationToken) is { } operation)
                    Write.Collect(operation, writes);
            }
        }

        return writes;
    }

    private static ISymbol? Member(IOperation target) => target is IMemberReferenceOperation reference ? reference.Member : null;

    private IOperation? Operation(SyntaxNode syntax, CancellationToken cancellationToken) =>
        MethodBodies.Of(_compilation).OperationOf(syntax, cancellationToken);

    private void AddSite(SyntaxNode node)
    {
        switch (node)
        {
            case AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple }:
                foreach (var element in tuple.Arguments)
                    Add(element.Expression, node);
                break;
            case AssignmentExpressionSyntax assignment:
                Add(assignment.Left, node);
                break;
            case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument:
                Add(argument.Expression, node);
                break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step:
                Add(step.Operand, node);
                break;
            case PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression,
            } step:
                Add(step.Operand, node);
                break;
        }
    }

    private void Add(ExpressionSyntax target, SyntaxNode site)
    {
        var name = target switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
        if (name is null)
            return;
        if (!_sites.TryGetValue(name, out var sites))
            _sites.Add(name, sites = []);
        sites.Add(site);
    }
}
