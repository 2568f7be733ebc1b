using AiApi.Package.Tests;

namespace AiApi.Ide.Tests;

using Picture = AiApi.Picture.Picture;

[Collection(nameof(Ide))]
public sealed class PictureTests(Ide ide)
{
    /// <summary>Here the rules come from the packed package. <c>dotnet run --project eng/Picture</c> draws it anew.</summary>
    [Fact]
    public async Task The_picture_shows_what_an_ide_shows()
    {
        var document = ide.Open(PackedPackage.Repository.Read(Picture.Sample))[0];

        Assert.Equal(PackedPackage.Repository.Read(Picture.File), await Picture.OfAsync(document));
    }
}
