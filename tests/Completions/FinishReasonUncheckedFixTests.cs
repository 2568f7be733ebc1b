namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001, <i>Throw unless complete</i>: where the guard goes when a variable holds the result.</summary>
public class FinishReasonUncheckedFixTests : FinishReasonFixTests
{
    [Fact]
    public Task The_guard_follows_the_declaration() => FixesStatements(
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);
        return completion.[|Content|][0].Text;
        """,
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion.Content[0].Text;
        """);

    [Fact]
    public Task A_ClientResult_stays_one() => FixesStatements(
        """
        var result = await client.CompleteChatAsync(messages);

        return result.Value.[|Content|][0].Text;
        """,
        """
        var result = await client.CompleteChatAsync(messages);

        if (result.Value.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {result.Value.FinishReason}.");
        }

        return result.Value.Content[0].Text;
        """);

    [Fact]
    public Task Tool_calls_pass_where_tools_are_offered() => FixesStatements(
        """
        var options = new ChatCompletionOptions();
        options.Tools.Add(ChatTool.CreateFunctionTool("weather"));
        ChatCompletion completion = await client.CompleteChatAsync(messages, options);
        return completion.[|Content|][0].Text;
        """,
        """
        var options = new ChatCompletionOptions();
        options.Tools.Add(ChatTool.CreateFunctionTool("weather"));
        ChatCompletion completion = await client.CompleteChatAsync(messages, options);

        if (completion.FinishReason is not (ChatFinishReason.Stop or ChatFinishReason.ToolCalls))
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion.Content[0].Text;
        """);

    [Fact]
    public Task After_a_loop_that_asks_again_one_guard_is_enough() => FixesStatements(
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);
        while (completion.ToolCalls.Count > 0)
        {
            messages.Add(new AssistantChatMessage(completion));
            completion = await client.CompleteChatAsync(messages);
        }

        // The last answer.
        return completion.[|Content|][0].Text;
        """,
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);
        while (completion.ToolCalls.Count > 0)
        {
            messages.Add(new AssistantChatMessage(completion));
            completion = await client.CompleteChatAsync(messages);
        }

        if (completion.FinishReason is not (ChatFinishReason.Stop or ChatFinishReason.ToolCalls))
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        // The last answer.
        return completion.Content[0].Text;
        """);

    [Fact]
    public Task Reads_between_assignments_need_a_guard_after_each() => FixesStatements(
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);
        messages.Add(new UserChatMessage("Translate: " + completion.[|Content|][0].Text));
        completion = await client.CompleteChatAsync(messages);
        return completion.Content[0].Text;
        """,
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        messages.Add(new UserChatMessage("Translate: " + completion.Content[0].Text));
        completion = await client.CompleteChatAsync(messages);

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion.Content[0].Text;
        """);

    [Fact]
    public Task Two_results_get_a_guard_each() => FixesStatements(
        """
        ChatCompletion first = await client.CompleteChatAsync(messages);
        ChatCompletion second = await client.CompleteChatAsync(messages);
        return first.[|Content|][0].Text + second.[|Content|][0].Text;
        """,
        """
        ChatCompletion first = await client.CompleteChatAsync(messages);

        if (first.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {first.FinishReason}.");
        }

        ChatCompletion second = await client.CompleteChatAsync(messages);

        if (second.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {second.FinishReason}.");
        }

        return first.Content[0].Text + second.Content[0].Text;
        """);

    /// <summary>In the <c>try</c> a handler could catch what the guard throws, and ask once more.</summary>
    [Fact]
    public Task The_guard_stays_out_of_the_try_around_the_call() => FixesStatements(
        """
        ChatCompletion? completion = null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                completion = await client.CompleteChatAsync(messages);
                break;
            }
            catch (Exception)
            {
                await Task.Delay(1000);
            }
        }

        return completion!.[|Content|][0].Text;
        """,
        """
        ChatCompletion? completion = null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                completion = await client.CompleteChatAsync(messages);
                break;
            }
            catch (Exception)
            {
                await Task.Delay(1000);
            }
        }

        if (completion!.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion!.Content[0].Text;
        """);

    [Fact]
    public Task Where_there_may_be_no_result_none_is_still_accepted() => FixesStatements(
        """
        ChatCompletion? completion = null;
        if (messages.Count > 0)
            completion = await client.CompleteChatAsync(messages);
        return completion?.[|Content|][0].Text;
        """,
        """
        ChatCompletion? completion = null;
        if (messages.Count > 0)
            completion = await client.CompleteChatAsync(messages);

        if (completion is not null && completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion?.Content[0].Text;
        """);

    [Fact]
    public Task Reads_in_two_branches_share_a_guard_before_them() => FixesStatements(
        """
        ChatCompletion completion;
        if (messages.Count == 1)
            completion = await client.CompleteChatAsync(messages);
        else
            return null;
        if (completion.Model == "gpt-4o")
            return completion.[|Content|][0].Text;
        else
            return completion.Content[0].Text.Trim();
        """,
        """
        ChatCompletion completion;
        if (messages.Count == 1)
            completion = await client.CompleteChatAsync(messages);
        else
            return null;

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        if (completion.Model == "gpt-4o")
            return completion.Content[0].Text;
        else
            return completion.Content[0].Text.Trim();
        """);

    [Fact]
    public Task A_task_awaited_later_is_guarded_where_it_is_awaited() => FixesStatements(
        """
        var task = client.CompleteChatAsync(messages);
        Console.WriteLine("Asking…");
        ChatCompletion completion = await task;
        return completion.[|Content|][0].Text;
        """,
        """
        var task = client.CompleteChatAsync(messages);
        Console.WriteLine("Asking…");
        ChatCompletion completion = await task;

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        return completion.Content[0].Text;
        """);

    [Fact]
    public Task The_variable_of_a_foreach_is_guarded_at_the_top_of_the_loop() => FixesStatements(
        """
        var results = await Task.WhenAll(messages.Select(message => client.CompleteChatAsync(message)));
        foreach (var result in results)
            File.AppendAllText("answers.txt", result.Value.[|Content|][0].Text);
        return null;
        """,
        """
        var results = await Task.WhenAll(messages.Select(message => client.CompleteChatAsync(message)));
        foreach (var result in results)
        {
            if (result.Value.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {result.Value.FinishReason}.");
            }

            File.AppendAllText("answers.txt", result.Value.Content[0].Text);
        }
        return null;
        """);

    [Fact]
    public Task The_parameter_of_a_lambda_is_guarded_at_the_top_of_its_body() => FixesStatements(
        """
        var results = await Task.WhenAll(messages.Select(message => client.CompleteChatAsync(message)));
        return string.Concat(results.Select(result => result.Value.[|Content|][0].Text));
        """,
        """
        var results = await Task.WhenAll(messages.Select(message => client.CompleteChatAsync(message)));
        return string.Concat(results.Select(result =>
        {
            if (result.Value.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {result.Value.FinishReason}.");
            }

            return result.Value.Content[0].Text;
        }));
        """);

    [Fact]
    public Task A_caller_of_a_helper_that_reads_is_guarded() => FixesMembers(
        """
        public string Ask(ChatClient client, string question)
        {
            ChatCompletion completion = client.CompleteChat(question);
            return TextOf([|completion|]);
        }

        private static string TextOf(ChatCompletion completion) => completion.Content[0].Text;
        """,
        """
        public string Ask(ChatClient client, string question)
        {
            ChatCompletion completion = client.CompleteChat(question);

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return TextOf(completion);
        }

        private static string TextOf(ChatCompletion completion) => completion.Content[0].Text;
        """);

    [Fact]
    public Task A_result_that_comes_out_of_a_retry_helper_is_guarded_outside_of_it() => FixesMembers(
        """
        public async Task<string> AskAsync(ChatClient client, string question)
        {
            ChatCompletion completion = await RetryAsync(async () => await client.CompleteChatAsync(question));
            return completion.[|Content|][0].Text;
        }

        private static async Task<T> RetryAsync<T>(Func<Task<T>> action) => await action();
        """,
        """
        public async Task<string> AskAsync(ChatClient client, string question)
        {
            ChatCompletion completion = await RetryAsync(async () => await client.CompleteChatAsync(question));

            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return completion.Content[0].Text;
        }

        private static async Task<T> RetryAsync<T>(Func<Task<T>> action) => await action();
        """);
}
