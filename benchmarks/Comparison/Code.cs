using System.Collections.Immutable;
using AiApi.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Benchmarks.Comparison;

/// <summary>Source code that analyzers are run over.</summary>
/// <param name="Trees">The parsed files.</param>
/// <param name="HasPackages">Whether it refers to SDKs, or to .NET alone.</param>
/// <param name="IsConcurrent">Whether several threads compile and analyse it.</param>
internal sealed record Code(ImmutableArray<SyntaxTree> Trees, bool HasPackages = true, bool IsConcurrent = true)
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly ImmutableArray<MetadataReference> Framework = [.. SnippetReferences.Framework.Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly ImmutableArray<MetadataReference> Packages = [.. SnippetReferences.Packages.Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Lines, the empty ones too.</summary>
    public int Lines { get; } = Trees.Sum(tree => tree.GetText().Lines.Count);

    /// <summary>All C# files below a folder but those of builds.</summary>
    /// <param name="folder">The folder.</param>
    public static Code In(string folder) => new(
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "artifacts"))
                .Order(StringComparer.Ordinal)
                .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), ParseOptions, path)),
        ]);

    /// <summary>One file with the given text.</summary>
    public static Code Of(string text) => new([CSharpSyntaxTree.ParseText(text, ParseOptions, "Generated.cs")]);

    /// <summary>The same code several times side by side in one compilation, its types renamed in each copy.</summary>
    /// <param name="copies">How often.</param>
    public Code Times(int copies)
    {
        var declared = Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()).Select(type => type.Identifier.Text).ToHashSet();
        return new([.. Enumerable.Range(0, copies).SelectMany(copy => Trees.Select(tree => Renamed(tree, declared, copy)))]);
    }

    /// <summary>A new compilation of the code, parsed anew: nothing that an earlier one found out is left, of its files neither.</summary>
    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Code",
        [.. Trees.Select(static tree => CSharpSyntaxTree.ParseText(tree.GetText(), ParseOptions, tree.FilePath)), CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions, "ImplicitUsings.cs")],
        HasPackages ? Framework.AddRange(Packages) : Framework,
        new CSharpCompilationOptions(
            Trees.Any(tree => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any()) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            concurrentBuild: IsConcurrent,
            allowUnsafe: true));

    private static SyntaxTree Renamed(SyntaxTree tree, HashSet<string> declared, int copy)
    {
        var root = tree.GetRoot();
        var renamed = root.ReplaceTokens(
            root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && declared.Contains(token.Text)),
            (token, _) => SyntaxFactory.Identifier(token.LeadingTrivia, $"{token.Text}_{copy}", token.TrailingTrivia));
        return CSharpSyntaxTree.ParseText(renamed.ToFullString(), ParseOptions, $"{copy}/{tree.FilePath}");
    }
}
