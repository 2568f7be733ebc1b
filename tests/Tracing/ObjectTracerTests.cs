namespace AiApi.Analyzers.Tests.Tracing;

public sealed class ObjectTracerTests
{
    private const string Client = """
        class Options { public Uri? Endpoint { get; set; } public int Retries { get; set; } }
        class Client
        {
            public Client(string model, string key, Options? options = null) { }
            public Uri? BaseAddress { get; set; }
            public Client Get(string model) => new(model, "inner");
        }
        """;

    [Fact]
    public void Objects_are_known_by_what_makes_them() => TraceProbe.Check(Client, """
        class C
        {
            private readonly Client _client = new("m", "k");
            private readonly Client _injected;
            private Client? _lazy;
            Client Lazy => _lazy ??= new("n", "k");
            Client Make() => new("factory", "k");

            C(Client injected, bool b)
            {
                _injected = injected;
                Is(_client, "new Client");
                Argument(_client, "model", "m");
                Argument(_client, "options");
                Argument(Lazy, "model", "n");
                Argument(Make(), "model", "factory");
                Argument(b ? new Client("x", "k") : new Client("y", "k"), "model", "x", "y");
                Argument(_client.Get("inner"), "model", "inner");
                Is(_injected, "?");
            }
        }
        """);

    [Fact]
    public void Arguments_are_found_by_parameter_name() => TraceProbe.Check(Client, """
        class C
        {
            void M(string key)
            {
                var client = new Client(key: key, model: "m");
                Argument(client, "model", "m");
                Argument(client, "key", "?");
                Argument(client, "absent");
            }
        }
        """);

    [Fact]
    public void Properties_are_known_from_initializers_and_later_assignments() => TraceProbe.Check(Client, """
        class C
        {
            private static readonly Options Shared = new() { Endpoint = new Uri("https://shared") };
            private readonly Client _field = new("m", "k") { BaseAddress = new Uri("https://first") };
            private readonly Client _aliased;

            C()
            {
                var client = new Client("m", "k");
                client.BaseAddress = new Uri("https://through-local");
                _aliased = client;
                _aliased.BaseAddress = new Uri("https://through-field");
            }

            void M()
            {
                Property(Shared, "Endpoint", "https://shared");
                Property(Shared, "Retries");
                Property(_field, "BaseAddress", "https://first", "https://later");
                Property(_aliased, "BaseAddress", "https://through-local", "https://through-field");
                Property(new Options { Endpoint = new("https://inline") }, "Endpoint", "https://inline");

                var options = new Options();
                options.Endpoint = new Uri("https://assigned");
                Property(options, "Endpoint", "https://assigned");
                var other = new Options();
                Property(other, "Endpoint");
            }

            void Later() => _field.BaseAddress = new Uri("https://later");
        }
        """);

    [Fact]
    public void Objects_that_other_code_may_change_have_unknown_properties() => TraceProbe.Check(Client, """
        class C
        {
            static void Configure(Options options) { }

            void M(Action<Options> configure, Options given)
            {
                var handed = new Options();
                Configure(handed);
                Property(handed, "Endpoint", "?");
                var configured = new Options { Endpoint = new("https://a") };
                configure(configured);
                Property(configured, "Endpoint", "?", "https://a");
                given.Endpoint = new("https://set");
                Property(given, "Endpoint", "https://set");
            }
        }
        """);
}
