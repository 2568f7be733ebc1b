// The adapters of Microsoft.Extensions.AI.OpenAI, over the real packages.
// Names: https://github.com/dotnet/extensions, src/Libraries/Microsoft.Extensions.AI.OpenAI.
#pragma warning disable MEAI001 // The image generator is experimental.
using OpenAI.Chat;
using OpenAI.Images;

namespace Microsoft.Extensions.AI
{
    public static class OpenAIClientExtensions
    {
        public static IChatClient AsIChatClient(this ChatClient chatClient) => throw null!;

        public static IImageGenerator AsIImageGenerator(this ImageClient imageClient) => throw null!;
    }
}
