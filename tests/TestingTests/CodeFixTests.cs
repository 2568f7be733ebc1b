using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace AiApi.Analyzers.Tests.TestingTests;

public class CodeFixTests
{
    private const string OneSmall = "class C { int a = [|4|]; }";
    private const string OneFixed = "class C { int a = 05; }";
    private const string TwoSteps = "class C { int a = [|3|]; }";
    private const string TwoStepsFixed = "class C { int a = 005; }";

    [Fact]
    public Task One_diagnostic_is_fixed() => new NumberTest<SmallNumber, SmallNumberFix> { TestCode = OneSmall, FixedCode = OneFixed }.RunAsync();

    [Fact]
    public Task Without_fixed_code_only_the_diagnostics_count() => new NumberTest<SmallNumber, SmallNumberFix> { TestCode = OneSmall }.RunAsync();

    [Fact]
    public Task Wrong_fixed_code_fails_with_a_diff() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = "class C\n{\n    int a = [|4|];\n}\n",
        FixedCode = "class C\n{\n    int a = 6;\n}\n",
    }.FailsAsync(
        "Context: Iterative code fix application",
        "content of '/0/Test0.cs' did not match. Diff shown with expected as baseline:",
        " {\n-    int a = 6;\n+    int a = 05;\n }");

    [Fact]
    public Task Fixed_code_with_other_line_ends_fails() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = "class C\n{\n    int a = [|4|];\n}\n",
        FixedCode = "class C\n{\n    int a = 05;\r\n}\n",
    }.FailsAsync("-    int a = 05;<CR><LF>", "+    int a = 05;<LF>");

    [Fact]
    public Task A_compile_error_in_fixed_code_fails() => new NumberTest<SmallNumber, FixToUnknownName>
    {
        TestCode = OneSmall,
        FixedCode = "class C { int a = five; }",
        CodeActionValidationMode = CodeActionValidationMode.None,
    }.FailsAsync("Context: Diagnostics of fixed state", "error CS0103");

    [Fact]
    public Task A_compile_error_marked_in_fixed_code_passes() => new NumberTest<SmallNumber, FixToUnknownName>
    {
        TestCode = OneSmall,
        FixedCode = "class C { int a = {|CS0103:five|}; }",
        CodeActionValidationMode = CodeActionValidationMode.None,
    }.RunAsync();

    [Fact]
    public Task A_tree_that_parsing_would_not_make_fails() => new NumberTest<SmallNumber, FixToMisshapenTree>
    {
        TestCode = OneSmall,
        FixedCode = "class C { int a = 5 + 5; }",
    }.FailsAsync("Node(AddExpression):", "Token(IdentifierToken): 5 + 5");

    [Fact]
    public Task A_token_with_another_value_than_its_text_fails() => new NumberTest<SmallNumber, FixToWrongValue>
    {
        TestCode = OneSmall,
        FixedCode = "class C { int a = 5; }",
    }.FailsAsync("Context: Iterative code fix application", "6");

    [Fact]
    public Task A_fix_that_gives_the_document_back_fails() => new NumberTest<SmallNumber, FixThatGivesBackTheDocument>
    {
        TestCode = OneSmall,
        FixedCode = OneSmall,
    }.FailsAsync("Context: Iterative code fix application");

    [Fact]
    public Task A_fix_that_writes_the_same_text_fails() => new NumberTest<SmallNumber, FixToSameText>
    {
        TestCode = OneSmall,
        FixedCode = OneSmall,
    }.FailsAsync("Context: Iterative code fix application");

    [Fact]
    public Task A_fix_that_is_offered_against_expectation_fails() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = OneSmall,
        FixedCode = OneSmall,
    }.FailsAsync("content of '/0/Test0.cs' did not match.");

    [Fact]
    public Task A_fix_that_is_not_offered_is_none() => new NumberTest<SmallNumber, FixThatOffersNothing>
    {
        TestCode = OneSmall,
        FixedCode = OneSmall,
    }.RunAsync();

    [Fact]
    public Task A_fix_that_is_not_offered_where_one_is_due_fails() => new NumberTest<SmallNumber, FixThatOffersNothing>
    {
        TestCode = OneSmall,
        FixedCode = OneFixed,
    }.FailsAsync("-class C { int a = 05; }", "+class C { int a = 4; }");

    [Fact]
    public Task More_steps_than_diagnostics_must_be_announced() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = TwoSteps,
        FixedCode = TwoStepsFixed,
    }.FailsAsync("Context: Iterative code fix application", "Expected '1' iterations but found '2' iterations.");

    [Fact]
    public Task Announced_steps_are_exact() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = TwoSteps,
        FixedCode = TwoStepsFixed,
        NumberOfIncrementalIterations = 2,
        NumberOfFixAllIterations = 2,
    }.RunAsync();

    [Fact]
    public Task Fewer_steps_than_announced_fail() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = TwoSteps,
        FixedCode = TwoStepsFixed,
        NumberOfIncrementalIterations = 3,
        NumberOfFixAllIterations = 2,
    }.FailsAsync("Expected '3' iterations but found '2' iterations.");

    [Fact]
    public Task A_negative_number_of_steps_is_a_bound() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = TwoSteps,
        FixedCode = TwoStepsFixed,
        NumberOfIncrementalIterations = -4,
        NumberOfFixAllIterations = -4,
    }.RunAsync();

    [Fact]
    public Task Steps_beyond_a_bound_fail() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = TwoSteps,
        FixedCode = TwoStepsFixed,
        NumberOfIncrementalIterations = -1,
        NumberOfFixAllIterations = -4,
    }.FailsAsync("Expected '1' iterations but found '2' iterations.");

    [Fact]
    public Task Each_scope_of_Fix_All_has_its_number() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestState = { Sources = { "class C { int a = [|3|]; }", "class D { int a = [|4|]; }" } },
        FixedState = { Sources = { "class C { int a = 005; }", "class D { int a = 05; }" } },
        NumberOfIncrementalIterations = 3,
        NumberOfFixAllIterations = 2,
        NumberOfFixAllInDocumentIterations = 3,
        NumberOfFixAllInProjectIterations = 2,
    }.RunAsync();

    [Fact]
    public Task Fix_All_goes_through_files_and_projects()
    {
        var test = new NumberTest<SmallNumber, SmallNumberFix>
        {
            TestState = { Sources = { "class C { int a = [|4|], b = [|4|]; }", "class D { int a = [|4|]; }" } },
            FixedState = { Sources = { "class C { int a = 05, b = 05; }", "class D { int a = 05; }" } },
        };
        AddProject(test.TestState, "class E { int a = [|4|]; }");
        AddProject(test.FixedState, "class E { int a = 05; }");
        return test.RunAsync();

        static void AddProject(SolutionState state, string code)
        {
            var project = state.AdditionalProjects["Other"];
            project.Sources.Add(code);
            project.AdditionalReferences.AddRange(Packages.Net.References);
        }
    }

    [Fact]
    public Task Fix_All_that_ends_elsewhere_fails() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = "class C { int a = [|4|], b = [|4|]; }",
        FixedCode = "class C { int a = 05, b = 05; }",
        BatchFixedCode = "class C { int a = 05, b = 6; }",
    }.FailsAsync("Context: Fix all in document", "-class C { int a = 05, b = 6; }");

    [Fact]
    public Task A_fix_without_Fix_All_is_not_asked_for_it() => new NumberTest<SmallNumber, FixWithoutFixAll>
    {
        TestCode = "class C { int a = [|4|], b = [|4|]; }",
        FixedCode = "class C { int a = 5, b = 5; }",
        BatchFixedCode = "class C { int a = [|4|], b = [|4|]; }",
        BatchFixedState = { MarkupHandling = MarkupMode.Allow },
    }.RunAsync();

    [Fact]
    public Task Fix_All_can_be_left_out() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = "class C { int a = [|4|]; }",
        FixedCode = OneFixed,
        BatchFixedCode = "class C { int a = 6; }",
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck,
    }.RunAsync();

    [Fact]
    public Task One_step_leaves_the_rest() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = "class C { int a = [|4|], b = [|4|]; }",
        FixedCode = "class C { int a = 05, b = [|4|]; }",
        FixedState = { MarkupHandling = MarkupMode.Allow },
        NumberOfIncrementalIterations = 1,
        CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck,
    }.RunAsync();

    [Fact]
    public Task What_is_still_reported_after_the_fix_must_be_expected() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = "class C { int a = [|4|], b = [|4|]; }",
        FixedCode = "class C { int a = 05, b = [|4|]; }",
        NumberOfIncrementalIterations = 1,
        CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck,
    }.FailsAsync("Context: Diagnostics of fixed state", "4 is below five");

    [Theory]
    [InlineData(1, null)]
    [InlineData(null, SmallNumberFix.MakeFive)]
    [InlineData(1, SmallNumberFix.MakeFive)]
    public Task A_nested_action_is_chosen_by_place_or_key(int? index, string? key) => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = "class C { int a = [|1|], b = [|2|]; }",
        FixedCode = "class C { int a = 5, b = 5; }",
        CodeActionIndex = index,
        CodeActionEquivalenceKey = key,
    }.RunAsync();

    [Fact]
    public Task Place_and_key_must_agree() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = OneSmall,
        FixedCode = OneFixed,
        CodeActionIndex = 0,
        CodeActionEquivalenceKey = SmallNumberFix.MakeFive,
    }.FailsAsync("The code action equivalence key and index must be consistent when both are specified.");

    [Fact]
    public Task A_key_that_is_not_offered_fixes_nothing() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = OneSmall,
        FixedCode = OneSmall,
        CodeActionEquivalenceKey = "Other",
    }.RunAsync();

    [Fact]
    public async Task A_verifier_of_the_test_sees_each_action()
    {
        var titles = new List<string>();
        await new NumberTest<SmallNumber, SmallNumberFix>
        {
            TestCode = OneSmall,
            FixedCode = OneFixed,
            CodeActionVerifier = (CodeAction action, IVerifier _) => titles.Add(action.Title),
        }.RunAsync();

        Assert.NotEmpty(titles);
        Assert.All(titles, title => Assert.Equal(SmallNumberFix.AddOne, title));
    }

    [Fact]
    public Task A_fix_for_what_only_the_end_of_the_compilation_reports_fails() => new NumberTest<SmallNumberAtTheEnd, SmallNumberFix>
    {
        TestCode = OneSmall,
        FixedCode = OneFixed,
    }.FailsAsync("Code fix is attempting to provide a fix for a non-local analyzer diagnostic");

    [Fact]
    public Task Such_a_fix_passes_when_the_test_says_so() => new NumberTest<SmallNumberAtTheEnd, SmallNumberFix>
    {
        TestCode = OneSmall,
        FixedCode = OneFixed,
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
    }.RunAsync();

    [Fact]
    public Task The_fixed_state_inherits_files_options_and_expectations() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestState =
        {
            OutputKind = OutputKind.ConsoleApplication,
            Sources = { "System.Console.WriteLine([|4|] + {|#0:unknown|});" },
            AdditionalFiles = { ("/0/notes.txt", "four") },
            AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n") },
            ExpectedDiagnostics = { DiagnosticResult.CompilerError("CS0103").WithLocation(0).WithArguments("unknown") },
        },
        FixedState = { Sources = { "System.Console.WriteLine(05 + {|#0:unknown|});" } },
    }.RunAsync();

    [Fact]
    public Task A_fixed_state_that_inherits_nothing_has_no_references() => new NumberTest<SmallNumber, SmallNumberFix>
    {
        TestCode = OneSmall,
        FixedState = { Sources = { OneFixed }, InheritanceMode = StateInheritanceMode.Explicit },
    }.FailsAsync("Context: Diagnostics of fixed state", "CS0518");
}
