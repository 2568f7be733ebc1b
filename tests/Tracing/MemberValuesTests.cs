namespace AiApi.Analyzers.Tests.Tracing;

public sealed class MemberValuesTests
{
    [Fact]
    public void Private_and_readonly_fields_are_known_from_their_type() => TraceProbe.Check("""
        partial class C
        {
            private const string Base = "https://host";
            public static readonly string Model = "gpt-image-1";
            private readonly string _url = Base + "/v1";
            private string _changing = "a";
            internal string Open = "o";
            private string? _neverWritten;
            public readonly string FromConstructor;

            public C(bool b, string injected)
            {
                FromConstructor = b ? "x" : injected;
            }

            void M()
            {
                Is(Model, "gpt-image-1");
                Is(_url, "https://host/v1");
                Is(this._changing, "a", "b");
                Is(Open, "?");
                Is(_neverWritten, "?");
                Is(FromConstructor, "x", "?");
                Is(Elsewhere.Name, "n");
            }
        }
        """,
        """
        partial class C
        {
            void Set() => this._changing = "b";
        }

        static class Elsewhere
        {
            public static readonly string Name = "n";
        }
        """);

    [Fact]
    public void Properties_are_known_where_only_the_type_sets_them() => TraceProbe.Check("""
        class C
        {
            public string GetOnly { get; } = "a";
            public string PrivateSet { get; private set; } = "b";
            public string Computed => "c";
            public string WithBody { get { return _field; } }
            public string Settable { get; set; } = "d";
            public string Init { get; init; } = "e";
            public virtual string Replaceable => "f";
            private readonly string _field = "g";

            void M()
            {
                Is(GetOnly, "a");
                Is(PrivateSet, "b", "changed");
                Is(Computed, "c");
                Is(WithBody, "g");
                Is(Settable, "?");
                Is(Init, "?");
                Is(Replaceable, "?");
                PrivateSet = "changed";
            }
        }

        record Settings(string Key);

        class Uses
        {
            private readonly string _given;
            private readonly string _own = "own";

            Uses(string given) => _given = given;

            void M(Settings settings)
            {
                Is(_given, "?");
                Is(_own, "own");
                Is(settings.Key, "?");
            }
        }
        """);

    [Fact]
    public void Methods_without_parameters_are_looked_into() => TraceProbe.Check("""
        interface INames { string Name(); }
        abstract class C : INames
        {
            public string Name() => "n";
            string Branching(int n = 0) => n == 0 ? "a" : "b";
            string Two() { if (DateTime.Now.Ticks > 0) return "a"; return "b"; }
            string WithLambda() { Func<string> f = () => "inner"; return "outer" + f(); }
            protected abstract string Abstract();
            protected virtual string Virtual() => "v";
            IEnumerable<string> Iterator() { yield return "i"; }

            void M(INames names)
            {
                Is(Name(), "n");
                Is(Two(), "a", "b");
                Is(WithLambda(), "outer{…}");
                Is(Branching(), "?");
                Is(Abstract(), "?");
                Is(Virtual(), "?");
                Is(names.Name(), "?");
                Is(Iterator().First(), "?");
            }
        }
        """);

    [Fact]
    public void Field_initializers_are_traced_themselves() => TraceProbe.Check("""
        class C
        {
            private static readonly string Key = "k";
            private readonly Action _probe = () => Is(Key, "k");
        }
        """);
}
