namespace AiApi.Analyzers.KnownApis;

/// <summary>What the members of generation tasks are called.</summary>
internal static class TaskMembers
{
    /// <summary>Member names, in lower case without underscores, under which a task's status stands.</summary>
    public static readonly HashSet<string> Status = ["status", "taskstatus", "state", "taskstate", "jobstatus", "videostatus", "generationstatus"];

    /// <summary>Member names, in lower case without underscores, under which it says why a task failed.</summary>
    public static readonly HashSet<string> Error =
    [
        "error", "errors", "errormessage", "errormsg", "errorcode", "errcode", "errmsg", "errorinfo", "errordetails", "failreason", "failurereason", "failedreason", "failure", "failurecode",
        "reason", "message", "msg", "taskstatusmsg", "statusmessage", "statusmsg", "statusdetails", "detail", "details", "baseresp", "logs",
    ];

    /// <summary>Whether a member or key of that name, the last of a dotted path, says why a task failed.</summary>
    public static bool IsError(string name)
    {
        var bare = WireNames.Bare(name.Substring(name.LastIndexOf('.') + 1));
        return Error.Contains(bare) || bare.Contains("error") || bare.Contains("reason") || bare.Contains("failure");
    }
}
