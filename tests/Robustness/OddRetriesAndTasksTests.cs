using System.Collections.Immutable;
using AiApi.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>A retry and a polling loop that deserve their reports stand in and around every feature of the language. The reports stay the same.</summary>
public class OddRetriesAndTasksTests
{
    private const string Retry = """
        while (true)
        {
            IN
            try
            {
                var reply = await chat.CompleteChatAsync("Hi");
                return reply.GetRawResponse().Status;
            }
            catch (ClientResultException)
            {
            }
            END
        }
        """;

    private const string Polling = """
        while (true)
        {
            IN
            var task = await http.GetFromJsonAsync<JsonElement>($"https://api.klingai.com/v1/videos/text2video/{id}");
            var status = task.GetProperty("data").GetProperty("task_status").GetString();
            if (status == "succeeded")
                return status.Length;
            END
        }
        """;

    private const string Plain = "class C { public async Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { CORE } }";
    private const string Method = "public async Task<int> RunAsync(ChatClient chat, HttpClient http, string id)";

    private const string Usings = """
        using System; using System.ClientModel; using System.Collections.Generic; using System.Linq; using System.Net.Http; using System.Net.Http.Json; using System.Text.Json;
        using System.Threading; using System.Threading.Tasks; using System.Diagnostics.CodeAnalysis; using System.Runtime.CompilerServices; using OpenAI.Chat;

        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(AiApiAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && type.Namespace is "AiApi.Analyzers.Retries" or "AiApi.Analyzers.Tasks")
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What code stands in: <c>CORE</c> is the loop.</summary>
    public static readonly TheoryData<string> Surroundings = new()
    {
        "struct S { " + Method + " { CORE } }",
        "readonly record struct S(int X) { " + Method + " { CORE } }",
        "record R(int X) { " + Method + " { CORE } }",
        "file class C { " + Method + " { CORE } }",
        "interface I { async Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { CORE } }",
        "interface I { static async Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { CORE } }",
        "interface I<T> where T : I<T> { static abstract Task<int> RunAsync(ChatClient chat, HttpClient http, string id); } class C : I<C> { public static async Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { CORE } }",
        "interface I { Task<int> RunAsync(ChatClient chat, HttpClient http, string id); } class C : I { async Task<int> I.RunAsync(ChatClient chat, HttpClient http, string id) { CORE } }",
        "class Outer<T> where T : notnull { class Inner<U> { public async Task<int> RunAsync<V>(ChatClient chat, HttpClient http, string id, V v) where V : T { CORE } } }",
        "abstract class A { public abstract Task<int> RunAsync(ChatClient chat, HttpClient http, string id); } sealed class C : A { public override async Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { CORE } }",
        "partial class C { public partial Task<int> RunAsync(ChatClient chat, HttpClient http, string id); } partial class C { public async partial Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { CORE } }",
        "class C { public Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { return Task.Run(async () => { CORE }); } }",
        "class C { public Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { Func<Func<Task<int>>> outer = () => async () => { CORE }; return outer()(); } }",
        "class C { public Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { return Local(); async Task<int> Local() { CORE } } }",
        "class C { public Task<int> RunAsync(ChatClient chat, HttpClient http, string id) { return Local(chat, http, id); static async Task<int> Local(ChatClient chat, HttpClient http, string id) { return await Deeper(); async Task<int> Deeper() { CORE } } } }",
        "class C { " + Method + " { try { CORE } finally { Console.WriteLine(); } } }",
        "class C { " + Method + " { try { Console.WriteLine(); } finally { id = id.Trim(); } CORE } }",
        "class C { " + Method + " { using (var stream = new System.IO.MemoryStream()) { CORE } } }",
        "class C { " + Method + " { await using var stream = new System.IO.MemoryStream(); CORE } }",
        "class C { " + Method + " { if (id is { Length: > 3 and < 99 } known && known is not ['x', .., 'y']) { CORE } return 0; } }",
        "class C { " + Method + " { switch (id) { case ['a', ..]: goto case \"b\"; case \"b\": { CORE } default: goto case \"b\"; } } }",
        "class C { " + Method + " { checked { CORE } } }",
        "class C { " + Method + " { unchecked { { { CORE } } } } }",
        "class C { [SuppressMessage(\"a\", \"b\")] [AsyncStateMachine(typeof(int))] [return: MaybeNull] " + Method + " { CORE } }",
        "class C {\n#region Loop\n#if !NEVER\n#nullable disable\n#pragma warning disable CS0168\n#line 200 \"other.cs\"\n" + Method + " { CORE }\n#line default\n#pragma warning restore\n#endif\n#endregion\n}",
        "class C {\n#if NEVER\npublic int Other() => 1;\n#else\n" + Method + "\n{\nCORE\n}\n#endif\n}",
        "class C { public async ValueTask<int> RunAsync(ChatClient chat, HttpClient http, string id, [CallerMemberName] string? caller = null, params object[] rest) { CORE } }",
        "class C { public async Task<int> RunAsync(ChatClient chat, HttpClient http, string id, CancellationToken unused = default) { Action<int> noise = static _ => { }; noise(1); CORE } }",
        "static class C { public static async Task<int> RunAsync(this ChatClient chat, HttpClient http, string id) { CORE } }",
        "class C<T> where T : struct, Enum { " + Method + " { T t = default; _ = t.ToString(); CORE } }",
        "class C { " + Method + " { var numbers = from n in Enumerable.Range(0, 9) let m = n * 2 where m > 2 join k in new[] { 1 } on n equals k into g orderby m descending select (m, g); _ = numbers.Count(); CORE } }",
        "class C { " + Method + " { (var first, (int second, _)) = (1, (2, 3)); var anonymous = new { first, second }; _ = anonymous with { first = 5 }; CORE } }",
        "class C { " + Method + " { IEnumerable<int> Numbers() { yield return 1; yield break; } async IAsyncEnumerable<int> Stream([EnumeratorCancellation] CancellationToken token = default) { await Task.Yield(); yield return 1; } foreach (var n in Numbers()) Console.WriteLine(n); await foreach (var n in Stream()) Console.WriteLine(n); CORE } }",
        "class C { " + Method + " { static int Sum() { Span<int> numbers = stackalloc int[] { 1, 2 }; ref var first = ref numbers[0]; first++; return numbers[^1] + numbers[..1].Length; } _ = Sum(); CORE } }",
        "class C { " + Method + " { unsafe static int Read() { var x = 5; var p = &x; delegate*<int, int> f = null; fixed (char* c = \"abc\") return *p + *c; } _ = Read(); CORE } }",
        "class C { " + Method + " { start: if (id.Length == 0) { id = \"x\"; goto start; } CORE } }",
        "class C { " + Method + " { lock (this) { id = id.Trim(); } CORE } }",
        "class C { private int _n; public int this[Index i] { get => _n; init => _n = value; } public event Action? E { add { } remove { } } public static C operator +(C a, C b) => a; public static explicit operator int(C c) => 1; ~C() { } static C() { } " + Method + " { CORE } }",
        "class C { public required string Name { get; init; } [SetsRequiredMembers] public C() => Name = \"\"; " + Method + " { const string text = \"\"\"a \"quoted\" text\"\"\"; ReadOnlySpan<byte> Bytes() => \"x\"u8; _ = text + Bytes().Length; CORE } }",
        "namespace A { namespace B.D { using X = System.Int32; class C { " + Method + " { X x = 1; _ = x; CORE } } } }",
        "class @class { public async Task<int> @while(ChatClient chat, HttpClient http, string id) { int @for = 1; _ = @for; CORE } }",
        "class C { " + Method + " { dynamic d = id; _ = d?.Length; _ = nameof(id) + typeof(C) + sizeof(int) + default(int) + (id as object)?.ToString() ?? throw new Exception(); CORE } }",
        "class C { " + Method + " { for (int i = 0, j = 1; i < j; i++, j--) { foreach (var (k, v) in new Dictionary<int, int>()) { if (k == v) continue; break; } do { i++; } while (i < 3); } CORE } }",
        "class C { " + Method + " { var n = id switch { null => 0, { Length: 0 } => 1, [.. var all] when all.Length > 3 => 2, _ => 3 }; n = n > 1 ? n : -n; n += n++ + --n; CORE } }",
    };

    /// <summary>The same for syntax that this Roslyn may not know.</summary>
    private static readonly (string Since, string Code)[] NewerSurroundings =
    [
        ("4.8", "class C(ChatClient chat, HttpClient http, string id) { public async Task<int> RunAsync() { CORE } }"),
        ("4.8", "struct S(ChatClient chat, HttpClient http) { public async Task<int> RunAsync(string id) { var (chat1, http1) = (chat, http); return await Inner(chat1, http1); async Task<int> Inner(ChatClient chat, HttpClient http) { CORE } } }"),
        ("4.8", "class C { " + Method + " { int[] numbers = [1, 2, .. Enumerable.Range(3, 4)]; Span<int> Empty() => []; _ = numbers.Length + Empty().Length; CORE } }"),
        ("4.8", "using Pair = (int A, string B); class C { " + Method + " { Pair pair = (1, \"\"); var add = (int a, int b = 2, params int[] rest) => a + b; _ = add(pair.A); CORE } }"),
        ("4.8", "[InlineArray(4)] struct Four { private int _first; } class C { " + Method + " { static int Get() { var four = new Four(); four[1] = 2; return four[1]; } _ = Get(); CORE } }"),
        ("4.8", "class C { public async Task<int> RunAsync(ChatClient chat, HttpClient http, string id, params string[] rest) { static int In(ref readonly int x) => x; var y = 1; _ = In(in y); CORE } }"),
        ("4.14", "class C { public async Task<int> RunAsync(ChatClient chat, HttpClient http, string id, params IEnumerable<string> rest) { CORE } }"),
        ("4.14", "class C { private readonly Lock _gate = new(); " + Method + " { lock (_gate) { id = id.Trim(); } Console.Write(\"\\e[0m\"); CORE } }"),
        ("4.14", "class C { " + Method + " { Span<int> numbers = [1, 2]; ref var first = ref numbers[0]; first++; unsafe { int* p = null; _ = p; } CORE } }"),
        ("4.14", "partial class C { public partial int Count { get; } } partial class C { public partial int Count => 1; [OverloadResolutionPriority(1)] " + Method + " { CORE } }"),
        ("4.14", "interface I<T> where T : allows ref struct { } ref struct R : IDisposable { public void Dispose() { } } class C { " + Method + " { { using var r = new R(); } CORE } }"),
        ("5.0", "class C { public int Attempts { get => field; set => field = value > 0 ? value : throw new ArgumentOutOfRangeException(); } " + Method + " { Attempts = 3; CORE } }"),
        ("5.0", "static class E { extension(ChatClient chat) { public async Task<int> RunAsync(HttpClient http, string id) { CORE } public int Twice => 2; } }"),
        ("5.0", "class N { public int X; public N? Next; public void operator +=(int x) => X += x; } class C { " + Method + " { N? n = new(); n?.Next = new N(); n?.X += 1; n += 2; _ = nameof(List<>); CORE } }"),
        ("5.0", "partial class C { public partial C(int x); public partial event Action E; } partial class C { public partial C(int x) { } public partial event Action E { add { } remove { } } " + Method + " { var parse = (string text, out int n) => int.TryParse(text, out n); _ = parse(id, out _); CORE } }"),
    ];

    /// <summary>Statements that stand before the loop, at the beginning of a round and at its end.</summary>
    public static readonly TheoryData<string> Noise = new()
    {
        ";",
        "{ }",
        "_ = DateTime.UtcNow;",
        "if (id.Length > 1_000) Console.WriteLine($\"{id,10:N} {{}} {(id.Length > 3 ? \"a\" : \"b\")}\");",
        "Action log = () => Console.WriteLine(id); log();",
        "void Local() => Console.WriteLine(id); Local();",
        "try { Console.WriteLine(); } catch (Exception ex) when (ex is { Message.Length: > 3 }) { throw; } finally { Console.WriteLine(); }",
        "switch (id.Length) { case 0: goto case 1; case 1: break; case > 5 and < 9: break; default: goto case 0; }",
        "lock (http) { Console.WriteLine(); }",
        "checked { var sum = id.Length + 1; sum <<= 1; Console.WriteLine(sum >>> 1); }",
        "var squares = (from letter in id where letter > 'a' select letter * letter).ToArray(); Console.WriteLine(squares is [var only] ? only : squares.Length);",
        "using (var stream = new System.IO.MemoryStream()) stream.WriteByte(1);",
        "await using (var stream = new System.IO.MemoryStream()) { await stream.WriteAsync(new byte[1]); }",
        "var (left, right) = (id, id.Length); (left, right) = (right.ToString(), 2);",
        "object boxed = id.Length; if (boxed is int number and not 3 || boxed is string { Length: 2 }) Console.WriteLine(boxed as string);",
        "int? maybe = id.Length; maybe ??= 4; Console.WriteLine(maybe!.Value + (maybe ?? 0) + maybe?.CompareTo(1));",
        "dynamic any = id; Console.WriteLine((string)any.ToString());",
        "static int Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1); Console.WriteLine(Factorial(3));",
        "unsafe { int value = 1; int* pointer = &value; (*pointer)++; }",
        "var text = \"\"\"\n    raw { } text\n    \"\"\"; Console.WriteLine(text);",
        "Func<int, Func<int, int>> add = a => b => a + b; Console.WriteLine(add(1)(2));",
        "var copy = new List<int> { 1, 2 }[^1]; Console.WriteLine(copy);",
        "#pragma warning disable CS1030\n#if true\n_ = id;\n#else\nnot code\n#endif\n",
    };

    [Theory]
    [MemberData(nameof(Surroundings))]
    public Task The_reports_are_the_same_wherever_the_loop_stands(string code) => SameReports(code);

    [RoslynFact("4.8")]
    public Task The_reports_are_the_same_in_CSharp_12() => SameReportsSince("4.8");

    [RoslynFact("4.14")]
    public Task The_reports_are_the_same_in_CSharp_13() => SameReportsSince("4.14");

    [RoslynFact("5.0")]
    public Task The_reports_are_the_same_in_CSharp_14() => SameReportsSince("5.0");

    [Theory]
    [MemberData(nameof(Noise))]
    public async Task The_reports_are_the_same_beside_statements_of_another_kind(string statements)
    {
        foreach (var (core, reports) in await Cores())
        {
            var line = "\n" + statements + "\n";
            Assert.Equal(reports, await ReportsOn(Plain, core.Replace("IN", line)));
            Assert.Equal(reports, await ReportsOn(Plain, core.Replace("END", line)));
            Assert.Equal(reports, await ReportsOn(Plain.Replace("CORE", line + "CORE"), core));
        }
    }

    private static async Task SameReportsSince(string version)
    {
        foreach (var (since, code) in NewerSurroundings)
        {
            if (since == version)
                await SameReports(code);
        }
    }

    private static async Task SameReports(string code)
    {
        foreach (var (core, reports) in await Cores())
            Assert.Equal(reports, await ReportsOn(code, core));
    }

    /// <summary>The two loops with what is reported of them in a plain method.</summary>
    private static async Task<(string Core, string Reports)[]> Cores()
    {
        var (retry, polling) = (await ReportsOn(Plain, Retry), await ReportsOn(Plain, Polling));
        Assert.Equal("AIAPI2001 AIAPI2003 AIAPI2005", retry);
        Assert.Equal("AIAPI4001 AIAPI4002 AIAPI4003 AIAPI4004", polling);
        return [(Retry, retry), (Polling, polling)];
    }

    private static async Task<string> ReportsOn(string code, string core)
    {
        var source = Usings + code.Replace("CORE", core).Replace("IN\n", "\n").Replace("END\n", "\n");
        if (code.StartsWith("using ", StringComparison.Ordinal))
            source = code.Substring(0, code.IndexOf(';') + 1) + Usings + source.Substring(Usings.Length + code.IndexOf(';') + 1);
        var compilation = CSharpCompilation.Create(
            "Odd",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), "Odd.cs")],
            (Packages.Net + Packages.OpenAI).References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(3);
        Assert.True(!errors.Any(), string.Join('\n', errors) + "\n" + source);
        var reports = await compilation.WithAnalyzers(Rules).GetAnalyzerDiagnosticsAsync();
        return string.Join(' ', reports.Select(static report => report.Id).OrderBy(static id => id, StringComparer.Ordinal));
    }
}
