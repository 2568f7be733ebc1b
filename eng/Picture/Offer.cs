using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.Picture;

/// <summary>An entry in the menu of the light bulb.</summary>
/// <param name="Document">Where the light bulb is.</param>
/// <param name="Action">What the entry does.</param>
/// <param name="Id">The diagnostic that it fixes.</param>
/// <param name="Scopes">Where its Fix All can go.</param>
/// <param name="FixAllState">What Roslyn keeps for Fix All.</param>
internal sealed record Offer(Document Document, CodeAction Action, string Id, ImmutableArray<FixAllScope> Scopes, object? FixAllState)
{
    public string Title => Action.Title;

    /// <summary>The solution that the preview shows.</summary>
    public Task<Solution> PreviewAsync() => ChangedAsync(Action, preview: true);

    /// <summary>The solution after a click on the entry.</summary>
    public Task<Solution> ApplyAsync() => ChangedAsync(Action, preview: false);

    /// <summary>The solution after a click on one of its Fix All scopes.</summary>
    public async Task<Solution> FixAllAsync(FixAllScope scope)
    {
        var action = Scopes.Contains(scope) ? await IdeServices.FixAllAsync(FixAllState!, Action, Document, scope) : null;
        return action is null ? throw new InvalidOperationException($"'{Title}' has no Fix All for {scope}.") : await ChangedAsync(action, preview: false);
    }

    private static async Task<Solution> ChangedAsync(CodeAction action, bool preview)
    {
        var operations = preview ? await action.GetPreviewOperationsAsync(default) : await action.GetOperationsAsync(default);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }
}
