// A support bot that works in every demonstration and fails softly in production. Each mistake is a comment with the id of the rule that reports it:
// build this project to see the warnings, and apply the fixes in your IDE to see them go. AnalyzerRules.md tells what each one does at run time.
using OpenAI.Chat;
using SoftFailures;

if (Environment.GetEnvironmentVariable("OPENAI_API_KEY") is not { Length: > 0 } key)
{
    Console.Error.WriteLine("Set OPENAI_API_KEY to talk to the bot.");
    return 1;
}

var chat = new ChatClient("gpt-5.4", key); // AIAPI2008
var bot = new SupportBot(chat);
var desk = new TicketDesk(chat);
using var http = new HttpClient();
var filter = new MessageFilter(http, key);

Console.WriteLine("How can we help? An empty line ends the conversation.");
while (Console.ReadLine() is { Length: > 0 } message)
    Console.WriteLine(await filter.IsFlaggedAsync(message) ? "Let us stay polite." : await bot.AnswerAsync(message));

var transcript = bot.Transcript;
Console.WriteLine($"Ticket: {await desk.TitleAsync(transcript)} ({await desk.CategoryAsync(transcript)})");
Console.WriteLine(await desk.SummaryAsync(transcript));
Console.WriteLine(await desk.ReplyDraftAsync(transcript));
Console.WriteLine(await desk.TranslationAsync(transcript));
Console.WriteLine(await desk.OrderAsync(transcript));
Console.WriteLine(await desk.PriorityAsync(transcript));
await desk.RouteAsync(transcript, Console.Out);
await desk.NotesAsync(transcript, Console.Out);
var phrases = new PhraseBook(http, key);
Console.WriteLine(await phrases.ExplainAsync("RMA"));
Console.WriteLine(await phrases.TranslateAsync("RMA"));
await phrases.TellAsync("RMA", Console.Out);

var pictures = new TicketPictures(key);
await File.WriteAllBytesAsync("ticket.png", await pictures.DrawAsync(transcript));
await File.WriteAllBytesAsync("poster.png", await pictures.DrawPosterAsync(transcript));
Console.WriteLine(await pictures.DrawIconAsync("blades"));
await pictures.DrawCoverAsync("Sharpening blades");
Console.WriteLine(pictures.Cover);
return 0;
