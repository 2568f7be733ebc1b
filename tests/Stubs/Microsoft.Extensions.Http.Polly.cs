// Policies around HTTP clients in Microsoft.Extensions.Http.Polly.
// Names: https://github.com/dotnet/aspnetcore, src/HttpClientFactory/Polly/src/DependencyInjection/PollyHttpClientBuilderExtensions.cs.
using System;
using System.Net.Http;
using Polly;

namespace Microsoft.Extensions.DependencyInjection
{
    public static class PollyHttpClientBuilderExtensions
    {
        public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, IAsyncPolicy<HttpResponseMessage> policy) => throw null!;

        public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, Func<HttpRequestMessage, IAsyncPolicy<HttpResponseMessage>> policySelector) => throw null!;

        public static IHttpClientBuilder AddTransientHttpErrorPolicy(
            this IHttpClientBuilder builder, Func<PolicyBuilder<HttpResponseMessage>, IAsyncPolicy<HttpResponseMessage>> configurePolicy) => throw null!;
    }
}
