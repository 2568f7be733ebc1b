namespace AiApi.Documents;

/// <summary>The working tree. Files are named by their path relative to its root.</summary>
internal sealed class Repository(string root)
{
    /// <summary>The root folder.</summary>
    public string Root { get; } = root;

    /// <summary>The tree that a folder lies in.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above has the file that marks the root.</exception>
    public static Repository Containing(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Directory.Packages.props")))
                return new Repository(directory.FullName);
        }

        throw new DirectoryNotFoundException($"'{folder}' lies in no clone of this repository.");
    }

    /// <summary>The file's text with plain line feeds; empty when there is no such file.</summary>
    public string Read(string path)
    {
        var file = Path.Combine(Root, path);
        return File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
    }

    /// <summary>The texts of a folder's files, in the order of their names; none when there is no such folder.</summary>
    public IEnumerable<string> ReadAll(string folder, string pattern) => Directory.Exists(Path.Combine(Root, folder))
        ? Directory.EnumerateFiles(Path.Combine(Root, folder), pattern).Order(StringComparer.Ordinal).Select(file => Read(Path.GetRelativePath(Root, file)))
        : [];

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Root, path), text);
}
