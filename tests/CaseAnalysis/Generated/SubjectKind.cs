using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>A type in which generated code tests the subject.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Constants">What is compared with it.</param>
internal sealed record ValueType(string Name, params string[] Constants)
{
    /// <summary>Whether the constants can stand in patterns and labels.</summary>
    public bool IsMatched { get; init; } = true;

    public bool IsOrdered { get; init; }

    public bool IsNullable => Name.EndsWith('?');

    /// <summary>Further tests, <c>$v</c> being the value, <c>$k</c> and <c>$j</c> constants.</summary>
    public string[] Tests { get; init; } = [];
}

/// <summary>A kind of subject: what the engine watches, and how a generated program comes by it.</summary>
/// <param name="Name">Names the kind in a failure.</param>
/// <param name="Subject">What the engine watches.</param>
/// <param name="Executed">The case of the domain that each value of the running program belongs to; the first is the reference.</param>
/// <param name="ObjectType">The type of the watched object.</param>
/// <param name="Reads">Expressions that yield a new watched object.</param>
/// <param name="Access">How the value is read from the object <c>$o</c>.</param>
internal sealed record SubjectKind(
    string Name, Subject Subject, string[] Executed, string ObjectType, string[] Reads, (string Expression, ValueType Type)[] Access)
{
    /// <summary>Tests of the object <c>$o</c>, <c>$p</c> being a pattern for the first way of access.</summary>
    public string[] ObjectTests { get; init; } = [];

    /// <summary>Whether a case stands for many values, so that tests of it have unknown outcomes.</summary>
    public bool HasOther => Executed.Contains("other");

    /// <summary>The body around the program's statements, which see the object as <c>subject</c>; none where a read comes first. A catch clause has room for a
    /// <c>$filter</c>.</summary>
    public string? Frame { get; init; }

    private static readonly ValueType Reason = new("Reason", "Reason.Stop", "Reason.Length", "Reason.ContentFilter", "Reason.ToolCalls")
    {
        IsOrdered = true,
        Tests = ["$v.HasFlag($k)", "$v.CompareTo($k) > 0", "$v.Equals($k)"],
    };

    private static readonly ValueType Number = new("int", "0", "1", "2", "3")
    {
        IsOrdered = true,
        Tests = ["$v % 2 == 0", "($v & 2) != 0", "$v + 1 == $k", "$v / 2 == 1", "-$v < -1", "$v.Equals($k)"],
    };

    private static readonly ValueType NameText = new("string", "\"Stop\"", "\"Length\"", "\"ContentFilter\"", "\"ToolCalls\"")
    {
        Tests = ["$v.StartsWith(\"Con\")", "$v.ToLower() == \"length\"", "$v.Equals($k, StringComparison.OrdinalIgnoreCase)", "$v.Length > 5", "$v.Contains(\"o\")"],
    };

    private static readonly ValueType Text = new("string?", "\"succeed\"", "\"succeeded\"", "\"SUCCEEDED\"", "\"failed\"", "\"cooking\"")
    {
        Tests =
        [
            "string.Equals($v, $k, StringComparison.OrdinalIgnoreCase)", "$v?.ToLowerInvariant() == $k", "string.IsNullOrEmpty($v)", "$v?.StartsWith(\"su\") == true",
            "($v ?? $k) == $j", "$v is { Length: > 7 }", "$v?.Trim() == $k", "($v ?? \"\").EndsWith(\"ed\")", "AnyCase.Contains($v ?? \"\")", "Done.Contains($v)",
            "Done.Any(word => string.Equals(word, $v, StringComparison.OrdinalIgnoreCase))", "Array.IndexOf(Done, $v) >= 0", "$v?.Length == 6", "$k.Equals($v)",
        ],
    };

    private static readonly ValueType Open = new("OpenReason?", "OpenReason.Stop", "OpenReason.Length", "OpenReason.ContentFilter")
    {
        IsMatched = false,
        Tests =
        [
            "$v == \"length\"", "$v == \"CONTENT_FILTER\"", "$v.HasValue", "$v.HasValue && $v.Value == $k", "$v.GetValueOrDefault() == $k", "($v ?? $k) == $j",
            "$v is { Value: \"length\" }", "$v == default(OpenReason)", "$v == new OpenReason(\"odd\")", "$v.Equals($k)",
        ],
    };

    private static readonly ValueType OpenText = new("string?", "\"stop\"", "\"length\"", "\"content_filter\"", "\"odd\"")
    {
        Tests = ["string.IsNullOrEmpty($v)", "$v?.StartsWith(\"con\") == true", "string.Equals($v, $k, StringComparison.OrdinalIgnoreCase)"],
    };

    private static readonly ValueType Status = new("int", "400", "408", "429", "500", "503")
    {
        IsOrdered = true,
        Tests = ["$v / 100 == 5", "$v is >= 400 and < 500", "$v >= 500 && $v <= 503", "$v % 100 == 0", "Retryable.Contains($v)", "(HttpStatusCode)$v == HttpStatusCode.TooManyRequests"],
    };

    private static readonly ValueType Code = new("HttpStatusCode?", "HttpStatusCode.BadRequest", "HttpStatusCode.TooManyRequests", "HttpStatusCode.InternalServerError")
    {
        IsOrdered = true,
        Tests = ["(int)$v.GetValueOrDefault() == 429", "$v is { } code# && (int)code# >= 500", "$v.HasValue && (int)$v.Value / 100 == 5", "($v ?? $k) == $j"],
    };

    private static readonly ValueType CodeNumber = new("int?", "400", "429", "500", "503")
    {
        IsOrdered = true,
        Tests = ["$v.GetValueOrDefault() == $k", "$v / 100 == 5", "($v ?? 0) >= $k"],
    };

    private static readonly string[] StatusCases = ["503", "400", "99", "100", "408", "429", "430", "499", "500", "504", "599", "600", "0"];

    public static IReadOnlyList<SubjectKind> All { get; } =
    [
        OfReply("reply", IsCallOf("Reply", "ReplyAsync")),
        OfReply("streamed reply", static operation => operation is IPropertyReferenceOperation { Property.Name: "Current", IsImplicit: true }) with
        {
            Reads = [],
            Frame = "foreach (var subject in Source.Replies())\n{\n‹Host.Round();›\n@0}",
        },
        new(
            "open reply",
            new Subject(
                CaseDomain.ExtensibleEnum([new("Stop", "stop"), new("Length", "length"), new("ContentFilter", "content_filter")], "stop", nullable: true), ["FinishReason"], [])
            {
                IsOrigin = IsCallOf("OpenReply"),
                IsIgnoredCall = IsLog,
            },
            ["Stop", "Length", "ContentFilter", "null", "other", "other"],
            "OpenReply",
            ["Source.OpenReply()"],
            [("$o.FinishReason", Open), ("$o.FinishReason?.Value", OpenText), ("$o.FinishReason?.ToString()", OpenText), ("$o.FinishReason.ToString()", OpenText)]),
        new(
            "text",
            new Subject(CaseDomain.Text(["succeed", "succeeded", "SUCCEEDED", "failed", "processing"]), [""], []) { IsOrigin = IsCallOf("Text"), IsIgnoredCall = IsLog },
            ["succeed", "succeeded", "SUCCEEDED", "failed", "processing", "null", "other", "other"],
            "string?",
            ["Source.Text()"],
            [("$o", Text)]),
        Thrown("status", "Status", nullable: false, StatusCases, [("$o.Status", Status)], "$o is { Status: $p }"),
        Thrown("status code", "StatusCode", nullable: true, [.. StatusCases, "null"], [("$o.StatusCode", Code), ("((int?)$o.StatusCode)", CodeNumber)], "$o is { StatusCode: $p }"),
    ];

    private static SubjectKind OfReply(string name, Func<IOperation, bool> isOrigin) => new(
        name,
        new Subject(CaseDomain.Enum([new("Stop", 0), new("Length", 1), new("ContentFilter", 2), new("ToolCalls", 3)]), ["FinishReason"], [])
        {
            IsOrigin = isOrigin,
            Transparent = ["Value"],
            IsIgnoredCall = IsLog,
        },
        ["Stop", "Length", "ContentFilter", "ToolCalls"],
        "Reply",
        ["Source.Reply()", "Source.ReplyAsync().Result", "Source.ReplyAsync().ConfigureAwait(false).GetAwaiter().GetResult()"],
        [("$o.FinishReason", Reason), ("$o.Value.FinishReason", Reason), ("((int)$o.FinishReason)", Number), ("$o.FinishReason.ToString()", NameText)])
    {
        ObjectTests = ["$o.IsComplete", "$o.WasCut()", "$o is { FinishReason: $p }", "$o is { Value.FinishReason: $p }", "$o?.FinishReason == Reason.Length"],
    };

    private static SubjectKind Thrown(string name, string path, bool nullable, string[] cases, (string, ValueType)[] access, params string[] tests) => new(
        name,
        new Subject(CaseDomain.Numbers(100, 599, nullable), [path], [])
        {
            IsOrigin = static operation => operation is ICaughtExceptionOperation { Type.Name: "ApiException" },
            IsIgnoredCall = IsLog,
        },
        [.. cases.Select(static status => status switch { "99" => "below 100", "600" => "above 599", _ => status })],
        "ApiException",
        [],
        access)
    {
        ObjectTests = tests,
        Frame = "try\n{\nSource.Call();\n}\ncatch (ApiException subject) $filter\n{\n‹Host.Caught(subject.Case);›\n@0}",
    };

    private static bool IsLog(IOperation call) => call is IInvocationOperation { TargetMethod.Name: "Log" };

    private static Func<IOperation, bool> IsCallOf(params string[] names) =>
        operation => operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "Source", Name: var name } } && names.Contains(name);
}
