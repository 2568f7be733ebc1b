namespace AiApi.Behavior.Tests.Server;

/// <summary>A task that a POST creates, a GET asks about, and whose result a GET of its link downloads.</summary>
/// <param name="Words">What the status says at each request; the last word stays.</param>
public sealed record GenerationTask(string Name, TaskApi Api, params IReadOnlyList<string> Words) : Scenario($"{Api.Name}-{Name}")
{
    public const string TaskId = "task_1";

    /// <summary>Why a task failed.</summary>
    public const string Reason = "The prompt was found to break the rules.";

    /// <summary>The bytes of every result.</summary>
    public static readonly byte[] Clip = [0, 0, 0, 24, 102, 116, 121, 112];

    private const string File = "files/clip.mp4";

    /// <summary>How many of the first requests for the status are answered with the HTTP 400 of a task that is not yet known.</summary>
    public int UnknownAtFirst { get; init; }

    /// <summary>Whether a failed task comes without a reason.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether the result's link answers 403.</summary>
    public bool IsExpired { get; init; }

    public static GenerationTask Succeeds(TaskApi api) => new("succeeds", api, api.Pending, api.Success);

    public static GenerationTask Fails(TaskApi api) => Fails(api, api.Failures[0]);

    public static GenerationTask Fails(TaskApi api, string word) => new("fails", api, api.Pending, word);

    public static GenerationTask FailsSilently(TaskApi api) => Fails(api) with { Name = $"{api.Name}-fails-silently", IsSilent = true };

    public static GenerationTask StaysQueued(TaskApi api) => new("stays-queued", api, api.Pending);

    public static GenerationTask IsUnknownAtFirst(TaskApi api) => Succeeds(api) with { Name = $"{api.Name}-unknown-at-first", UnknownAtFirst = 1 };

    public static GenerationTask Expires(TaskApi api) => Succeeds(api) with { Name = $"{api.Name}-expires", IsExpired = true };

    public override Reply Answer(ProviderRequest request)
    {
        if (request.Path == File)
            return IsExpired ? Failure.Forbidden.Answer(request) : new(200, Clip, "video/mp4");
        if (request.Method == "POST")
            return new(200, TaskApi.Json((Api.Id, TaskId), (Api.Status, Words[0])));
        if (request.IndexByMethod < UnknownAtFirst)
            return new(400, """{"error": {"message": "task_not_exist", "type": "invalid_request_error", "code": "task_not_exist"}}""");
        var word = Words[Math.Min(request.IndexByMethod - UnknownAtFirst, Words.Count - 1)];
        var link = word == Api.Success ? $"{request.Endpoint}/{File}" : null;
        var reason = Api.Failures.Contains(word) && !IsSilent ? Reason : null;
        return new(200, TaskApi.Json((Api.Id, TaskId), (Api.Status, word), (Api.Error, reason), (Api.Link, link)));
    }
}
