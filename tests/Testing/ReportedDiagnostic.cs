namespace Microsoft.CodeAnalysis.Testing;

/// <param name="ProjectId">The project it was found in.</param>
/// <param name="Diagnostic">What was reported.</param>
/// <param name="IsLocal">False when it comes from the end of the compilation: an IDE then offers no fix for it on demand.</param>
internal sealed record ReportedDiagnostic(ProjectId ProjectId, Diagnostic Diagnostic, bool IsLocal);
