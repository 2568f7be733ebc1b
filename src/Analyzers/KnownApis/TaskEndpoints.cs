namespace AiApi.Analyzers.KnownApis;

/// <summary>Which words an address, or a vendor, uses for the status of generation tasks.</summary>
internal static class TaskEndpoints
{
    /// <summary>Parts of paths on hosts of AI that lead to jobs of another kind.</summary>
    private static readonly string[] OtherJobs = ["batch", "fine_tun", "fine-tun", "finetun", "files", "deployments", "threads", "vector_stores", "trainings", "evals"];

    /// <summary>Whether an address that is known as far as this can lead to tasks.</summary>
    /// <param name="endpoint">What is known of the address.</param>
    /// <param name="isNamed">Whether the program names a part of a path anywhere.</param>
    public static bool CanServe(Endpoint endpoint, Func<string, bool> isNamed)
    {
        if (endpoint.Provider is not { IsAggregator: false } provider)
            return endpoint.Operation is AiOperation.Videos or AiOperation.Other;
        if (endpoint.Operation is not (AiOperation.Videos or AiOperation.Images or AiOperation.Other))
            return false;
        foreach (var row in TaskProviders.Rows)
        {
            if (row.Provider == provider && (row.Path.Length == 0 || isNamed(row.Path)))
                return true;
        }

        return false;
    }

    /// <summary>The words of the tasks behind an address; null when it leads to none, or to one whose words are not known.</summary>
    /// <param name="endpoint">What is known of the address.</param>
    /// <param name="address">The address, with a hole for each unknown part.</param>
    public static TaskVocabulary? WordsOf(Endpoint endpoint, string address)
    {
        foreach (var part in OtherJobs)
        {
            if (Contains(address, part))
                return null;
        }

        if (endpoint.Provider is { } provider)
        {
            var isKnown = false;
            foreach (var row in TaskProviders.Rows)
            {
                if (row.Provider != provider)
                    continue;
                if (Contains(address, row.Path))
                    return row.Words;
                isKnown = true;
            }

            if (isKnown || !provider.IsAggregator)
                return null;
        }

        if (endpoint.Operation is not (AiOperation.Videos or AiOperation.Other))
            return null;
        if (endpoint.Owner == Providers.CometApi)
            return TaskProviders.CometApi;
        return endpoint.Owner is { IsAggregator: true } && Contains(address, "v1/videos") ? TaskProviders.VideosGateway : TaskProviders.Gateway;
    }

    /// <summary>The words of a vendor's own tasks, where the path is not known to be a gateway's.</summary>
    /// <param name="provider">The vendor.</param>
    /// <param name="path">What is known of the path; null for nothing.</param>
    public static TaskVocabulary? WordsOf(Provider provider, string? path)
    {
        TaskVocabulary? only = null;
        foreach (var row in TaskProviders.Rows)
        {
            if (row.Provider != provider)
                continue;
            if (path is not null && Contains(path, row.Path))
                return row.Words;
            if (path is null && only is not null && only != row.Words)
                return null;
            only = row.Words;
        }

        return path is null ? only : null;
    }

    private static bool Contains(string address, string part) => address.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
