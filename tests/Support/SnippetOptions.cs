using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>What a snippet is compiled with. Packages alone convert to options: <c>Silent(code, Packages.Polly8)</c>.</summary>
internal sealed record SnippetOptions
{
    public PackageSet Packages { get; init; } = Support.Packages.OpenAI;

    /// <summary>Lines of an .editorconfig for C# files.</summary>
    public string? EditorConfig { get; init; }

    /// <summary>Lines of a .globalconfig, such as build properties.</summary>
    public string? GlobalConfig { get; init; }

    /// <summary>Null: a program where the snippet has top-level statements, a library elsewhere.</summary>
    public OutputKind? OutputKind { get; init; }

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    /// <summary>The global usings of a console project of the SDK.</summary>
    public bool ImplicitUsings { get; init; } = true;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>Further sources of the same project, in the test state and in the fixed state alike.</summary>
    public IReadOnlyList<string> OtherFiles { get; init; } = [];

    /// <summary>Only the rule under test is run: in a snippet that must be silent others may speak, in fixed code others may begin to.</summary>
    public bool OthersMaySpeak { get; init; }

    /// <summary>The key of the action to apply; null for the first.</summary>
    public string? Action { get; init; }

    /// <summary>The place of the action to apply; null for the first.</summary>
    public int? ActionIndex { get; init; }

    /// <summary>What Fix All makes of the snippet, where that is not what the fixes make one by one.</summary>
    public string? FixedAtOnce { get; init; }

    /// <summary>Changes any other property of the test, last of all.</summary>
    public Action<AnalyzerTest<DefaultVerifier>>? Configure { get; init; }

    /// <summary>Changes any other property of a code-fix test, last of all.</summary>
    public Action<CodeFixTest<DefaultVerifier>>? ConfigureFix { get; init; }

    public static implicit operator SnippetOptions(PackageSet packages) => new() { Packages = packages };
}
