namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>What generated programs are written against. The order of values is that of <see cref="SubjectKind.Executed"/>.</summary>
internal static class Prelude
{
    public const string Code = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net;
        global using System.Threading.Tasks;
        global using AiApi.Analyzers.Tests.CaseAnalysis.Generated;
        global using static Sets;

        public enum Reason { Stop, Length, ContentFilter, ToolCalls }

        public sealed class Reply
        {
            public Reason FinishReason { get; init; }
            public Reply Value => this;
            public bool IsComplete => FinishReason == Reason.Stop;
            public bool WasCut() => FinishReason == Reason.Length;
        }

        public readonly struct OpenReason : IEquatable<OpenReason>
        {
            private readonly string? _text;
            public OpenReason(string text) => _text = text;
            public static OpenReason Stop { get; } = new("stop");
            public static OpenReason Length { get; } = new("length");
            public static OpenReason ContentFilter { get; } = new("content_filter");
            public string Value => _text ?? "stop";
            public bool Equals(OpenReason other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);
            public override bool Equals(object? other) => other is OpenReason reason && Equals(reason);
            public override int GetHashCode() => 0;
            public override string ToString() => Value;
            public static bool operator ==(OpenReason left, OpenReason right) => left.Equals(right);
            public static bool operator !=(OpenReason left, OpenReason right) => !left.Equals(right);
            public static implicit operator OpenReason(string text) => new(text);
        }

        public sealed class OpenReply
        {
            public int Case { get; init; }
            public OpenReason? FinishReason { get; init; }
        }

        public sealed class ApiException : Exception
        {
            public int Case { get; init; }
            public int Status { get; init; }
            public HttpStatusCode? StatusCode { get; init; }
        }

        public static class Source
        {
            private static readonly OpenReason?[] s_open = { OpenReason.Stop, OpenReason.Length, OpenReason.ContentFilter, null, new("odd"), new("cooking") };
            private static readonly string?[] s_texts = { "succeed", "succeeded", "SUCCEEDED", "failed", "processing", null, "cooking", "unheard of" };
            private static readonly int[] s_statuses = { 503, 400, 99, 100, 408, 429, 430, 499, 500, 504, 599, 600, 0, -1 };

            public static int CaseOf(Reply reply) => (int)reply.FinishReason;
            public static int CaseOf(OpenReply reply) => reply.Case;
            public static int CaseOf(ApiException exception) => exception.Case;
            public static int CaseOf(string? text) => Array.IndexOf(s_texts, text);
            public static object Gate { get; } = new();
            public static Reply Reply() => new() { FinishReason = (Reason)Host.Next() };
            public static Task<Reply> ReplyAsync() => Task.FromResult(Reply());
            public static OpenReply OpenReply() => Host.Next() is var next ? new() { Case = next, FinishReason = s_open[next] } : null!;
            public static string? Text() => s_texts[Host.Next()];
            public static System.IO.Stream Open() => System.IO.Stream.Null;
            public static void Log(object? value) { }

            public static IEnumerable<Reply> Replies()
            {
                if (Host.Flag())
                    yield return Reply();
            }

            public static void Call()
            {
                if (!Host.Flag())
                    return;
                var thrown = Host.NextThrown();
                var status = s_statuses[thrown];
                throw new ApiException { Case = thrown, Status = status, StatusCode = status < 0 ? null : (HttpStatusCode)status };
            }

            public static void MayThrow()
            {
                if (Host.Flag())
                    throw new InvalidOperationException();
            }
        }

        public static class Sets
        {
            public static readonly string[] Done = { "succeed", "succeeded" };
            public static readonly HashSet<string> AnyCase = new(StringComparer.OrdinalIgnoreCase) { "succeed", "succeeded" };
            public static readonly int[] Retryable = { 408, 429, 503 };
        }
        """;
}
