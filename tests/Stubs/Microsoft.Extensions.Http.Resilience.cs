// Pipelines around HTTP clients in Microsoft.Extensions.Http.Resilience.
// Names: https://github.com/dotnet/extensions, src/Libraries/Microsoft.Extensions.Http.Resilience.
using System;
using System.Net.Http;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience
{
    public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
    {
        public bool ShouldRetryAfterHeader { get; set; }
    }

    public class HttpStandardResilienceOptions
    {
        public HttpRetryStrategyOptions Retry { get; set; } = new();
    }

    public interface IHttpResiliencePipelineBuilder
    {
        string PipelineName { get; }
    }

    public interface IHttpStandardResiliencePipelineBuilder
    {
        string PipelineName { get; }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class ResilienceHttpClientBuilderExtensions
    {
        public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => throw null!;

        public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
            this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure) => throw null!;

        public static IHttpResiliencePipelineBuilder AddResilienceHandler(
            this IHttpClientBuilder builder, string pipelineName, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure) => throw null!;
    }
}
