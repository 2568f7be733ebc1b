using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tasks;
using AiApi.CodeFixes.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Tasks.Execution;

/// <summary>Polling loops are run against a transport that plays every status, and do what the rules compute of them.</summary>
public class PollingExecutionTests
{
    // A loop that has not ended by then does not end.
    private const int ManyPolls = 2_000;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        new SuccessStatusMissedAnalyzer(), new FailureStatusUnhandledAnalyzer(), new PollingWithoutDeadlineAnalyzer(), new PollingWithoutDelayAnalyzer(),
    ];

    [Fact]
    public async Task Loops_leave_by_the_doors_that_are_computed()
    {
        var (compilation, assembly) = Compiled.Value;
        var apis = KnownApiSet.Of(compilation);
        var words = StatusWords.For(new([]), compilation.SyntaxTrees.First());
        var reports = (await compilation.WithAnalyzers(Rules).GetAnalyzerDiagnosticsAsync()).ToLookup(NameOf, static report => report.Id);
        var differences = new List<string>();
        var (compared, exact) = (0, 0);
        for (var index = 0; index < PollingShapes.All.Length; index++)
        {
            var name = $"Shape{index}";
            var loops = PollingLoops.Of(compilation.GetTypeByMetadataName(name)!, AskingCode.Of(compilation, new([]), default), apis, words, default);
            if (loops.Length != 1)
            {
                differences.Add($"{name}: {loops.Length} loops are found.");
                continue;
            }

            var shape = new Shape(assembly.GetType(name)!.GetMethod("Run")!, loops[0].Words.Pending[0]);
            foreach (var word in loops[0].Statuses.Success.Concat(loops[0].Statuses.Failure).Concat(loops[0].Statuses.Pending).Append(Shape.UnknownOf(loops[0].Words)))
            {
                var (real, computed) = (await shape.AfterAsync(word), ComputedAfter(word, loops[0]));
                if (!computed.Contains(real))
                    differences.Add($"{name} on '{word}': {real} in reality, {string.Join(" or ", computed)} computed.");
                compared++;
                exact += computed.Count == 1 ? 1 : 0;
            }

            await CompareReports(name, shape, loops[0].Words, reports[name].ToHashSet(), differences);
        }

        Assert.True(PollingShapes.All.Length >= 120);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(60)));
        // What is left open: words that an enum has no member for, and whether an unknown word starts like a known one.
        Assert.True(exact > compared * 0.97, $"{exact} of {compared} doors are computed exactly.");
    }

    [Fact]
    public void Every_known_API_is_run()
    {
        var run = PollingShapes.Endpoints.Select(PollingShapes.WordsAt).ToList();

        Assert.All(TaskProviders.Known, words => Assert.Contains(words, run));
        Assert.Equal(run.Count, run.Distinct().Count());
    }

    /// <summary>Fix All leaves loops that compile, that the rule has nothing to say of, and that do what it asks and otherwise what they did.</summary>
    [Theory]
    [InlineData("AIAPI4001", 6)]
    [InlineData("AIAPI4002", 3)]
    [InlineData("AIAPI4003", 24)]
    [InlineData("AIAPI4004", 1)]
    [InlineData("AIAPI4006", 9)]
    public async Task Fixed_loops_do_what_the_rule_asks(string id, int least)
    {
        var (compilation, assembly) = Compiled.Value;
        var apis = KnownApiSet.Of(compilation);
        var words = StatusWords.For(new([]), compilation.SyntaxTrees.First());
        (DiagnosticAnalyzer rule, CodeFixProvider fix) = id switch
        {
            "AIAPI4001" => ((DiagnosticAnalyzer)new SuccessStatusMissedAnalyzer(), (CodeFixProvider)new SuccessStatusMissedFix()),
            "AIAPI4002" => (new FailureStatusUnhandledAnalyzer(), new FailureStatusUnhandledFix()),
            "AIAPI4003" => (new PollingWithoutDeadlineAnalyzer(), new PollingWithoutDeadlineFix()),
            "AIAPI4004" => (new PollingWithoutDelayAnalyzer(), new PollingWithoutDelayFix()),
            _ => (new FailureReasonUnreadAnalyzer(), new FailureReasonUnreadFix()),
        };
        var reports = await compilation.WithAnalyzers([rule]).GetAnalyzerDiagnosticsAsync();
        var after = await FixedAll(compilation, fix, rule);
        var assemblyAfter = RunnableCode.Load(after).Assembly;
        var left = (await after.WithAnalyzers([rule]).GetAnalyzerDiagnosticsAsync()).Select(NameOf).ToHashSet();
        var differences = new List<string>();
        var fixedLoops = 0;
        foreach (var name in reports.Select(NameOf).Distinct())
        {
            if (TextOf(after, name) == TextOf(compilation, name))
                continue;
            fixedLoops++;
            if (left.Contains(name))
                differences.Add($"{name} is still reported.");
            var loop = PollingLoops.Of(compilation.GetTypeByMetadataName(name)!, AskingCode.Of(compilation, new([]), default), apis, words, default)[0];
            var before = new Shape(assembly.GetType(name)!.GetMethod("Run")!, loop.Words.Pending[0]);
            var now = new Shape(assemblyAfter.GetType(name)!.GetMethod("Run")!, loop.Words.Pending[0]);
            // The delay that the fix adds is a real one.
            foreach (var word in id == "AIAPI4004" ? [] : loop.Words.Success.Concat(loop.Words.Failure).Concat(loop.Words.Pending))
            {
                var (was, expected) = (await before.AfterAsync(word), await now.AfterAsync(word));
                var isRight = id switch
                {
                    "AIAPI4001" when loop.Words.Success.Contains(word) => expected == "returns",
                    "AIAPI4002" when loop.Words.Failure.Contains(word) => expected != "polls again",
                    _ => was == expected,
                };
                if (!isRight)
                    differences.Add($"{name} on '{word}': {was} before, {expected} after.");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
        Assert.True(fixedLoops >= least, $"{fixedLoops} of {reports.Length} loops are fixed.");
    }

    private static string TextOf(Compilation compilation, string name) => compilation.GetTypeByMetadataName(name)!.DeclaringSyntaxReferences[0].SyntaxTree.ToString();

    private static async Task<CSharpCompilation> FixedAll(CSharpCompilation compilation, CodeFixProvider fix, DiagnosticAnalyzer rule)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Polling", "Polling", LanguageNames.CSharp, compilationOptions: compilation.Options, metadataReferences: compilation.References));
        foreach (var tree in compilation.SyntaxTrees)
            project = project.AddDocument(tree.FilePath, await tree.GetTextAsync(), filePath: tree.FilePath).Project;
        var reports = await (await project.GetCompilationAsync())!.WithAnalyzers([rule]).GetAnalyzerDiagnosticsAsync();
        CodeAction? action = null;
        foreach (var report in reports)
        {
            await fix.RegisterCodeFixesAsync(new(project.GetDocument(report.Location.SourceTree)!, report, (offered, _) => action = offered, default));
        }

        var all = await fix.GetFixAllProvider()!.GetFixAsync(
            new(project, fix, FixAllScope.Project, action!.EquivalenceKey!, fix.FixableDiagnosticIds, new Known(reports), default));
        var changes = (await all!.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        return (CSharpCompilation)(await changes.ChangedSolution.GetProject(project.Id)!.GetCompilationAsync())!;
    }

    /// <summary>The rules say of a loop what can be seen of it.</summary>
    private static async Task CompareReports(string name, Shape shape, TaskVocabulary words, HashSet<string> reports, List<string> differences)
    {
        var misses = false;
        var isJudged = !words.IsGateway || await AnySucceeds(shape, TaskProviders.Gateway.Success);
        foreach (var word in words.Success)
            misses |= isJudged && await shape.AfterAsync(word) != "returns";
        Compare("AIAPI4001", misses);
        Compare("AIAPI4002", !words.Failure.IsEmpty && await shape.AfterAsync(words.Failure[0]) == "polls again");
        var (polls, unwaited) = await shape.PendingForEverAsync(words.Pending);
        Compare("AIAPI4003", polls >= ManyPolls);
        Compare("AIAPI4004", unwaited);

        void Compare(string id, bool expected)
        {
            if (reports.Contains(id) != expected)
                differences.Add($"{name}: {id} is {(expected ? "not " : "")}reported.");
        }
    }

    private static async Task<bool> AnySucceeds(Shape shape, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (await shape.AfterAsync(word) == "returns")
                return true;
        }

        return false;
    }

    /// <summary>What a loop can do after a status, as it is computed.</summary>
    private static HashSet<string> ComputedAfter(string word, PollingLoop loop)
    {
        var names = loop.Domain.Cases.Select(static known => known.Name).ToList();
        var index = names.IndexOf(names.Contains(word) ? word : "other");
        var ends = loop.Ways.EndsOf(index).Select(static end => end.Kind == WayEnd.Throw ? "throws" : "returns").ToHashSet();
        if (loop.Ways.Again.Contains(index) && (ends.Count == 0 || word == Shape.UnknownOf(loop.Words)))
            ends.Add("polls again");
        // A method called in the loop does not return.
        if (ends.Count == 0 || !loop.Origin.Normally.Contains(index))
            ends.Add("throws");
        return ends;
    }

    private static string NameOf(Diagnostic report) =>
        report.Location.SourceTree!.GetRoot().FindNode(report.Location.SourceSpan).Ancestors().OfType<ClassDeclarationSyntax>().Last().Identifier.ValueText;

    private static readonly Lazy<(CSharpCompilation Compilation, Assembly Assembly)> Compiled = new(Compile);

    private static (CSharpCompilation Compilation, Assembly Assembly) Compile()
    {
        var usings = """
            using System; using System.Collections.Generic; using System.Linq; using System.Net.Http; using System.Net.Http.Json; using System.Text.Json; using System.Text.Json.Nodes;
            using System.Text.Json.Serialization; using System.Threading; using System.Threading.Tasks; using Newtonsoft.Json; using Newtonsoft.Json.Linq;
            using JsonConverter = System.Text.Json.Serialization.JsonConverterAttribute;

            """;
        var shapes = PollingShapes.All.Select(static (shape, index) => $$"""
            public static class Shape{{index}}
            {
                private const string Url = "{{shape.Endpoint}}";

                public static async Task<string> Run(HttpClient http, Clock clock, CancellationToken token)
                {
                    {{shape.Body}}
                }

                {{shape.Members}}
            }
            """);
        var references = (Packages.Net + Packages.NewtonsoftJson).References;
        var time = RunnableCode.Load(RunnableCode.Compile("PollingTime", [usings + PollingShapes.Time], references)).Reference;
        var compilation = RunnableCode.Compile("Polling", [usings + PollingShapes.Prelude, .. shapes.Select(code => usings + code)], references.Add(time));
        return (compilation, RunnableCode.Load(compilation).Assembly);
    }

    /// <summary>A loop that can be run.</summary>
    private sealed class Shape(MethodInfo run, string pending)
    {
        private readonly Dictionary<string, string> _after = [];

        /// <summary>A status that no API has.</summary>
        public static string UnknownOf(TaskVocabulary words) => words.AreNumbers ? "77" : "cooking";

        /// <summary>What the loop does when the task is pending at first and has this status from the second answer on.</summary>
        public async Task<string> AfterAsync(string word)
        {
            if (_after.TryGetValue(word, out var known))
                return known;
            var transport = new Transport(poll => poll == 1 ? pending : word, mostPolls: 2);
            return _after[word] = await RunAsync(transport) is { } end ? end : "polls again";
        }

        /// <summary>How often the loop polls a task that never ends, and whether it ever does so twice without waiting.</summary>
        public async Task<(int Polls, bool Unwaited)> PendingForEverAsync(IReadOnlyList<string> pending)
        {
            var (most, unwaited) = (0, false);
            foreach (var word in pending)
            {
                var transport = new Transport(_ => word, ManyPolls);
                if (await AfterAsync(word) == "polls again")
                {
                    await RunAsync(transport);
                    most = Math.Max(most, transport.Polls);
                    unwaited |= transport.PolledUnwaited;
                }
            }

            return (most, unwaited);
        }

        /// <summary>How the loop ends; null when the transport has answered often enough.</summary>
        private async Task<string?> RunAsync(Transport transport)
        {
            var clock = Activator.CreateInstance(run.GetParameters()[1].ParameterType)!;
            transport.Seconds = () => (int)clock.GetType().GetProperty("Seconds")!.GetValue(clock)!;
            var token = ((CancellationTokenSource)clock.GetType().GetProperty("Source")!.GetValue(clock)!).Token;
            var loop = (Task<string>)run.Invoke(null, [new HttpClient(transport), clock, token])!;
            if (await Task.WhenAny(loop, transport.HasAnsweredOften) != loop)
                return null;
            return loop.IsCompletedSuccessfully ? "returns" : "throws";
        }
    }

    /// <summary>Answers with a task of the given status; the request after the last answer is never answered.</summary>
    private sealed class Transport(Func<int, string> statusOf, int mostPolls) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _answeredOften = new();
        private int _secondsAtLastPoll = -1;

        public int Polls { get; private set; }

        public bool PolledUnwaited { get; private set; }

        public Func<int> Seconds { get; set; } = static () => 0;

        public Task HasAnsweredOften => _answeredOften.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Polls++ == mostPolls)
            {
                _answeredOften.TrySetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            }

            PolledUnwaited |= _secondsAtLastPoll == Seconds();
            _secondsAtLastPoll = Seconds();
            var word = statusOf(Polls);
            return new(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""
                    {
                      "id": "1", "status": "{{word}}", "state": "{{word}}", "url": "https://example.com/1.mp4", "error": "because",
                      "data": { "task_status": "{{word}}" }, "output": { "task_status": "{{word}}" },
                      "done": {{(TaskProviders.AllWords.Success.Contains(word) || TaskProviders.AllWords.Failure.Contains(word) ? "true" : "false")}}, "Resp": { "status": {{(int.TryParse(word, out var number) ? number : 0)}} }
                    }
                    """),
            };
        }
    }

    private sealed class Known(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(reports.Where(report => report.Location.SourceTree!.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
