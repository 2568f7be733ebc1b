using System.ClientModel;
using System.ClientModel.Primitives;
using AiApi.Behavior.Tests.Server;
using Anthropic;
using Azure.Core;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Images;
using OpenAI.Responses;

namespace AiApi.Behavior.Tests;

/// <summary>Clients of the real SDKs for a play of the provider. They ask once.</summary>
internal static class Clients
{
    private static readonly ApiKeyCredential Key = new("test");

    /// <summary>A client of a type.</summary>
    public static object Create(Type type, Play play) => type switch
    {
        _ when type == typeof(ChatClient) => new ChatClient("gpt-4o", Key, OpenAIOptions(play)),
        _ when type == typeof(ImageClient) => new ImageClient("gpt-image-1", Key, OpenAIOptions(play)),
        _ when type == typeof(ResponsesClient) => new ResponsesClient(Key, new ResponsesClientOptions { Endpoint = play.Endpoint, RetryPolicy = new ClientRetryPolicy(0) }),
        _ when type == typeof(AnthropicClient) => Anthropic(play),
        _ when type == typeof(IChatClient) => Anthropic(play).AsIChatClient("claude-sonnet-4-5"),
        _ when type == typeof(Azure.AI.OpenAI.OpenAIClient) => new Azure.AI.OpenAI.OpenAIClient(
            play.Endpoint, new Azure.AzureKeyCredential("test"), new() { Retry = { MaxRetries = 0, Mode = RetryMode.Fixed } }),
        _ => throw new ArgumentException($"There is no {type}.", nameof(type)),
    };

    private static OpenAIClientOptions OpenAIOptions(Play play) => new() { Endpoint = play.Endpoint, RetryPolicy = new ClientRetryPolicy(0) };

    private static AnthropicClient Anthropic(Play play) => new() { ApiKey = "test", BaseUrl = play.Endpoint.ToString(), MaxRetries = 0 };
}
