using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tests.TestingTests;

public class ExpectationTests
{
    [Fact]
    public Task Marked_diagnostics_are_found() => new NumberTest<SmallNumber>
    {
        TestCode = """
            class C
            {
                int a = [|4|], b = 5, c = {|TEST1:1|}, d = $$2;
            }
            """,
    }.RunAsync();

    [Fact]
    public Task A_marked_diagnostic_that_is_not_reported_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = [|4|], b = [|5|]; }",
    }.FailsAsync("Mismatch between number of diagnostics returned, expected \"2\" actual \"1\"", "4 is below five", "TEST1");

    [Fact]
    public Task A_diagnostic_that_is_not_marked_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = 4; }",
    }.FailsAsync("Mismatch between number of diagnostics returned, expected \"0\" actual \"1\"", "4 is below five");

    [Fact]
    public Task A_mark_in_the_wrong_place_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { [|int|] a = 4; }",
    }.FailsAsync("Expected diagnostic to start at column \"11\" was actually at column \"19\"");

    [Fact]
    public Task A_mark_that_is_too_long_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = [|4;|] }",
    }.FailsAsync("Expected diagnostic to end at column \"21\" was actually at column \"20\"");

    [Fact]
    public Task A_mark_in_another_file_fails() => new NumberTest<SmallNumber>
    {
        TestState = { Sources = { "class C { int a = 4; }", "class D { int a = [|5|]; }" } },
    }.FailsAsync("Expected diagnostic to be in file \"/0/Test1.cs\" was actually in file \"/0/Test0.cs\"");

    [Fact]
    public Task Severity_and_message_of_an_explicit_expectation_hold() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|#0:4|}, b = {|#1:3|}, c = {|#2:3|}; }",
        ExpectedDiagnostics =
        {
            new DiagnosticResult(SmallNumber.Descriptor).WithLocation(0).WithArguments(4),
            new DiagnosticResult("TEST1", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("3 is below five"),
            DiagnosticResult.CompilerWarning("TEST1").WithLocation(2).WithArguments("3"),
        },
    }.RunAsync();

    [Fact]
    public Task Wrong_message_arguments_of_a_descriptor_fail() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|#0:4|}; }",
        ExpectedDiagnostics = { new DiagnosticResult(SmallNumber.Descriptor).WithLocation(0).WithArguments(3) },
    }.FailsAsync("Expected diagnostic message to be \"3 is below five\" was \"4 is below five\"");

    [Fact]
    public Task Wrong_message_arguments_of_an_id_fail() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|#0:4|}; }",
        ExpectedDiagnostics = { DiagnosticResult.CompilerWarning("TEST1").WithLocation(0).WithArguments(3) },
    }.FailsAsync("Expected diagnostic message arguments to match");

    [Fact]
    public Task A_wrong_severity_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|#0:4|}; }",
        ExpectedDiagnostics = { DiagnosticResult.CompilerError("TEST1").WithLocation(0) },
    }.FailsAsync("Expected diagnostic severity to be \"Error\" was \"Warning\"");

    [Fact]
    public Task A_severity_can_be_left_open() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|#0:4|}; }",
        ExpectedDiagnostics = { DiagnosticResult.CompilerError("TEST1").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreSeverity) },
    }.RunAsync();

    [Fact]
    public Task A_wrong_id_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|TEST9:4|}; }",
    }.FailsAsync("Expected diagnostic id to be \"TEST9\" was \"TEST1\"");

    [Fact]
    public Task Places_can_be_given_by_line_and_column() => new NumberTest<SmallNumber>
    {
        TestCode = "class C\n{\n    int a = 4, b = 3;\n}\n",
        ExpectedDiagnostics =
        {
            new DiagnosticResult(SmallNumber.Descriptor).WithSpan(3, 13, 3, 14).WithArguments(4),
            new DiagnosticResult(SmallNumber.Descriptor).WithLocation(3, 20).WithArguments(3),
        },
    }.RunAsync();

    [Fact]
    public Task A_place_that_no_markup_names_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|#0:4|}; }",
        ExpectedDiagnostics = { new DiagnosticResult(SmallNumber.Descriptor).WithLocation(1) },
    }.FailsAsync("The markup location '#1' was not found in the input.");

    [Fact]
    public Task Additional_locations_are_compared_when_given() => new NumberTest<RepeatedNumber>
    {
        TestCode = "class C { int a = {|#0:7|}, b = {|#1:7|}; }",
        ExpectedDiagnostics = { new DiagnosticResult("TEST2", DiagnosticSeverity.Info).WithLocation(1).WithLocation(0) },
    }.RunAsync();

    [Fact]
    public Task A_missing_additional_location_fails() => new NumberTest<RepeatedNumber>
    {
        TestCode = "class C { int a = 7, b = {|#1:7|}; }",
        ExpectedDiagnostics = { new DiagnosticResult("TEST2", DiagnosticSeverity.Info).WithLocation(1) },
    }.FailsAsync("Expected 0 additional locations but got 1 for Diagnostic:");

    // Roslyn 4.5 leaves such rules off in a workspace, whatever the options of the compilation say.
    [RoslynFact("4.14")]
    public Task A_rule_that_is_off_by_default_runs() => new NumberTest<AnyNumber>
    {
        TestCode = "class C { int a = [|7|]; }",
    }.RunAsync();

    [Fact]
    public Task A_disabled_rule_is_silent() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = 4; }",
        DisabledDiagnostics = { "TEST1" },
    }.RunAsync();

    [Fact]
    public Task Markup_without_an_id_needs_a_rule_with_one_id() => new NumberTest<ReadsFiles>
    {
        TestCode = "class C { int a = [|4|]; }",
    }.FailsAsync("Markup syntax can only omit the diagnostic ID if the first analyzer only supports a single diagnostic.");

    [Fact]
    public Task A_compile_error_fails() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = unknown; }",
    }.FailsAsync("expected \"0\" actual \"1\"", "error CS0103");

    [Fact]
    public Task An_expected_compile_error_passes() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = {|CS0103:unknown|}, b = {|#0:unknown|}; }",
        ExpectedDiagnostics = { DiagnosticResult.CompilerError("CS0103").WithLocation(0).WithArguments("unknown") },
    }.RunAsync();

    [Theory]
    [InlineData(CompilerDiagnostics.Errors)]
    [InlineData(CompilerDiagnostics.None)]
    public Task Compiler_warnings_are_passed_over(CompilerDiagnostics level) => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int M() { return 5; return 6; } }",
        CompilerDiagnostics = level,
    }.RunAsync();

    [Fact]
    public Task Compiler_warnings_can_be_asked_for() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int M() { return 5; return 6; } }",
        CompilerDiagnostics = CompilerDiagnostics.Warnings,
    }.FailsAsync("warning CS0162");

    [Fact]
    public Task An_analyzer_that_throws_fails() => new NumberTest<Throws>
    {
        TestCode = "class C { }",
    }.FailsAsync("AD0001", "out of order");

    [Fact]
    public Task A_test_without_code_fails() => new NumberTest<SmallNumber>().FailsAsync("'TestState.Sources' is empty");

    [Fact]
    public Task Options_and_additional_files_reach_the_analyzer() => new NumberTest<ReadsFiles>
    {
        TestCode = "class C { }",
        TestState =
        {
            AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n[*.cs]\nlimit = 7\n") },
            AdditionalFiles = { ("/0/notes.txt", "four") },
        },
        ExpectedDiagnostics =
        {
            DiagnosticResult.CompilerWarning("TEST3").WithNoLocation().WithMessage("The limit is 7"),
            DiagnosticResult.CompilerWarning("TEST4").WithArguments("notes.txt", 4),
        },
    }.RunAsync();

    [Fact]
    public Task A_place_for_a_diagnostic_without_one_fails() => new NumberTest<ReadsFiles>
    {
        TestCode = "class {|#0:C|} { }",
        TestState = { AdditionalFiles = { ("/0/notes.txt", "four") } },
        ExpectedDiagnostics = { DiagnosticResult.CompilerWarning("TEST4").WithLocation(0) },
    }.FailsAsync("Expected diagnostic to be in file \"/0/Test0.cs\" was actually in file \"\"");

    [Fact]
    public Task A_verifier_of_the_test_sees_each_pair() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = [|4|]; }",
        DiagnosticVerifier = (diagnostic, _, verifier) => verifier.Equal("Other", diagnostic.Descriptor.Category, "a category of its own"),
    }.FailsAsync("a category of its own");

    [Fact]
    public Task A_transform_changes_the_solution() => new NumberTest<SmallNumber>
    {
        TestCode = "class C { int a = 4; }",
        SolutionTransforms = { (solution, project) => solution.RemoveDocument(solution.GetProject(project)!.DocumentIds[0]).AddDocument(
            DocumentId.CreateNewId(project), "Test0.cs", "class C { }", filePath: "/0/Test0.cs") },
    }.RunAsync();

    [Fact]
    public Task Top_level_statements_need_a_program() => new NumberTest<SmallNumber>
    {
        TestCode = "System.Console.WriteLine(5);",
        TestState = { OutputKind = OutputKind.ConsoleApplication },
    }.RunAsync();

    [Fact]
    public Task Another_project_can_be_referred_to()
    {
        var test = new NumberTest<SmallNumber>
        {
            TestState =
            {
                Sources = { "class C : Library.Base { int a = [|4|]; }" },
                AdditionalProjectReferences = { "Library" },
                AdditionalProjects = { ["Library"] = { Sources = { "namespace Library { public class Base { int a = [|3|]; } }" } } },
            },
        };
        test.TestState.AdditionalProjects["Library"].AdditionalReferences.AddRange(Packages.Net.References);
        return test.RunAsync();
    }
}
