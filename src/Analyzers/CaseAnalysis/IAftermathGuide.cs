using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What an <see cref="Aftermath"/> has to be told about the operations it meets.</summary>
internal interface IAftermathGuide
{
    /// <summary>Whether the way ends at the operation; asked once for each operation of the graph.</summary>
    WayEnd EndAt(IOperation operation, int block);

    /// <summary>What code sees that catches an exception.</summary>
    /// <param name="thrown">The operand of a <c>throw</c>.</param>
    /// <param name="point">Evaluates operations where it stands.</param>
    Failure ThrownBy(IOperation thrown, AftermathPoint point);

    /// <summary>What a call throws in the cases in which it does not return normally.</summary>
    /// <param name="statement">The statement that the call is in.</param>
    Failure ThrownByCallIn(IOperation statement);
}

/// <summary>Where a way ends.</summary>
internal enum WayEnd
{
    None,

    /// <summary>It has come to where it was to come.</summary>
    Arrival,

    /// <summary>What follows does not count any more.</summary>
    Barrier,

    /// <summary>It throws the exception again that was caught, by a call.</summary>
    Rethrow,

    /// <summary>It throws some exception, by a call that never returns.</summary>
    Throw,
}

/// <summary>A place on a way.</summary>
/// <param name="State">What is known there.</param>
/// <param name="Conditions">Evaluates operations there.</param>
internal readonly record struct AftermathPoint(State State, Conditions Conditions)
{
    public Fact FactOf(IOperation operation)
    {
        var state = State;
        return Conditions.Evaluate(operation, ref state);
    }
}
