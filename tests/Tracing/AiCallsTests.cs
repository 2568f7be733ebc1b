namespace AiApi.Analyzers.Tests.Tracing;

public sealed class AiCallsTests
{
    [Fact]
    public void Methods_of_SDK_clients_are_AI_calls() => TraceProbe.Check("""
        using System.ClientModel;
        using System.Threading;
        using Anthropic;
        using Microsoft.Extensions.AI;
        using OpenAI.Chat;
        using OpenAI.Images;
        using Message = OpenAI.Chat.ChatMessage;

        class C
        {
            async Task M(ChatClient chat, ImageClient images, IChatClient any, AnthropicClient claude, Anthropic.Models.Messages.MessageCreateParams p)
            {
                await Ai(chat.CompleteChatAsync("hi"), "Chat SDK");
                Ai(chat.CompleteChat("hi"), "Chat SDK");
                Ai(chat.CompleteChatStreamingAsync("hi"), "Chat SDK");
                await Ai(images.GenerateImagesAsync("cat", 2), "Images SDK");
                await Ai(any.GetResponseAsync("hi"), "Chat SDK");
                await Ai(claude.Messages.Create(p), "Chat SDK");
                Ai(chat.ToString(), "none");
            }
        }

        class Recording : ChatClient
        {
            public override ClientResult<ChatCompletion> CompleteChat(IEnumerable<Message> messages, ChatCompletionOptions options, CancellationToken token) =>
                Ai(base.CompleteChat(messages, options, token), "Chat SDK");

            void Own(Recording other, List<Message> messages) => Ai(other.CompleteChat(messages, null!, default), "Chat SDK");
        }
        """);

    [Fact]
    public void Requests_to_AI_addresses_are_AI_calls() => TraceProbe.Check("""
        using System.Net.Http.Json;

        class C
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.cometapi.com/") };

            async Task M(HttpClient http, HttpContent body, string id, string root)
            {
                await Ai(http.PostAsync(Url, body), "Chat api.openai.com OpenAI");
                await Ai(http.PostAsJsonAsync(Url, new { }), "Chat api.openai.com OpenAI");
                await Ai(http.GetAsync($"{root}/v1/videos/{id}"), "Videos ? ?");
                await Ai(_http.GetAsync($"v1/videos/{id}"), "Videos api.cometapi.com CometAPI");
                await Ai(_http.PostAsync("/kling/v1/videos/text2video", body), "Videos api.cometapi.com Kling");
                await Ai(_http.GetStringAsync("v1/models"), "Other api.cometapi.com CometAPI");

                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.dev.runwayml.com/v1/image_to_video");
                await Ai(http.SendAsync(request), "Videos api.dev.runwayml.com Runway");
                var later = new HttpRequestMessage { Method = HttpMethod.Get };
                later.RequestUri = new Uri("https://dashscope.aliyuncs.com/api/v1/tasks/" + id);
                await Ai(http.SendAsync(later), "Other dashscope.aliyuncs.com DashScope");
            }
        }
        """);

    [Fact]
    public void A_base_address_set_anywhere_in_the_type_counts_for_an_injected_client() => TraceProbe.Check("""
        class C
        {
            private readonly HttpClient _http;

            public C(HttpClient http)
            {
                http.BaseAddress = new Uri("https://api.replicate.com/v1/");
                _http = http;
            }

            async Task M(string id) => await Ai(_http.GetAsync($"predictions/{id}"), "Other api.replicate.com Replicate");
        }
        """);

    [Fact]
    public void Constants_of_the_type_decide_only_where_the_address_says_nothing() => TraceProbe.Check("""
        class Options { public string Url { get; set; } = "https://api.openai.com/v1/images/generations"; }

        class C
        {
            private const string Default = "https://api.openai.com/v1/images/generations";
            async Task M(HttpClient http, HttpContent body, string url)
            {
                await Ai(http.PostAsync(url, body), "Images api.openai.com OpenAI");
                await Ai(http.GetAsync("https://example.com/api/users"), "none");
                await Ai(http.GetAsync($"{url}/users"), "none");
            }
        }

        class Unrelated
        {
            async Task M(HttpClient http, HttpContent body, string url) => await Ai(http.PostAsync(url, body), "none");
        }
        """);

    [Fact]
    public void Films_forms_and_mail_are_no_AI_calls() => TraceProbe.Check("""
        class C
        {
            async Task M(HttpClient http, HttpContent body, string id)
            {
                await Ai(http.GetAsync("https://www.googleapis.com/youtube/v3/videos?id=" + id), "none");
                await Ai(http.GetAsync("https://api.vimeo.com/v1/videos/" + id), "none");
                await Ai(http.GetAsync("https://api.pexels.com/v1/videos/search"), "none");
                await Ai(http.GetAsync("https://example.com/videos/" + id), "none");
                await Ai(http.GetAsync("/runway/list"), "none");
                await Ai(http.PostAsync("https://api.example.com/v1/messages", body), "none");
            }
        }
        """);

    [Fact]
    public void Only_sends_of_HttpClient_are_requests() => TraceProbe.Check("""
        class HttpLike { public Task<string> GetAsync(string url) => Task.FromResult(url); }

        class C
        {
            async Task M(HttpLike http) => await Ai(http.GetAsync("https://api.openai.com/v1/models"), "none");
        }
        """);
}
