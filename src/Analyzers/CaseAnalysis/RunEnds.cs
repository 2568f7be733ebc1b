namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Where a run over a graph ends: at the returns, and where it leaves the blocks that it keeps to.</summary>
/// <param name="domain">The domain of what is watched.</param>
internal sealed class RunEnds(CaseDomain domain)
{
    private List<State>? _left;

    /// <summary>The join of the states at all returns with what is returned; null when the body never returns normally.</summary>
    public (State State, Fact Value)? Returned { get; private set; }

    /// <summary>The states at the returns, joined, and at each place where the run leaves its blocks.</summary>
    public IEnumerable<State> States
    {
        get
        {
            var left = _left ?? Enumerable.Empty<State>();
            return Returned is var (state, _) ? left.Append(state) : left;
        }
    }

    /// <summary>Forgets the returns: the body is passed anew.</summary>
    public void ForgetReturns() => Returned = null;

    public void Return(State state, Fact fact) => Returned = Returned is var (known, knownFact)
        ? (known.Join(state, domain), FactJoin.Join(knownFact, known.Possible, fact, state.Possible, domain))
        : (state, fact);

    public void Leave(State state) => (_left ??= new()).Add(state);
}
