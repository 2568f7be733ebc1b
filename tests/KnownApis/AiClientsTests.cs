using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.KnownApis;

public sealed class AiClientsTests
{
    /// <summary>Types that an older version of a package has, or one of another id.</summary>
    private static readonly string[] NotInTheRestoredVersion = ["OpenAI.Responses.OpenAIResponseClient"];

    [Fact]
    public void Every_row_about_a_restored_package_names_types_and_methods_that_are_there()
    {
        var packages = Packages.Net + Packages.OpenAI + Packages.ExtensionsAI + Packages.Anthropic + Packages.AzureOpenAI;
        var compilation = CSharpCompilation.Create("Empty", references: packages.References);
        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols.Select(static a => a.Name).ToHashSet();
        var missing = new List<string>();
        var seen = 0;
        foreach (var row in AiClients.Rows)
        {
            if (!assemblies.Contains(row.Assembly) || NotInTheRestoredVersion.Contains(row.Type))
                continue;
            if (TypeResolver.Find(compilation, row.Type, row.Assembly) is not { } type)
            {
                missing.Add(row.Type);
                continue;
            }

            seen++;
            missing.AddRange(row.Methods.Where(name => !Has(type, name)).Select(name => $"{row.Type}.{name}"));
        }

        Assert.Empty(missing);
        Assert.True(seen > 15);
    }

    [Fact]
    public void Types_of_the_same_name_in_other_assemblies_are_not_the_SDK()
    {
        var source = CSharpSyntaxTree.ParseText("namespace OpenAI.Chat { public class ChatClient { public void CompleteChat() { } } }");
        var compilation = CSharpCompilation.Create("Doppelganger", [source], Packages.Net.References);
        var apis = KnownApiSet.Of(compilation);
        Assert.False(apis.Clients.AreReferenced);
        Assert.Null(apis.Clients.OperationOf((IMethodSymbol)compilation.GetSymbolsWithName("CompleteChat").Single()));
    }

    private static bool Has(INamedTypeSymbol type, string method) => !type.GetMembers(method).IsEmpty || !type.GetMembers($"{method}Async").IsEmpty;
}
