using AiApi.Analyzers.Configuration;

namespace AiApi.Analyzers.KnownApis;

/// <summary>An address at which an AI model is served.</summary>
/// <param name="Host">The host, without port; null when the address does not tell.</param>
/// <param name="Owner">Whose host it is; null when it is not known.</param>
/// <param name="Provider">Whose API answers there: the vendor that a path on an aggregator names, else <paramref name="Owner"/>.</param>
/// <param name="Operation">What a request asks for.</param>
internal sealed record Endpoint(string? Host, Provider? Owner, Provider? Provider, AiOperation Operation);

/// <summary>Recognises AI endpoints by host and path.</summary>
internal static class Endpoints
{
    /// <summary>Ollama serves its own paths on this port (github.com/ollama/ollama, docs/faq.md).</summary>
    private const string OllamaPort = ":11434/";

    /// <summary>Paths that AI APIs have and others have not. A match starts and ends at a segment, <c>*</c> stands for the rest of one.</summary>
    private static readonly (string Path, AiOperation Operation, Provider? Provider)[] Paths =
    [
        // platform.openai.com/docs/api-reference, and everyone who speaks its protocol
        ("chat/completions", AiOperation.Chat, null),
        ("v1/responses", AiOperation.Responses, null),
        ("openai/responses", AiOperation.Responses, Providers.Azure),
        ("v1/completions", AiOperation.Completions, null),
        ("v1/embeddings", AiOperation.Embeddings, null),
        ("v1/moderations", AiOperation.Moderation, null),
        ("audio/transcriptions", AiOperation.Audio, null),
        ("audio/translations", AiOperation.Audio, null),
        ("audio/speech", AiOperation.Audio, null),
        ("images/generations", AiOperation.Images, null),
        ("images/edits", AiOperation.Images, null),
        ("images/variations", AiOperation.Images, null),
        ("v1/videos", AiOperation.Videos, null),
        ("v1/threads", AiOperation.Assistants, null),
        ("openai/deployments", AiOperation.Other, Providers.Azure),

        // docs.anthropic.com/en/api/messages, where the host does not already tell
        ("anthropic/v1/messages", AiOperation.Chat, Providers.Anthropic),

        // ai.google.dev/api: the method stands after a colon
        (":generateContent", AiOperation.Chat, Providers.Google),
        (":streamGenerateContent", AiOperation.Chat, Providers.Google),
        (":predictLongRunning", AiOperation.Videos, Providers.Google),

        // learn.microsoft.com, Azure OpenAI Sora: /openai/v1/video/generations/jobs
        ("video/generations/jobs", AiOperation.Videos, Providers.Azure),
        ("openai/v1/video/generations", AiOperation.Videos, Providers.Azure),

        // docs.newapi.pro, apidoc.cometapi.com
        ("video/generations", AiOperation.Videos, null),
        ("videos/generations", AiOperation.Videos, null),
        ("videos/text2video", AiOperation.Videos, Providers.Kling),
        ("videos/image2video", AiOperation.Videos, Providers.Kling),
        ("text2video", AiOperation.Videos, null),
        ("image2video", AiOperation.Videos, null),
        ("text_to_video", AiOperation.Videos, null),
        ("image_to_video", AiOperation.Videos, null),

        // platform.minimax.io
        ("video_generation", AiOperation.Videos, Providers.MiniMax),
        ("query/video_generation", AiOperation.Videos, Providers.MiniMax),
        ("image_generation", AiOperation.Images, Providers.MiniMax),

        // help.aliyun.com/zh/model-studio
        ("services/aigc", AiOperation.Other, Providers.DashScope),
        ("services/audio", AiOperation.Audio, Providers.DashScope),

        // volcengine.com/docs/82379
        ("contents/generations/tasks", AiOperation.Videos, Providers.Ark),

        // platform.vidu.com/docs
        ("ent/v2/text2video", AiOperation.Videos, Providers.Vidu),
        ("ent/v2/img2video", AiOperation.Videos, Providers.Vidu),
        ("ent/v2/reference2video", AiOperation.Videos, Providers.Vidu),
        ("ent/v2/start-end2video", AiOperation.Videos, Providers.Vidu),
        ("ent/v2/tasks", AiOperation.Videos, Providers.Vidu),

        // docs.lumalabs.ai/docs/api
        ("dream-machine/v1/generations", AiOperation.Videos, Providers.Luma),

        // docs.platform.pixverse.ai
        ("openapi/v2/video", AiOperation.Videos, Providers.PixVerse),

        // docs.siliconflow.cn
        ("v1/video/submit", AiOperation.Videos, Providers.SiliconFlow),
        ("v1/video/status", AiOperation.Videos, Providers.SiliconFlow),
    ];

    /// <summary>Path segments by which an aggregator says whose API it passes a request on to (apidoc.cometapi.com, docs.newapi.pro),
    /// and whether the word alone is enough to say so where the host is not known.</summary>
    private static readonly (string Segment, Provider Provider, bool IsDistinct)[] Upstreams =
    [
        ("kling", Providers.Kling, true),
        ("runwayml", Providers.Runway, true),
        ("runway", Providers.Runway, false),
        ("luma", Providers.Luma, false),
        ("hailuo", Providers.MiniMax, true),
        ("minimax", Providers.MiniMax, false),
        ("vidu", Providers.Vidu, true),
        ("pixverse", Providers.PixVerse, true),
        ("replicate", Providers.Replicate, false),
        ("fal-ai", Providers.Fal, true),
        ("bfl", Providers.BlackForestLabs, false),
        ("volc", Providers.Ark, false),
        ("bytedance", Providers.Ark, false),
        ("dashscope", Providers.DashScope, false),
    ];

    /// <summary>Texts of which one stands in every address that is recognised without the user's help.</summary>
    public static IEnumerable<string> Marks => Paths.Select(static row => row.Path)
        .Concat(Upstreams.Where(static row => row.IsDistinct).Select(static row => row.Segment))
        .Concat(Hosts.Names)
        .Append(OllamaPort);

    /// <summary>The AI endpoint that an address leads to; null when nothing says that it is one.</summary>
    /// <param name="url">An absolute or relative address, with <paramref name="hole"/> for each unknown part.</param>
    /// <param name="hole">The character that stands for an unknown part.</param>
    /// <param name="more">The endpoints that the user names.</param>
    public static Endpoint? Recognise(string url, char hole, EndpointPatterns? more = null)
    {
        var (host, path) = Split(url, hole);
        if (host is not null && Hosts.IsOtherService(host))
            return null;
        var owner = host is null ? null : Hosts.ProviderOf(host);
        var row = Longest(path, hole);
        var upstream = owner is null or { IsAggregator: true } ? Upstream(path, hole) : null;
        var isKnown = row is not null || (owner is not null && owner != Providers.Local) || upstream is { IsDistinct: true } || IsOllama(url);
        if (!isKnown && more?.Match(host, path) != true)
            return null;
        var provider = owner is null or { IsAggregator: true } ? upstream?.Provider ?? row?.Provider ?? owner : owner;
        return new(host, owner, provider, row?.Operation ?? AiOperation.Other);
    }

    /// <summary>The host of an address, null when it is relative or has a hole in it, and what follows it.</summary>
    public static (string? Host, string Path) Split(string url, char hole)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || (url.IndexOf(hole) is >= 0 and var first && first < scheme))
            return (null, url);
        var end = url.IndexOfAny(['/', '?', '#'], scheme + 3);
        var authority = end < 0 ? url.Substring(scheme + 3) : url.Substring(scheme + 3, end - scheme - 3);
        var path = end < 0 ? "" : url.Substring(end);
        authority = authority.Substring(authority.IndexOf('@') + 1);
        var port = authority.StartsWith("[", StringComparison.Ordinal) ? authority.IndexOf(']') + 1 : authority.IndexOf(':');
        var host = port > 0 ? authority.Substring(0, port) : authority;
        return (host.Length == 0 || host.IndexOf(hole) >= 0 ? null : host, path);
    }

    private static bool IsOllama(string url) => url.IndexOf(OllamaPort, StringComparison.Ordinal) > 0;

    private static (string Path, AiOperation Operation, Provider? Provider)? Longest(string path, char hole)
    {
        (string Path, AiOperation Operation, Provider? Provider)? longest = null;
        foreach (var row in Paths)
        {
            if (row.Path.Length > (longest?.Path.Length ?? 0) && HasSegments(path, row.Path, hole))
                longest = row;
        }

        return longest;
    }

    private static (string Segment, Provider Provider, bool IsDistinct)? Upstream(string path, char hole)
    {
        foreach (var row in Upstreams)
        {
            if (HasSegments(path, row.Segment, hole))
                return row;
        }

        return null;
    }

    private static bool HasSegments(string path, string segments, char hole)
    {
        for (var i = path.IndexOf(segments, StringComparison.OrdinalIgnoreCase); i >= 0; i = path.IndexOf(segments, i + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = i + segments.Length;
            var startsSegment = i == 0 || segments[0] == ':' || path[i - 1] == '/' || path[i - 1] == hole;
            var endsSegment = end == path.Length || path[end] is '/' or '?' or '#' or ':' || path[end] == hole;
            if (startsSegment && endsSegment)
                return true;
        }

        return false;
    }
}
