namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>What a running generated program calls: it asks for what is open (the subject's case, unknown tests) and tells which way it takes.
/// Public, because the compiled programs refer to it.</summary>
public static class Host
{
    [ThreadStatic]
    private static Exploration? s_exploration;

    private static Exploration Exploration => s_exploration ?? throw new InvalidOperationException("No program is being explored on this thread.");

    /// <summary>The next value of the subject, by index; from here on it is the one that is watched.</summary>
    public static int Next() => Exploration.Watch(Exploration.ChooseCase());

    /// <summary>The value of the subject that an exception carries; it is watched once the exception is caught.</summary>
    public static int NextThrown() => Exploration.ChooseCase();

    /// <summary>An unknown test.</summary>
    public static bool Flag() => Exploration.Choose(2) == 1;

    /// <summary>A point at which the engine's knowledge of what a variable holds is compared with the runs that come by.</summary>
    /// <param name="probe">Its number.</param>
    /// <param name="variable">The variable's name, for the engine.</param>
    /// <param name="index">The case that the variable holds; only the instrumented program tells.</param>
    public static int Reach(int probe, string variable, int index = -1)
    {
        Exploration.Reach(probe, index);
        return 0;
    }

    /// <summary>The same point as a test of its own, in the midst of a condition.</summary>
    public static bool Reached(int probe, string variable, int index = -1)
    {
        Exploration.Reach(probe, index);
        return Flag();
    }

    /// <summary>A whole condition was tested.</summary>
    public static bool Met(int condition, bool outcome)
    {
        Exploration.Meet(condition, outcome);
        return outcome;
    }

    /// <summary>A switch took one of its sections or arms: those before it were tested in vain. None but the default one is taken with a negative index.</summary>
    public static int Met(int condition, int index, int count)
    {
        if (!Exploration.TakesGoto())
        {
            for (var tested = 0; tested < (index < 0 ? count : index); tested++)
                Exploration.Meet((condition * 100) + tested, false);
            if (index >= 0)
                Exploration.Meet((condition * 100) + index, true);
        }

        return 0;
    }

    /// <summary>The next section is entered by <c>goto</c>, not by a test.</summary>
    public static void Goto() => Exploration.Goto();

    /// <summary>What follows the record of a condition in an expression.</summary>
    public static T Then<T>(object? met, T value) => value;

    /// <summary>A loop begins a round.</summary>
    public static void Round() => Exploration.Round();

    /// <summary>A filter looks at an exception.</summary>
    public static bool Filter(int thrown) => Exploration.Filter(thrown);

    /// <summary>A filter is done: what was watched before is watched again, until the handler begins.</summary>
    public static bool Filtered(bool outcome) => Exploration.Filtered(outcome);

    /// <summary>A handler begins.</summary>
    public static void Caught(int thrown) => Exploration.Caught(thrown);

    /// <summary>Runs a program once for every sequence of choices.</summary>
    internal static Exploration Explore(Action program, int cases)
    {
        var exploration = new Exploration(cases);
        s_exploration = exploration;
        try
        {
            exploration.Run(program);
        }
        finally
        {
            s_exploration = null;
        }

        return exploration;
    }
}
