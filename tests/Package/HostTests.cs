using System.Text.RegularExpressions;
using AiApi.Documents;

namespace AiApi.Package.Tests;

/// <summary>The package in the kinds of programs that people have.</summary>
[Collection(nameof(PackedPackage))]
public sealed class HostTests(PackedPackage package)
{
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
    public void Older_frameworks_and_languages_get_every_report_and_fixes_that_compile()
    {
        using var program = new ScratchProgram(package);
        program.Write("Scratch.csproj", OlderProject);
        program.Write("Older.cs", OlderCode.Text);
        program.Restore();

        var (_, before) = program.Run("dotnet", "build", "--no-restore");
        Assert.Equal(OlderCode.Announced(), Reported(before, "net8.0"));
        Assert.Equal(OlderCode.Announced(), Reported(before, "netstandard2.0"));

        // As README.md says: `dotnet format` cannot merge what a fix writes for each framework where their libraries differ.
        var ids = RuleCatalog.Load().Where(rule => rule.HasFix).Select(rule => rule.Id);
        var (formatted, problem) = program.Run("env", ["TargetFramework=netstandard2.0", "dotnet", "format", "analyzers", "Scratch.csproj", "--no-restore", "--diagnostics", .. ids]);
        Assert.True(formatted == 0, problem);

        var (exitCode, after) = program.Run("dotnet", "build", "--no-restore");
        Assert.True(exitCode == 0, after);
        // Which reports are left, tests/Ide says by version of the language; one fix may leave to a second run what another has written.
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

    private static IEnumerable<(int Line, string Id)> Reported(string output, string framework) =>
        Regex.Matches(output, $@"Older\.cs\((?<line>\d+),\d+\): warning (?<id>AIAPI\d{{4}}): .*TargetFramework={Regex.Escape(framework)}")
            .Select(match => (int.Parse(match.Groups["line"].Value), match.Groups["id"].Value)).Distinct().Order();
}
