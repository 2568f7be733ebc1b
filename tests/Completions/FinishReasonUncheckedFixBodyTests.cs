namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001, <i>Throw unless complete</i>: expression bodies become blocks.</summary>
public class FinishReasonUncheckedFixBodyTests : FinishReasonFixTests
{
    [Fact]
    public Task Of_a_method_that_returns_the_text() => FixesMembers(
        """
        public async Task<string> AskAsync(ChatClient client, string question) => (await client.CompleteChatAsync(question)).Value.[|Content|][0].Text; // the answer

        public void Other() { }
        """,
        """
        public async Task<string> AskAsync(ChatClient client, string question)
        {
            ChatCompletion completion = await client.CompleteChatAsync(question);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return completion.Content[0].Text;
        } // the answer

        public void Other() { }
        """);

    [Fact]
    public Task Of_an_async_method_without_a_result() => FixesMembers(
        """
        public async Task ShowAsync(ChatClient client, string question) =>
            // Nobody waits for it.
            await File.WriteAllTextAsync("answer.txt", (await client.CompleteChatAsync(question)).Value.[|Content|][0].Text);
        """,
        """
        public async Task ShowAsync(ChatClient client, string question)
        {
            // Nobody waits for it.
            ChatCompletion completion = await client.CompleteChatAsync(question);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            await File.WriteAllTextAsync("answer.txt", completion.Content[0].Text);
        }
        """);

    [Fact]
    public Task Of_properties_indexers_and_accessors() => FixesMembers(
        """
        private readonly ChatClient client = new("gpt-4o", "key");

        public string Greeting => client.CompleteChat("Hi").Value.[|Content|][0].Text;

        public string this[string question] => client.CompleteChat(question).Value.[|Content|][0].Text;

        public string Topic
        {
            set => File.WriteAllText("answer.txt", client.CompleteChat(value).Value.[|Content|][0].Text);
        }
        """,
        """
        private readonly ChatClient client = new("gpt-4o", "key");

        public string Greeting
        {
            get
            {
                ChatCompletion completion = client.CompleteChat("Hi");

                if (completion.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                return completion.Content[0].Text;
            }
        }

        public string this[string question]
        {
            get
            {
                ChatCompletion completion = client.CompleteChat(question);

                if (completion.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                return completion.Content[0].Text;
            }
        }

        public string Topic
        {
            set
            {
                ChatCompletion completion = client.CompleteChat(value);

                if (completion.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                File.WriteAllText("answer.txt", completion.Content[0].Text);
            }
        }
        """);

    [Fact]
    public Task Of_a_lambda_in_an_argument() => FixesMembers(
        """
        public Task<string[]> AskAsync(ChatClient client, string[] questions) =>
            Task.WhenAll(questions.Select(async question => (await client.CompleteChatAsync(question)).Value.[|Content|][0].Text));
        """,
        """
        public Task<string[]> AskAsync(ChatClient client, string[] questions) =>
            Task.WhenAll(questions.Select(async question =>
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);

                if (completion.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                return completion.Content[0].Text;
            }));
        """);

    [Fact]
    public Task Of_a_lambda_that_returns_nothing() => FixesMembers(
        """
        public Func<Task> Asking(ChatClient client, Action<string> show) =>
            async () => show((await client.CompleteChatAsync("Hi")).Value.[|Content|][0].Text);
        """,
        """
        public Func<Task> Asking(ChatClient client, Action<string> show) =>
            async () =>
            {
                ChatCompletion completion = await client.CompleteChatAsync("Hi");

                if (completion.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                show(completion.Content[0].Text);
            };
        """);

    [Fact]
    public Task Of_a_lambda_in_a_field() => FixesMembers(
        """
        private static readonly ChatClient Client = new("gpt-4o", "key");

        private readonly Func<string, string> ask = question => Client.CompleteChat(question).Value.[|Content|][0].Text;
        """,
        """
        private static readonly ChatClient Client = new("gpt-4o", "key");

        private readonly Func<string, string> ask = question =>
        {
            ChatCompletion completion = Client.CompleteChat(question);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return completion.Content[0].Text;
        };
        """);

    [Fact]
    public Task A_block_on_one_line_is_unfolded() => FixesMembers(
        """
        public Task<string[]> AskAsync(ChatClient client, string[] questions)
        {
            return Task.WhenAll(questions.Select(async q => { ChatCompletion reply = await client.CompleteChatAsync(q); return reply.[|Content|][0].Text; }));
        }
        """,
        """
        public Task<string[]> AskAsync(ChatClient client, string[] questions)
        {
            return Task.WhenAll(questions.Select(async q =>
            {
                ChatCompletion reply = await client.CompleteChatAsync(q);

                if (reply.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {reply.FinishReason}.");
                }

                return reply.Content[0].Text;
            }));
        }
        """);

    [Fact]
    public Task Of_a_local_function_in_a_program() => Support.Verify<Analyzers.Completions.FinishReasonUncheckedAnalyzer, CodeFixes.Completions.FinishReasonUncheckedFix>.Fixes(
        """
        using OpenAI.Chat;

        ChatClient client = new("gpt-4o", "key");
        Console.WriteLine(Ask("Hi").Length);

        string Ask(string question) => client.CompleteChat(question).Value.[|Content|][0].Text;
        """,
        """
        using OpenAI.Chat;

        ChatClient client = new("gpt-4o", "key");
        Console.WriteLine(Ask("Hi").Length);

        string Ask(string question)
        {
            ChatCompletion completion = client.CompleteChat(question);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return completion.Content[0].Text;
        }
        """);
}
