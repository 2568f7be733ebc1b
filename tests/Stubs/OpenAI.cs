// Responses as OpenAI 2.2 to 2.7 had them.
// Names: https://github.com/openai/openai-dotnet, CHANGELOG.md and api/OpenAI.net8.0.cs at tag OpenAI_2.7.0.
using System.ClientModel;
using System.Threading;
using System.Threading.Tasks;

namespace OpenAI.Responses
{
    public class OpenAIResponseClient
    {
        public OpenAIResponseClient(string model, string apiKey)
        {
        }

        public virtual Task<ClientResult<OpenAIResponse>> CreateResponseAsync(string userInputText, ResponseCreationOptions? options = null, CancellationToken cancellationToken = default) =>
            throw null!;
    }

    public class ResponseCreationOptions
    {
    }

    public class OpenAIResponse
    {
        public ResponseStatus? Status => throw null!;

        public ResponseError Error => throw null!;

        public ResponseIncompleteStatusDetails IncompleteStatusDetails => throw null!;

        public string GetOutputText() => throw null!;
    }

    public class ResponseError
    {
        public string Message => throw null!;
    }

    public class ResponseIncompleteStatusDetails
    {
    }

    public enum ResponseStatus
    {
        InProgress,
        Completed,
        Cancelled,
        Queued,
        Incomplete,
        Failed,
    }
}
