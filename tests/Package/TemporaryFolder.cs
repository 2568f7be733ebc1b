namespace AiApi.Package.Tests;

/// <summary>A folder outside the repository, so that none of its build settings apply there.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("AiApi.Package.Tests-").FullName;

    public string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Combine(name))!);
        File.WriteAllText(Combine(name), text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
