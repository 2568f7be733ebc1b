using System.Text.RegularExpressions;
using AiApi.Package.Tests;
namespace AiApi.Ide.Tests;
public sealed class DumpTests(Ide ide) : IClassFixture<Ide>
{
    [Fact]
    public async Task Dump()
    {
        using var log = new StreamWriter("/tmp/users/dump.txt");
        foreach (Match m in Regex.Matches(PackedPackage.Repository.Read("AnalyzerRules.md"), @"^```csharp flagged\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            var doc = ide.Open("using System.ClientModel;using System.ClientModel.Primitives;using System.Net.Http.Headers;using System.Text;using System.Text.Json;using OpenAI;using OpenAI.Chat;using OpenAI.Images;internal sealed class Block(ChatClient client)\n{\n" + m.Groups["text"].Value + "}\n");
            var text = (await doc.GetTextAsync()).ToString();
            foreach (var d in await IdeServices.SquigglesAsync(doc))
            {
                if (!d.Id.StartsWith("AIAPI")) { if (d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error) log.WriteLine(d); continue; }
                log.WriteLine($"{d.Id} {d.Severity} «{text.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}»\n     {d.GetMessage()}");
                foreach (var o in await IdeServices.LightBulbAsync(doc, d.Location.SourceSpan))
                    log.WriteLine($"     - {o.Id} {o.Title} [{string.Join(",", o.Scopes)}] {o.Action.EquivalenceKey} : {string.Join(" / ", o.Action.NestedActions.Select(n => n.Title))}");
            }
        }
    }
}
