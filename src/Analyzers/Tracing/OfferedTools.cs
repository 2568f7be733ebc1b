using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Which tools a request offers to the model.</summary>
internal static class OfferedTools
{
    /// <summary>Whether a body has to do with tools of an SDK at all.</summary>
    public static bool AreMentionedIn(IOperation body, IAssemblySymbol sdk)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Property: { Name: "Tools", ContainingType: var type } } && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, sdk))
                return true;
        }

        return false;
    }
}
