using OpenAI.Images;

namespace SoftFailures;

/// <summary>Draws what is broken, for the workshop.</summary>
internal sealed class TicketPictures(string key)
{
    private readonly ImageClient images = new("gpt-image-1", key); // AIAPI2008

    public async Task<byte[]> DrawAsync(string transcript)
    {
        GeneratedImage image = await images.GenerateImageAsync($"A drawing of the broken part: {transcript}", new ImageGenerationOptions
        {
            Size = GeneratedImageSize.W1024xH1024,
            ResponseFormat = GeneratedImageFormat.Bytes, // AIAPI3001
        });
        return image.ImageBytes.ToArray();
    }

    public async Task<byte[]> DrawPosterAsync(string title)
    {
        var posters = new ImageClient("dall-e-3", key); // AIAPI2008
        GeneratedImageCollection drafts = await posters.GenerateImagesAsync($"A poster for the workshop: {title}", 4, new ImageGenerationOptions // AIAPI3003
        {
            ResponseFormat = GeneratedImageFormat.Bytes,
        });
        return drafts[0].ImageBytes.ToArray(); // AIAPI3002
    }

    public string? Cover { get; private set; }

    public async Task DrawCoverAsync(string title)
    {
        GeneratedImage cover = await new ImageClient("dall-e-3", key).GenerateImageAsync($"The cover of a manual: {title}"); // AIAPI2008
        Cover = cover.ImageUri.ToString(); // AIAPI3004
    }

    public async Task<string> DrawIconAsync(string category)
    {
        GeneratedImage icon = await images.GenerateImageAsync($"An icon for the category {category}");
        return icon.ImageUri.ToString(); // AIAPI3005
    }
}
