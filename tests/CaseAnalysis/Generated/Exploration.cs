namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>All runs of one program: one for every value of the subject and every outcome of the unknown tests.</summary>
internal sealed class Exploration(int cases)
{
    private const int MostChoices = 8;
    private const int MostRounds = 24;
    private const int MostRuns = 6000;

    private readonly Dictionary<int, SortedSet<int>> _reached = [];
    private readonly Trace[] _traces = [.. Enumerable.Range(0, cases).Select(static index => new Trace(index))];
    private readonly List<(int Taken, int Options)> _choices = [];
    private readonly Stack<Trace?> _beforeFilters = new();
    private Trace? _watched;
    private Trace? _filtered;
    private int _position;
    private int _rounds;
    private bool _isOver;
    private bool _takesGoto;

    /// <summary>Whether no run had to be cut off.</summary>
    public bool IsComplete { get; private set; } = true;

    public IEnumerable<int> Probes => _reached.Keys;

    /// <summary>The cases that a probe's variable holds when runs come by.</summary>
    public IReadOnlySet<int> ReachedAt(int probe) => _reached.TryGetValue(probe, out var reached) ? reached : new SortedSet<int>();

    /// <summary>The cases of which a run reaches the probe by the same conditions, outcomes and open outcomes as a run of the reference case.</summary>
    public IReadOnlySet<int> AlikeAt(int probe, int reference) =>
        new SortedSet<int>(Enumerable.Range(0, cases).Where(index => _traces[index].MeetsAt(probe, _traces[reference])));

    public void Run(Action program)
    {
        var runs = 0;
        do
        {
            (_position, _rounds, _isOver, _takesGoto, _watched, _filtered) = (0, 0, false, false, null, null);
            try
            {
                program();
            }
            catch (Exception exception) when (exception is not InvalidProgramException)
            {
                // A run that ends in an exception is a run like any other.
            }

            IsComplete &= !_isOver;
        }
        while (TakeNext() && ++runs < MostRuns);
        IsComplete &= runs < MostRuns;
    }

    public int Choose(int options)
    {
        if (_isOver || _position >= MostChoices)
            End();
        if (_position == _choices.Count)
            _choices.Add((0, options));
        return _choices[_position++].Taken;
    }

    public int ChooseCase() => Choose(cases);

    public int Watch(int index)
    {
        _watched = _traces[index];
        return index;
    }

    public void Reach(int probe, int index)
    {
        if (_isOver)
            return;
        if (!_reached.TryGetValue(probe, out var reached))
            _reached[probe] = reached = [];
        reached.Add(index);
        if (_watched?.Case == index)
            _watched.Probes.Add(probe);
    }

    public void Meet(int condition, bool outcome) => _watched = _watched?.After(condition, outcome);

    public void Goto() => _takesGoto = true;

    public bool TakesGoto()
    {
        var takesGoto = _takesGoto;
        _takesGoto = false;
        return takesGoto;
    }

    public void Round()
    {
        if (_isOver || ++_rounds > MostRounds)
            End();
    }

    public bool Filter(int thrown)
    {
        _beforeFilters.Push(_watched);
        _watched = _traces[thrown];
        return true;
    }

    public bool Filtered(bool outcome)
    {
        _filtered = outcome ? _watched : null;
        _watched = _beforeFilters.Pop();
        return outcome;
    }

    public void Caught(int thrown)
    {
        _watched = _filtered ?? _traces[thrown];
        _filtered = null;
    }

    private void End()
    {
        _isOver = true;
        throw new OperationCanceledException();
    }

    /// <summary>Moves on to the next sequence of choices; false after the last.</summary>
    private bool TakeNext()
    {
        while (_choices.Count > 0)
        {
            var (taken, options) = _choices[^1];
            if (taken + 1 < options)
            {
                _choices[^1] = (taken + 1, options);
                return true;
            }

            _choices.RemoveAt(_choices.Count - 1);
        }

        return false;
    }

    /// <summary>Where a run of one case is by the conditions it has met.</summary>
    private sealed class Trace(int index)
    {
        private readonly Dictionary<int, (Trace? WhenTrue, Trace? WhenFalse)> _conditions = [];

        public int Case => index;

        public HashSet<int> Probes { get; } = [];

        public Trace After(int condition, bool outcome)
        {
            var (whenTrue, whenFalse) = _conditions.GetValueOrDefault(condition);
            var next = (outcome ? whenTrue : whenFalse) ?? new Trace(index);
            _conditions[condition] = outcome ? (next, whenFalse) : (whenTrue, next);
            return next;
        }

        public bool MeetsAt(int probe, Trace other)
        {
            if (Probes.Contains(probe) && other.Probes.Contains(probe))
                return true;
            foreach (var (condition, (whenTrue, whenFalse)) in _conditions)
            {
                var (otherTrue, otherFalse) = other._conditions.GetValueOrDefault(condition);
                if (whenTrue is null == otherTrue is null && whenFalse is null == otherFalse is null
                    && (whenTrue?.MeetsAt(probe, otherTrue!) == true || whenFalse?.MeetsAt(probe, otherFalse!) == true))
                    return true;
            }

            return false;
        }
    }
}
