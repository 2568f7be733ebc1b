using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Analyzers.Tasks;

/// <summary>The loops of a file, and which functions call which, by name.</summary>
internal sealed class CallNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, CallNames> Cache = new();

    private readonly HashSet<(string Function, string Called)> _calls = [];
    private readonly HashSet<(string Function, string Called)> _nestedCalls = [];
    private readonly List<SyntaxNode> _loops = [];
    private readonly HashSet<string> _takers = [];
    private readonly HashSet<string> _yielding = [];
    private readonly List<InvocationExpressionSyntax> _handing = [];

    private CallNames(SyntaxTree tree, CancellationToken cancellationToken)
    {
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(CanContainCall))
        {
            switch (node)
            {
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax:
                    _loops.Add(node);
                    break;
                case CommonForEachStatementSyntax loop:
                    _loops.Add(loop.Statement);
                    break;
                case GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement } when MemberOf(node) is { } member:
                    _loops.Add(member);
                    break;
                case InvocationExpressionSyntax call when Called(call) is { } called:
                    AddCall(call, called);
                    break;
                case MethodDeclarationSyntax method when Yields(method.ReturnType, method.ParameterList):
                    _yielding.Add(method.Identifier.ValueText);
                    break;
                case LocalFunctionStatementSyntax function when Yields(function.ReturnType, function.ParameterList):
                    _yielding.Add(function.Identifier.ValueText);
                    break;
            }
        }
    }

    /// <summary>Each call: the name of the innermost function around it, and that of the called one.</summary>
    public IReadOnlyCollection<(string Function, string Called)> Calls => _calls;

    /// <summary>Each call in a local function: the names of the functions further out.</summary>
    public IReadOnlyCollection<(string Function, string Called)> NestedCalls => _nestedCalls;

    /// <summary>The loops; of those over a sequence, what each round does; of jumps and of calls of oneself, the member or function that they make a loop of.</summary>
    public IReadOnlyList<SyntaxNode> Loops => _loops;

    /// <summary>The functions that call one of their parameters.</summary>
    public IReadOnlyCollection<string> Takers => _takers;

    /// <summary>The functions that can yield something, be it through a parameter.</summary>
    public IReadOnlyCollection<string> Yielding => _yielding;

    /// <summary>The calls with a lambda among their arguments.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Handing => _handing;

    public static CallNames Of(SyntaxTree tree, CancellationToken cancellationToken) =>
        Cache.TryGetValue(tree, out var known) ? known : Cache.GetValue(tree, t => new(t, cancellationToken));

    /// <summary>The name of what is called; null when it has none.</summary>
    public static string? Called(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether a call that is made where the code runs can stand inside a node.</summary>
    public static bool CanContainCall(SyntaxNode node) =>
        node is not (AttributeListSyntax or UsingDirectiveSyntax or BaseParameterListSyntax or BaseListSyntax or NameSyntax or LiteralExpressionSyntax);

    /// <summary>The member around a node; of a top-level statement, the file.</summary>
    public static SyntaxNode? MemberOf(SyntaxNode node)
    {
        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return member is GlobalStatementSyntax ? member.Parent : member;
    }

    private static bool Yields(TypeSyntax returned, ParameterListSyntax parameters)
    {
        if (returned is not (PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }))
            return true;
        foreach (var parameter in parameters.Parameters)
        {
            if (parameter.Modifiers.Any(SyntaxKind.OutKeyword) || parameter.Modifiers.Any(SyntaxKind.RefKeyword))
                return true;
        }

        return false;
    }

    private void AddCall(InvocationExpressionSyntax call, string called)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not AnonymousFunctionExpressionSyntax)
                continue;
            _handing.Add(call);
            break;
        }

        var isInnermost = true;
        for (var parent = call.Parent; parent is not (null or TypeDeclarationSyntax); parent = parent.Parent)
        {
            var (name, parameters) = parent switch
            {
                MethodDeclarationSyntax method => (method.Identifier.ValueText, method.ParameterList),
                LocalFunctionStatementSyntax local => (local.Identifier.ValueText, local.ParameterList),
                _ => default,
            };
            if (name is null)
                continue;
            if (isInnermost)
            {
                _calls.Add((name, called));
                if (call.Expression is IdentifierNameSyntax && parameters.Parameters.Any(parameter => parameter.Identifier.ValueText == called))
                    _takers.Add(name);
            }

            else
            {
                _nestedCalls.Add((name, called));
            }

            isInnermost = false;
            if (name == called && !_loops.Contains(parent))
                _loops.Add(parent);
        }
    }
}
