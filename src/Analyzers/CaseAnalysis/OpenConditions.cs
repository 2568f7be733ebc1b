using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Counts a condition whole, however many branches of the graph it is split into: what was alike where it begins is kept until it is left, and then cut to
/// what the whole of it does not tell from the reference case.</summary>
/// <param name="flow">Evaluates conditions.</param>
/// <param name="scopes">The conditions of the graph.</param>
/// <param name="reference">The reference case.</param>
internal sealed class OpenConditions(CaseFlow flow, BlockScopes scopes, int reference)
{
    /// <summary>How many conditions a block's branch lies in.</summary>
    public int CountAt(BasicBlock block) => scopes.OfBranch(block).Length;

    /// <summary>The state with the conditions that begin at a block's branch.</summary>
    public State Begin(BasicBlock block, State state)
    {
        foreach (var scope in scopes.OfBranch(block))
        {
            if (!state.Suspended.ContainsKey(scope.Syntax))
                state = state with { Suspended = state.Suspended.Add(scope.Syntax, new(state.Possible, state.Alike)) };
        }

        return state;
    }

    /// <summary>The state on one edge of a branch.</summary>
    /// <param name="block">The block that branches.</param>
    /// <param name="branch">The edge.</param>
    /// <param name="state">The state where it branches.</param>
    /// <param name="side">The cases that can take the edge.</param>
    /// <param name="alikeBy">By the block's conditions, the cases that each cannot tell from the reference: filled here, the same for both edges.</param>
    public State Narrowed(BasicBlock block, ControlFlowBranch? branch, State state, CaseSet side, CaseSet?[] alikeBy)
    {
        var possible = state.Possible & side;
        var around = scopes.OfBranch(block);
        if (around is [{ Kind: ConditionScopeKind.Neutral }, ..])
            return state with { Possible = possible, Alike = state.Alike & side };
        if (!possible.Contains(reference))
            return state with { Possible = possible, Alike = CaseSet.Empty };
        var alike = state.Alike & side;
        var untold = flow.Subject.Domain.All;
        for (var index = 0; index < around.Length; index++)
        {
            var scope = around[index];
            if (scope.Kind != ConditionScopeKind.Branching || scopes.IsInside(branch?.Destination, scope))
                break;
            var (possibleBefore, alikeBefore) = state.Suspended[scope.Syntax];
            untold &= alikeBy[index] ??= flow.Conditions.SplitOf(scope, state with { Possible = possibleBefore }).AlikeWith(reference, flow.Subject.Domain.All);
            alike = alikeBefore & untold;
        }

        return state with { Possible = possible, Alike = alike };
    }

    /// <summary>Ends the conditions that an edge leaves; what was alike before a boolean that is only computed is so again.</summary>
    public State End(BasicBlock block, BasicBlock? destination, State state)
    {
        foreach (var scope in scopes.OfBlock(block))
        {
            if (scopes.IsInside(destination, scope) || !state.Suspended.TryGetValue(scope.Syntax, out var before))
                continue;
            state = state with { Suspended = state.Suspended.Remove(scope.Syntax) };
            if (scope.Kind == ConditionScopeKind.Computing)
                state = state with { Alike = before.Alike & state.Possible };
        }

        return state;
    }
}
