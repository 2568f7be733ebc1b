using System.Collections.Immutable;
using AiApi.Benchmarks.Comparison;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Benchmarks.Families;

/// <summary>Compiling a program about AI, with the rules of one family or with an analyzer that does nothing.</summary>
[InProcess]
[MemoryDiagnoser]
public class FamilyBenchmarks
{
    private const string Program = """
        using System.ClientModel;
        using System.Net.Http.Json;
        using System.Text.Json;
        using OpenAI.Chat;
        using OpenAI.Images;

        class Bot
        {
            private readonly ChatClient _client = new("gpt-5.4", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
            private readonly HttpClient _http = new();

            public async Task<string> AskAsync(string prompt)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        ChatCompletion completion = await _client.CompleteChatAsync(prompt);
                        if (completion.FinishReason == ChatFinishReason.Length)
                            throw new InvalidOperationException("cut off");
                        return completion.Content[0].Text;
                    }
                    catch (ClientResultException e) when (e.Status >= 500)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(attempt));
                    }
                }

                throw new TimeoutException();
            }

            public async Task<BinaryData> DrawAsync(string prompt)
            {
                var images = new ImageClient("gpt-image-1", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
                GeneratedImageCollection drawn = await images.GenerateImagesAsync(prompt, 2, new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024 });
                if (drawn.Count == 0)
                    throw new InvalidOperationException("no image");
                return drawn[0].ImageBytes;
            }

            public async Task<string> FilmAsync(string prompt, CancellationToken cancellationToken)
            {
                using var created = await _http.PostAsJsonAsync("https://api.openai.com/v1/videos", new { model = "sora-2", prompt }, cancellationToken);
                created.EnsureSuccessStatusCode();
                using var task = JsonDocument.Parse(await created.Content.ReadAsStringAsync(cancellationToken));
                var id = task.RootElement.GetProperty("id").GetString();
                while (true)
                {
                    await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
                    using var video = JsonDocument.Parse(await _http.GetStringAsync($"https://api.openai.com/v1/videos/{id}", cancellationToken));
                    switch (video.RootElement.GetProperty("status").GetString())
                    {
                        case "completed":
                            return id!;
                        case "failed":
                            throw new InvalidOperationException(video.RootElement.GetProperty("error").ToString());
                    }
                }
            }
        }
        """;

    private Code _code = null!;
    private ImmutableArray<DiagnosticAnalyzer> _analyzers;

    [Params("nothing", "Completions", "Retries", "Images", "Tasks", "Credentials", "all")]
    public string Rules { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _code = Code.Of(Program).Times(20);
        _analyzers = Rules switch
        {
            "nothing" => AnalyzerSet.Idle.Analyzers,
            "all" => AnalyzerSet.Ours.Analyzers,
            _ => [.. AnalyzerSet.Ours.Analyzers.Where(analyzer => analyzer.GetType().Namespace!.EndsWith("." + Rules, StringComparison.Ordinal))],
        };
    }

    [Benchmark]
    public int Analyze() => _code.Compile().WithAnalyzers(_analyzers).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;
}
