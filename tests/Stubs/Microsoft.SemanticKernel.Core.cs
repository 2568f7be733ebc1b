// Names: https://github.com/microsoft/semantic-kernel, dotnet/src/SemanticKernel.Core/KernelExtensions.cs.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.SemanticKernel
{
    public static class KernelExtensions
    {
        public static Task<FunctionResult> InvokePromptAsync(
            this Kernel kernel, string promptTemplate, KernelArguments? arguments = null, CancellationToken cancellationToken = default) => throw null!;

        public static IAsyncEnumerable<StreamingKernelContent> InvokePromptStreamingAsync(
            this Kernel kernel, string promptTemplate, KernelArguments? arguments = null, CancellationToken cancellationToken = default) => throw null!;

        public static Task<T?> InvokePromptAsync<T>(
            this Kernel kernel, string promptTemplate, KernelArguments? arguments = null, CancellationToken cancellationToken = default) => throw null!;
    }
}
