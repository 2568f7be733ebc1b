using AiApi.Analyzers.Configuration;
using Verify = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Configuration.UnreadableOptionAnalyzer>;

namespace AiApi.Analyzers.Tests.Configuration;

public sealed class UnreadableOptionTests
{
    [Fact]
    public Task An_unreadable_value_is_reported_once_with_what_is_expected()
    {
        var options = new SnippetOptions
        {
            EditorConfig = "aiapi_retryable_status_codes = 429, soon",
            OtherFiles = ["class Other { }"],
        };
        return Verify.Reports("class C { }", options, Expect("aiapi_retryable_status_codes", "429, soon", "HTTP status codes from 100 to 599, separated by commas"));
    }

    [Fact]
    public Task Each_unreadable_option_is_reported() => Verify.Reports(
        "class C { }",
        new()
        {
            EditorConfig = """
                aiapi_endpoints = somewhere
                aiapi_success_statuses = all done
                aiapi_gpt_image_models = mine
                """,
        },
        Expect("aiapi_endpoints", "somewhere", Options.Endpoints.Expected),
        Expect("aiapi_success_statuses", "all done", Options.SuccessStatuses.Expected));

    [Fact]
    public Task A_value_in_a_globalconfig_is_looked_at_too() => Verify.Reports(
        "class C { }",
        new() { GlobalConfig = "aiapi_model_endpoints = gpt-5.4" },
        Expect("aiapi_model_endpoints", "gpt-5.4", Options.ModelEndpoints.Expected));

    [Fact]
    public Task Readable_and_empty_values_are_silent() => Verify.Silent("class C { }", new()
    {
        EditorConfig = """
            aiapi_retryable_status_codes = 408, 429
            aiapi_endpoints =
            aiapi_model_endpoints = gpt-5.4*=https://api.cometapi.com/v1
            aiapi_no_such_option = whatever
            """,
    });

    private static DiagnosticResult Expect(params object[] arguments) => new DiagnosticResult(UnreadableOptionAnalyzer.Descriptor).WithArguments(arguments);
}
