// Draws the picture of README.md from the sample, as an IDE would show it. `dotnet run --project eng/Picture` at the root of the repository.
using System.Diagnostics;
using AiApi.Documents;
using AiApi.Picture;
using Microsoft.CodeAnalysis.MSBuild;

var repository = Repository.Containing(Environment.CurrentDirectory);
using (var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "samples/SoftFailures", "--verbosity", "quiet", "-nodeReuse:false"]) { WorkingDirectory = repository.Root })!)
    await build.WaitForExitAsync();

using var workspace = MSBuildWorkspace.Create(IdeServices.Host);
var sample = await workspace.OpenProjectAsync(Path.Combine(repository.Root, Picture.Project));
var document = sample.Documents.Single(document => document.Name == Path.GetFileName(Picture.Sample));
repository.Write(Picture.File, await Picture.OfAsync(document));
Console.WriteLine($"{Picture.File} is written.");
