namespace AiApi.Behavior.Tests.Running;

/// <summary>What programs are given and what stands for types of the SDKs, compiled apart so that the rules see no body of it.</summary>
internal static class Surroundings
{
    /// <summary>For every set of packages.</summary>
    public const string Http = """
        using System.Net.Http;
        using AiApi.Behavior.Tests.Running;

        public static partial class Surroundings
        {
            public static HttpMessageHandler Handler => Wire.Handler;
            public static System.TimeProvider Time => ProgramTime.Provider;
            public static System.Threading.CancellationToken Token => default;
            public static System.Uri Endpoint => Exchange.Current.Endpoint;
            public static HttpClient Client() => new(Wire.Handler, disposeHandler: false) { BaseAddress = new($"{Endpoint}/") };
        }
        """;

    /// <summary>Clients that leave the retries to the program, and the policy of System.ClientModel on the program's time.</summary>
    public const string OpenAI = """
        using System;
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using AiApi.Behavior.Tests.Running;
        using OpenAI;
        using OpenAI.Chat;

        public static partial class Surroundings
        {
            public static ClientRetryPolicy RetryPolicy(int maxRetries = 3) => new Hurried(maxRetries);

            public static ChatClient Chat() => new("gpt-5.4", Key, Once(new OpenAIClientOptions()));

            public static OpenAI.Images.ImageClient Images() => new("gpt-image-1", Key, Once(new OpenAIClientOptions()));

            public static OpenAI.Responses.ResponsesClient Responses() => new(Key, Once(new OpenAI.Responses.ResponsesClientOptions()));

            private static ApiKeyCredential Key => new("none");

            private static T Once<T>(T options) where T : ClientPipelineOptions
            {
                options.RetryPolicy = new Hurried(0);
                options.Transport = new HttpClientPipelineTransport(Client());
                return options;
            }

            private sealed class Hurried : ClientRetryPolicy
            {
                public Hurried(int maxRetries) : base(maxRetries) { }

                protected override Task WaitAsync(TimeSpan time, CancellationToken token) => ProgramTime.Delay(time, token);

                protected override void Wait(TimeSpan time, CancellationToken token) => ProgramTime.Sleep(time);
            }
        }
        """;

    public const string Others = """
        using System;
        using Anthropic;
        using Anthropic.Models.Messages;
        using Microsoft.Extensions.AI;

        public static partial class Surroundings
        {
            // What Azure.Core waits by itself is not under test.
            static Surroundings() => global::Azure.Core.ClientOptions.Default.Retry.Delay = TimeSpan.FromMilliseconds(1);

            public static MessageCreateParams Question => new() { Model = "claude-opus-5", MaxTokens = 100, Messages = Array.Empty<MessageParam>() };

            public static AnthropicClient Claude() => new() { ApiKey = "none", MaxRetries = 0, HttpClient = Client() };

            public static IChatClient ChatClient() => Claude().AsIChatClient("claude-opus-5");

            public static Azure.AI.OpenAI.OpenAIClient Azure()
            {
                var options = new Azure.AI.OpenAI.OpenAIClientOptions { Transport = new global::Azure.Core.Pipeline.HttpClientTransport(Client()) };
                options.Retry.MaxRetries = 0;
                return new(new Uri("https://example.openai.azure.com"), new global::Azure.AzureKeyCredential("none"), options);
            }
        }
        """;

    public const string Polly8 = """
        using AiApi.Behavior.Tests.Running;
        using Polly;

        public static partial class Surroundings
        {
            public static ResiliencePipelineBuilder PipelineBuilder() => new() { TimeProvider = ProgramTime.Provider };

            public static ResiliencePipelineBuilder<T> PipelineBuilder<T>() => new() { TimeProvider = ProgramTime.Provider };
        }
        """;
}
