namespace AiApi.Behavior.Tests.Server;

/// <summary>One way in which a provider answers.</summary>
/// <param name="Name">Names it in tests, tables and the provider's paths.</param>
public abstract record Scenario(string Name)
{
    public abstract Reply Answer(ProviderRequest request);

    /// <summary>This way first, for a number of requests, and another from then on.</summary>
    public Scenario Then(Scenario next, int after = 1) => new Sequence(this, next, after);

    public sealed override string ToString() => Name;

    private sealed record Sequence(Scenario First, Scenario Next, int After) : Scenario($"{First.Name}-then-{Next.Name}")
    {
        public override Reply Answer(ProviderRequest request) => (request.Index < After ? First : Next).Answer(request);
    }
}
