using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Support;

public class RoslynVersionTests
{
    [Theory]
    [InlineData(typeof(Compilation))]
    [InlineData(typeof(CSharpCompilation))]
    [InlineData(typeof(CodeFixProvider))]
    public void The_project_runs_on_the_Roslyn_of_its_name(Type type)
    {
        var project = typeof(RoslynVersionTests).Assembly.GetName().Name!;
        var expected = project switch
        {
            "AiApi.Analyzers.Tests" => new Version(4, 5, 0, 0),
            "AiApi.Analyzers.Tests.Roslyn414" => new Version(4, 14, 0, 0),
            "AiApi.Analyzers.Tests.Roslyn512" => new Version(5, 12, 0, 0),
            _ => throw new InvalidOperationException($"Unknown test project {project}."),
        };

        Assert.Equal(expected, type.Assembly.GetName().Version);
    }
}
