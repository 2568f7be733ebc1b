using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 where the call, the look and the use lie in different functions.</summary>
[Surface("OpenAI chat")]
public class FinishReasonUncheckedCallsTests
{
    [Theory]
    [InlineData("Ensure(completion); return completion.Content[0].Text;")]
    [InlineData("if (!IsComplete(completion)) return null; return completion.Content[0].Text;")]
    [InlineData("return completion.TextOrThrow();")]
    [InlineData("return Text(completion);")]
    [InlineData("if (completion.FinishReason.IsBad()) return null; return completion.Content[0].Text;")]
    [InlineData("return IsComplete(completion) ? completion.Content[0].Text : null;")]
    public Task Text_read_after_a_guard_in_a_helper_is_silent(string body) => Rule.Silent($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string?> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                {{body}}
            }

            private static void Ensure(ChatCompletion completion)
            {
                if (completion.FinishReason != ChatFinishReason.Stop)
                    throw new InvalidOperationException();
            }

            private static bool IsComplete(ChatCompletion completion) => completion.FinishReason == ChatFinishReason.Stop;

            private static string Text(ChatCompletion completion)
            {
                if (!IsComplete(completion))
                    throw new InvalidOperationException();
                return completion.Content[0].Text;
            }
        }

        static class Checks
        {
            public static string TextOrThrow(this ChatCompletion completion) =>
                completion.FinishReason is ChatFinishReason.Stop ? completion.Content[0].Text : throw new InvalidOperationException();

            public static bool IsBad(this ChatFinishReason reason) => reason is ChatFinishReason.Length or ChatFinishReason.ContentFilter;
        }
        """);

    [Fact]
    public Task A_helper_that_reads_unchecked_is_reported_at_the_callers_argument() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                return Text([|completion|]);
            }

            public string Direct(string question) => Text([|client.CompleteChat(question)|]);

            public async Task<string> CheckedAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                if (completion.FinishReason != ChatFinishReason.Stop)
                    throw new InvalidOperationException();
                return Text(completion);
            }

            private static string Text(ChatCompletion completion) => First(completion).Trim();

            private static string First(ChatCompletion completion) => completion.Content[0].Text;
        }
        """);

    [Fact]
    public Task A_method_that_returns_the_result_hands_its_checks_to_its_callers() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> UncheckedAsync(string question) => (await CompleteAsync(question)).[|Content|][0].Text;

            public async Task<string> CheckedAsync(string question) => (await CompleteCheckedAsync(question)).Content[0].Text;

            private async Task<ChatCompletion> CompleteAsync(string question) => await client.CompleteChatAsync(question);

            private async Task<ChatCompletion> CompleteCheckedAsync(string question)
            {
                ChatCompletion completion = await CompleteAsync(question);
                if (completion.FinishReason != ChatFinishReason.Stop)
                    throw new InvalidOperationException();
                return completion;
            }
        }
        """);

    [Fact]
    public Task A_wrapper_that_returns_what_its_delegate_returns_is_followed() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await WithTimingAsync(() => client.CompleteChatAsync(question));
                return completion.[|Content|][0].Text;
            }

            public async Task<string> CheckedAsync(string question)
            {
                ChatCompletion completion = await WithTimingAsync(async () => await client.CompleteChatAsync(question));
                return completion.FinishReason == ChatFinishReason.Stop ? completion.Content[0].Text : "";
            }

            private static async Task<T> WithTimingAsync<T>(Func<Task<T>> action)
            {
                var start = Environment.TickCount64;
                var result = await action();
                Console.WriteLine(Environment.TickCount64 - start);
                return result;
            }
        }
        """);

    [Fact]
    public Task Lambdas_and_local_functions_are_bodies_like_any_other() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public void Run(List<string> questions)
            {
                Func<string, Task<string>> ask = async question =>
                {
                    ChatCompletion completion = await client.CompleteChatAsync(question);
                    return completion.[|Content|][0].Text;
                };
                var answers = questions.Select(question => client.CompleteChat(question).Value.[|Content|][0].Text).ToList();
                Console.WriteLine(Local("hi") + answers.Count + ask("x").Result);

                string Local(string question)
                {
                    ChatCompletion completion = client.CompleteChat(question);
                    return completion.[|Content|][0].Text;
                }
            }

            public void Checked(List<string> questions)
            {
                Func<string, string> ask = question =>
                {
                    ChatCompletion completion = client.CompleteChat(question);
                    return completion.FinishReason == ChatFinishReason.Stop ? completion.Content[0].Text : "";
                };
                Console.WriteLine(ask("hi"));
            }
        }
        """);

    [Fact]
    public Task A_local_function_that_checks_the_captured_result_is_a_check() => Rule.Silent("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                Ensure();
                return Read();

                void Ensure()
                {
                    if (completion.FinishReason != ChatFinishReason.Stop)
                        throw new InvalidOperationException();
                }

                string Read() => completion.Content[0].Text;
            }
        }
        """);

    [Fact]
    public Task Top_level_statements_and_expression_bodies_are_analysed() => Rule.Reports("""
        using OpenAI.Chat;

        var client = new ChatClient("gpt-5.4", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
        ChatCompletion completion = await client.CompleteChatAsync("Say hi.");
        Console.WriteLine(completion.[|Content|][0].Text);

        class Bot(ChatClient client)
        {
            private string Greeting => client.CompleteChat("hi").Value.[|Content|][0].Text;

            public string Ask(string question) => client.CompleteChat(question).Value.[|Content|][0].Text + Greeting;
        }
        """);

    [Fact]
    public Task Loops_and_queries_over_results_are_followed() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<List<string>> AllAsync(string[] questions)
            {
                var tasks = questions.Select(question => client.CompleteChatAsync(question));
                var results = await Task.WhenAll(tasks);
                return results.Select(result => result.Value.[|Content|][0].Text).ToList();
            }

            public async Task PrintAsync(string[] questions)
            {
                foreach (var result in await Task.WhenAll(questions.Select(async question => await client.CompleteChatAsync(question))))
                    Console.WriteLine(result.Value.[|Content|][0].Text);
            }

            public async Task<List<string>> CompleteOnesAsync(string[] questions)
            {
                var results = await Task.WhenAll(questions.Select(question => client.CompleteChatAsync(question)));
                return results.Where(result => result.Value.FinishReason == ChatFinishReason.Stop).Select(result => result.Value.Content[0].Text).ToList();
            }
        }
        """);

    [Fact]
    public Task Blocking_for_results_is_as_good_as_to_await_them() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public void Print(string[] questions)
            {
                foreach (var result in Task.WhenAll(questions.Select(question => client.CompleteChatAsync(question))).GetAwaiter().GetResult())
                    Console.WriteLine(result.Value.[|Content|][0].Text);
            }

            public List<string> CompleteOnes(string[] questions)
            {
                var results = Task.WhenAll(questions.Select(question => client.CompleteChatAsync(question))).GetAwaiter().GetResult();
                return results.Where(result => result.Value.FinishReason == ChatFinishReason.Stop).Select(result => result.Value.Content[0].Text).ToList();
            }
        }
        """);

    [Fact]
    public Task A_lambda_in_a_variable_checks_and_returns_as_a_method_does() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> GuardedAsync(string question)
            {
                Action<ChatCompletion> ensure = given => { if (given.FinishReason != ChatFinishReason.Stop) throw new InvalidOperationException(); };
                ChatCompletion completion = await client.CompleteChatAsync(question);
                ensure(completion);
                return completion.Content[0].Text;
            }

            public async Task<string> AskAsync(string question)
            {
                Func<Task<ChatCompletion>> ask = async () => await client.CompleteChatAsync(question);
                ChatCompletion completion = await ask();
                return completion.[|Content|][0].Text;
            }

            public async Task<string> AskCheckedAsync(string question)
            {
                Func<Task<ChatCompletion>> ask = async () =>
                {
                    ChatCompletion completion = await client.CompleteChatAsync(question);
                    return completion.FinishReason == ChatFinishReason.Stop ? completion : throw new InvalidOperationException();
                };
                return (await ask()).Content[0].Text;
            }
        }
        """);

    [Fact]
    public Task A_second_name_makes_no_second_result() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(List<ChatMessage> messages)
            {
                var first = await client.CompleteChatAsync(messages);
                ChatCompletion completion = first;
                while (completion.ToolCalls.Count > 0)
                {
                    messages.Add(new AssistantChatMessage(completion));
                    completion = await client.CompleteChatAsync(messages);
                }

                return completion.[|Content|][0].Text;
            }

            public async Task<string> CheckedAsync(List<ChatMessage> messages)
            {
                var first = await client.CompleteChatAsync(messages);
                ChatCompletion completion = first;
                while (completion.FinishReason != ChatFinishReason.Stop)
                    completion = await client.CompleteChatAsync(messages);
                return completion.Content[0].Text;
            }
        }
        """);

    [Theory]
    [InlineData("foreach (var result in results.Where(result => result.Value.FinishReason == ChatFinishReason.Stop)) Console.WriteLine(result.Value.Content[0].Text);")]
    [InlineData("if (results.Any(result => result.Value.FinishReason != ChatFinishReason.Stop)) return; foreach (var result in results) Console.WriteLine(result.Value.Content[0].Text);")]
    [InlineData("var complete = results.Where(IsComplete).ToList(); foreach (var result in complete) Console.WriteLine(result.Value.Content[0].Text);")]
    [InlineData("Console.WriteLine(string.Join(\"\", results.TakeWhile(result => IsComplete(result)).Select(result => result.Value.Content[0].Text)));")]
    [InlineData("Console.WriteLine(string.Join(\"\", from result in results where result.Value.FinishReason == ChatFinishReason.Stop select result.Value.Content[0].Text));")]
    public Task Results_sorted_out_by_a_predicate_over_their_reasons_are_silent(string use) => Rule.Silent(Several(use));

    [Theory]
    [InlineData("foreach (var result in results.Where(result => result.Value.Content.Count > 0)) Console.WriteLine(result.Value.[|Content|][0].Text);")]
    [InlineData("foreach (var result in results.Skip(1)) Console.WriteLine(result.Value.[|Content|][0].Text);")]
    public Task Results_sorted_out_by_something_else_are_reported(string use) => Rule.Reports(Several(use));

    [Fact]
    public Task A_result_assigned_in_a_retry_loop_is_one_result() => Rule.Reports("""
        using System.ClientModel;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion? completion = null;
                for (var attempt = 0; attempt < 3 && completion is null; attempt++)
                {
                    try
                    {
                        completion = await client.CompleteChatAsync(question);
                    }
                    catch (ClientResultException ex) when (ex.Status == 429)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }

                return completion!.[|Content|][0].Text;
            }
        }
        """);

    [Fact]
    public Task A_method_that_the_user_names_as_a_check_is_one() => Rule.Silent(
        NamedCheck,
        new SnippetOptions { EditorConfig = "aiapi_finish_reason_checks = Contoso.Replies.Accept" });

    [Fact]
    public Task A_helper_that_checks_nothing_is_none_unless_the_user_says_so() => Rule.Reports(
        NamedCheck.Replace("Content[0]", "[|Content|][0]"),
        new SnippetOptions { EditorConfig = "aiapi_finish_reason_checks = Contoso.Replies.Refuse" });

    private const string NamedCheck = """
        using OpenAI.Chat;

        namespace Contoso
        {
            static class Replies
            {
                public static void Accept(ChatCompletion completion) => Console.WriteLine(completion.Id);
            }

            class Bot(ChatClient client)
            {
                public string Ask(string question)
                {
                    ChatCompletion completion = client.CompleteChat(question);
                    Replies.Accept(completion);
                    return completion.Content[0].Text;
                }
            }
        }
        """;

    private static string Several(string use) => $$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task PrintAsync(string[] questions)
            {
                var results = await Task.WhenAll(questions.Select(question => client.CompleteChatAsync(question)));
                {{use}}
            }

            private static bool IsComplete(ClientResult<ChatCompletion> result) => result.Value.FinishReason == ChatFinishReason.Stop;
        }
        """;
}
