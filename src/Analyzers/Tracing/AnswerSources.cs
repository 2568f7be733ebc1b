using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Finds the call whose answer a value is made of.</summary>
internal static class AnswerSources
{
    private const int DeepestValue = 16;

    /// <summary>What is known of the call behind a value: the first that the value's parts, and the variables in them, lead to.</summary>
    /// <param name="value">An operation of the original tree.</param>
    /// <param name="code">The code in which variables get their values.</param>
    /// <param name="find">Says what is known of a call; null for a call to look behind.</param>
    public static T? Behind<T>(IOperation value, IOperation code, Func<IInvocationOperation, T?> find)
        where T : class =>
        Behind(value, code, find, new(SymbolEqualityComparer.Default), 0);

    private static T? Behind<T>(IOperation value, IOperation code, Func<IInvocationOperation, T?> find, HashSet<ISymbol> seen, int depth)
        where T : class
    {
        if (depth > DeepestValue)
            return null;
        value = References.Unwrap(value);
        if (value is IInvocationOperation call && find(call) is { } known)
            return known;
        if (References.Held(value) is { } variable)
        {
            if (!seen.Add(variable))
                return null;
            foreach (var source in VariableSources.Of(variable, code))
            {
                if (Behind(source, code, find, seen, depth + 1) is { } found)
                    return found;
            }

            return null;
        }

        foreach (var child in value.ChildOperations)
        {
            if (!References.IsFunction(child) && Behind(child, code, find, seen, depth + 1) is { } found)
                return found;
        }

        return null;
    }
}
