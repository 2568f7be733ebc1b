// What the analyzers of two commits cost and report, on the C# files of a folder:
//   dotnet run eng/compare-commits.cs -- <commit> <commit> <folder> [--rounds N]
// Both are built in folders of their own and measured in turns within one process.
using System.Diagnostics;

if (args is not [var first, var second, var folder, .. var rest] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: dotnet run eng/compare-commits.cs -- <commit> <commit> <folder> [--rounds N]");
    return 2;
}

var root = Output("git", "rev-parse", "--show-toplevel");
var temporary = Directory.CreateTempSubdirectory("compare-commits-").FullName;
try
{
    return Run(
        "dotnet",
        [
            "run", "-c", "Release", "--project", Path.Combine(root, "benchmarks", "Comparison"), "--",
            Path.GetFullPath(folder), "--only-ours", "--instead", $"{first}={Built(first, "first")}", "--other", $"{second}={Built(second, "second")}", .. rest,
        ]);
}
finally
{
    foreach (var worktree in Directory.GetDirectories(temporary))
        Run("git", ["-C", root, "worktree", "remove", "--force", worktree]);
    Directory.Delete(temporary, recursive: true);
}

// The folder with the analyzers of a commit.
string Built(string commit, string name)
{
    var worktree = Path.Combine(temporary, name);
    if (Run("git", ["-C", root, "worktree", "add", "--quiet", "--detach", worktree, commit]) != 0
        || Run("dotnet", ["build", "-c", "Release", "-v", "quiet", "--nologo", Path.Combine(worktree, "src", "Analyzers")]) != 0)
        throw new InvalidOperationException($"{commit} cannot be built.");
    return Path.Combine(worktree, "artifacts", "bin", "AiApi.Analyzers", "release");
}

static int Run(string program, string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
    process.WaitForExit();
    return process.ExitCode;
}

static string Output(string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    return process.StandardOutput.ReadToEnd().Trim();
}
