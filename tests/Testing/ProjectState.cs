namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The files and references of one project of a test.</summary>
public class ProjectState(string name, string language, string defaultPrefix, string defaultExtension)
{
    public string Name { get; } = name;

    public string AssemblyName => Name;

    public string Language { get; } = language;

    /// <summary>Null: those of the test.</summary>
    public ReferenceAssemblies? ReferenceAssemblies { get; set; }

    /// <summary>Null: a library.</summary>
    public OutputKind? OutputKind { get; set; }

    /// <summary>Null: documentation comments are diagnosed.</summary>
    public DocumentationMode? DocumentationMode { get; set; }

    public SourceFileList Sources { get; } = new(defaultPrefix, defaultExtension);

    public SourceFileCollection AdditionalFiles { get; } = [];

    public SourceFileCollection AnalyzerConfigFiles { get; } = [];

    /// <summary>Names of other projects of the test.</summary>
    public List<string> AdditionalProjectReferences { get; } = [];

    public MetadataReferenceCollection AdditionalReferences { get; } = [];

    internal string DefaultPrefix { get; } = defaultPrefix;

    private protected string DefaultExtension { get; } = defaultExtension;

    /// <summary>This state with other file contents.</summary>
    internal ProjectState WithFiles(Func<SourceFileCollection, SourceFileCollection> change)
    {
        var result = new ProjectState(Name, Language, DefaultPrefix, DefaultExtension);
        result.CopySettings(this);
        result.Sources.AddRange(change(Sources));
        result.AdditionalFiles.AddRange(change(AdditionalFiles));
        result.AnalyzerConfigFiles.AddRange(change(AnalyzerConfigFiles));
        return result;
    }

    private protected void CopySettings(ProjectState from)
    {
        ReferenceAssemblies = from.ReferenceAssemblies;
        OutputKind = from.OutputKind;
        DocumentationMode = from.DocumentationMode;
        AdditionalProjectReferences.AddRange(from.AdditionalProjectReferences);
        AdditionalReferences.AddRange(from.AdditionalReferences);
    }
}
