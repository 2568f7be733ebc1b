// The registration of HTTP clients in Microsoft.Extensions.Http.
// Names: https://github.com/dotnet/runtime, src/libraries/Microsoft.Extensions.Http/ref/Microsoft.Extensions.Http.cs.
using System;
using System.Net.Http;

namespace Microsoft.Extensions.DependencyInjection
{
    public interface IHttpClientBuilder
    {
        string Name { get; }

        IServiceCollection Services { get; }
    }

    public static class HttpClientFactoryServiceCollectionExtensions
    {
        public static IHttpClientBuilder AddHttpClient(this IServiceCollection services, string name, Action<HttpClient> configureClient) => throw null!;

        public static IHttpClientBuilder AddHttpClient<TClient>(this IServiceCollection services)
            where TClient : class => throw null!;

        public static IHttpClientBuilder AddHttpClient<TClient, TImplementation>(this IServiceCollection services)
            where TClient : class
            where TImplementation : class, TClient => throw null!;
    }

    public static class HttpClientBuilderExtensions
    {
        public static IHttpClientBuilder AddHttpMessageHandler(this IHttpClientBuilder builder, Func<DelegatingHandler> configureHandler) => throw null!;

        public static IHttpClientBuilder AddHttpMessageHandler<THandler>(this IHttpClientBuilder builder)
            where THandler : DelegatingHandler => throw null!;
    }
}
