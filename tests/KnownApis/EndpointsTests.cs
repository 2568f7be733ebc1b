using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;

namespace AiApi.Analyzers.Tests.KnownApis;

public sealed class EndpointsTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1/chat/completions", "Chat OpenAI")]
    [InlineData("https://api.openai.com/v1/models", "Other OpenAI")]
    [InlineData("https://API.OpenAI.com:443/v1/responses?x=1", "Responses OpenAI")]
    [InlineData("https://user:pass@api.openai.com/v1/embeddings", "Embeddings OpenAI")]
    [InlineData("https://contoso.openai.azure.com/openai/deployments/{…}/images/generations?api-version=1", "Images Azure OpenAI")]
    [InlineData("https://contoso.openai.azure.com/openai/v1/video/generations/jobs", "Videos Azure OpenAI")]
    [InlineData("https://api.cometapi.com/v1/videos/{…}", "Videos CometAPI")]
    [InlineData("https://api.cometapi.com/kling/v1/videos/image2video/{…}", "Videos Kling")]
    [InlineData("https://api.cometapi.com/runwayml/v1/tasks/{…}", "Other Runway")]
    [InlineData("https://api.klingai.com/v1/videos/text2video", "Videos Kling")]
    [InlineData("https://us-central1-aiplatform.googleapis.com/v1/projects/p/models/veo:predictLongRunning", "Videos Gemini")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/models/{…}:generateContent", "Chat Gemini")]
    [InlineData("{…}/v1/images/edits", "Images ?")]
    [InlineData("{…}/kling/v1/videos/text2video", "Videos Kling")]
    [InlineData("v1/video_generation", "Videos MiniMax")]
    [InlineData("/api/v1/services/aigc/video-generation/video-synthesis", "Other DashScope")]
    [InlineData("http://localhost:11434/v1/chat/completions", "Chat the local server")]
    [InlineData("http://localhost:11434/api/chat", "Other the local server")]
    public void Hosts_and_paths_are_recognised(string url, string expected) => Assert.Equal(expected, Recognise(url));

    [Theory]
    [InlineData("https://www.youtube.com/v1/videos")]
    [InlineData("https://api.twilio.com/v1/messages")]
    [InlineData("https://example.com/chat/completionsettings")]
    [InlineData("https://example.com/mychat/completions-old")]
    [InlineData("https://notopenai.com/")]
    [InlineData("https://api.openai.com.example.com/")]
    [InlineData("http://localhost:5000/users")]
    [InlineData("https://{…}/users")]
    [InlineData("{…}")]
    [InlineData("")]
    public void Other_addresses_are_not(string url) => Assert.Equal("none", Recognise(url));

    [Theory]
    [InlineData("llm.example.com", "https://llm.example.com/generate", true)]
    [InlineData("llm.example.com", "https://example.com/generate", false)]
    [InlineData("*.example.com", "https://llm.example.com/generate", true)]
    [InlineData("https://example.com/ai", "https://example.com/ai/generate", true)]
    [InlineData("https://example.com/ai", "https://example.com/users", false)]
    [InlineData("/generate/image", "{…}/generate/image?x=1", true)]
    [InlineData("/generate/image", "{…}/generate/text", false)]
    public void Users_name_further_endpoints(string pattern, string url, bool isAi)
    {
        var more = new EndpointPatterns([EndpointPattern.Read(pattern)!]);
        Assert.Equal(isAi, Endpoints.Recognise(url.Replace("{…}", PartialText.Hole.ToString()), PartialText.Hole, more) is not null);
    }

    private static string Recognise(string url) =>
        Endpoints.Recognise(url.Replace("{…}", PartialText.Hole.ToString()), PartialText.Hole) is { } endpoint
            ? $"{endpoint.Operation} {endpoint.Provider?.Name ?? "?"}"
            : "none";
}
