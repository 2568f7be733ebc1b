namespace AiApi.Analyzers.Tests.Retries.Execution;

/// <summary>Retries that are both analysed and run. Each is the body of <c>Run(Api api, Clock clock)</c>, which sends a request until it is content,
/// with the members of its class.</summary>
internal static class RetryShapes
{
    private const string Ask = "return (await api.Chat.CompleteChatAsync(\"Hello\")).Value.Id;";
    private const string Post = "var response = await api.Http.PostAsync(Url, new StringContent(\"{}\"));";
    private const string Wait = "await clock.Delay(5);";
    private const string RunWithToken = "async _ => (await api.Chat.CompleteChatAsync(\"Hello\")).Value.Id";
    private const string Run = "async () => (await api.Chat.CompleteChatAsync(\"Hello\")).Value.Id";

    /// <summary>The time, in an assembly of its own: that it waits is known by its name alone.</summary>
    public const string Time = """
        using System.Threading.Tasks;
        public sealed class Clock
        {
            public int Seconds { get; private set; }
            public Task Delay(int seconds) { Seconds += seconds; return Task.CompletedTask; }
        }
        """;

    /// <summary>What every shape can use.</summary>
    public const string Prelude = """
        public sealed class Api
        {
            private readonly HttpMessageHandler _handler;
            public Api(HttpMessageHandler handler) { _handler = handler; Http = new HttpClient(handler); Chat = With(new ClientRetryPolicy(0)); }
            public HttpMessageHandler Handler => _handler;
            public HttpClient Http { get; }
            public ChatClient Chat { get; }
            public ChatClient With(PipelinePolicy policy) => new ChatClient("gpt-5.4", new ApiKeyCredential("none"), new OpenAIClientOptions { RetryPolicy = policy, Transport = new HttpClientPipelineTransport(new HttpClient(_handler)) });
        }

        public abstract class HurriedPolicy : ClientRetryPolicy
        {
            protected override Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.CompletedTask;
        }

        public static class Failures
        {
            public static readonly HashSet<int> Retryable = new() { 408, 429, 500, 502, 503, 504 };
            public static readonly HashSet<HttpStatusCode> Answers = new() { HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable };
            public static readonly int[] Servers = { 429, 500, 503 };
            public static bool IsTransient(int status) => status == 429 || status is >= 500 and <= 504;
            public static bool IsTransient(Exception ex) => ex switch { ClientResultException { Status: 0 or 408 or 429 } => true, ClientResultException failed => failed.Status >= 500, _ => false };
            public static bool IsFinal(ClientResultException ex) { if (ex.Status == 0) return false; if (ex.Status < 400) return true; return ex.Status < 500 && ex.Status != 429; }
            public static void ThrowIfFinal(HttpResponseMessage response) { if ((int)response.StatusCode is >= 400 and < 500 and not 429) throw new InvalidOperationException(); }
        }
        """;

    /// <summary>Handlers after an SDK call in an endless loop that counts its attempts.</summary>
    private static readonly string[] Handlers =
    [
        $"catch (ClientResultException) when (attempt < 3) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && ex.Status == 429) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 500) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && (ex.Status == 429 || ex.Status >= 500 && ex.Status != 501)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && ex.Status is 0 or 408 or 409 or 429 or (>= 500 and < 600)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && Failures.Retryable.Contains(ex.Status)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && new[] {{ 429, 503 }}.Contains(ex.Status)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && ex.Status switch {{ 429 => true, 500 or 502 => true, > 502 => true, _ => false }}) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && Failures.IsTransient(ex.Status)) {{ {Wait} }}",
        $"catch (Exception ex) when (attempt < 3 && Failures.IsTransient(ex)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && !Failures.IsFinal(ex)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && (HttpStatusCode)ex.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && !(ex.Status >= 400 && ex.Status < 500)) {{ {Wait} }}",
        $"catch (Exception ex) when (attempt < 3 && ex is ClientResultException {{ Status: 429 or 503 }}) {{ {Wait} }}",
        $"catch (Exception ex) when (attempt < 3 && ex is not ClientResultException {{ Status: 400 or 401 or 403 or 404 or 422 }}) {{ {Wait} }}",
        $"catch (Exception ex) when (attempt < 3 && ex is ClientResultException failed && failed.Status > 499) {{ {Wait} }}",
        $"catch (Exception ex) when (attempt < 3 && (ex as ClientResultException)?.Status >= 500) {{ {Wait} }}",
        $"catch (Exception) when (attempt < 3) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (ex.Status == 401) {{ throw; }} catch (ClientResultException) when (attempt < 3) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (ex.Status < 500 && ex.Status != 0) {{ throw; }} catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 500) {{ {Wait} }}",
        $"catch (ClientResultException ex) {{ if (attempt == 3 || ex.Status < 500) throw; {Wait} }}",
        $"catch (ClientResultException ex) {{ if (attempt < 3 && ex.Status is 429 or 503) {{ {Wait} continue; }} throw; }}",
        $"catch (ClientResultException ex) {{ switch (ex.Status) {{ case 429: case 500: case 503: break; default: throw; }} if (attempt == 3) throw; {Wait} }}",
        $"catch (ClientResultException ex) {{ var again = ex.Status is 429 or >= 500; if (!again || attempt == 3) throw; {Wait} }}",
        $"catch (ClientResultException ex) {{ var status = ex.Status; if (attempt == 3) throw; if (status != 429) {{ if (status < 500) throw; }} {Wait} }}",
        $"catch (ClientResultException ex) {{ bool IsWorthIt() => ex.Status == 429 || ex.Status >= 500; if (attempt == 3 || !IsWorthIt()) throw; {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3) {{ {Wait} if (ex.Status == 400) throw; }}",
        $"catch (ClientResultException ex) when (attempt < 3 && ex.Status is var status && (status == 429 || status >= 500)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && Failures.Answers.Contains((HttpStatusCode)ex.Status)) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && Array.IndexOf(Failures.Servers, ex.Status) >= 0) {{ {Wait} }}",
        $"catch (ClientResultException ex) {{ if (attempt == 3 || ex.Status is not (429 or >= 500)) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(ex).Throw(); {Wait} }}",
        $"catch (ClientResultException ex) {{ if (ex.Status < 500) throw; if (attempt == 3) throw; {Wait} }} catch (InvalidOperationException) when (attempt < 3) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (ex.Status == 400) {{ throw new InvalidOperationException(\"no\", ex); }} catch (ClientResultException ex) when (ex.Status is 401 or 403) {{ throw; }} catch (Exception) when (attempt < 3) {{ {Wait} }}",
        $"catch (ClientResultException ex) when (attempt < 3 && (ex.Status, ex.Status >= 500) is (429, _) or (_, true)) {{ {Wait} }}",
        $"catch (ClientResultException ex) {{ bool again; switch (ex.Status / 100) {{ case 5: again = true; break; case 4 when ex.Status == 429: again = true; break; default: again = false; break; }} if (!again || attempt == 3) throw; {Wait} }}",
        $"catch (Exception ex) {{ if (attempt == 3) throw; if (ex is ClientResultException {{ Status: >= 400 and < 500 and not 429 }}) throw new InvalidOperationException(\"no\", ex); {Wait} }}",
    ];

    /// <summary>Loops of other kinds.</summary>
    private static readonly string[] Loops =
    [
        $"for (var attempt = 0; attempt < 3; attempt++) {{ try {{ {Ask} }} catch (ClientResultException ex) when (ex.Status is 429 or >= 500) {{ {Wait} }} }} throw new TimeoutException();",
        $"var attempts = 0; while (true) {{ try {{ {Ask} }} catch (ClientResultException ex) when (++attempts < 3 && ex.Status >= 500) {{ {Wait} }} }}",
        $"var done = false; string? id = null; var attempts = 0; while (!done) {{ try {{ id = (await api.Chat.CompleteChatAsync(\"Hello\")).Value.Id; done = true; }} catch (ClientResultException ex) {{ if (ex.Status is >= 400 and < 500 and not 429 || ++attempts == 3) throw; {Wait} }} }} return id!;",
        $"var attempts = 0; do {{ try {{ {Ask} }} catch (ClientResultException ex) when (ex.Status == 503) {{ {Wait} }} }} while (++attempts < 3); throw new TimeoutException();",
        $"foreach (var pause in new[] {{ 1, 2, 4 }}) {{ try {{ {Ask} }} catch (ClientResultException ex) when (ex.Status is 429) {{ await clock.Delay(pause); }} }} {Ask}",
        $"var attempts = 0; again: try {{ {Ask} }} catch (ClientResultException ex) when (attempts++ < 3 && ex.Status is 429 or 500) {{ {Wait} }} goto again;",
        $"Exception? last = null; for (var attempt = 0; attempt < 3; attempt++) {{ try {{ {Ask} }} catch (ClientResultException ex) {{ last = ex; if (ex.Status < 500) break; {Wait} }} }} throw last!;",
    ];

    /// <summary>Loops around responses.</summary>
    private static readonly string[] Responses =
    [
        $"for (var attempt = 1; ; attempt++) {{ {Post} if (response.IsSuccessStatusCode || attempt == 3) return \"done\"; {Wait} }}",
        $"for (var attempt = 1; ; attempt++) {{ {Post} if (attempt == 3 || (int)response.StatusCode is not (429 or >= 500)) return \"done\"; {Wait} }}",
        $"for (var attempt = 1; ; attempt++) {{ {Post} if (response.StatusCode == HttpStatusCode.TooManyRequests && attempt < 3) {{ {Wait} continue; }} return \"done\"; }}",
        $"for (var attempt = 1; ; attempt++) {{ {Post} if (response.StatusCode >= HttpStatusCode.InternalServerError && attempt < 3) {Wait} else return \"done\"; }}",
        $"for (var attempt = 1; ; attempt++) {{ {Post} switch (response.StatusCode) {{ case HttpStatusCode.OK: return \"done\"; case HttpStatusCode.TooManyRequests: case HttpStatusCode.ServiceUnavailable: if (attempt == 3) throw new TimeoutException(); {Wait} continue; default: throw new InvalidOperationException(); }} }}",
        $"for (var attempt = 1; ; attempt++) {{ {Post} var again = (int)response.StatusCode switch {{ 408 or 429 => true, >= 500 => true, _ => false }}; if (!again || attempt == 3) return \"done\"; {Wait} }}",
        $"for (var attempt = 1; ; attempt++) {{ {Post} Failures.ThrowIfFinal(response); if (response.IsSuccessStatusCode || attempt == 3) return \"done\"; {Wait} }}",
        $"for (var attempt = 1; ; attempt++) {{ {Post} if (Failures.IsTransient((int)response.StatusCode) && attempt < 3) {{ {Wait} }} else {{ response.EnsureSuccessStatusCode(); return \"done\"; }} }}",
        $"HttpResponseMessage response; var attempts = 0; do {{ response = await api.Http.PostAsync(Url, new StringContent(\"{{}}\")); if (!response.IsSuccessStatusCode) {Wait} }} while (!response.IsSuccessStatusCode && ++attempts < 3); return \"done\";",
        $"for (var attempt = 1; ; attempt++) {{ try {{ {Post} response.EnsureSuccessStatusCode(); return \"done\"; }} catch (HttpRequestException) when (attempt < 3) {{ {Wait} }} }}",
        $"for (var attempt = 1; ; attempt++) {{ try {{ {Post} response.EnsureSuccessStatusCode(); return \"done\"; }} catch (HttpRequestException ex) when (attempt < 3 && ex.StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) {{ {Wait} }} }}",
        $"for (var attempt = 1; ; attempt++) {{ try {{ {Post} response.EnsureSuccessStatusCode(); return \"done\"; }} catch (HttpRequestException ex) when (attempt < 3 && (int?)ex.StatusCode >= 500) {{ {Wait} }} }}",
        $"for (var attempt = 1; ; attempt++) {{ try {{ {Post} if (!response.IsSuccessStatusCode) throw new HttpRequestException(\"no\", null, response.StatusCode); return \"done\"; }} catch (HttpRequestException ex) when (attempt < 3 && ex.StatusCode == HttpStatusCode.TooManyRequests) {{ {Wait} }} }}",
        $"for (var attempt = 1; ; attempt++) {{ try {{ {Post} return \"done\"; }} catch (HttpRequestException) when (attempt < 3) {{ {Wait} }} }}",
        $"for (var attempt = 1; ; attempt++) {{ try {{ {Post} response.EnsureSuccessStatusCode(); return \"done\"; }} catch (HttpRequestException ex) when (attempt < 3 && ex.StatusCode.HasValue && (int)ex.StatusCode.Value >= 500) {{ {Wait} }} }}",
        $"for (var attempt = 1; ; attempt++) {{ try {{ {Post} response.EnsureSuccessStatusCode(); return \"done\"; }} catch (HttpRequestException ex) when (attempt < 3 && (ex.StatusCode == null || ex.StatusCode.GetValueOrDefault() == HttpStatusCode.TooManyRequests)) {{ {Wait} }} }}",
        $"HttpResponseMessage? response = null; for (var attempt = 0; attempt <= 2; attempt++) {{ response = await api.Http.PostAsync(Url, new StringContent(\"{{}}\")); if (response.IsSuccessStatusCode) break; if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == 2) break; {Wait} }} return response!.StatusCode.ToString();",
    ];

    /// <summary>Policies and pipelines around an SDK call.</summary>
    private static readonly string[] Policies =
    [
        "Policy.Handle<ClientResultException>().RetryAsync(2)",
        "Policy.Handle<Exception>().WaitAndRetryAsync(2, _ => TimeSpan.Zero)",
        "Policy.Handle<ClientResultException>(ex => ex.Status == 429).Or<ClientResultException>(ex => ex.Status >= 500).WaitAndRetryAsync(2, _ => TimeSpan.Zero)",
        "Policy.Handle<ClientResultException>(ex => ex.Status is 429 or >= 500).WaitAndRetryAsync(new[] { TimeSpan.Zero })",
        "Policy.Handle<Exception>(ex => ex is ClientResultException { Status: 503 }).RetryAsync(2)",
        "Policy.Handle<ClientResultException>(Worth).RetryAsync(2)",
        "Policy.Handle<ClientResultException>(ex => { if (ex.Status == 501) return false; return ex.Status >= 500; }).RetryForeverAsync()",
        "Policy.Handle<ClientResultException>(ex => ex.Status == 429).RetryAsync(2).WrapAsync(Policy.Handle<ClientResultException>(ex => ex.Status >= 502).RetryAsync(2))",
        "new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero }).Build()",
        "new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, ShouldHandle = async args => { await Task.Yield(); return args.Outcome.Exception is ClientResultException ex && ex.Status is 408 or 429; } }).Build()",
        "new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(ex => ex.Status == 429) }).AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(Worth) }).Build()",
        "new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(ex => ex.Status is 408 or 429 or >= 500) }).Build()",
        "new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is ClientResultException { Status: 429 or 503 }) }).Build()",
        "new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, ShouldHandle = args => args.Outcome switch { { Exception: ClientResultException { Status: >= 500 } } => PredicateResult.True(), _ => PredicateResult.False() } }).Build()",
    ];

    /// <summary>Pipelines around a send.</summary>
    private static readonly string[] ResponsePolicies =
    [
        "Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode >= 500).RetryAsync(2)",
        "Policy<HttpResponseMessage>.Handle<HttpRequestException>().OrResult(r => !r.IsSuccessStatusCode).WaitAndRetryAsync(2, _ => TimeSpan.Zero)",
        "new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new RetryStrategyOptions<HttpResponseMessage> { Delay = TimeSpan.Zero, ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException || args.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError) }).Build()",
        "new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new RetryStrategyOptions<HttpResponseMessage> { Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(r => r.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway) }).Build()",
    ];

    /// <summary>What a class derived from the client's policy decides.</summary>
    private static readonly string[] Decisions =
    [
        "base.ShouldRetry(message, exception)",
        "base.ShouldRetry(message, exception) && message.Response?.Status != 429",
        "base.ShouldRetry(message, exception) || message.Response?.Status == 409",
        "message.Response is { Status: 429 or 503 }",
    ];

    private const string Worth = "static bool Worth(ClientResultException ex) => ex.Status == 429 || ex.Status > 500;";

    public static readonly (string Body, string Members)[] All =
    [
        .. Handlers.Select(static handler => ($"for (var attempt = 1; ; attempt++) {{ try {{ {Ask} }} {handler} }}", "")),
        .. Loops.Select(static loop => (loop, "")),
        .. Responses.Select(static loop => (loop, "")),
        .. Policies.Select(static policy => ($"var policy = {policy}; return await policy.ExecuteAsync({(policy.StartsWith("new", StringComparison.Ordinal) ? RunWithToken : Run)});", Worth)),
        .. ResponsePolicies.Select(static policy => ($"var policy = {policy}; await policy.ExecuteAsync({(policy.StartsWith("new", StringComparison.Ordinal) ? "async token => await" : "() =>")} api.Http.PostAsync(Url, new StringContent(\"{{}}\"))); return \"done\";", "")),
        .. Decisions.Select(static decision => (
            "return (await api.With(new Mine()).CompleteChatAsync(\"Hello\")).Value.Id;",
            $"sealed class Mine : HurriedPolicy {{ protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => {decision}; protected override ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => new(ShouldRetry(message, exception)); }}")),
        ($"return await AgainAsync({Run}, clock);",
            $"static async Task<T> AgainAsync<T>(Func<Task<T>> action, Clock clock) {{ for (var attempt = 1; ; attempt++) {{ try {{ return await action(); }} catch (Exception ex) when (attempt < 3 && ex is ClientResultException {{ Status: 429 or >= 500 }}) {{ {Wait} }} }} }}"),
        ($"return await AgainAsync({Run}, clock);",
            $"static async Task<T> AgainAsync<T>(Func<Task<T>> action, Clock clock) {{ for (var attempt = 1; ; attempt++) {{ try {{ return await action(); }} catch (Exception) when (attempt < 3) {{ {Wait} }} }} }}"),
        ("return await AskAsync(api, clock, 0);",
            $"static async Task<string> AskAsync(Api api, Clock clock, int attempt) {{ try {{ {Ask} }} catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 502) {{ {Wait} return await AskAsync(api, clock, attempt + 1); }} }}"),
        ($"for (var attempt = 1; ; attempt++) {{ try {{ return await AskOnceAsync(api); }} catch (ClientResultException ex) when (attempt < 3 && ex.Status >= 500) {{ {Wait} }} }}",
            $"static async Task<string> AskOnceAsync(Api api) {{ {Ask} }}"),
        ($"for (var attempt = 1; ; attempt++) {{ var response = await PostAsync(api); if (attempt == 3 || (int)response.StatusCode < 500) return \"done\"; {Wait} }}",
            "static async Task<HttpResponseMessage> PostAsync(Api api) { var response = await api.Http.PostAsync(Url, new StringContent(\"{}\")); if (response.StatusCode == HttpStatusCode.BadGateway) throw new InvalidOperationException(); return response; }"),
        ("using var http = new HttpClient(new Again(api.Handler)); await http.PostAsync(Url, new StringContent(\"{}\")); return \"done\";",
            $"sealed class Again : DelegatingHandler {{ public Again(HttpMessageHandler inner) : base(inner) {{ }} protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) {{ for (var attempt = 1; ; attempt++) {{ var response = await base.SendAsync(request, cancellationToken); if (attempt == 3 || (int)response.StatusCode is not (429 or >= 500)) return response; await Task.Yield(); }} }} }}"),
    ];
}
