namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which compiler diagnostics a test expects to be listed; the others are ignored.</summary>
public enum CompilerDiagnostics
{
    None,
    Errors,
    Warnings,
    Suggestions,
    All,
}

/// <summary>How closely the tree that a code action made must equal the tree that parsing its text makes.</summary>
public enum CodeActionValidationMode
{
    None,

    /// <summary>The same nodes and tokens.</summary>
    SemanticStructure,

    /// <summary>The same trivia too.</summary>
    Full,
}

[Flags]
public enum CodeFixTestBehaviors
{
    None = 0,
    SkipFixAllInDocumentCheck = 1 << 0,
    SkipFixAllInProjectCheck = 1 << 1,
    SkipFixAllInSolutionCheck = 1 << 2,
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,

    /// <summary>Stop after one iteration.</summary>
    FixOne = 1 << 3,

    /// <summary>Accept a fix for a diagnostic that is only reported at the end of the compilation, which an IDE does not compute on demand.</summary>
    SkipLocalDiagnosticCheck = 1 << 4,
}

[Flags]
public enum TestBehaviors
{
    None = 0,

    /// <summary>Do not run again with a generated-code header (done for analyzers that leave generated code unconfigured).</summary>
    SkipGeneratedCodeCheck = 0x01,

    /// <summary>Do not run again below <c>#pragma warning disable</c>.</summary>
    SkipSuppressionCheck = 0x02,

    /// <summary>Of no effect here: there are no source generators.</summary>
    SkipGeneratedSourcesCheck = 0x04,
}

[Flags]
public enum DiagnosticOptions
{
    None = 0,
    IgnoreAdditionalLocations = 1,
    IgnoreSeverity = 2,
}

[Flags]
public enum DiagnosticLocationOptions
{
    None = 0,

    /// <summary>Only the start counts.</summary>
    IgnoreLength = 1,

    /// <summary>The character of the start position is the number of a markup span <c>{|#n:…|}</c>.</summary>
    InterpretAsMarkupKey = 2,

    UnnecessaryCode = 4,
}

[Flags]
public enum MarkupOptions
{
    None = 0,

    /// <summary>Where several descriptors could be meant, take the first.</summary>
    UseFirstDescriptor = 0x0001,

    /// <summary><c>$$</c> is code (a raw interpolated string), not a position.</summary>
    TreatPositionIndicatorsAsCode = 0x0002,
}

public enum MarkupMode
{
    /// <summary>Markup is code.</summary>
    None,

    /// <summary>Markup is removed and means nothing.</summary>
    Ignore,

    /// <summary>Markup is removed; what it says of fixable diagnostics means nothing.</summary>
    IgnoreFixable,

    Allow,
}

public enum StateInheritanceMode
{
    /// <summary>Take what is not given from the base state, except fixable diagnostics.</summary>
    AutoInherit,

    /// <summary>Take nothing from the base state.</summary>
    Explicit,

    /// <summary>Take what is not given from the base state.</summary>
    AutoInheritAll,
}
