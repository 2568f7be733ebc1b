namespace AiApi.Analyzers.Tests.Tracing;

public sealed class LocalValuesTests
{
    [Fact]
    public void Constants_are_known() => TraceProbe.Check("""
        class C
        {
            const string Model = "gpt-image-1";
            void M(string parameter)
            {
                const int count = 2;
                Is("text", "text");
                Is(Model, "gpt-image-1");
                Is(count, "2");
                Is((object?)null, "null");
                Is(nameof(Model), "Model");
                Is(parameter, "?");
                Is(parameter!.Length, "?");
            }
        }
        """);

    [Fact]
    public void The_last_assignment_that_every_path_passes_counts() => TraceProbe.Check("""
        class C
        {
            void M(bool b)
            {
                var model = "a";
                Is(model, "a");
                model = "b";
                Is(model, "b");
                if (b)
                    model = "c";
                Is(model, "b", "c");
                model = "d";
                Is(model, "d");
            }
        }
        """);

    [Fact]
    public void Branches_join_and_do_not_see_each_other() => TraceProbe.Check("""
        class C
        {
            void M(bool b, int n)
            {
                string model;
                if (b)
                {
                    model = "a";
                    Is(model, "a");
                }
                else
                {
                    model = "b";
                    Is(model, "b");
                }

                Is(model, "a", "b");

                string other = "z";
                switch (n)
                {
                    case 1: other = "x"; Is(other, "x"); break;
                    case 2: Is(other, "z"); break;
                    default: other = "y"; break;
                }

                Is(other, "x", "y", "z");
            }
        }
        """);

    [Fact]
    public void What_a_loop_writes_reaches_its_start() => TraceProbe.Check("""
        class C
        {
            void M(bool b, string[] names)
            {
                var url = "first";
                while (b)
                {
                    Is(url, "first", "next");
                    url = "next";
                    Is(url, "next");
                }

                foreach (var name in names)
                    Is(name, "?");
                for (var i = 0; i < 3; i++)
                    Is(i, "0", "?");
            }
        }
        """);

    [Fact]
    public void Writes_that_cannot_be_read_are_unknown() => TraceProbe.Check("""
        class C
        {
            static bool TryGet(out string value) { value = ""; return true; }
            static void Change(ref string value) => value += "!";
            void M()
            {
                if (TryGet(out var made))
                    Is(made, "?");
                var changed = "a";
                Change(ref changed);
                Is(changed, "a", "?");
                var alias = "b";
                ref var reference = ref alias;
                Is(alias, "b", "?");
            }
        }
        """);

    [Fact]
    public void Lambdas_and_local_functions_may_run_at_any_time() => TraceProbe.Check("""
        class C
        {
            void M()
            {
                var model = "a";
                Action set = () => model = "b";
                Is(model, "a", "b");
                Action read = () => Is(model, "a", "b", "c");
                model = "c";
                Is(model, "b", "c");
                set();
                read();

                string Name() => "n";
                Is(Name(), "n");
            }
        }
        """);

    [Fact]
    public void A_write_that_uses_the_old_value_keeps_it() => TraceProbe.Check("""
        class C
        {
            void M(string? parameter, bool b)
            {
                var url = "https://host/v1/";
                url = url.TrimEnd('/');
                Is(url, "https://host/v1");
                url += "/videos";
                Is(url, "https://host/v1", "https://host/v1/videos");
                parameter ??= "default";
                Is(parameter, "default", "?");
                parameter = "set";
                Is(parameter, "set", "?");
            }
        }
        """);

    [Fact]
    public void Jumps_make_every_write_possible() => TraceProbe.Check("""
        class C
        {
            void M(bool b)
            {
                var model = "a";
            again:
                Is(model, "a", "b");
                model = "b";
                if (b)
                    goto again;
            }
        }
        """);

    [Fact]
    public void Expressions_that_choose_give_each_choice() => TraceProbe.Check("""
        class C
        {
            void M(bool b, int n, string? p)
            {
                Is(b ? "a" : "b", "a", "b");
                Is(p ?? "d", "?", "d");
                Is(Environment.GetEnvironmentVariable("KEY") ?? throw new InvalidOperationException(), "env:KEY");
                Is(n switch { 1 => "one", 2 => "two", _ => throw new InvalidOperationException() }, "one", "two");
                string? assigned;
                Is(assigned = "x", "x");
                Is(p?.Trim() ?? "e", "?", "e");
                Is((string?)null ?? "f", "f");
            }
        }
        """);

    [Fact]
    public void Patterns_and_tuples_pass_values_on() => TraceProbe.Check("""
        class C
        {
            void M()
            {
                if (Environment.GetEnvironmentVariable("KEY") is not { Length: > 0 } key)
                    return;
                Is(key, "env:KEY");
                if ("text" is string text)
                    Is(text, "text");
                var (model, size) = ("m", 5);
                Is(model, "m");
                Is(size, "5");
            }
        }
        """);

    [Fact]
    public void Awaited_values_and_try_blocks_are_followed() => TraceProbe.Check("""
        class C
        {
            static async Task<string> NameAsync() { await Task.Yield(); return "n"; }
            async Task M()
            {
                Is(await NameAsync(), "n");
                Is(await NameAsync().ConfigureAwait(false), "n");
                string model = "a";
                try
                {
                    model = "b";
                    Is(model, "b");
                }
                catch
                {
                    Is(model, "a", "b");
                }

                Is(model, "a", "b");
            }
        }
        """);

    [Fact]
    public void Top_level_statements_are_a_member_too() => TraceProbe.Check("""
        var model = args.Length > 0 ? args[0] : "gpt-image-1";
        Is(model, "?", "gpt-image-1");
        """);

    [Fact]
    public void Values_that_use_each_other_end() => TraceProbe.Check("""
        class C
        {
            private string _a = "x";
            private string _b = "y";
            string Again() => Again();
            string Left => Right;
            string Right => Left;
            void M(bool b)
            {
                var p = "p";
                var q = "q";
                while (b)
                {
                    (p, q) = (q, p);
                    _a = _b;
                    _b = _a;
                }

                Is(p, "p", "q");
                Is(_a, "x", "y");
                Is(Again(), "?");
                Is(Left, "?");
            }
        }
        """);

    [Fact]
    public void Too_many_values_are_unknown() => TraceProbe.Check("""
        class C
        {
            void M(bool b, int n)
            {
                var digit = n switch { 0 => "0", 1 => "1", 2 => "2", 3 => "3", 4 => "4", 5 => "5", 6 => "6", 7 => "7", 8 => "8", _ => "9" };
                Is(digit, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
                Is(b ? digit + "x" : "y" + digit, "?");
                Is(digit + digit, "0{…}", "1{…}", "2{…}", "3{…}", "4{…}", "5{…}", "6{…}", "7{…}", "8{…}", "9{…}");
            }
        }
        """);
}
