using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AiApi.Analyzers.Configuration;

/// <summary>Every editorconfig option of the package. The documents and the check of unreadable values list these fields.</summary>
internal static class Options
{
    public static readonly OptionDefinition<ImmutableHashSet<int>> RetryableStatusCodes = new()
    {
        Key = "aiapi_retryable_status_codes",
        Default = "408, 409, 425, 429",
        Expected = "HTTP status codes from 100 to 599, separated by commas",
        Description = "The 4xx status codes that are worth sending the same request again for; replaces the default.",
        Example = "408, 429",
        Rules = ["AIAPI2001"],
        Read = static text => Items(text, StatusCode) is { } codes ? codes.Select(static code => code!.Value).ToImmutableHashSet() : null,
    };

    public static readonly OptionDefinition<ImmutableHashSet<string>> SuccessStatuses = new()
    {
        Key = "aiapi_success_statuses",
        Expected = StatusWords,
        Description = "Words by which a generation task says that it succeeded, besides those known of its provider.",
        Example = "finished, ok",
        Rules = ["AIAPI4001"],
        Read = static text => Items(text, Word)?.ToImmutableHashSet(StringComparer.Ordinal),
    };

    public static readonly OptionDefinition<ImmutableHashSet<string>> FailureStatuses = new()
    {
        Key = "aiapi_failure_statuses",
        Expected = StatusWords,
        Description = "Words by which a generation task says that it failed, besides those known of its provider.",
        Example = "rejected, aborted",
        Rules = ["AIAPI4002"],
        Read = static text => Items(text, Word)?.ToImmutableHashSet(StringComparer.Ordinal),
    };

    public static readonly OptionDefinition<NamePatterns> GptImageModels = new()
    {
        Key = "aiapi_gpt_image_models",
        Default = "gpt-image-*, chatgpt-image-*",
        Expected = ModelNames,
        Description = "The image models that reject response_format and always return bytes; replaces the default.",
        Example = "gpt-image-*, my-image-deployment",
        Rules = ["AIAPI3001", "AIAPI3005"],
        Read = static text => Items(text, NamePattern.Read) is { } patterns ? new(patterns) : null,
    };

    public static readonly OptionDefinition<NamePatterns> SingleImageModels = new()
    {
        Key = "aiapi_single_image_models",
        Default = "qwen-image, qwen-image-plus*, qwen-image-max*, dall-e-3",
        Expected = ModelNames,
        Description = "The image models that make one image per request; replaces the default.",
        Example = "qwen-image*, dall-e-3",
        Rules = ["AIAPI3003"],
        Read = static text => Items(text, NamePattern.Read) is { } patterns ? new(patterns) : null,
    };

    public static readonly OptionDefinition<EndpointPatterns> Endpoints = new()
    {
        Key = "aiapi_endpoints",
        Expected = "hosts (llm.example.com, *.example.com), base URLs (https://example.com/ai) or paths (/generate/image), separated by commas",
        Description = "Further endpoints whose requests are AI calls, besides those known.",
        Example = "llm.example.com, /internal/generate",
        Rules =
        [
            "AIAPI1001", "AIAPI1002", "AIAPI1005", "AIAPI1006", "AIAPI2001", "AIAPI2002", "AIAPI2003", "AIAPI2004", "AIAPI2005", "AIAPI2007", "AIAPI2009",
            "AIAPI4001", "AIAPI4002", "AIAPI4003", "AIAPI4004", "AIAPI4005", "AIAPI4006",
        ],
        Read = static text => Items(text, EndpointPattern.Read) is { } patterns ? new(patterns) : null,
    };

    public static readonly OptionDefinition<ImmutableHashSet<string>> FinishReasonChecks = new()
    {
        Key = "aiapi_finish_reason_checks",
        Expected = "full names of methods (Namespace.Type.Method), separated by commas",
        Description = "Methods that check the finish reason of the result they are given.",
        Example = "Contoso.Ai.Replies.EnsureComplete",
        Rules = ["AIAPI1001", "AIAPI1002", "AIAPI1003", "AIAPI1004", "AIAPI1007"],
        Read = static text => Items(text, MethodName)?.ToImmutableHashSet(StringComparer.Ordinal),
    };

    public static readonly OptionDefinition<ModelEndpoints> ModelEndpoints = new()
    {
        Key = "aiapi_model_endpoints",
        Expected = "pairs of a model and its base URL (gpt-5.4*=https://api.cometapi.com/v1), separated by commas",
        Description = "Says which base URL serves a model; a client for the model with another endpoint is reported.",
        Example = "gpt-5.4*=https://api.cometapi.com/v1",
        Rules = ["AIAPI5003"],
        Read = static text => Items(text, Configuration.ModelEndpoints.ReadPair) is { } pairs ? new(pairs) : null,
    };

    public static readonly OptionDefinition[] All =
    [
        RetryableStatusCodes, SuccessStatuses, FailureStatuses, GptImageModels, SingleImageModels, Endpoints, FinishReasonChecks, ModelEndpoints,
    ];

    private const string StatusWords = "words without blanks, separated by commas";
    private const string ModelNames = "model names, where * stands for any text, separated by commas";

    /// <summary>The items of a comma-separated list; null when one of them cannot be read.</summary>
    private static List<T>? Items<T>(string text, Func<string, T?> read)
    {
        var items = new List<T>();
        foreach (var part in text.Split(','))
        {
            if (part.Trim() is not { Length: > 0 } item)
                continue;
            if (read(item) is not { } value)
                return null;
            items.Add(value);
        }

        return items;
    }

    private static int? StatusCode(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599 ? code : null;

    private static string? Word(string text) => text.Any(char.IsWhiteSpace) ? null : text;

    private static string? MethodName(string text) => Regex.IsMatch(text, @"^[\p{L}_][\w]*(\.[\p{L}_][\w]*)+$") ? text : null;
}
