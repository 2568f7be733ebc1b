using System.Text;

namespace AiApi.Benchmarks.Comparison;

/// <summary>How our time grows with code that grows in one way.</summary>
internal static class GrowthTable
{
    /// <summary>Measures and prints a table for each way of growing.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="rounds">How often each size is measured.</param>
    public static void Print(TextWriter output, int rounds)
    {
        var program = Code.Of(Program("Bot", Block(0, "")));
        Print(output, "copies of a program", [1, 4, 16, 64], copies => program.Times(copies), rounds);
        Print(output, "blocks in one method", [40, 160, 640], blocks => Code.Of(Program("Bot", Repeat(blocks, static index => Block(index, "")))), rounds);
        Print(output, "loops around a call", [1, 4, 8, 16], depth => Code.Of(Program("Bot", Nested(depth))), rounds);
        Print(output, "helpers that call each other", [1, 8, 32, 128], helpers => Code.Of(Program("Bot", Block(0, "H0(completion);"), Helpers(helpers))), rounds);
    }

    private static void Print(TextWriter output, string way, int[] sizes, Func<int, Code> codeOf, int rounds)
    {
        output.WriteLine($"| {way} | lines | compilation ms | execution ms | execution ms per 1,000 lines | reports |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var size in sizes)
        {
            var code = codeOf(size);
            var measured = Measurement.Cheapest([AnalyzerSet.None, AnalyzerSet.Ours], code, rounds);
            var execution = measured[1].Execution.TotalMilliseconds;
            output.WriteLine($"| {size} | {code.Lines:N0} | {measured[0].Elapsed.TotalMilliseconds:N1} | {execution:N1} | {execution * 1000 / code.Lines:N2} | {measured[1].Reports.Length} |");
        }

        output.WriteLine();
    }

    private static string Program(string name, string body, string members = "") => $$"""
        using System;
        using System.ClientModel;
        using System.Threading.Tasks;
        using OpenAI.Chat;

        class {{name}}
        {
            async Task RunAsync(ChatClient client, string prompt)
            {
        {{body}}
            }
        {{members}}
        }
        """;

    /// <summary>A call with retries and a look at its result: work for most rules.</summary>
    private static string Block(int index, string atEnd) => $$"""
                for (var attempt{{index}} = 0; attempt{{index}} < 3; attempt{{index}}++)
                {
                    try
                    {
                        ChatCompletion completion = await client.CompleteChatAsync(prompt);
                        if (completion.FinishReason == ChatFinishReason.Length)
                            Console.WriteLine("cut off");
                        Console.WriteLine(completion.Content[0].Text);
                        {{atEnd}}
                        break;
                    }
                    catch (ClientResultException e) when (e.Status >= 500)
                    {
                        await Task.Delay(1000);
                    }
                }

        """;

    private static string Nested(int depth)
    {
        var text = new StringBuilder();
        for (var level = 0; level < depth; level++)
            text.AppendLine($"for (var level{level} = 0; level{level} < 2; level{level}++) {{");
        text.Append(Block(0, ""));
        for (var level = 0; level < depth; level++)
            text.AppendLine("}");
        return text.ToString();
    }

    private static string Helpers(int count) => Repeat(count, index => $$"""
            static void H{{index}}(ChatCompletion completion)
            {
                if (completion.FinishReason == ChatFinishReason.ContentFilter)
                    throw new InvalidOperationException();
                H{{(index + 1) % count}}(completion);
                H{{(index + 2) % count}}(completion);
            }

        """);

    private static string Repeat(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}
