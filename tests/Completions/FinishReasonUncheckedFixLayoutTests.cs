using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The fixes of AIAPI1001 write as the file around them is written.</summary>
public class FinishReasonUncheckedFixLayoutTests : FinishReasonFixTests
{
    [Fact]
    public Task A_program_without_usings_gets_them() => Fix.Fixes(
        """
        var client = new OpenAI.Chat.ChatClient("gpt-4o", "key");
        System.IO.File.WriteAllText("answer.txt", client.CompleteChat("Hi").Value.[|Content|][0].Text);
        """,
        """
        using System;
        using OpenAI.Chat;

        var client = new OpenAI.Chat.ChatClient("gpt-4o", "key");
        ChatCompletion completion = client.CompleteChat("Hi");

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        System.IO.File.WriteAllText("answer.txt", completion.Content[0].Text);
        """,
        new() { ImplicitUsings = false });

    [Fact]
    public Task CSharp_7_gets_no_patterns() => Fix.Fixes(
        """
        using OpenAI.Chat;
        using System;

        class Bot
        {
            public string Ask(ChatClient client, string question, ChatCompletionOptions options)
            {
                options.Tools.Add(ChatTool.CreateFunctionTool("weather"));
                ChatCompletion completion = null;
                if (question != null)
                    completion = client.CompleteChat(new ChatMessage[] { question }, options);
                return completion?.[|Content|][0].Text;
            }
        }
        """,
        """
        using OpenAI.Chat;
        using System;

        class Bot
        {
            public string Ask(ChatClient client, string question, ChatCompletionOptions options)
            {
                options.Tools.Add(ChatTool.CreateFunctionTool("weather"));
                ChatCompletion completion = null;
                if (question != null)
                    completion = client.CompleteChat(new ChatMessage[] { question }, options);

                if (completion != null && completion.FinishReason != ChatFinishReason.Stop && completion.FinishReason != ChatFinishReason.ToolCalls)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                return completion?.Content[0].Text;
            }
        }
        """,
        new() { LanguageVersion = LanguageVersion.CSharp7_3, ImplicitUsings = false, Nullable = NullableContextOptions.Disable });

    [Fact]
    public Task Names_that_occur_are_left_alone() => FixesMembers(
        """
        public async Task<string> AskAsync(ChatClient client, string completion)
        {
            var completion1 = completion.Trim();
            return (await client.CompleteChatAsync(completion1)).Value.[|Content|][0].Text;
        }
        """,
        """
        public async Task<string> AskAsync(ChatClient client, string completion)
        {
            var completion1 = completion.Trim();
            ChatCompletion completion2 = await client.CompleteChatAsync(completion1);

            if (completion2.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion2.FinishReason}.");
            }

            return completion2.Content[0].Text;
        }
        """);

    [Fact]
    public Task Tabs_and_Windows_line_ends_stay() => Fix.Fixes(
        OnWindows("""
        using OpenAI.Chat;

        namespace Bots
        {
        	class Bot
        	{
        		public string Ask(ChatClient client, string question) => client.CompleteChat(question).Value.[|Content|][0].Text;
        	}
        }
        """),
        OnWindows("""
        using OpenAI.Chat;

        namespace Bots
        {
        	class Bot
        	{
        		public string Ask(ChatClient client, string question)
        		{
        			ChatCompletion completion = client.CompleteChat(question);

        			if (completion.FinishReason != ChatFinishReason.Stop)
        			{
        				throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        			}

        			return completion.Content[0].Text;
        		}
        	}
        }
        """));

    [Fact]
    public Task Two_spaces_stay_two() => Fix.Fixes(
        """
        using OpenAI.Chat;

        class Bot
        {
          public string? Ask(ChatClient client, string question)
          {
            if (question != "")
              return client.CompleteChat(question).Value.[|Content|][0].Text;
            return null;
          }
        }
        """,
        """
        using OpenAI.Chat;

        class Bot
        {
          public string? Ask(ChatClient client, string question)
          {
            if (question != "")
            {
              ChatCompletion completion = client.CompleteChat(question);

              if (completion.FinishReason != ChatFinishReason.Stop)
              {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
              }

              return completion.Content[0].Text;
            }
            return null;
          }
        }
        """);

    /// <summary>Roslyn 4.5 does not read this option outside of an IDE.</summary>
    [RoslynFact(since: "4.14")]
    public Task The_users_own_style_decides_about_braces() => Fix.Fixes(
        """
        using OpenAI.Chat;

        class Bot {
            public string Ask(ChatClient client, string question) {
                return client.CompleteChat(question).Value.[|Content|][0].Text;
            }
        }
        """,
        """
        using OpenAI.Chat;

        class Bot {
            public string Ask(ChatClient client, string question) {
                ChatCompletion completion = client.CompleteChat(question);

                if (completion.FinishReason != ChatFinishReason.Stop) {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                return completion.Content[0].Text;
            }
        }
        """,
        new() { EditorConfig = "csharp_new_line_before_open_brace = none" });

    [Fact]
    public Task Comments_and_directives_stay_where_they_are() => FixesStatements(
        """
        // What to ask.
        messages.Add(new UserChatMessage("Hi"));
        #if DEBUG
        Console.WriteLine("asking"); /* soon */
        #endif
        ChatCompletion completion = await client.CompleteChatAsync(messages); // may take long
        #pragma warning disable IDE0059
        return completion.[|Content|][0].Text;
        #pragma warning restore IDE0059
        """,
        """
        // What to ask.
        messages.Add(new UserChatMessage("Hi"));
        #if DEBUG
        Console.WriteLine("asking"); /* soon */
        #endif
        ChatCompletion completion = await client.CompleteChatAsync(messages); // may take long

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }
        #pragma warning disable IDE0059
        return completion.Content[0].Text;
        #pragma warning restore IDE0059
        """);

    [Fact]
    public Task Lines_of_the_call_stay_lines() => FixesStatements(
        """
        var text = (await client.CompleteChatAsync(
            messages,
            new ChatCompletionOptions
            {
                MaxOutputTokenCount = 100,
            })).Value.[|Content|][0].Text;
        return text;
        """,
        """
        ChatCompletion completion = await client.CompleteChatAsync(
            messages,
            new ChatCompletionOptions
            {
                MaxOutputTokenCount = 100,
            });

        if (completion.FinishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
        }

        var text = completion.Content[0].Text;
        return text;
        """);

    private static string OnWindows(string code) => code.Replace("\n", "\r\n");
}
