using AiApi.Analyzers.Completions;
using AiApi.Analyzers.Credentials;
using AiApi.Analyzers.Images;
using AiApi.Analyzers.Tests.Credentials;

namespace AiApi.Analyzers.Tests.Robustness;

using Completion = Verify<FinishReasonUncheckedAnalyzer>;
using ImageFormat = Verify<ResponseFormatRejectedAnalyzer>;
using HardCodedKey = Verify<HardCodedKeyAnalyzer>;

/// <summary>The rules know the newest of C#, in and around what they report.</summary>
public class OddCodeTests
{
    [RoslynFact("5.0")]
    public Task Extension_members_and_field_backed_properties() => Completion.Reports("""
        using OpenAI.Chat;

        static class Extensions
        {
            extension(ChatClient client)
            {
                public string Ask(string question)
                {
                    ChatCompletion completion = client.CompleteChat(question);
                    return completion.[|Content|][0].Text;
                }

                public string Greeting
                {
                    get
                    {
                        ChatCompletion completion = client.CompleteChat("hi");
                        return completion.FinishReason == ChatFinishReason.Stop ? completion.Content[0].Text : "";
                    }
                }

                public static string OfAnyone(ChatClient other) => other.CompleteChat("hi").Value.[|Content|][0].Text;
            }
        }

        class Bot(ChatClient client)
        {
            public string Greeting
            {
                get
                {
                    ChatCompletion completion = client.CompleteChat("hi");
                    return field ??= completion.[|Content|][0].Text;
                }
                set => field = value is "" ? client.CompleteChat("a name").Value.[|Content|][0].Text : value;
            }

            public void Write(TextHolder? holder)
            {
                ChatCompletion completion = client.CompleteChat("hi");
                holder?.Text = completion.[|Content|][0].Text;
            }
        }

        class TextHolder
        {
            public string Text { get; set; } = "";
        }
        """);

    [RoslynFact("4.14")]
    public Task Collection_expressions_list_patterns_and_inline_parameters() => Completion.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public string[] Texts(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
                return ["answer", .. completion.[|Content|].Select(part => part.Text)];
            }

            public string Ask(params ReadOnlySpan<string> questions)
            {
                ChatCompletion completion = client.CompleteChat(string.Join(' ', questions));
                return completion is { [|Content|]: [{ Text: var text }, ..] } ? text : "";
            }

            public List<string> Checked(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
                if (completion is not { FinishReason: ChatFinishReason.Stop, Content: [var first, .. var others] })
                    throw new InvalidOperationException();
                return [first.Text, .. from other in others.ToList() select other.Text];
            }

            public Delegate Asker => (string question, string suffix = "?") => client.CompleteChat(question + suffix).Value.[|Content|][0].Text;
        }
        """);

    [Fact]
    public Task Unsafe_code_by_reference_on_the_stack() => Completion.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public unsafe int First(int[] counts)
            {
                ref var last = ref counts[^1];
                Span<char> written = stackalloc char[8];
                ChatCompletion completion = client.CompleteChat("hi");
                fixed (char* start = completion.[|Content|][0].Text)
                    last = checked(*start + written.Length);
                return unchecked(last * 31);
            }

            public unsafe int Checked()
            {
                ChatCompletion completion = client.CompleteChat("hi");
                if (completion.FinishReason is not ChatFinishReason.Stop)
                    return -1;
                fixed (char* start = completion.Content[0].Text)
                    return *start;
            }

            public ref readonly string Kept(string[] texts)
            {
                ref var place = ref texts[0];
                ChatCompletion completion = client.CompleteChat("hi");
                place = completion.[|Content|][0].Text;
                return ref place;
            }
        }
        """);

    [Fact]
    public Task Iterators_streams_and_asynchronous_disposal() => Completion.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async IAsyncEnumerable<string> Stream(IAsyncEnumerable<string> questions)
            {
                await using var file = new MemoryStream();
                await foreach (var question in questions.ConfigureAwait(false))
                {
                    ChatCompletion completion = await client.CompleteChatAsync(question);
                    if (completion.Content.Count == 0)
                        yield break;
                    yield return completion.[|Content|][0].Text;
                }
            }

            public IEnumerable<string> Each(params string[] questions)
            {
                foreach (var question in questions)
                {
                    ChatCompletion completion = client.CompleteChat(question);
                    if (completion.FinishReason != ChatFinishReason.Stop)
                        yield break;
                    yield return completion.Content[0].Text;
                }
            }

            public IEnumerable<string> Unchecked(string[] questions) => from question in questions
                where question.Length > 0
                select client.CompleteChat(question).Value.[|Content|][0].Text;
        }
        """);

    [Fact]
    public Task Functions_in_functions_and_jumps() => Completion.Reports("""
        using OpenAI.Chat;

        partial class Bot
        {
            private readonly ChatClient client = null!;

            partial void Log(string text);

            public partial string Ask(string question);
        }

        partial class Bot
        {
            public partial string Ask(string question)
            {
                Func<Func<string>> outer = () => () =>
                {
                    ChatCompletion completion = client.CompleteChat(question);
                    return completion.[|Content|][0].Text;
                };
                return Inner(question.Length);

                string Inner(int depth)
                {
                    switch (depth)
                    {
                        case 0:
                            ChatCompletion completion = client.CompleteChat(question);
                            Log(completion.[|Content|][0].Text);
                            goto case 1;
                        case 1:
                            goto default;
                        default:
                            return depth > 9 ? Inner(depth - 1) : outer()();
                    }
                }
            }

            partial void Log(string text) => Console.WriteLine(text);
        }

        file record struct Answer(string Text)
        {
            public static Answer operator +(Answer answer, ChatClient client)
            {
                ChatCompletion completion = client.CompleteChat(answer.Text);
        #if !NEVER
                return answer with { Text = completion.[|Content|][0].Text };
        #else
                return answer;
        #endif
            }

            public static implicit operator Answer(ChatClient client) => new(client.CompleteChat("hi").Value.[|Content|][0].Text);
        }
        """);

    [Fact]
    public Task Options_made_in_odd_places() => ImageFormat.Reports("""
        using OpenAI.Images;

        class Painter
        {
            private readonly ImageClient client = new("gpt-image-1", Environment.GetEnvironmentVariable("KEY"));

            public unsafe object Paint(string[] prompts) => prompts switch
            {
                [] => "nothing",
                [var only] => client.GenerateImage(only, new() { [|ResponseFormat|] = GeneratedImageFormat.Bytes }),
                [var first, ..] => checked(prompts.Length + 1) > 3
                    ? (Func<object>)(() => client.GenerateImage(first, new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Uri }))
                    : from prompt in prompts select client.GenerateImage(prompt, new() { [|ResponseFormat|] = GeneratedImageFormat.Uri }),
            };

            public IEnumerable<GeneratedImage> Each(string[] prompts)
            {
                var options = new ImageGenerationOptions();
                options.[|ResponseFormat|] = GeneratedImageFormat.Bytes;
                foreach (var prompt in prompts)
                    yield return client.GenerateImage(prompt, options);
            }
        }
        """);

    [RoslynFact("5.0")]
    public Task Options_made_with_the_newest_syntax() => ImageFormat.Reports("""
        using OpenAI.Images;

        static class Painting
        {
            private static ImageClient Client => field ??= new("gpt-image-1", Environment.GetEnvironmentVariable("KEY"));

            extension(string prompt)
            {
                public GeneratedImage Painted => Client.GenerateImage(prompt, new() { [|ResponseFormat|] = GeneratedImageFormat.Bytes });

                public GeneratedImage[] PaintedTwice() => [Client.GenerateImage(prompt, new() { [|ResponseFormat|] = GeneratedImageFormat.Uri }), Client.GenerateImage(prompt)];
            }

            public static void Prepare(ImageGenerationOptions? options)
            {
                options?.[|ResponseFormat|] = GeneratedImageFormat.Bytes;
                Client.GenerateImage("a cat", options);
            }
        }
        """);

    [Fact]
    public Task Keys_in_odd_places() => HardCodedKey.Reports($$"""
        using System.ComponentModel;

        [Description([|"{{Keys.OpenAI}}"|])]
        class Vault
        {
            private const string Key = [|"{{Keys.OpenAI}}"|];

            public static bool IsLeaked(string key = [|"{{Keys.Anthropic}}"|]) => key is [|"{{Keys.Groq}}"|] or Key;

            public string Verbatim => [|@"{{Keys.OpenAI}}"|];

            public string Of(string name) => name switch { nameof(Key) => Key, _ => [|"{{Keys.OpenAI}}"|] };
        }
        """);

    [RoslynFact("5.0")]
    public Task Keys_in_the_newest_places() => HardCodedKey.Reports($$"""
        static class Vault
        {
            public static string Key { get => field ?? [|"{{Keys.OpenAI}}"|]; set; }

            public static string[] Keys => [[|"{{Keys.OpenAI}}"|], .. new[] { [|"{{Keys.Anthropic}}"|] }];

            extension(string)
            {
                public static string Secret => [|"{{Keys.OpenAI}}"|];
            }
        }
        """);
}
