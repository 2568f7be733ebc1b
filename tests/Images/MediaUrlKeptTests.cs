using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.MediaUrlKeptAnalyzer, AiApi.CodeFixes.Images.MediaUrlKeptFix>;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.MediaUrlKeptAnalyzer>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>AIAPI3004.</summary>
public class MediaUrlKeptTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Theory]
    [InlineData("return [|image.ImageUri|].ToString();")]
    [InlineData("var url = image.ImageUri.AbsoluteUri; return [|url|];")]
    [InlineData("return [|image.ImageUri|]?.ToString() ?? \"\";")]
    [InlineData("Last = [|image.ImageUri|]; return \"\";")]
    [InlineData("product.Picture = [|image.ImageUri|].ToString(); return \"\";")]
    [InlineData("await File.WriteAllTextAsync(\"a.txt\", [|image.ImageUri|].ToString()); return \"\";")]
    [InlineData("Console.WriteLine(image.ImageUri); return [|image.ImageUri|].ToString();")]
    [InlineData("return Link(); string Link() => [|image.ImageUri|].ToString();")]
    [InlineData("Func<string> link = () => [|image.ImageUri|].ToString(); return link();")]
    public Task A_link_that_is_stored_or_returned_is_reported(string body) => Rule.Reports(Draw(body), OnlyThis);

    [Fact]
    public Task A_link_in_an_object_that_is_returned_is_reported() => Rule.Reports("""
        using OpenAI.Images;

        public record Drawn(string Prompt, Uri Link);

        public class Studio(ImageClient client)
        {
            public async Task<Drawn> DrawAsync(string prompt)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                var drawn = new Drawn(prompt, image.ImageUri);
                return [|drawn|];
            }
        }
        """, OnlyThis);

    [Theory]
    [InlineData("var bytes = await http.GetByteArrayAsync(image.ImageUri); return Convert.ToBase64String(bytes);")]
    [InlineData("var bytes = await http.GetByteArrayAsync(image.ImageUri); product.Picture = image.ImageUri.ToString(); return \"\";")]
    [InlineData("Console.WriteLine(image.ImageUri); return \"\";")]
    [InlineData("Console.WriteLine($\"See {image.ImageUri}\"); return \"\";")]
    [InlineData("await archive.SaveAsync(image.ImageUri); return \"\";")]
    [InlineData("var url = image.ImageUri.ToString(); await archive.SaveAsync(new Uri(url)); return url;")]
    [InlineData("return Convert.ToBase64String(image.ImageBytes);")]
    [InlineData("return (await http.GetStringAsync(Link())).Trim(); string Link() => image.ImageUri.ToString();")]
    [InlineData("Func<Uri> link = () => image.ImageUri; await Task.Run(link); return \"\";")]
    public Task A_link_that_is_shown_fetched_or_handed_on_is_silent(string body) => Rule.Silent(Draw(body), OnlyThis);

    [Fact]
    public Task What_is_returned_inside_the_program_is_silent() => Rule.Silent("""
        using OpenAI.Images;

        class Studio(ImageClient client)
        {
            public async Task<Uri> DrawAsync(string prompt) => (await client.GenerateImageAsync(prompt)).Value.ImageUri;
        }
        """);

    [Fact]
    public Task A_GPT_Image_model_has_no_link_to_keep() => Rule.Silent(
        Draw("return image.ImageUri.ToString();").Replace("new(\"dall-e-3\"", "new(\"gpt-image-1\""), OnlyThis);

    [Fact]
    public Task The_link_of_a_video_task_is_reported() => Rule.Reports("""
        using System.Text.Json;

        public class Films(HttpClient http)
        {
            public async Task<string?> LinkAsync(string id)
            {
                using var json = JsonDocument.Parse(await http.GetStringAsync($"https://api.cometapi.com/v1/videos/{id}"));
                return [|json.RootElement.GetProperty("video_url")|].GetString();
            }
        }
        """, OnlyThis);

    [Fact]
    public Task The_image_is_downloaded_in_place() => Fix.Fixes("""
        using OpenAI.Images;

        public class Product
        {
            public string? Picture { get; set; }
        }

        public class Studio(HttpClient http)
        {
            private readonly ImageClient _client = new("dall-e-3", "key");

            public async Task DrawAsync(Product product)
            {
                GeneratedImage image = await _client.GenerateImageAsync("a cat");
                product.Picture = [|image.ImageUri|].ToString(); // for the shop
            }

            public async Task<string> LinkAsync(string prompt)
            {
                GeneratedImage image = await _client.GenerateImageAsync(prompt);
                return [|image.ImageUri|].AbsoluteUri;
            }

            public async Task WriteAsync(string prompt)
            {
                GeneratedImage image = await _client.GenerateImageAsync(prompt);
                await File.WriteAllTextAsync("cat.txt", [|image.ImageUri|].ToString());
            }

            public HttpClient Http => http;
        }
        """, """
        using OpenAI.Images;

        public class Product
        {
            public string? Picture { get; set; }
        }

        public class Studio(HttpClient http)
        {
            private readonly ImageClient _client = new("dall-e-3", "key");

            public async Task DrawAsync(Product product)
            {
                GeneratedImage image = await _client.GenerateImageAsync("a cat");
                product.Picture = $"data:image/png;base64,{Convert.ToBase64String(await http.GetByteArrayAsync(image.ImageUri.ToString()))}"; // for the shop
            }

            public async Task<string> LinkAsync(string prompt)
            {
                GeneratedImage image = await _client.GenerateImageAsync(prompt);
                return $"data:image/png;base64,{Convert.ToBase64String(await http.GetByteArrayAsync(image.ImageUri.AbsoluteUri))}";
            }

            public async Task WriteAsync(string prompt)
            {
                GeneratedImage image = await _client.GenerateImageAsync(prompt);
                await File.WriteAllBytesAsync("cat.txt", await http.GetByteArrayAsync(image.ImageUri.ToString()));
            }

            public HttpClient Http => http;
        }
        """, OnlyThis);

    [Fact]
    public Task A_client_is_made_where_there_is_none() => Fix.Fixes("""
        using OpenAI.Images;

        public class Studio
        {
            private readonly ImageClient _client = new("dall-e-3", "key");

            public async Task<string> LinkAsync(string prompt)
            {
                GeneratedImage image = await _client.GenerateImageAsync(prompt);
                return [|image.ImageUri|].AbsoluteUri;
            }
        }
        """, """
        using OpenAI.Images;

        public class Studio
        {
            private readonly ImageClient _client = new("dall-e-3", "key");

            public async Task<string> LinkAsync(string prompt)
            {
                GeneratedImage image = await _client.GenerateImageAsync(prompt);
                using var http = new HttpClient();
                return $"data:image/png;base64,{Convert.ToBase64String(await http.GetByteArrayAsync(image.ImageUri.AbsoluteUri))}";
            }
        }
        """, OnlyThis);

    [Fact]
    public Task A_link_that_is_no_text_is_left_to_people() => Fix.OffersNothing("""
        using OpenAI.Images;

        public class Studio(ImageClient client)
        {
            public async Task<Uri> LinkAsync(string prompt)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                return [|image.ImageUri|];
            }
        }
        """, OnlyThis);

    private static string Draw(string body) => $$"""
        using OpenAI.Images;

        public interface IArchive
        {
            Task SaveAsync(Uri link);
        }

        public class Product
        {
            public string? Picture { get; set; }
        }

        public class Studio(HttpClient http, IArchive archive, Product product)
        {
            private readonly ImageClient _client = new("dall-e-3", "key");

            public Uri? Last { get; private set; }

            public async Task<string> DrawAsync(string prompt)
            {
                GeneratedImage image = await _client.GenerateImageAsync(prompt);
                {{body}}
            }

            public object[] All => new object[] { http, archive, product };
        }
        """;
}
