namespace AiApi.Analyzers.Tests.Retries;

/// <summary>Retries that are registered for the HTTP client of an AI API. Every snippet is held against all rules.</summary>
public class HttpClientRegistrationTests
{
    private const string Backoff = "BackoffType = DelayBackoffType.Exponential, UseJitter = true";

    private static readonly PackageSet Injection = Packages.DependencyInjection + Packages.Stub("Microsoft.Extensions.Http", Packages.DependencyInjection);
    internal static readonly PackageSet WithPolicies = Injection + Packages.Stub("Polly.Extensions.Http", Packages.Polly7) + Packages.Stub("Microsoft.Extensions.Http.Polly", Injection + Packages.Polly7);
    internal static readonly PackageSet WithPipelines = Packages.Stub("Microsoft.Extensions.Http.Resilience", Injection + Packages.Polly8);

    [Theory]
    [InlineData("services.AddHttpClient<Assistant>().AddPolicyHandler(HttpPolicyExtensions.{|AIAPI2002:HandleTransientHttpError|}().WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient<Assistant>().AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().OrResult(r => r.StatusCode == HttpStatusCode.TooManyRequests).WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient<IAssistant, Assistant>().AddPolicyHandler(Policy<HttpResponseMessage>.Handle<HttpRequestException>().{|AIAPI2002:OrTransientHttpStatusCode|}().WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient<Weather>().AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient<Assistant>().{|AIAPI2002:AddTransientHttpErrorPolicy|}(policy => policy.WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient<Assistant>().AddTransientHttpErrorPolicy(policy => policy.OrResult(r => r.StatusCode == HttpStatusCode.TooManyRequests).WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient<Assistant>().AddTransientHttpErrorPolicy(policy => policy.OrResult({|AIAPI2001:r => r.StatusCode >= HttpStatusCode.BadRequest|}).WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient(\"openai\", http => http.BaseAddress = new Uri(\"https://api.openai.com/\")).AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>({|AIAPI2001:r => !r.IsSuccessStatusCode|}).WaitAndRetryAsync(3, Pause));")]
    [InlineData("services.AddHttpClient(\"weather\", http => http.BaseAddress = new Uri(\"https://weather.example.com/\")).AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode).WaitAndRetryAsync(3, Pause));")]
    [InlineData("var builder = services.AddHttpClient<Assistant>();\nbuilder.AddPolicyHandler(_ => HttpPolicyExtensions.{|AIAPI2002:HandleTransientHttpError|}().WaitAndRetryAsync(3, Pause));")]
    public Task Policies(string registration) => RetrySnippet.AllRulesSay(Program(registration, "Polly.Extensions.Http"), WithPolicies);

    [Fact]
    public Task A_policy_from_a_method() => RetrySnippet.AllRulesSay(Program("services.AddHttpClient<Assistant>().AddPolicyHandler(_ => Retries());", "Polly.Extensions.Http", """
        private static IAsyncPolicy<HttpResponseMessage> Retries() => HttpPolicyExtensions.{|AIAPI2002:HandleTransientHttpError|}().WaitAndRetryAsync(3, Pause);
        """), WithPolicies);

    [Theory]
    [InlineData("services.AddHttpClient<Assistant>().AddStandardResilienceHandler();")]
    [InlineData("services.AddHttpClient<Assistant>().AddStandardResilienceHandler(options => options.Retry.MaxRetryAttempts = 5);")]
    [InlineData("services.AddHttpClient<Assistant>().AddStandardResilienceHandler(options => options.Retry.ShouldHandle = {|AIAPI2001:args => ValueTask.FromResult(args.Outcome.Result?.IsSuccessStatusCode == false)|});")]
    [InlineData("services.AddHttpClient<Assistant>().{|AIAPI2004:AddStandardResilienceHandler|}(options => { options.Retry.BackoffType = DelayBackoffType.Constant; options.Retry.UseJitter = false; });")]
    [InlineData("services.AddHttpClient<Weather>().AddStandardResilienceHandler(options => options.Retry.BackoffType = DelayBackoffType.Constant);")]
    [InlineData("services.AddHttpClient<Assistant>().AddResilienceHandler(\"retries\", builder => builder.AddRetry(new HttpRetryStrategyOptions()));")]
    [InlineData("services.AddHttpClient<Assistant>().AddResilienceHandler(\"retries\", builder => builder.AddRetry(new {|AIAPI2004:HttpRetryStrategyOptions|} { UseJitter = false }));")]
    [InlineData("services.AddHttpClient<Assistant>().AddResilienceHandler(\"retries\", builder => { builder.AddTimeout(TimeSpan.FromMinutes(1)); builder.{|AIAPI2003:AddRetry|}(new HttpRetryStrategyOptions { Delay = TimeSpan.Zero }); });")]
    [InlineData("services.AddHttpClient<Assistant>().AddResilienceHandler(\"retries\", builder => builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage> { ShouldHandle = {|AIAPI2002:args => ValueTask.FromResult(args.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError)|}, " + Backoff + " }));")]
    public Task Pipelines(string registration) => RetrySnippet.AllRulesSay(Program(registration, "Microsoft.Extensions.Http.Resilience"), WithPipelines);

    [Theory]
    [InlineData("services.AddHttpClient<Assistant>().{|AIAPI2001:AddHttpMessageHandler<AnyFailureHandler>|}();")]
    [InlineData("services.AddHttpClient<Assistant>().{|AIAPI2001:AddHttpMessageHandler|}(() => new AnyFailureHandler());")]
    [InlineData("services.AddHttpClient<Assistant>().AddHttpMessageHandler<TransientFailureHandler>();")]
    [InlineData("services.AddHttpClient<Assistant>().AddHttpMessageHandler<LoggingHandler>();")]
    [InlineData("services.AddHttpClient<Weather>().AddHttpMessageHandler<AnyFailureHandler>();")]
    public Task Handlers(string registration) => RetrySnippet.AllRulesSay(Program(registration, "System.Net.Http.Headers"), WithPolicies);

    [Fact]
    public Task A_handler_of_a_client_that_is_made_in_place() => RetrySnippet.AllRulesSay(Program("", "System.Net.Http.Headers", """
        private static readonly HttpClient Ai = new({|AIAPI2001:new AnyFailureHandler()|});

            public Task<HttpResponseMessage> PostAsync(string json) => Ai.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(json));
        """), WithPolicies);

    internal static string Program(string registration, string usings, string members = "") => $$"""
        using System.Net;
        using Microsoft.Extensions.DependencyInjection;
        using Polly;
        using Polly.Retry;
        using {{usings}};

        class Startup
        {
            public void Configure(IServiceCollection services)
            {
                {{registration}}
            }

            {{members}}

            private static TimeSpan Pause(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble());
        }

        interface IAssistant
        {
        }

        class Assistant : IAssistant
        {
            private readonly HttpClient http;

            public Assistant(HttpClient http) => this.http = http;

            public Task<HttpResponseMessage> PostAsync(string json) => http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(json));
        }

        class Weather
        {
            private readonly HttpClient http;

            public Weather(HttpClient http) => this.http = http;

            public Task<string> GetAsync() => http.GetStringAsync("https://weather.example.com/now");
        }

        class AnyFailureHandler : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                for (var attempt = 0; ; attempt++)
                {
                    var response = await base.SendAsync(request, cancellationToken);
                    if (response.IsSuccessStatusCode || attempt == 3)
                        return response;
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
                }
            }
        }

        class TransientFailureHandler : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                HttpResponseMessage response;
                var attempt = 0;
                do
                {
                    response = await base.SendAsync(request, cancellationToken);
                    if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                        await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5), cancellationToken);
                    else
                        return response;
                }
                while (++attempt < 4);
                return response;
            }
        }

        class LoggingHandler : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var response = await base.SendAsync(request, cancellationToken);
                Console.WriteLine(response.StatusCode);
                return response;
            }
        }
        """;
}
