using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using AiApi.Analyzers;

namespace AiApi.Package.Tests;

[Collection(nameof(PackedPackage))]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void The_package_holds_these_files_and_no_others()
    {
        using var zip = package.Open();

        Assert.Equal(
            [
                "AiApi.Analyzers.nuspec",
                "README.md",
                "analyzers/dotnet/cs/AiApi.Analyzers.dll",
                "analyzers/dotnet/cs/AiApi.CodeFixes.dll",
                "build/AiApi.Analyzers.props",
                "buildTransitive/AiApi.Analyzers.All.globalconfig",
                "buildTransitive/AiApi.Analyzers.Minimum.globalconfig",
                "buildTransitive/AiApi.Analyzers.None.globalconfig",
                "buildTransitive/AiApi.Analyzers.props",
                "icon.png",
            ],
            zip.Entries.Select(entry => entry.FullName).Where(name => !IsContainerPart(name)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("AiApi.Analyzers.dll")]
    [InlineData("AiApi.CodeFixes.dll")]
    public void A_dll_refers_only_to_what_every_compiler_host_has(string name)
    {
        string[] allowed =
        [
            $"AiApi.Analyzers {typeof(AiApiAnalyzer).Assembly.GetName().Version}",
            "Microsoft.CodeAnalysis 4.5.0.0",
            "Microsoft.CodeAnalysis.CSharp 4.5.0.0",
            "Microsoft.CodeAnalysis.CSharp.Workspaces 4.5.0.0",
            "Microsoft.CodeAnalysis.Workspaces 4.5.0.0",
            "System.Collections.Immutable 6.0.0.0",
            "netstandard 2.0.0.0",
        ];

        Assert.Empty(References(name).Except(allowed));
    }

    [Fact]
    public void The_analyzers_work_without_the_workspaces_layer_that_a_command_line_compiler_lacks() =>
        Assert.DoesNotContain(References("AiApi.Analyzers.dll"), reference => reference.Contains("Workspaces"));

    [Theory]
    [InlineData("AiApi.Analyzers.dll")]
    [InlineData("AiApi.CodeFixes.dll")]
    public void A_dll_carries_its_symbols(string name)
    {
        using var dll = package.OpenDll(name);

        Assert.Contains(dll.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    [Theory]
    [InlineData("AiApi.Analyzers.dll")]
    [InlineData("AiApi.CodeFixes.dll")]
    public void A_dll_does_not_say_where_it_was_built(string name)
    {
        using var dll = package.OpenDll(name);
        var symbols = dll.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var provider = dll.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        var reader = provider.GetMetadataReader();

        Assert.All(reader.Documents, handle => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(handle).Name)));
    }

    [Fact]
    public void The_package_is_for_development_and_brings_no_dependencies()
    {
        using var zip = package.Open();
        using var nuspec = zip.GetEntry("AiApi.Analyzers.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName);

        Assert.Equal("AiApi.Analyzers", metadata["id"].Value);
        Assert.Equal("true", metadata["developmentDependency"].Value);
        Assert.Equal("MIT", metadata["license"].Value);
        Assert.Equal("README.md", metadata["readme"].Value);
        Assert.Equal("icon.png", metadata["icon"].Value);
        Assert.Contains("repository", metadata);
        Assert.Contains("releaseNotes", metadata);
        Assert.Contains("tags", metadata);
        Assert.DoesNotContain("dependencies", metadata);
    }

    [Fact]
    public void Packing_twice_gives_the_same_bytes()
    {
        using var again = new TemporaryFolder();
        PackedPackage.Pack(again.Path);

        Assert.Equal(File.ReadAllBytes(package.File), File.ReadAllBytes(Directory.GetFiles(again.Path, "*.nupkg").Single()));
    }

    private static bool IsContainerPart(string name) => name is "[Content_Types].xml" || name.StartsWith("_rels/") || name.StartsWith("package/services/");

    private IEnumerable<string> References(string name)
    {
        using var dll = package.OpenDll(name);
        var reader = dll.GetMetadataReader();
        return reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle))
            .Select(reference => $"{reader.GetString(reference.Name)} {reference.Version}").ToList();
    }
}
