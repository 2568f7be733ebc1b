using System.Text;
using AiApi.Analyzers.Tests.Credentials;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>A mistake is reported in whatever code it stands: random statements around and beside it neither hide it nor add to it.</summary>
public class NoiseTests
{
    private const int MethodsPerProgram = 25;

    /// <summary>Mistakes that nothing around them can mend.</summary>
    private static readonly string[] Mistakes =
    [
        "{ ChatCompletion completion = client.CompleteChat(\"hi\"); Console.WriteLine(completion.Content[0].Text); }",
        "{ var answer = await client.CompleteChatAsync(\"hi\"); numbers.Add(answer.Value.Content[0].Text.Length); }",
        "{ ChatCompletion completion = client.CompleteChat(\"hi\"); using var json = JsonDocument.Parse(completion.Content[0].Text); }",
        "{ ChatCompletion completion = client.CompleteChat(\"hi\"); if (completion.FinishReason == ChatFinishReason.Length) return; Console.WriteLine(completion.Content[0].Text); }",
        "{ await foreach (var update in client.CompleteChatStreamingAsync(\"hi\")) Console.Write(update.ContentUpdate[0].Text); }",
        "{ await images.GenerateImageAsync(\"a cat\", new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Uri }); }",
        "{ GeneratedImage image = images.GenerateImage(\"a cat\"); Console.WriteLine(image.ImageUri); }",
        $"{{ numbers.Add(\"{Keys.OpenAI}\".Length); }}",
    ];

    /// <summary>What can stand around statements, which takes the place of <c>$</c>, so that they still run, or may.</summary>
    private static readonly string[] Around =
    [
        "{ $ }",
        "if (numbers.Count > %) { $ }",
        "if (numbers.Count > %) { numbers.Clear(); } else { $ }",
        "for (var i% = 0; i% < 3; i%++) { $ }",
        "foreach (var n% in new List<int>(numbers)) { if (n% > %) continue; $ }",
        "while (numbers.Count > %) { numbers.RemoveAt(0); $ break; }",
        "do { $ } while (numbers.Count > 1000);",
        "try { $ } finally { numbers.Add(%); }",
        "try { $ } catch (InvalidCastException) { numbers.Add(%); }",
        "using (var writer% = new StringWriter()) { writer%.Write(%); $ }",
        "switch (numbers.Count) { case % when numbers[0] > 0: goto default; case 1000: numbers.Clear(); break; default: $ break; }",
        "await Local%(); async Task Local%() { await Task.Yield(); $ }",
        "Func<Task> run% = async () => { await Task.Yield(); $ }; await run%();",
        "checked { numbers.Add(numbers.Count * %); $ }",
        "{ static unsafe int Read%() { int local = %; int* pointer = &local; return *pointer; } numbers.Add(Read%()); $ }",
        "if (numbers is [> %, .., var last%]) { numbers.Add(last%); $ }",
        "\n#if NOISE\n#error Never.\n#else\n$\n#endif\n",
    ];

    private static readonly string[] Noise =
    [
        "numbers.Add(%);",
        "var text% = string.Join(',', from n in numbers where n > % orderby n select n.ToString()); Console.WriteLine(text%);",
        "var (low%, high%) = (numbers.Count - %, numbers.Count + %); if (low% > high%) throw new InvalidOperationException();",
        "static int Spare%() { Span<int> spare = stackalloc int[%]; return spare.Length; } numbers.Add(Spare%());",
        "numbers.Add(numbers.Count switch { 0 => %, > 5 and < 9 => 2, _ => numbers[^1] });",
        "static int Twice%(int n) => n * 2; numbers.Add(Twice%(%));",
        "static int Next%(int[] of) { ref var first = ref of[0]; return ++first; } numbers.Add(Next%(new[] { % }));",
        "if (Environment.TickCount == -8) goto end%; numbers.Add(%); end%: ;",
        "await Task.Yield();",
        "lock (numbers) { numbers.Sort(static (left, right) => right - left); }",
        "var point% = new { X = %, Y = numbers.Count }; Console.WriteLine($\"{point%.X:N0} {point%}\");",
    ];

    [Fact]
    public async Task Noise_neither_hides_mistakes_nor_adds_to_them()
    {
        var plain = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var mistake in Mistakes)
            plain[mistake] = await RulesThatReport([mistake]);

        for (var number = 0; number < Nightly.Count(inTest: 12, nightly: 400); number++)
        {
            var random = new Random(number);
            var chosen = Enumerable.Range(0, MethodsPerProgram).Select(_ => Mistakes[random.Next(Mistakes.Length)]).ToList();
            var bodies = chosen.ConvertAll(mistake => WithNoise(mistake, random));
            var expected = chosen.SelectMany(mistake => plain[mistake]).Order();
            var actual = await RulesThatReport(bodies);
            Assert.True(expected.SequenceEqual(actual), $"Program {number}: {string.Join(' ', expected)} became {string.Join(' ', actual)} in\n{string.Join("\n\n", bodies)}");
        }

        Assert.All(plain.Values, Assert.NotEmpty);
    }

    private static string WithNoise(string mistake, Random random)
    {
        var body = mistake;
        for (var depth = random.Next(1, 5); depth > 0; depth--)
        {
            var text = new StringBuilder();
            if (random.Next(2) == 0)
                text.Append(Numbered(Noise[random.Next(Noise.Length)], random)).Append('\n');
            text.Append(Numbered(Around[random.Next(Around.Length)], random).Replace("$", body, StringComparison.Ordinal)).Append('\n');
            if (random.Next(2) == 0)
                text.Append(Numbered(Noise[random.Next(Noise.Length)], random)).Append('\n');
            body = text.ToString();
        }

        return body;
    }

    private static string Numbered(string text, Random random) => text.Replace("%", random.Next(10, 1_000_000).ToString(), StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> RulesThatReport(IReadOnlyList<string> bodies)
    {
        var methods = bodies.Select(static (body, index) => $"public async Task Method{index}()\n{{\nawait Task.Yield();\n{body}\n}}\n");
        var snippet = new CollectedSnippet(nameof(NoiseTests), $$"""
            using System.Text.Json;
            using OpenAI.Chat;
            using OpenAI.Images;

            class Program
            {
                private readonly ChatClient client;
                private readonly ImageClient images = new("gpt-image-1", Environment.GetEnvironmentVariable("KEY"));
                private readonly List<int> numbers = new();

                public Program(ChatClient client) => this.client = client;

                {{string.Concat(methods)}}
            }
            """, new());
        var compilation = SnippetCompilation.Of(snippet);
        var errors = compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, $"{string.Join('\n', errors.Take(5))}\n{snippet.Code}");
        var reports = await EveryRule.ReportsIn(compilation, SnippetCompilation.Settings(snippet));
        return [.. reports.Select(static report => report.Id).Where(static id => id != "AIAPI2008").Order(StringComparer.Ordinal)];
    }
}
