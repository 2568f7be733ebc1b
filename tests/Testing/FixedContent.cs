using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compares the files of a fixed project with the expected ones.</summary>
internal static class FixedContent
{
    public static async Task VerifyAsync(ProjectState expected, Project actual, IVerifier verifier, CancellationToken cancellationToken)
    {
        await VerifyAsync(nameof(ProjectState.Sources), expected.Sources, actual.Documents).ConfigureAwait(false);
        await VerifyAsync(nameof(ProjectState.AdditionalFiles), expected.AdditionalFiles, actual.AdditionalDocuments).ConfigureAwait(false);
        await VerifyAsync(nameof(ProjectState.AnalyzerConfigFiles), expected.AnalyzerConfigFiles, actual.AnalyzerConfigDocuments).ConfigureAwait(false);

        async Task VerifyAsync(string kind, SourceFileCollection files, IEnumerable<TextDocument> documents)
        {
            var found = documents.ToArray();
            verifier.Equal(files.Count, found.Length, $"expected '{kind}' of the fixed state to contain '{files.Count}' documents but found '{found.Length}'");
            foreach (var ((filename, content), document) in files.Zip(found))
                VerifyDocument(filename, content, document, await document.GetTextAsync(cancellationToken).ConfigureAwait(false));
        }

        void VerifyDocument(string filename, SourceText content, TextDocument document, SourceText text)
        {
            verifier.EqualOrDiff(content.ToString(), text.ToString(), $"content of '{filename}' did not match. Diff shown with expected as baseline:");
            verifier.Equal(
                content.Encoding,
                text.Encoding,
                $"encoding of '{filename}' was expected to be '{content.Encoding?.WebName}' but was '{text.Encoding?.WebName}'");
            var name = Path.GetFileName(filename);
            verifier.Equal(name, document.Name, $"file name was expected to be '{name}' but was '{document.Name}'");
        }
    }
}
