using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;
using AiApi.Documents;

namespace AiApi.Package.Tests;

/// <summary>The package, packed once for all tests from what the build left.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder feed = new();

    public PackedPackage()
    {
        Pack(feed.Path);
        File = Directory.GetFiles(feed.Path, "*.nupkg").Single();
    }

    /// <summary>No release has this version, so a restore cannot take the package from anywhere but the feed.</summary>
    public static string Version { get; } = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    /// <summary>The folder that a restore can use as its only source.</summary>
    public string Feed => feed.Path;

    public string File { get; }

    internal static Repository Repository { get; } = Repository.Containing(AppContext.BaseDirectory);

    public static void Pack(string folder) => DotNet.Run(
        Repository.Root,
        ["pack", "src/Package", "--no-build", "--configuration", BuildProperty("Configuration"), $"-p:PackageVersion={Version}", "--output", folder]);

    /// <summary>The value that an MSBuild property had when this project was built.</summary>
    public static string BuildProperty(string name) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!;

    public ZipArchive Open() => ZipFile.OpenRead(File);

    /// <summary>One of the dlls in the package.</summary>
    public PEReader OpenDll(string name)
    {
        using var zip = Open();
        using var entry = zip.GetEntry($"analyzers/dotnet/cs/{name}")!.Open();
        var image = new MemoryStream();
        entry.CopyTo(image);
        image.Position = 0;
        return new PEReader(image);
    }

    public void Dispose() => feed.Dispose();
}

[CollectionDefinition(nameof(PackedPackage))]
public sealed class PackedPackageCollection : ICollectionFixture<PackedPackage>;
