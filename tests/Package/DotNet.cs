using System.Diagnostics;

namespace AiApi.Package.Tests;

/// <summary>Runs the command line of the SDK, as a user would.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet</c> with the arguments and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">The command failed or did not end in time.</exception>
    public static string Run(string folder, params string[] arguments)
    {
        var (exitCode, output) = Start(folder, "dotnet", arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }

    /// <summary>Runs a command in the environment of a user's shell and gives how it ended and what it printed.</summary>
    /// <exception cref="InvalidOperationException">The command did not end in time.</exception>
    public static (int ExitCode, string Output) Start(string folder, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name); // `dotnet test` points its own process at its own MSBuild.

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        return (process.ExitCode, output.Result + error.Result);
    }
}
