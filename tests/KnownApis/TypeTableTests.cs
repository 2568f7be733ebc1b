using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.KnownApis;

/// <summary>How types are told by their names.</summary>
public sealed class TypeTableTests
{
    private static readonly TypeTable<string> Table = TypeTable<string>.Of(
    [
        ("Sdk", "Sdk.Chat.Client", "of the SDK"),
        ("Sdk", "Sdk.Generator`2", "of two types"),
        (null, "Web.Client", "of any assembly"),
    ]);

    [Theory]
    [InlineData("namespace Sdk.Chat { class Client { } }", "Sdk", "of the SDK")]
    [InlineData("namespace Sdk { class Generator<TIn, TOut> { } }", "Sdk", "of two types")]
    [InlineData("namespace Web { class Client { } }", "App", "of any assembly")]
    public void A_type_is_known_by_its_assembly_and_full_name(string source, string assembly, string known) => Assert.Equal(known, Table.Of(TypeIn(source, assembly)));

    [Theory]
    [InlineData("namespace Sdk.Chat { class Client { } }", "Other")]
    [InlineData("namespace My.Sdk.Chat { class Client { } }", "Sdk")]
    [InlineData("namespace Chat { class Client { } }", "Sdk")]
    [InlineData("namespace MySdk.Chat { class Client { } }", "Sdk")]
    [InlineData("class Client { }", "Sdk")]
    [InlineData("namespace Sdk.Chat { class Client<T> { } }", "Sdk")]
    [InlineData("namespace Sdk { class Generator<T> { } }", "Sdk")]
    public void One_that_shares_a_part_of_that_is_not(string source, string assembly) => Assert.Null(Table.Of(TypeIn(source, assembly)));

    [Fact]
    public void A_nested_type_is_not() =>
        Assert.Null(Table.Of(TypeIn("namespace Sdk.Chat { class Outer { internal class Client { } } }", "Sdk").GetTypeMembers("Client").Single()));

    private static INamedTypeSymbol TypeIn(string source, string assembly) =>
        (INamedTypeSymbol)CSharpCompilation.Create(assembly, [CSharpSyntaxTree.ParseText(source)]).GetSymbolsWithName(static _ => true, SymbolFilter.Type).First();
}
