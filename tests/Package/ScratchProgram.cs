using System.Text.Json;

namespace AiApi.Package.Tests;

/// <summary>A program in a folder of its own that installs the package as a user would.</summary>
/// <remarks>The feed is its only source: the other packages come from where this repository's restore has put them, so the tests need no network.</remarks>
internal sealed class ScratchProgram : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ScratchProgram(PackedPackage package)
    {
        folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="packed" value="{package.Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{PackedPackage.BuildProperty("NuGetPackageRoot")}" /></fallbackPackageFolders>
            </configuration>
            """);
        folder.Write("Directory.Packages.props", $"""
            <Project>
              <Import Project="{Path.Combine(PackedPackage.Repository.Root, "Directory.Packages.props")}" />
              <ItemGroup><PackageVersion Include="AiApi.Analyzers" Version="{PackedPackage.Version}" /></ItemGroup>
            </Project>
            """);
        folder.Write("Scratch.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AiApi.Analyzers" PrivateAssets="all" />
                <PackageReference Include="OpenAI" />
              </ItemGroup>
            </Project>
            """);
    }

    public string ProjectFile => folder.Combine("Scratch.csproj");

    /// <summary>What the last build printed.</summary>
    public string Output { get; private set; } = "";

    public void Write(string name, string text) => folder.Write(name, text);

    public string Read(string name) => File.ReadAllText(folder.Combine(name));

    /// <summary>Runs a command in the program's folder.</summary>
    public (int ExitCode, string Output) Run(string command, params string[] arguments) => DotNet.Start(folder.Path, command, arguments);

    public void Restore() => DotNet.Run(folder.Path, "restore");

    /// <summary>Compiles everything anew and gives what this package's analyzers reported and nothing suppressed.</summary>
    public IReadOnlyList<Report> Build(params string[] properties)
    {
        var log = folder.Combine("build.sarif");
        Output = DotNet.Run(folder.Path, ["build", "--no-restore", "--no-incremental", $"-p:ErrorLog={log}%2cversion=2.1", .. properties]);
        using var sarif = JsonDocument.Parse(File.ReadAllText(log));
        return
        [
            .. from result in sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
               where result.GetProperty("ruleId").GetString()!.StartsWith("AIAPI") && !result.TryGetProperty("suppressions", out _)
               select new Report(result.GetProperty("ruleId").GetString()!, result.GetProperty("level").GetString()!, FileOf(result),
                   result.GetProperty("message").GetProperty("text").GetString()!),
        ];
    }

    /// <summary>Applies the package's fixes to everything that it reports.</summary>
    public void ApplyFixes(params IEnumerable<string> ids) =>
        DotNet.Run(folder.Path, ["format", "analyzers", "Scratch.csproj", "--diagnostics", .. ids, "--severity", "info", "--no-restore"]);

    public void Dispose() => folder.Dispose();

    private static string? FileOf(JsonElement result) =>
        result.TryGetProperty("locations", out var locations) && locations.GetArrayLength() > 0
            ? Path.GetFileName(locations[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString())
            : null;

    /// <param name="Id">The rule.</param>
    /// <param name="Level"><c>warning</c>, <c>error</c> or <c>note</c>.</param>
    /// <param name="File">Name of the file it lies in, if it lies in one.</param>
    /// <param name="Message">What it says.</param>
    internal readonly record struct Report(string Id, string Level, string? File, string Message);
}
