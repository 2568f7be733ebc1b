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
}
