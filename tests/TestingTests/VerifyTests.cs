using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.TestingTests;

public class VerifyTests
{
    private static readonly SnippetOptions MakeFive = new() { Action = SmallNumberFix.MakeFive };

    [Fact]
    public Task A_snippet_compiles_against_the_real_SDK() => Verify<SmallNumber>.Silent("""
        using OpenAI.Chat;

        var client = new ChatClient("gpt-5", "key");
        ChatCompletion completion = await client.CompleteChatAsync("hi");
        Console.WriteLine(completion.FinishReason);
        """);

    [Fact]
    public Task A_raw_interpolated_string_is_no_markup() => Verify<SmallNumber>.Silent("Console.WriteLine($$\"\"\"{ {{5}} }\"\"\");");

    [Fact]
    public async Task A_snippet_that_expects_nothing_is_no_report() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Verify<SmallNumber>.Reports("class C { }"));

    [Fact]
    public async Task A_snippet_that_expects_the_rule_to_speak_is_not_silent() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Verify<SmallNumber>.Silent("class C { int a = [|4|]; }"));

    [Fact]
    public async Task A_rule_that_speaks_in_a_silent_snippet_fails() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Verify<SmallNumber>.Silent("class C { int a = 4; }"));

    [Fact]
    public Task Messages_are_compared_at_numbered_places() => Verify<SmallNumber>.Reports(
        "class C { int a = {|#0:4|}; }",
        expected: new DiagnosticResult(SmallNumber.Descriptor).WithLocation(0).WithArguments(4));

    [Fact]
    public Task Options_come_from_an_editorconfig() => Verify<ReadsFiles>.Reports(
        "class C { }",
        new() { EditorConfig = "limit = 7", ImplicitUsings = false },
        DiagnosticResult.CompilerWarning("TEST3").WithMessage("The limit is 7"));

    [Fact]
    public Task Options_come_from_a_globalconfig() => Verify<ReadsFiles>.Reports(
        "class C { }",
        new() { GlobalConfig = "limit = 8", ImplicitUsings = false },
        DiagnosticResult.CompilerWarning("TEST3").WithMessage("The limit is 8"));

    [Fact]
    public Task An_older_language_version_is_kept_to() => Verify<SmallNumber>.Silent(
        "class C { string s = {|CS8936:\"\"\"five\"\"\"|}; }",
        new() { LanguageVersion = LanguageVersion.CSharp10 });

    [Fact]
    public Task Other_files_belong_to_the_project() => Verify<SmallNumber, SmallNumberFix>.Fixes(
        "class C : Base { int a = [|1|]; }",
        "class C : Base { int a = 5; }",
        MakeFive with { OtherFiles = ["class Base { }"] });

    [Fact]
    public Task Markup_after_a_fix_is_what_is_left() => Verify<SmallNumber, SmallNumberFix>.Fixes(
        "class C { int a = [|1|]; }",
        "class C { int a = [|02|]; }",
        new()
        {
            ConfigureFix = test =>
            {
                test.NumberOfIncrementalIterations = 1;
                test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck;
            },
        });

    [Fact]
    public async Task A_fix_that_brings_another_rule_to_speak_fails()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            OtherRules.NoneBeginsToSpeak([new RepeatedNumber()], "class C { int a = 7, b = [|4|]; }", "class C { int a = 7, b = 7; }", new()));

        Assert.Contains("(1,26): info TEST2: 7 again", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Another_rule_may_go_on_speaking() =>
        OtherRules.NoneBeginsToSpeak([new RepeatedNumber()], "class C { int a = 7, b = 7, c = [|4|]; }", "class C { int a = 7, b = 7, c = 7; }", new());

    [Fact]
    public Task An_action_that_is_not_offered_is_none() =>
        Verify<SmallNumber, SmallNumberFix>.OffersNothing("class C { int a = [|1|]; }", new() { Action = "Other" });

    [Fact]
    public async Task An_action_that_is_offered_is_not_nothing() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Verify<SmallNumber, SmallNumberFix>.OffersNothing("class C { int a = [|1|]; }"));
}
