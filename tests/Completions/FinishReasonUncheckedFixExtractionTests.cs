namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001, <i>Throw unless complete</i>: a result that is read at once gets a variable first, and everything is still evaluated in its order.</summary>
public class FinishReasonUncheckedFixExtractionTests : FinishReasonFixTests
{
    [Fact]
    public Task Out_of_a_return() => FixesStatements(
        """
        // Ask.
        return (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text; // the answer
        """,
        """
        // Ask.
        ChatCompletion completion = await client.CompleteChatAsync(messages);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion.Content[0].Text; // the answer
        """);

    [Fact]
    public Task Out_of_an_interpolated_string() => FixesStatements(
        """
        return $"{messages.Count}. {(await client.CompleteChatAsync(messages).ConfigureAwait(false)).Value.[|Content|][0].Text}";
        """,
        """
        int count = messages.Count;
        ChatCompletion completion = await client.CompleteChatAsync(messages).ConfigureAwait(false);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return $"{count}. {completion.Content[0].Text}";
        """);

    [Fact]
    public Task Out_of_a_conditional_access() => FixesStatements(
        """
        return (await client.CompleteChatAsync(messages))?.Value?.[|Content|][0]?.Text;
        """,
        """
        ClientResult<ChatCompletion> result = await client.CompleteChatAsync(messages);

        if (result.Value.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {result.Value.FinishReason}.");
        }

        return result?.Value?.Content[0]?.Text;
        """,
        new() { OtherFiles = ["global using System.ClientModel;"] });

    [Fact]
    public Task Out_of_an_argument_of_a_helper() => FixesMembers(
        """
        public async Task<string> AskAsync(ChatClient client, string question)
        {
            return TextOf([|await client.CompleteChatAsync(question)|]);
        }

        private static string TextOf(ChatCompletion completion) => completion.Content[0].Text;
        """,
        """
        public async Task<string> AskAsync(ChatClient client, string question)
        {
            ChatCompletion completion = await client.CompleteChatAsync(question);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return TextOf(completion);
        }

        private static string TextOf(ChatCompletion completion) => completion.Content[0].Text;
        """);

    [Fact]
    public Task Blocking_calls_stay_blocking() => FixesStatements(
        """
        var text = client.CompleteChatAsync(messages).GetAwaiter().GetResult().Value.[|Content|][0].Text;
        return text;
        """,
        """
        ChatCompletion completion = client.CompleteChatAsync(messages).GetAwaiter().GetResult();

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        var text = completion.Content[0].Text;
        return text;
        """);

    [Fact]
    public Task What_is_evaluated_before_it_stays_before_it() => FixesStatements(
        """
        return string.Concat(DateTime.Now, messages[0].ToString(), (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text, messages.Count);
        """,
        """
        DateTime now = DateTime.Now;
        string? text = messages[0].ToString();
        ChatCompletion completion = await client.CompleteChatAsync(messages);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return string.Concat(now, text, completion.Content[0].Text, messages.Count);
        """);

    [Fact]
    public Task Two_in_one_statement() => FixesStatements(
        """
        return (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text + (await client.CompleteChatAsync("Again.")).Value.[|Content|][0].Text;
        """,
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        ChatCompletion completion1 = await client.CompleteChatAsync("Again.");

        if (completion1.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion1.FinishReason}.");
        }

        return completion.Content[0].Text + completion1.Content[0].Text;
        """);

    [Fact]
    public Task The_receiver_of_a_call_is_no_obstacle() => FixesMembers(
        """
        private readonly List<string> answers = new();

        public async Task AskAsync(ChatClient client, string question)
        {
            this.answers.Add((await client.CompleteChatAsync(question)).Value.[|Content|][0].Text);
        }
        """,
        """
        private readonly List<string> answers = new();

        public async Task AskAsync(ChatClient client, string question)
        {
            ChatCompletion completion = await client.CompleteChatAsync(question);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            this.answers.Add(completion.Content[0].Text);
        }
        """);

    [Fact]
    public Task Out_of_the_condition_of_an_else_if() => FixesStatements(
        """
        if (messages.Count == 0)
            return null;
        else if ((await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text == "yes")
            return "yes";
        else
            return "no";
        """,
        """
        if (messages.Count == 0)
            return null;
        else
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            if (completion.Content[0].Text == "yes")
                return "yes";
            else
                return "no";
        }
        """);

    [Fact]
    public Task Out_of_an_assignment_in_a_condition() => FixesStatements(
        """
        ChatCompletion completion;
        if ((completion = await client.CompleteChatAsync(messages)).[|Content|][0].Text == "yes")
            return completion.Id;
        return null;
        """,
        """
        ChatCompletion completion;
        completion = await client.CompleteChatAsync(messages);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        if (completion.Content[0].Text == "yes")
            return completion.Id;
        return null;
        """);

    [Fact]
    public Task Out_of_the_condition_of_a_while() => FixesStatements(
        """
        while ((await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text != "done")
            messages.Add(new UserChatMessage("Go on."));
        return null;
        """,
        """
        while (true)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            if (completion.Content[0].Text == "done")
            {
                break;
            }

            messages.Add(new UserChatMessage("Go on."));
        }
        return null;
        """);

    [Fact]
    public Task Out_of_the_condition_of_a_do() => FixesStatements(
        """
        do
        {
            messages.Add(new UserChatMessage("Go on."));
        }
        while ((await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text != "done");
        return null;
        """,
        """
        while (true)
        {
            messages.Add(new UserChatMessage("Go on."));

            ChatCompletion completion = await client.CompleteChatAsync(messages);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            if (completion.Content[0].Text == "done")
            {
                break;
            }
        }
        return null;
        """);

    [Fact]
    public Task Out_of_the_condition_of_a_for() => FixesStatements(
        """
        for (var i = 0; (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text.Contains("more"); i++)
        {
            Console.WriteLine(i);
        }

        return null;
        """,
        """
        for (var i = 0; ; i++)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            if (!completion.Content[0].Text.Contains("more"))
            {
                break;
            }

            Console.WriteLine(i);
        }

        return null;
        """);

    [Fact]
    public Task Out_of_a_switch_section() => FixesStatements(
        """
        switch (messages.Count)
        {
            case 0:
                return null;
            default:
                return (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text;
        }
        """,
        """
        switch (messages.Count)
        {
            case 0:
                return null;
            default:
                ChatCompletion completion = await client.CompleteChatAsync(messages);

                if (completion.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                return completion.Content[0].Text;
        }
        """);

    [Fact]
    public Task Out_of_using_statements_on_top_of_each_other() => FixesStatements(
        """
        using (var first = new StringReader(messages[0].ToString()!))
        using (var second = new StringReader((await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text))
        {
            return first.ReadToEnd() + second.ReadToEnd();
        }
        """,
        """
        using (var first = new StringReader(messages[0].ToString()!))
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            using (var second = new StringReader(completion.Content[0].Text))
            {
                return first.ReadToEnd() + second.ReadToEnd();
            }
        }
        """);

    [Fact]
    public Task Out_of_a_tuple_that_is_taken_apart() => FixesStatements(
        """
        var (completion, count) = ((await client.CompleteChatAsync(messages)).Value, 1);
        return completion.[|Content|][0].Text + count;
        """,
        """
        ChatCompletion completion1 = await client.CompleteChatAsync(messages);

        if (completion1.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion1.FinishReason}.");
        }

        var (completion, count) = (completion1, 1);
        return completion.Content[0].Text + count;
        """);
}
