namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>What the code at one place of a generated program can use.</summary>
internal sealed record Scope
{
    /// <summary>Variables that hold the watched object.</summary>
    public List<string> Objects { get; init; } = [];

    /// <summary>Variables that hold the value or what was computed of it.</summary>
    public List<(string Name, ValueType Type)> Values { get; init; } = [];

    public List<string> Truths { get; init; } = [];

    public List<string> Numbers { get; init; } = [];

    /// <summary>Variables that must not be assigned here.</summary>
    public HashSet<string> ReadOnly { get; init; } = [];

    public bool IsInLoop { get; init; }

    /// <summary>Whether control may leave: not from a finally block.</summary>
    public bool MayLeave { get; init; } = true;

    /// <summary>Whether this is a helper method, of which the engine only has a summary.</summary>
    public bool IsHelper { get; init; }

    /// <summary>How many functions this place is nested in.</summary>
    public int Depth { get; init; }

    public IEnumerable<string> WritableTruths => Truths.Where(name => !ReadOnly.Contains(name));

    public IEnumerable<string> WritableNumbers => Numbers.Where(name => !ReadOnly.Contains(name));

    public Scope Inner() => this with { Objects = [.. Objects], Values = [.. Values], Truths = [.. Truths], Numbers = [.. Numbers] };

    public Scope InLoop() => Inner() with { IsInLoop = true };

    /// <summary>A section of a switch, where break and continue would mean the switch.</summary>
    public Scope InSection() => Inner() with { IsInLoop = false };

    public Scope InFinally() => Inner() with { IsInLoop = false, MayLeave = false };

    /// <summary>A lambda or local function.</summary>
    public Scope InFunction(bool mayWrite) => Inner() with
    {
        IsInLoop = false,
        MayLeave = true,
        Depth = Depth + 1,
        ReadOnly = mayWrite ? ReadOnly : [.. ReadOnly, .. Objects, .. Truths, .. Numbers],
    };
}
