using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.RegularExpressions;
using AiApi.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Package.Tests;

/// <summary>The package in the kinds of programs and compilers that people have.</summary>
[Collection(nameof(PackedPackage))]
public sealed partial class HostTests(PackedPackage package)
{
    /// <summary>A mistake for each rule, in C# 7.3; an id in a comment announces the report on its line.</summary>
    private static readonly string Older = PackedPackage.Repository.Read("tests/Hosts/OlderCSharp.cs");

    private const string OlderProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFrameworks>net8.0;netstandard2.0</TargetFrameworks>
            <LangVersion>7.3</LangVersion>
            <AiApiAnalysisMode>All</AiApiAnalysisMode>
            <CentralPackageTransitivePinningEnabled>false</CentralPackageTransitivePinningEnabled>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="AiApi.Analyzers" PrivateAssets="all" />
            <PackageReference Include="OpenAI" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void Older_frameworks_and_languages_get_every_report_and_every_fix()
    {
        using var program = new ScratchProgram(package);
        program.Write("Scratch.csproj", OlderProject);
        program.Write("Older.cs", Older);
        program.Restore();

        var (_, before) = program.Run("dotnet", "build", "--no-restore");
        Assert.Equal(Announced(), Reported(before, "net8.0"));
        Assert.Equal(Announced(), Reported(before, "netstandard2.0"));

        // As README.md says: `dotnet format` cannot merge what a fix writes for each framework where their libraries differ.
        var ids = RuleCatalog.Load().Where(rule => rule.HasFix).Select(rule => rule.Id);
        var (formatted, problem) = program.Run("env", ["TargetFramework=netstandard2.0", "dotnet", "format", "analyzers", "Scratch.csproj", "--no-restore", "--diagnostics", .. ids]);
        Assert.True(formatted == 0, problem);

        var (exitCode, after) = program.Run("dotnet", "build", "--no-restore");
        Assert.True(exitCode == 0, after);
        Assert.DoesNotContain("AIAPI", after);
    }

    [Fact]
    public async Task The_oldest_compiler_that_is_supported_reports_the_same()
    {
        Assert.Equal(new Version(4, 5, 0, 0), typeof(Compilation).Assembly.GetName().Version);
        using var program = new ScratchProgram(package);
        program.Write("Older.cs", Older);
        program.Restore();
        var (_, items) = program.Run("dotnet", "build", "--no-restore", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:UseAppHost=false",
            "-target:Compile", "-getItem:CscCommandLineArgs");
        using var json = JsonDocument.Parse(items);
        var arguments = json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)
            .Where(argument => !argument.StartsWith("/langversion:", StringComparison.Ordinal)); // The SDK's default is newer than this compiler.

        var command = CSharpCommandLineParser.Default.Parse(arguments, Path.GetDirectoryName(program.ProjectFile), sdkDirectory: null);
        var compilation = CSharpCompilation.Create(
            command.CompilationName,
            command.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path)), command.ParseOptions, file.Path)),
            command.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            command.CompilationOptions);
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        var loader = new Loader();
        var analyzers = command.AnalyzerReferences.Where(reference => Path.GetFileName(reference.FilePath).StartsWith("AiApi.", StringComparison.Ordinal))
            .SelectMany(reference => new AnalyzerFileReference(reference.FilePath, loader).GetAnalyzers(LanguageNames.CSharp)).ToImmutableArray();
        var reports = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(Announced(), reports.Select(report => (report.Location.GetLineSpan().StartLinePosition.Line + 1, report.Id)).Order());
    }

    [Fact]
    public void A_file_that_is_a_program_by_itself_is_analyzed()
    {
        using var program = new ScratchProgram(package);
        program.Write("app/hello.cs", """
            #:package AiApi.Analyzers
            #:package OpenAI
            #:property PublishAot=false
            using OpenAI.Chat;

            ChatCompletion completion = await new ChatClient("gpt-5.4", args[0]).CompleteChatAsync("Hello!");
            Console.WriteLine(Read(completion));
            static string Read(ChatCompletion completion) => completion.Content[0].Text;
            """);

        var (exitCode, output) = program.Run("dotnet", "build", "app/hello.cs");

        Assert.True(exitCode == 0, output);
        Assert.Matches(@"hello\.cs\(7,\d+\): warning AIAPI1001: ", output);
    }

    [Fact]
    public void What_Razor_generates_is_left_alone()
    {
        const string Ask = "ChatCompletion completion = await Chat.CompleteChatAsync(\"Hello!\");\nText = completion.Content[0].Text;";
        using var program = new ScratchProgram(package);
        program.Write("Scratch.csproj", program.Read("Scratch.csproj").Replace("Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web")
            .Replace("<Nullable>", "<RequiresAspNetWebAssets>false</RequiresAspNetWebAssets><Nullable>"));
        program.Write("Program.cs", "var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n");
        program.Write("Hello.razor", $$"""
            @using OpenAI.Chat
            <p>@Text</p>
            @code {
                [Microsoft.AspNetCore.Components.Parameter] public ChatClient Chat { get; set; } = null!;
                public string? Text { get; set; }
                protected override async Task OnInitializedAsync()
                {
                    {{Ask}}
                }
            }
            """);
        program.Write("Pages/Hello.cshtml", $$"""
            @page
            @using OpenAI.Chat
            @functions {
                public ChatClient Chat { get; set; } = null!;
                public string? Text { get; set; }
                public async Task OnGetAsync()
                {
                    {{Ask}}
                }
            }
            """);
        program.Write("Bot.cs", $$"""
            using OpenAI.Chat;

            public sealed class Bot(ChatClient Chat)
            {
                public string? Text { get; private set; }

                public async Task AskAsync()
                {
                    {{Ask}}
                }
            }
            """);
        program.Restore();

        var reports = program.Build();

        Assert.Equal(["Bot.cs"], reports.Select(report => report.File).Distinct());
        Assert.Contains(reports, report => report.Id == "AIAPI1001");
    }

    private static IEnumerable<(int Line, string Id)> Announced() =>
        from line in Older.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        from id in Announcement().Match(line.Text).Groups["id"].Captures
        select (line.Number, id.Value);

    private static IEnumerable<(int Line, string Id)> Reported(string output, string framework) =>
        Regex.Matches(output, $@"Older\.cs\((?<line>\d+),\d+\): warning (?<id>AIAPI\d{{4}}): .*TargetFramework={Regex.Escape(framework)}")
            .Select(match => (int.Parse(match.Groups["line"].Value), match.Groups["id"].Value)).Distinct().Order();

    [GeneratedRegex(@"// (?:(?<id>AIAPI\d{4})(?:, )?)+$")]
    private static partial Regex Announcement();

    /// <summary>Loads the package's dlls beside those that the tests themselves are compiled against.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        private readonly AssemblyLoadContext context = new("package");
        private readonly Dictionary<string, string> files = [];

        public Loader() => context.Resolving += (_, name) => files.TryGetValue(name.Name!, out var file) ? context.LoadFromAssemblyPath(file) : null;

        public void AddDependencyLocation(string fullPath) => files[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;

        public Assembly LoadFromPath(string fullPath)
        {
            AddDependencyLocation(fullPath);
            return context.LoadFromAssemblyPath(fullPath);
        }
    }
}
