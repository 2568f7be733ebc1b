using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on replies that code gets by HTTP and reads as its own types, as Newtonsoft's, or dynamically.</summary>
public class RawTypedTests
{
    private static readonly SnippetOptions Newtonsoft = new() { Packages = Packages.NewtonsoftJson };

    [Theory]
    [Surface("HTTP, the program's own types")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); return reply!.Choices[0].Message.[|Content|];")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); return reply?.Choices?.FirstOrDefault()?.Message?.[|Content|];")]
    [InlineData("var reply = System.Text.Json.JsonSerializer.Deserialize<Reply>(await response.Content.ReadAsStringAsync()); return reply!.Choices.Select(choice => choice.Message.[|Content|]).First();")]
    [InlineData("var reply = JsonConvert.DeserializeObject<Reply>(await response.Content.ReadAsStringAsync()); return reply!.Choices[0].Message.[|Content|];")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); return reply!.[|FirstText|];")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); return reply!.[|LastText|]();")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); Console.WriteLine(reply!.Choices[0].FinishReason); return reply.Choices[0].Message.[|Content|];")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, Newtonsoft.Json")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); return json[\"choices\"]?[0]?[\"message\"]?[[|\"content\"|]]?.ToString();")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); return (string?)json.SelectToken([|\"$.choices[0].message.content\"|]);")]
    [InlineData("var json = JToken.Parse(await response.Content.ReadAsStringAsync()); return json[\"choices\"]!.First![\"message\"]!.Value<string>([|\"content\"|]);")]
    [InlineData("var json = JsonConvert.DeserializeObject<JObject>(await response.Content.ReadAsStringAsync())!; return json.GetValue(\"choices\")![0]![\"message\"]![[|\"content\"|]]!.Value<string>();")]
    public Task Text_read_without_a_look_at_the_reason_in_tokens_is_reported(string body) => Unchecked.Reports(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, dynamic")]
    [InlineData("dynamic json = JsonConvert.DeserializeObject(await response.Content.ReadAsStringAsync())!; return json.choices[0].message.[|content|];")]
    [InlineData("dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync()); string text = json.choices[0].message.[|content|].ToString(); return text.Trim();")]
    [InlineData("dynamic json = JsonConvert.DeserializeObject<dynamic>(await response.Content.ReadAsStringAsync())!; return (string)json[\"choices\"][0][\"message\"][[|\"content\"|]];")]
    [InlineData("var reply = JsonConvert.DeserializeAnonymousType(await response.Content.ReadAsStringAsync(), new { choices = new[] { new { message = new { content = \"\" } } } }); return reply!.choices[0].message.[|content|];")]
    public Task Text_read_without_a_look_at_the_reason_dynamically_is_reported(string body) => Unchecked.Reports(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, the program's own types")]
    [InlineData("var choice = (await response.Content.ReadFromJsonAsync<Reply>())!.Choices[0]; if (choice.FinishReason == \"length\") return null; return choice.Message.[|Content|];")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string body) => PartlyChecked.Reports(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, Newtonsoft.Json")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); if ((string?)json[\"choices\"]?[0]?[\"finish_reason\"] == \"content_filter\") return null; return (string?)json[\"choices\"]?[0]?[\"message\"]?[[|\"content\"|]];")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); var choice = json[\"choices\"]![0]!; if (choice[\"finish_reason\"]!.Value<string>() == \"length\") return null; return (string?)choice[\"message\"]![[|\"content\"|]];")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); var choice = json[\"choices\"]![0]!; if (choice.Value<string>(\"finish_reason\") == \"length\") return null; return (string?)choice[\"message\"]![[|\"content\"|]];")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); var reason = json.SelectToken(\"choices[0].finish_reason\")?.Value<string>(); if (reason == \"content_filter\") return null; return json.SelectToken([|\"choices[0].message.content\"|])?.Value<string>();")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_in_tokens_is_reported(string body) => PartlyChecked.Reports(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, dynamic")]
    [InlineData("dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync()); if ((string)json.choices[0].finish_reason == \"length\") return null; return json.choices[0].message.[|content|];")]
    [InlineData("dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync()); if (json.choices[0].finish_reason == \"length\") return null; return json.choices[0].message.[|content|];")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_dynamically_is_reported(string body) => PartlyChecked.Reports(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, the program's own types")]
    [InlineData("var choice = (await response.Content.ReadFromJsonAsync<Reply>())!.Choices[0]; if (choice.FinishReason != \"stop\") return null; return choice.Message.Content;")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); return reply is { Choices: [{ FinishReason: \"stop\", Message.Content: var text }, ..] } ? text : null;")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); var text = reply?.Choices is [var choice, ..] ? Complete(choice).Message.Content : null; return text; static Choice Complete(Choice choice) => choice.FinishReason == \"stop\" ? choice : throw new InvalidOperationException();")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); return reply!.Choices.First(choice => choice.FinishReason == \"stop\").Message.Content;")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); if (reply!.IsCutOff || reply.Choices[0].FinishReason == \"content_filter\") return null; return reply.Choices[0].Message.Content;")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); if (reply!.Choices[0].Stop == Stop.Length) return null; return reply.Choices[0].Message.Content;")]
    [InlineData("var reply = await response.Content.ReadFromJsonAsync<Reply>(); _last = reply; return reply!.Choices[0].Message.Content;")]
    public Task Text_read_after_a_check_is_silent(string body) => Unchecked.Silent(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, Newtonsoft.Json")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); return json.SelectToken(\"choices[0].finish_reason\")?.Value<string>() == \"stop\" ? (string?)json.SelectToken(\"choices[0].message.content\") : null;")]
    [InlineData("var json = JObject.Parse(await response.Content.ReadAsStringAsync()); var choice = json[\"choices\"]![0]!; if (choice[\"finish_reason\"]!.ToString() is \"length\" or \"content_filter\") return null; return choice[\"message\"]![\"content\"]!.ToString();")]
    public Task Text_read_after_a_check_in_tokens_is_silent(string body) => Unchecked.Silent(InBot(body), Newtonsoft);

    [Theory]
    [Surface("HTTP, dynamic")]
    [InlineData("dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync()); if (json.choices[0].finish_reason != \"stop\") return null; return json.choices[0].message.content;")]
    [InlineData("dynamic json = JObject.Parse(await response.Content.ReadAsStringAsync()); string reason = json.choices[0].finish_reason; if (reason != \"stop\") return null; return json.choices[0].message.content;")]
    public Task Text_read_after_a_check_dynamically_is_silent(string body) => Unchecked.Silent(InBot(body), Newtonsoft);

    [Fact]
    [Surface("HTTP, the program's own types")]
    public Task A_type_that_has_no_member_for_the_reason_cannot_be_checked() => Unchecked.Reports("""
        using System.Net.Http.Json;
        using System.Text.Json.Serialization;

        public class Answer
        {
            [JsonPropertyName("choices")]
            public Item[]? Items { get; set; }
        }

        public class Item
        {
            public Dictionary<string, string>? Message { get; set; }
        }

        class Bot(HttpClient http)
        {
            public async Task<string> AskAsync(object request)
            {
                var answer = await PostAsync<Answer>("v1/chat/completions", request);
                return answer.Items![0].Message![[|"content"|]];
            }

            public async Task<int> CountAsync(object request) => (await PostAsync<Answer>("v1/chat/completions", request)).Items!.Length;

            private async Task<T> PostAsync<T>(string path, object request)
            {
                using var response = await http.PostAsJsonAsync(path, request);
                response.EnsureSuccessStatusCode();
                return (await response.Content.ReadFromJsonAsync<T>())!;
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    [Surface("HTTP, the program's own types")]
    public Task Types_of_replies_that_no_call_gave_are_silent() => Unchecked.Silent("""
        using System.Net.Http.Json;

        record Reply(List<Choice> Choices);
        record Choice(Message Message, string FinishReason);
        record Message(string Content);

        class Bot(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";

            public string TextOf(Reply reply) => reply.Choices[0].Message.Content;

            public string Made() => new Reply(new() { new(new("hi"), "stop") }).Choices[0].Message.Content;

            public async Task<string> StoredAsync(Uri file) => (await http.GetFromJsonAsync<Reply>("https://storage.example.com/replies/1.json"))!.Choices[0].Message.Content;

            public Task<HttpResponseMessage> SendAsync(object request) => http.PostAsJsonAsync(Url, request);
        }
        """, new() { OthersMaySpeak = true });

    private static string InBot(string body) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json;
        using Newtonsoft.Json.Linq;

        public enum Stop { Stop, Length }

        public class Reply
        {
            [JsonPropertyName("choices"), JsonProperty("choices")]
            public List<Choice> Choices { get; set; } = new();

            public string? FirstText => Choices[0].Message.Content;

            public bool IsCutOff => Choices[0].FinishReason == "length";

            public string? LastText() => Choices.Last().Message.Content;
        }

        public class Choice
        {
            public Message Message { get; set; } = new();

            [JsonPropertyName("finish_reason")]
            public string? FinishReason { get; set; }

            [JsonProperty("finish_reason")]
            public Stop Stop { get; set; }
        }

        public class Message
        {
            [JsonProperty(PropertyName = "content")]
            public string? Content { get; set; }
        }

        class Bot(HttpClient http)
        {
            private Reply? _last;

            public async Task<string?> AskAsync(HttpContent content)
            {
                var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", content);
                response.EnsureSuccessStatusCode();
                {{body}}
            }

            public override string ToString() => $"{_last}";
        }
        """;
}
