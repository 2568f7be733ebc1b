using System.ClientModel;
using AiApi.Behavior.Tests.Server;
using OpenAI.Images;

namespace AiApi.Behavior.Tests.Sdk;

/// <summary>OpenAI's image client.</summary>
public class OpenAIImagesSdkTests(Provider provider) : IClassFixture<Provider>
{
    [Fact]
    [Trait("Rule", "AIAPI3005")]
    public async Task An_image_of_a_GPT_Image_model_has_bytes_and_no_link()
    {
        GeneratedImage image = await ClientFor(provider.Play(Drawing.Drawn)).GenerateImageAsync("a cat");

        Assert.Null(image.ImageUri);
        Assert.Equal(Drawing.Picture, image.ImageBytes.ToArray());
    }

    [Fact]
    [Trait("Rule", "AIAPI3001")]
    public async Task The_client_sends_response_format_to_any_model()
    {
        var play = provider.Play(Drawing.Drawn);

        var exception = await Assert.ThrowsAsync<ClientResultException>(() =>
            ClientFor(play).GenerateImageAsync("a cat", new() { ResponseFormat = GeneratedImageFormat.Bytes }));

        Assert.Equal(400, exception.Status);
        Assert.Contains("\"response_format\":\"b64_json\"", Assert.Single(play.Requests).Body);
    }

    [Fact]
    [Trait("Rule", "AIAPI3002")]
    public async Task Where_no_image_is_returned_several_are_none_and_one_throws()
    {
        var client = ClientFor(provider.Play(Drawing.Blocked));

        Assert.Empty((await client.GenerateImagesAsync("a cat", 2)).Value);
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.GenerateImageAsync("a cat"));
    }

    private static ImageClient ClientFor(Play play) => (ImageClient)Clients.Create(typeof(ImageClient), play);
}
