namespace AiApi.Documents;

/// <summary>Something that a document and the rules disagree on.</summary>
internal abstract record Finding(string Path)
{
    public abstract string Explain();
}

/// <summary>A file whose generated part is not what the descriptors say. Writing it mends it.</summary>
internal sealed record StaleFile(string Path, string Actual, string Expected) : Finding(Path)
{
    public override string Explain() => $"{Path} is out of date; `dotnet run --project eng/Documents` writes it:\n{LineDiff.Of(Actual, Expected)}";
}

/// <summary>Something that only a person can write.</summary>
internal sealed record MissingText(string Path, string What) : Finding(Path)
{
    public override string Explain() => $"{Path} {What}";
}
