using System.Collections.Immutable;
using AiApi.Benchmarks.Comparison;

const string usage = """
    usage: dotnet run -c Release --project benchmarks/Comparison -- <folder> [--rounds N] [--no-packages] [--one-thread] [--only-ours] [--instead NAME=FOLDER] [--other NAME=FOLDER]...
           dotnet run -c Release --project benchmarks/Comparison -- <folder> --each [--rounds N]
           dotnet run -c Release --project benchmarks/Comparison -- --growth [--rounds N]

    The first measures our analyzers beside others over the C# files of a folder. --other adds those of the dlls in a folder, such as another build of ours,
    and --instead takes such a build in place of this one; what two builds of ours report differently is printed. --no-packages refers to .NET alone.
    --one-thread compiles and analyses with one thread: no time is spent waiting for another, and none is interrupted by it.
    The second measures each of our analyzers.
    The third measures how our time grows with the amount of code, the length of a method, the depth of its nesting and the number of its helpers.
    """;

string? folder = null;
var rounds = 7;
var growth = false;
var onlyOurs = false;
var each = false;
var hasPackages = true;
var isConcurrent = true;
var ours = AnalyzerSet.Ours;
var others = ImmutableArray.CreateBuilder<AnalyzerSet>();
for (var index = 0; index < args.Length; index++)
{
    switch (args[index])
    {
        case "--rounds" when index + 1 < args.Length && int.TryParse(args[index + 1], out rounds) && rounds > 0:
            index++;
            break;
        case "--other" when index + 1 < args.Length && args[index + 1].Split('=', 2) is [var name, var dlls] && Directory.Exists(dlls):
            others.Add(AnalyzerSet.Load(name, Path.GetFullPath(dlls)));
            index++;
            break;
        case "--instead" when index + 1 < args.Length && args[index + 1].Split('=', 2) is [var name, var dlls] && Directory.Exists(dlls):
            ours = AnalyzerSet.Load(name, Path.GetFullPath(dlls));
            index++;
            break;
        case "--growth":
            growth = true;
            break;
        case "--each":
            each = true;
            break;
        case "--no-packages":
            hasPackages = false;
            break;
        case "--one-thread":
            isConcurrent = false;
            break;
        case "--only-ours":
            onlyOurs = true;
            break;
        case var path when folder is null && Directory.Exists(path):
            folder = path;
            break;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}

if (growth == (folder is not null))
{
    Console.Error.WriteLine(usage);
    return 2;
}

if (growth)
    GrowthTable.Print(Console.Out, rounds);
else if (each)
    EachTable.Print(Console.Out, Code.In(folder!) with { HasPackages = hasPackages, IsConcurrent = isConcurrent }, ours, rounds);
else
    ComparisonTable.Print(Console.Out, Code.In(folder!) with { HasPackages = hasPackages, IsConcurrent = isConcurrent }, [AnalyzerSet.None, AnalyzerSet.Idle, ours, .. others, .. onlyOurs ? [] : AnalyzerSet.Rivals()], rounds);
return 0;
