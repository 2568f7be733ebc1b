using System.Net;
using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2007: before the fix nobody learns what was wrong with a request; after it, the exception says so.</summary>
public class ErrorDetailLostBehaviorTests
{
    private static readonly Programs Programs = new Programs(new ErrorDetailLostAnalyzer(), new ErrorDetailLostFix(), ErrorDetailLostFix.KeepDetail)
        .With(
            ProgramHost.Sdks,
            ("a handler of OpenAI's exception", Handler(Gpt, Ask, "ClientResultException")),
            ("a handler of every exception", Handler(Gpt, Ask, "Exception problem")),
            ("a handler of Anthropic's exception", Handler(Claude, AskClaude, "Anthropic.Exceptions.AnthropicApiException")),
            ("a handler of Azure's exception", Handler(AzureGpt, AskAzure, "Azure.RequestFailedException")),
            ("a handler around Microsoft.Extensions.AI", "using Microsoft.Extensions.AI;\n" + Handler(AnyModel, AskAny, "Exception")))
        .With(
            ProgramHost.Net,
            ("a check that throws", Method(Http, $$"""
                {{Post}}
                response.EnsureSuccessStatusCode();
                {{Read}}
                """)),
            ("a check that throws, with a token and a request", Method("HttpClient http, CancellationToken token", $$"""
                using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/chat/completions") { Content = new StringContent("{}") };
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
                response.EnsureSuccessStatusCode();
                {{Read}}
                """)),
            ("a branch that throws", Method(Http, $$"""
                {{Post}}
                if (!response.IsSuccessStatusCode)
                    throw new InvalidOperationException("The model did not answer.");
                {{Read}}
                """)));

    public static TheoryData<string> Names => Programs.Names;

    public static TheoryData<string> NamesOfSenders => Programs.NamesFor(ProgramHost.Net);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_exception_says_what_was_wrong(string name)
    {
        foreach (var status in new[] { 400, 429, 500 })
        {
            var (before, after) = await Programs.RunAsync(name, new Answers(status));
            Assert.DoesNotContain(Answers.Detail, before.Thrown!.ToString());
            Assert.Contains(Answers.Detail, after.Thrown!.ToString());
            // Handlers further out go on to know it.
            Assert.Equal(before.Thrown.GetType(), after.Thrown.GetType());
            Assert.Equal((before.Thrown as HttpRequestException)?.StatusCode, (after.Thrown as HttpRequestException)?.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfSenders))]
    public async Task The_exception_has_the_page_of_a_gateway(string name)
    {
        var (before, after) = await Programs.RunAsync(name, new Answers((int)HttpStatusCode.BadGateway));
        Assert.DoesNotContain("<h1>", before.Thrown!.Message);
        Assert.Contains("<h1>", after.Thrown!.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task Answers_are_as_before(string name) => Good.AssertSameAsync(Programs, name, [[200]]);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static string Handler(string client, string ask, string caught) => Method(client, $$"""
        try
        {
            {{ask}}
        }
        catch ({{caught}})
        {
            throw new InvalidOperationException("The model did not answer.");
        }
        """);
}
