using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>A snippet as somebody leaves it who is just typing, whose packages are not restored, or who has types of the SDK's names.</summary>
/// <param name="Snippet">What it was.</param>
/// <param name="Damage">What was done to it.</param>
/// <param name="Sources">What it is now.</param>
/// <param name="Packages">What it refers to.</param>
internal sealed record BrokenCode(CollectedSnippet Snippet, string Damage, IReadOnlyList<string> Sources, PackageSet Packages)
{
    private const int KindsOfDamage = 14;

    private static readonly string[] Typed = ["(", ")", "{", "}", ";", ".", "?", "=>", "await", "if", "return", "var", "new", "\"", "$\"{", "[", "]", "is", "switch", "catch", "<", "??=", "..", "#if X"];

    /// <summary>Types that have the names of the SDKs' and nothing of what they have.</summary>
    private const string Doppelgangers = """
        namespace OpenAI.Chat
        {
            public class ChatClient { public ChatCompletion CompleteChatAsync(string prompt) => null; public int this[int index] => 0; }
            public class ChatCompletion { public string FinishReason; public static int Content(int i) => i; }
            public enum ChatFinishReason { Length, Other }
            public interface ChatCompletionOptions<T> { }
        }
        namespace OpenAI.Images { public static class ImageClient { } public record struct GeneratedImage(int ImageUri); public delegate void ImageGenerationOptions(); }
        namespace Microsoft.Extensions.AI { public static class IChatClient { } public class ChatResponse<T, U> { } public struct ChatFinishReason { } }
        namespace System.ClientModel { public class ClientResult<T> { public T[] Value; } public class ClientResultException { public string Status; } }
        namespace System.Net.Http { public class HttpClient { public int PostAsync; } public class HttpResponseMessage { public HttpResponseMessage StatusCode() => this; } }
        namespace Polly { public class Policy { public static Policy Handle<T>() => null; } public class ResiliencePipelineBuilder { } }
        namespace System.Text.Json { public class JsonDocument { public static string Parse(object o) => null; } public ref struct JsonElement { } }
        namespace System.Threading.Tasks { public class Task { public static void Delay() { } } }
        """;

    /// <summary>The variant of a number: the same each time.</summary>
    public static BrokenCode Number(int number)
    {
        var random = new Random(number);
        var snippet = PublishedCode.WithSnippets[random.Next(PublishedCode.WithSnippets.Count)];
        var code = snippet.Code;
        var damages = new List<string>();
        var others = new List<string>();
        var packages = snippet.Options.Packages;
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            switch (random.Next(KindsOfDamage))
            {
                case 0 or 1:
                    Change("a token less", tokens => tokens.RemoveAt(random.Next(tokens.Count)));
                    break;
                case 2:
                    Change("tokens less", tokens => tokens.RemoveAll(_ => random.Next(20) == 0));
                    break;
                case 3 or 4:
                    Change("tokens swapped", tokens => Swap(tokens, random.Next(tokens.Count - 1)));
                    break;
                case 5:
                    Change("a token typed", tokens => tokens.Insert(random.Next(tokens.Count), $" {Typed[random.Next(Typed.Length)]} "));
                    break;
                case 6:
                    Change("a token twice", tokens => tokens.Insert(random.Next(tokens.Count), tokens[random.Next(tokens.Count)]));
                    break;
                case 7:
                    Change("a token for another", tokens => tokens[random.Next(tokens.Count)] = tokens[random.Next(tokens.Count)]);
                    break;
                case 8:
                    Change("cut off", tokens =>
                    {
                        var kept = random.Next(1, tokens.Count);
                        tokens.RemoveRange(kept, tokens.Count - kept);
                    });
                    break;
                case 9:
                    ChangeLines("a line less", lines => lines.RemoveAt(random.Next(lines.Count)));
                    break;
                case 10:
                    ChangeLines("lines swapped", lines => Swap(lines, random.Next(Math.Max(1, lines.Count - 1))));
                    break;
                case 11:
                    damages.Add("packages less");
                    packages = new PackageSet([.. packages.References.Where(_ => random.Next(3) > 0)]);
                    break;
                case 12:
                    damages.Add("everything twice");
                    others.Add(code);
                    break;
                default:
                    damages.Add("doppelgangers");
                    others.Add(Doppelgangers);
                    packages = random.Next(2) == 0 ? packages : Support.Packages.None;
                    break;
            }
        }

        return new BrokenCode(snippet, string.Join(", ", damages), [code, .. others], packages);

        void Change(string damage, Action<List<string>> change)
        {
            var tokens = CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTokens(descendIntoTrivia: false).Select(static token => token.ToFullString()).ToList();
            if (tokens.Count < 3)
                return;

            change(tokens);
            code = string.Concat(tokens);
            damages.Add(damage);
        }

        void ChangeLines(string damage, Action<List<string>> change)
        {
            var lines = code.Split('\n').ToList();
            change(lines);
            code = string.Join('\n', lines);
            damages.Add(damage);
        }
    }

    public CSharpCompilation Compile() =>
        SnippetCompilation.Of(Snippet, Sources.Select((source, index) => SnippetCompilation.Parse(Snippet, source, $"Broken{index}.cs")), Packages);

    private static void Swap(List<string> items, int index)
    {
        if (index + 1 < items.Count)
            (items[index], items[index + 1]) = (items[index + 1], items[index]);
    }
}
