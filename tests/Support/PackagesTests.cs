using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Support;

public class PackagesTests
{
    [Theory]
    [InlineData(nameof(Packages.OpenAI), "OpenAI.Chat.ChatClient", "OpenAI", "2.15.0.0")]
    [InlineData(nameof(Packages.ClientModel), "System.ClientModel.ClientResult", "System.ClientModel", "1.16.0.0")]
    [InlineData(nameof(Packages.ExtensionsAI), "Microsoft.Extensions.AI.ChatResponse", "Microsoft.Extensions.AI.Abstractions", "10.11.0.0")]
    [InlineData(nameof(Packages.Anthropic), "Anthropic.AnthropicClient", "Anthropic", "13.12.0.0")]
    [InlineData(nameof(Packages.AzureOpenAI), "Azure.AI.OpenAI.OpenAIClient", "Azure.AI.OpenAI", "1.0.0.0")]
    [InlineData(nameof(Packages.AzureCore), "Azure.RequestFailedException", "Azure.Core", "1.36.0.0")]
    [InlineData(nameof(Packages.Polly7), "Polly.Policy", "Polly", "7.0.0.0")]
    [InlineData(nameof(Packages.Polly8), "Polly.Policy", "Polly", "8.0.0.0")]
    [InlineData(nameof(Packages.Polly8), "Polly.ResiliencePipeline", "Polly.Core", "8.0.0.0")]
    [InlineData(nameof(Packages.NewtonsoftJson), "Newtonsoft.Json.Linq.JObject", "Newtonsoft.Json", "13.0.0.0")]
    public void A_package_brings_its_types_and_all_that_they_need(string package, string type, string assembly, string version)
    {
        var set = (PackageSet)typeof(Packages).GetProperty(package)!.GetValue(null)!;
        var compilation = CSharpCompilation.Create("Snippet", references: (Packages.Net + set).References);

        var symbol = Assert.Single(compilation.GetTypesByMetadataName(type));
        Assert.Equal($"{assembly} {version}", $"{symbol.ContainingAssembly.Name} {symbol.ContainingAssembly.Identity.Version}");
        Assert.Empty(MissingAssemblies(compilation, set));
    }

    [Fact]
    public void Sets_are_added() => Assert.Equal(
        (Packages.OpenAI + Packages.NewtonsoftJson).References.Length,
        (Packages.NewtonsoftJson + Packages.OpenAI + Packages.ClientModel).References.Length);

    [Fact]
    public void A_stub_is_an_assembly_of_its_own_name()
    {
        var references = (Packages.Net + Packages.OpenAI + Packages.Stub("OpenAI-DotNet")).References;
        var compilation = CSharpCompilation.Create("Snippet", references: references);

        Assert.Equal(
            ["OpenAI", "OpenAI-DotNet"],
            compilation.GetTypesByMetadataName("OpenAI.OpenAIClient").Select(type => type.ContainingAssembly.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_stub_that_is_not_there_fails() => Assert.Throws<ArgumentException>(() => Packages.Stub("Unknown"));

    private static IEnumerable<string> MissingAssemblies(Compilation compilation, PackageSet set)
    {
        var names = compilation.SourceModule.ReferencedAssemblySymbols.Select(assembly => assembly.Name).ToHashSet();
        return set.References.Select(compilation.GetAssemblyOrModuleSymbol).Cast<IAssemblySymbol>()
            .SelectMany(assembly => assembly.Modules)
            .SelectMany(module => module.ReferencedAssemblies)
            .Select(identity => identity.Name)
            .Where(name => !names.Contains(name))
            .Distinct();
    }
}
