using AiApi.Documents;

var check = args is ["--check"];
if (!check && args is not [])
{
    Console.Error.WriteLine("usage: dotnet run --project eng/Documents [-- --check]");
    return 2;
}

var repository = Repository.Containing(AppContext.BaseDirectory);
var open = 0;
foreach (var finding in DocumentSet.Compare(repository, RuleCatalog.Load()))
{
    if (finding is StaleFile stale && !check)
    {
        repository.Write(stale.Path, stale.Expected);
        Console.WriteLine($"{stale.Path} written");
    }
    else
    {
        Console.WriteLine(finding.Explain());
        open++;
    }
}

return open == 0 ? 0 : 1;
