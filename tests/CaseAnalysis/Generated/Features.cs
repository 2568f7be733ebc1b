namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>What a generated program may have. Some of it the engine knows exactly, some it may only not miss.</summary>
[Flags]
internal enum Features
{
    None = 0,

    /// <summary>Tests whose outcome is unknown.</summary>
    OpenTests = 1,

    /// <summary>Outcomes and numbers kept in variables.</summary>
    StoredValues = 2,

    /// <summary>Helper methods: predicates, guards, mappings, extension methods.</summary>
    Helpers = 4,

    /// <summary>Local functions that only read what is around them.</summary>
    LocalFunctions = 8,

    Loops = 16,

    /// <summary>The watched object is read again, into the same variable or another.</summary>
    Rereads = 32,

    /// <summary>try, catch, filters, finally, using, lock.</summary>
    Handlers = 64,

    Lambdas = 128,

    /// <summary>Lambdas and local functions write variables around them.</summary>
    NestedWrites = 256,

    /// <summary>Predicates that branch. Where their outcome does not follow the branches, they look at more than their callers test.</summary>
    BranchingPredicates = 512,
}

internal static class FeaturesExtensions
{
    private const Features OnlySound = Features.Loops | Features.Rereads | Features.Handlers | Features.Lambdas | Features.NestedWrites;

    /// <summary>Whether the engine must know exactly which cases reach a point. What is stored under an unknown test it knows case by case, not way by way.</summary>
    public static bool AreExact(this Features features) =>
        (features & OnlySound) == 0 && !features.HasFlag(Features.OpenTests | Features.StoredValues);

    /// <summary>Whether the engine must not tell cases apart that a run does not tell apart. Where ways meet, what is stored counts case by case, not way by way.</summary>
    public static bool MustKeepAlike(this Features features) =>
        (features & ((OnlySound & ~Features.Loops) | Features.BranchingPredicates)) == 0
        && !(features.HasFlag(Features.StoredValues) && (features & (Features.OpenTests | Features.Loops)) != 0);
}
