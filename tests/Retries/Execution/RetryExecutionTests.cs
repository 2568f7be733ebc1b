using System.Net;
using System.Reflection;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Retries;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tests.Retries.Execution;

/// <summary>Retries are run against a transport that answers the first request with each status in turn: those that are retried in reality are those
/// that are computed.</summary>
public class RetryExecutionTests
{
    private const int NoAnswer = 0;

    private const string Usings = """
        using System; using System.ClientModel; using System.ClientModel.Primitives; using System.Collections.Generic; using System.Linq; using System.Net; using System.Net.Http;
        using System.Threading; using System.Threading.Tasks; using OpenAI; using OpenAI.Chat; using Polly; using Polly.Retry;

        """;

    [Fact]
    public async Task The_statuses_that_are_retried_are_those_computed()
    {
        var (compilation, assembly) = Compile();
        var differences = new List<string>();
        var (runs, retried) = (0, 0);
        for (var index = 0; index < RetryShapes.All.Length; index++)
        {
            var name = $"Shape{index}";
            if (ComputedFor(compilation.GetTypeByMetadataName(name)!, compilation) is not { } computed)
            {
                differences.Add($"{name}: no retry is found, or none that is certain.\n  {RetryShapes.All[index].Body}");
                continue;
            }

            var (tooMany, tooFew) = (new List<int>(), new List<int>());
            var run = assembly.GetType(name)!.GetMethod("Run")!;
            foreach (var status in Enumerable.Range(400, 200).Prepend(NoAnswer))
            {
                var isComputed = status == NoAnswer ? computed.Overlaps(ApiExceptions.NoStatus) : computed.Contains(StatusText.IndexOf(status));
                var isReal = await IsRetriedAsync(run, status);
                runs++;
                retried += isReal ? 1 : 0;
                if (isReal != isComputed)
                    (isReal ? tooFew : tooMany).Add(status);
            }

            if (tooMany.Count + tooFew.Count > 0)
                differences.Add($"{name}: computed too many [{Shown(tooMany)}], too few [{Shown(tooFew)}]\n  {RetryShapes.All[index].Body}");
        }

        Assert.True(RetryShapes.All.Length >= 80);
        Assert.InRange(retried, runs / 10, runs * 9 / 10);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string Shown(List<int> statuses) => statuses.Count > 12 ? $"{string.Join(' ', statuses.Take(12))} and {statuses.Count - 12} more" : string.Join(' ', statuses);

    /// <summary>The statuses that the retries in a type and its nested types repeat; null where there is no retry, or an uncertain one.</summary>
    private static CaseSet? ComputedFor(INamedTypeSymbol type, Compilation compilation)
    {
        var context = new RetryContext(compilation, new([]), default);
        var retries = type.GetTypeMembers().Append(type).SelectMany(static part => part.GetMembers()).OfType<IMethodSymbol>().SelectMany(method => RetryModel.Of(method, context)).ToList();
        return retries.Count == 0 || retries.Exists(static retry => retry.Paths.Any(static path => path.IsUncertain))
            ? null
            : retries.Aggregate(CaseSet.Empty, static (set, retry) => set | retry.Statuses);
    }

    /// <summary>Whether the shape sends a second request when the first is answered so.</summary>
    private static async Task<bool> IsRetriedAsync(MethodInfo run, int status)
    {
        var transport = new Transport(status);
        var parameters = run.GetParameters();
        var api = Activator.CreateInstance(parameters[0].ParameterType, transport);
        try
        {
            await (Task<string>)run.Invoke(null, [api, Activator.CreateInstance(parameters[1].ParameterType)])!;
        }
        catch (Exception)
        {
            // What the shape does with a failure that it does not retry is its own business.
        }

        return transport.Requests > 1;
    }

    private static (Compilation Compilation, Assembly Assembly) Compile()
    {
        var references = (Packages.Net + Packages.OpenAI + Packages.Polly8).References;
        var time = RunnableCode.Load(RunnableCode.Compile("RetryTime", [RetryShapes.Time], references)).Reference;
        var shapes = RetryShapes.All.Select(static (shape, index) => $$"""
            public static class Shape{{index}}
            {
                private const string Url = "https://api.openai.com/v1/chat/completions";

                public static async Task<string> Run(Api api, Clock clock)
                {
                    {{shape.Body}}
                }

                {{shape.Members}}
            }
            """);
        var compilation = RunnableCode.Compile("Retries", [Usings + RetryShapes.Prelude, .. shapes.Select(static code => Usings + code)], references.Add(time));
        return (compilation, RunnableCode.Load(compilation).Assembly);
    }

    /// <summary>Answers the first request with a status, or not at all, and all others with a completion.</summary>
    private sealed class Transport(int first) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (++Requests > 1)
                return Answer(HttpStatusCode.OK, """{ "id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": "Hello" } }] }""");
            return first == NoAnswer ? throw new HttpRequestException("The connection failed.") : Answer((HttpStatusCode)first, """{ "error": { "message": "no" } }""");
        }

        private static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json, null, "application/json") };
    }
}
