using System.Collections.Immutable;
using AiApi.Picture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Ide.Tests;

/// <summary>What people see of a rule in their editor: where it underlines, what it says, what the light bulb offers and in which order, and what is left
/// after a click.</summary>
[Collection(nameof(Ide))]
public sealed class LightBulbTests(Ide ide)
{
    private const string Usings = """
        using System.ClientModel;
        using System.Net.Http.Headers;
        using System.Text;
        using System.Text.Json;
        using OpenAI.Chat;
        using OpenAI.Images;


        """;

    [Fact]
    public Task An_answer_that_nobody_checked() => Shows(
        """
        ChatCompletion completion = await chat.CompleteChatAsync(text);
        return completion.{|AIAPI1001:Content|}{|AIAPI1004:[0]|}.Text;
        """,
        "AIAPI1001", "The answer can be cut off or blocked: check 'completion.FinishReason' before using 'Content'",
        "Throw unless complete", "Handle each finish reason", "Throw when the model refused");

    [Fact]
    public Task An_answer_that_was_checked_for_half() => Shows(
        """
        ChatCompletion completion = await chat.CompleteChatAsync(text);
        if (completion.FinishReason == ChatFinishReason.ContentFilter)
            return "blocked";
        return string.Concat(completion.{|AIAPI1002:Content|}.Select(part => part.Text));
        """,
        "AIAPI1002", "The check of 'completion.FinishReason' lets Length through as a complete answer: handle it before using 'Content'",
        "Check for the missing finish reasons");

    [Fact]
    public Task A_stream_that_nobody_checked() => Shows(
        """
        var answer = new StringBuilder();
        await foreach (var update in chat.CompleteChatStreamingAsync(text))
        {
            foreach (var part in update.{|AIAPI1003:ContentUpdate|})
                answer.Append(part.Text);
        }
        return answer.ToString();
        """,
        "AIAPI1003",
        "The streamed answer in 'ContentUpdate' can be cut off or blocked: keep the last 'update.FinishReason' that is not null and check it after the loop",
        "Throw unless the stream ended with a complete answer");

    [Fact]
    public Task Output_that_may_be_no_JSON() => Shows(
        """
        ChatCompletion completion = await chat.CompleteChatAsync(text);
        if (completion.FinishReason != ChatFinishReason.Stop || completion.Content.Count == 0)
            throw new InvalidOperationException($"Ended with {completion.FinishReason}.");
        return JsonDocument.{|AIAPI1005:Parse|}(completion.Content[0].Text);
        """,
        "AIAPI1005", "The model's output can be malformed JSON: handle the exception of 'Parse'",
        "Throw with the model's output when it is malformed");

    [Fact]
    public Task Tools_that_nobody_runs() => Shows(
        """
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_weather") } };
        ChatCompletion completion = await chat.{|AIAPI1007:CompleteChatAsync|}([new UserChatMessage(text)], options);
        if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter)
            throw new InvalidOperationException($"Ended with {completion.FinishReason}.");
        return string.Concat(completion.Content.Select(part => part.Text));
        """,
        "AIAPI1007", "The request offers tools, and nothing handles a reply with tool calls: check 'FinishReason' for ToolCalls and run those in 'ToolCalls'",
        "Handle tool calls");

    [Fact]
    public Task A_retry_of_everything() => Shows(
        """
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (ChatCompletion)await chat.CompleteChatAsync(text);
            }
            catch (ClientResultException) {|AIAPI2001:when (attempt < 4)|}
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
            }
        }
        """,
        "AIAPI2001", "The same request is sent again after every 4xx, which it will get again: retry transient failures only",
        "Retry transient failures only");

    [Fact]
    public Task A_retry_for_ever_and_without_a_pause() => Shows(
        """
        {|AIAPI2005:while (true)|}
        {
            try
            {
                return (ChatCompletion)await chat.CompleteChatAsync(text);
            }
            catch (ClientResultException ex) {|AIAPI2003:when (ex.Status is 0 or 408 or 409 or 429 or >= 500)|}
            {
                Console.WriteLine(ex.Message);
            }
        }
        """,
        "AIAPI2005", "Nothing ends these retries while the requests fail: count the attempts, set a deadline, or observe a cancellation token",
        "Give up after five attempts");

    [Fact]
    public Task An_error_whose_reason_is_lost() => Shows(
        """
        using var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(text));
        response.{|AIAPI2007:EnsureSuccessStatusCode|}();
        return await response.Content.ReadAsStringAsync();
        """,
        "AIAPI2007", "EnsureSuccessStatusCode drops what the API says about the failure: log it or put it into the exception",
        "Put what the API says into the exception");

    [Fact]
    public Task A_body_that_may_be_an_error() => Shows(
        """
        using var response = await http.PostAsync("https://api.openai.com/v1/moderations", new StringContent(text));
        using var answer = JsonDocument.{|AIAPI2009:Parse|}(await response.Content.ReadAsStringAsync());
        return answer.RootElement.GetProperty("id").GetString();
        """,
        "AIAPI2009", "The body of a failed request is parsed as if it were an answer: check 'IsSuccessStatusCode' first",
        "Throw with status and body unless the request succeeded");

    [Fact]
    public Task A_format_that_the_model_rejects() => Shows(
        """
        var images = {|AIAPI2008:new ImageClient|}("gpt-image-1", key);
        return (GeneratedImage)await images.GenerateImageAsync(text, new ImageGenerationOptions
        {
            Size = GeneratedImageSize.W1024xH1024,
            {|AIAPI3001:ResponseFormat|} = GeneratedImageFormat.Bytes,
        });
        """,
        "AIAPI3001", "The model 'gpt-image-1' rejects response_format with status 400: remove it",
        "Remove response_format");

    [Fact]
    public Task An_image_that_may_not_be_there() => Shows(
        """
        GeneratedImageCollection drawn = await new ImageClient("gpt-image-1", new ApiKeyCredential(key), Options).GenerateImagesAsync(text, 2);
        return drawn{|AIAPI3002:[0]|}.ImageBytes.ToArray();
        """,
        "AIAPI3002", "The answer can hold no image, as where the prompt was blocked: check 'drawn' before taking the first one",
        "Throw when no image was returned");

    [Fact]
    public Task More_images_than_the_model_makes() => Shows(
        """
        var images = new ImageClient("dall-e-3", new ApiKeyCredential(key), Options);
        GeneratedImageCollection drawn = await images.GenerateImagesAsync(text, {|AIAPI3003:4|});
        return drawn.Count;
        """,
        "AIAPI3003", "The model 'dall-e-3' makes one image per request, and 4 are asked for: send a request for each",
        "Request one image at a time");

    [Fact]
    public Task A_word_for_success_that_is_missed() => Shows(
        Polling("if ({|AIAPI4001:status == \"succeeded\"|})", "if (status is \"failed\" or \"cancelled\" or \"canceled\" or \"expired\" or \"error\")"),
        "AIAPI4001",
        "A task of CometAPI that succeeded may say 'succeed' or 'completed', which the polling does not take for success: compare with that, too",
        "Compare with the missing success statuses");

    [Fact]
    public Task A_failure_that_is_polled_on() => Shows(
        Polling("if (status is \"completed\" or \"succeeded\" or \"succeed\")", "if (status is \"mislaid\")").Replace("for (", "{|AIAPI4002:for|} ("),
        "AIAPI4002", "The polling goes on when CometAPI answers 'failed', although a task that failed never succeeds later: stop it and throw",
        "Throw when the task has failed");

    [Fact]
    public Task A_task_that_is_polled_for_ever() => Shows(
        Polling("if (status is \"completed\" or \"succeeded\" or \"succeed\")", "if (status is \"failed\" or \"cancelled\" or \"canceled\" or \"expired\" or \"error\")")
            .Replace("for (var poll = 0; poll < 60; poll++)", "{|AIAPI4003:while|} (true)").Replace("throw new TimeoutException();", ""),
        "AIAPI4003", "The polling ends only when CometAPI says so, and a task that hangs is polled for ever: set a deadline",
        "Throw a TimeoutException after 10 minutes");

    [Fact]
    public Task A_key_without_its_scheme() => Shows(
        """
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue({|AIAPI5001:Environment.GetEnvironmentVariable("OPENAI_API_KEY")|}!);
        return await http.GetStringAsync("https://api.openai.com/v1/models");
        """,
        "AIAPI5001", "OpenAI expects 'Bearer <key>', but this value has no scheme, and the request is answered with 401: put 'Bearer' before the key",
        "Put 'Bearer' before the key");

    [Fact]
    public Task A_key_in_the_source() => Shows(
        $$"""
        await Task.Yield();
        return new ChatClient("gpt-5.4", new ApiKeyCredential({|AIAPI5002:"sk-{{"proj"}}-4fJ9xQz2LmVb7RtYc1WdKs8HpGn3Ea6U"|}), Options);
        """,
        "AIAPI5002", "The API key 'sk-pr…' can be used by all who can read the source or the program: read it from OPENAI_API_KEY",
        "Read the key from an environment variable");

    [Fact]
    public async Task Fixes_come_before_what_suppresses_or_configures()
    {
        var document = ide.Open(Program("ChatCompletion completion = await chat.CompleteChatAsync(text);\nreturn string.Concat(completion.Content.Select(part => part.Text));"))[0];
        var squiggle = Assert.Single(await Ide.SquigglesAsync(document));

        Assert.Equal(
            [
                "Throw unless complete",
                "Handle each finish reason",
                "Suppress AIAPI1001",
                "Configure AIAPI1001 severity",
                "Configure severity for all 'AiApi.Completions' analyzers",
                "Configure severity for all analyzers",
            ],
            (await IdeServices.LightBulbAsync(document, squiggle.Location.SourceSpan)).Select(offer => offer.Title));
    }

    [Theory]
    [InlineData(nameof(FixAllScope.ContainingMember), 1, 3, 2)]
    [InlineData(nameof(FixAllScope.ContainingType), 0, 3, 2)]
    [InlineData(nameof(FixAllScope.Document), 0, 0, 2)]
    [InlineData(nameof(FixAllScope.Project), 0, 0, 0)]
    [InlineData(nameof(FixAllScope.Solution), 0, 0, 0)]
    public async Task Fix_all_goes_as_far_as_its_scope(string scope, int leftInType, int leftInDocument, int leftInProject)
    {
        const string Ask = "ChatCompletion VARIABLE = await chat.CompleteChatAsync(text);\ntext += string.Concat(VARIABLE.Content.Select(part => part.Text));\n";
        var two = Member(Ask.Replace("VARIABLE", "first") + Ask.Replace("VARIABLE", "second") + "return text;");
        var one = Member(Ask.Replace("VARIABLE", "only") + "return text;", "OtherAsync");
        var documents = ide.Open($"{Usings}{Type(two + one)}{Type(two + one, "Second")}", $"{Usings}{Type(two, "Third")}");
        var caret = (await Ide.SquigglesAsync(documents[0]))[0].Location.SourceSpan;
        var offer = (await IdeServices.LightBulbAsync(documents[0], caret)).First(offer => offer.Title == "Throw unless complete");

        var solution = await offer.FixAllAsync(Enum.Parse<FixAllScope>(scope));

        var left = (await Ide.SquigglesAsync(solution.GetDocument(documents[0].Id)!)).ToLookup(squiggle => TypeAround(squiggle));
        Assert.Equal([leftInType, leftInDocument, leftInProject], [left["Bot"].Count(), left["Second"].Count(), (await Ide.SquigglesAsync(solution.GetDocument(documents[1].Id)!)).Length]);
    }

    private static string TypeAround(Diagnostic squiggle) =>
        squiggle.Location.SourceTree!.GetText().ToString(TextSpan.FromBounds(0, squiggle.Location.SourceSpan.Start)).Split("class ")[^1].Split('(')[0];

    /// <summary>The statements are underlined as marked and nowhere else; the rule says the message; the light bulb on it offers the titles and then what
    /// suppresses and configures. What each entry shows before the click is what it leaves after it: code that compiles and has that squiggle no longer.</summary>
    private async Task Shows(string statements, string id, string message, params string[] titles)
    {
        var marked = Program(statements);
        var document = ide.Open(marked)[0];

        Assert.Equal(marked, await Ide.MarkedAsync(document));

        var squiggle = (await Ide.SquigglesAsync(document)).First(squiggle => squiggle.Id == id);
        Assert.Equal(message, squiggle.GetMessage());
        Assert.EndsWith($"/AnalyzerRules.md#{id.ToLowerInvariant()}", squiggle.Descriptor.HelpLinkUri);

        var offers = await IdeServices.LightBulbAsync(document, squiggle.Location.SourceSpan);
        Assert.Equal(titles, offers.Select(offer => offer.Title).TakeWhile(title => !title.StartsWith("Suppress ", StringComparison.Ordinal)));

        foreach (var offer in offers.Take(titles.Length))
        {
            Assert.Equal(
                [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution, FixAllScope.ContainingMember, FixAllScope.ContainingType],
                offer.Scopes.Order());
            var preview = (await offer.PreviewAsync()).GetDocument(document.Id)!;
            var changed = (await offer.ApplyAsync()).GetDocument(document.Id)!;
            Assert.Equal((await preview.GetTextAsync()).ToString(), (await changed.GetTextAsync()).ToString());
            Assert.DoesNotContain(await Ide.SquigglesAsync(changed), left => left.Id == offer.Id);
        }
    }

    private static string Program(string statements) => Usings + Type(Member(statements));

    private static string Type(string members, string name = "Bot") => $$"""
        internal sealed class {{name}}(ChatClient chat, HttpClient http, string key)
        {
            private static OpenAI.OpenAIClientOptions Options { get; } = new() { RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(3) };

        {{members}}}

        """;

    private static string Member(string statements, string name = "RunAsync") => $$"""
            public async Task<object?> {{name}}(string text)
            {
                {{statements.ReplaceLineEndings("\n        ")}}
            }


        """;

    private static string Polling(string success, string failure) => $$"""
        for (var poll = 0; poll < 60; poll++)
        {
            using var json = JsonDocument.Parse(await http.GetStringAsync($"https://api.cometapi.com/v1/videos/{text}"));
            var status = json.RootElement.GetProperty("status").GetString();
            {{success}}
                return json.RootElement.GetProperty("video_url").GetString();
            {{failure}}
                throw new InvalidOperationException(json.RootElement.GetProperty("error").ToString());
            await Task.Delay(TimeSpan.FromSeconds(10));
        }
        throw new TimeoutException();
        """;
}
