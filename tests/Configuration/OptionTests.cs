using System.Reflection;
using AiApi.Analyzers.Configuration;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Configuration;

public sealed class OptionTests
{
    [Fact]
    public void The_list_of_options_is_complete()
    {
        var fields = typeof(Options).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.GetValue(null)).OfType<OptionDefinition>();
        Assert.Equal(fields, Options.All);
    }

    [Fact]
    public void Every_option_reads_its_own_default_and_example()
    {
        foreach (var option in Options.All)
        {
            Assert.StartsWith("aiapi_", option.Key);
            Assert.NotEmpty(option.Rules);
            Assert.EndsWith(".", option.Description);
            Assert.False(option.IsUnreadable(new OneValue(option.Key, option.Example), out _), option.Key);
            Assert.False(option.IsUnreadable(new OneValue(option.Key, option.Default), out _), option.Key);
        }
    }

    [Theory]
    [InlineData("aiapi_retryable_status_codes", "408, 429,", true)]
    [InlineData("aiapi_retryable_status_codes", "429, soon", false)]
    [InlineData("aiapi_retryable_status_codes", "42", false)]
    [InlineData("aiapi_retryable_status_codes", "", true)]
    [InlineData("aiapi_success_statuses", "ok, FINISHED", true)]
    [InlineData("aiapi_success_statuses", "all done", false)]
    [InlineData("aiapi_failure_statuses", "rejected aborted", false)]
    [InlineData("aiapi_gpt_image_models", "gpt-image-*, mine", true)]
    [InlineData("aiapi_gpt_image_models", "gpt image", false)]
    [InlineData("aiapi_single_image_models", "qwen-image*", true)]
    [InlineData("aiapi_endpoints", "llm.example.com, https://example.com/ai, /generate, localhost:8080", true)]
    [InlineData("aiapi_endpoints", "llm", false)]
    [InlineData("aiapi_endpoints", "ftp://example.com", false)]
    [InlineData("aiapi_endpoints", "/", false)]
    [InlineData("aiapi_finish_reason_checks", "Contoso.Replies.Check", true)]
    [InlineData("aiapi_finish_reason_checks", "Check", false)]
    [InlineData("aiapi_finish_reason_checks", "Contoso.Replies.Check()", false)]
    [InlineData("aiapi_model_endpoints", "gpt-5.4*=https://api.cometapi.com/v1", true)]
    [InlineData("aiapi_model_endpoints", "gpt-5.4*", false)]
    [InlineData("aiapi_model_endpoints", "gpt-5.4*=api.cometapi.com", false)]
    public void Values_are_read_or_refused(string key, string value, bool isReadable)
    {
        var option = Options.All.Single(o => o.Key == key);
        Assert.Equal(isReadable, !option.IsUnreadable(new OneValue(key, value), out _));
    }

    [Theory]
    [InlineData("gpt-image-*", "gpt-image-1", true)]
    [InlineData("gpt-image-*", "GPT-Image-2", true)]
    [InlineData("gpt-image-*", "my-gpt-image-1", false)]
    [InlineData("dall-e-3", "dall-e-3", true)]
    [InlineData("dall-e-3", "dall-e-3-hd", false)]
    [InlineData("*image*", "qwen-image-plus", true)]
    [InlineData("a*b*a", "aba", true)]
    [InlineData("a*b*a", "aab", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("*", "", true)]
    public void A_star_stands_for_any_text(string pattern, string name, bool matches) =>
        Assert.Equal(matches, NamePattern.Read(pattern)!.Matches(name));

    private sealed class OneValue(string name, string text) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key == name ? text : null;
            return value is not null;
        }
    }
}
