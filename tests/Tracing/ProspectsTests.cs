using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using Xunit;

namespace AiApi.Analyzers.Tests.Tracing;

/// <summary>Where nothing can be found, nothing is registered: the driver then calls no rule at all.</summary>
public class ProspectsTests
{
    private const string Plain = """
        using System.Net.Http;

        class Shop
        {
            private readonly HttpClient http = new();

            public async System.Threading.Tasks.Task<string> AskAsync(string model)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await (await http.GetAsync("https://example.com/individual/" + model)).Content.ReadAsStringAsync();
                    }
                    catch (HttpRequestException)
                    {
                    }
                }
            }
        }
        """;

    [Fact]
    public async Task A_project_without_AI_calls_no_rule() => Assert.Empty(await ActingRules(Packages.Net, Plain));

    [Fact]
    public async Task A_project_that_names_an_endpoint_calls_the_rules_about_requests() =>
        Assert.Contains("ClientErrorRetriedAnalyzer", await ActingRules(Packages.Net, Plain.Replace("example.com/individual", "api.openai.com/v1/chat")));

    [Fact]
    public async Task A_project_that_refers_to_an_SDK_and_never_names_it_calls_no_rule() => Assert.Empty(await ActingRules(Packages.Net + Packages.OpenAI, Plain));

    [Theory]
    [InlineData("using OpenAI.Chat;")]
    [InlineData("global using System.ClientModel;")]
    public async Task A_project_that_names_an_SDK_calls_the_rules_about_it(string use) =>
        Assert.Contains("RefusalIndexAnalyzer", await ActingRules(Packages.Net + Packages.OpenAI, use + Plain));

    [Fact]
    public async Task A_project_that_calls_a_client_of_another_project_calls_the_rules_about_it() =>
        Assert.Contains("RefusalIndexAnalyzer", await ActingRules(Packages.Net + Packages.OpenAI, Plain + "class Guide { object Ask() => Clients.Chat.CompleteChat(Clients.Question); }"));

    [Fact]
    public void Every_client_is_told_by_its_namespace() => Assert.All(AiClients.Rows, static row =>
        Assert.True((Prospects.In(CSharpSyntaxTree.ParseText($"using {row.Type.Substring(0, row.Type.LastIndexOf('.'))};"), CancellationToken.None) & TextMarks.Sdk) != 0, row.Type));

    [Fact]
    public void A_word_that_contains_the_name_of_an_SDK_is_none() =>
        Assert.Equal(TextMarks.None, Prospects.In(CSharpSyntaxTree.ParseText("using System.Text; class Philanthropic { void CreateText() { } }"), CancellationToken.None));

    [Fact]
    public async Task A_key_in_a_text_calls_the_rule_about_keys_alone() =>
        Assert.Equal(["HardCodedKeyAnalyzer"], await ActingRules(Packages.Net, Plain.Replace("\"https://example.com/individual/\"", "\"sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6\"")));

    private static async Task<IEnumerable<string>> ActingRules(PackageSet packages, string code)
    {
        var compilation = CSharpCompilation.Create("Shop", [CSharpSyntaxTree.ParseText(code)], packages.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var rules = typeof(AiApiAnalyzer).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(AiApiAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!).ToImmutableArray();
        var analysis = compilation.WithAnalyzers(rules);
        await analysis.GetAnalyzerDiagnosticsAsync();
        var acting = new List<string>();
        foreach (var rule in rules)
        {
            if (IsActing((await analysis.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None))!))
                acting.Add(rule.GetType().Name);
        }

        return acting;
    }

    private static bool IsActing(AnalyzerTelemetryInfo info) =>
        info.OperationActionsCount + info.OperationBlockActionsCount + info.OperationBlockStartActionsCount + info.SyntaxNodeActionsCount > 0;
}
