// Azure.AI.OpenAI 2.x: a client whose results are those of the OpenAI package.
// Names: https://github.com/Azure/azure-sdk-for-net, sdk/openai/Azure.AI.OpenAI/api/Azure.AI.OpenAI.net10.0.cs.
using System;
using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Images;

namespace Azure.AI.OpenAI
{
    public class AzureOpenAIClientOptions : System.ClientModel.Primitives.ClientPipelineOptions
    {
    }

    public class AzureOpenAIClient : OpenAIClient
    {
        public AzureOpenAIClient(Uri endpoint, ApiKeyCredential credential)
        {
        }

        public AzureOpenAIClient(Uri endpoint, ApiKeyCredential credential, AzureOpenAIClientOptions options)
        {
        }

        public override ChatClient GetChatClient(string deploymentName) => throw null!;

        public override ImageClient GetImageClient(string deploymentName) => throw null!;
    }
}
