using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Makes the engine's subject from a surface: where the data about an SDK and the engine meet.</summary>
internal static class SurfaceSubjects
{
    private static readonly CaseDomain AnyText = CaseDomain.Text(Enumerable.Empty<string>());

    /// <summary>The finish reason of the results that come from these origins.</summary>
    /// <param name="surface">What the results look like.</param>
    /// <param name="origins">Where they come from.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="checks">Full names of the methods that the user says check a result.</param>
    public static Subject SubjectOf(this KnownSurface surface, IReadOnlyCollection<ResultOrigin> origins, KnownApiSet apis, ImmutableHashSet<string> checks)
    {
        var data = surface.Data;
        var calls = new Dictionary<SyntaxNode, ResultOrigin>();
        var variables = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var origin in origins)
        {
            if (origin.Variable is { } variable)
                variables.Add(variable);
            else
                calls[origin.Syntax] = origin;
        }

        var shape = Shape.Of(surface);
        return new Subject(surface.Domain, shape.Reason)
        {
            Derived = shape.OtherForms,
            Presence = shape.Presence,
            IsOrigin = operation => operation.Kind == OperationKind.Invocation && calls.ContainsKey(operation.Syntax),
            Yields = operation => calls[operation.Syntax].Path is { Length: > 0 } part ? new Fact.Path(part, false) : null,
            Holds = path => path.Length > 0 && data.ReasonPath.StartsWith(path + "/", StringComparison.Ordinal),
            CheckedAt = operation => calls.TryGetValue(operation.Syntax, out var known) ? known.Checked : null,
            StepFrom = surface.Result is null ? StepsOf(data) : Subject.UsualStep,
            OriginSymbols = variables.ToImmutable(),
            Transparent = shape.Transparent,
            IsCheckingCall = call => !checks.IsEmpty && call is IInvocationOperation { TargetMethod: var method } && checks.Contains($"{PlainSinks.FullName(method.ContainingType)}.{method.Name}"),
            IsIgnoredCall = call => PlainSinks.Contains(call) || PlainSinks.OnlyFormats(call) || surface.IsHistory(call) || IsErrorText(call),
        };
    }

    private static Func<IOperation, PathStep?> StepsOf(ResultSurface data)
    {
        var steps = WireStepsOf(data);
        return data.IsInLines ? operation => TextCarriers.StepFrom(operation) ?? steps.Of(operation) : steps.Of;
    }

    /// <summary>How code gets to the parts of a surface's JSON.</summary>
    public static WireSteps WireStepsOf(ResultSurface data)
    {
        var reason = data.ReasonPath.Substring(data.ReasonPath.LastIndexOf('/') + 1);
        var keys = FurtherPaths(data).Append(data.ReasonPath).SelectMany(static path => path.Split('/')).Where(static step => step != "[]");
        return new(new JsonNames(keys, [reason]), reason);
    }

    /// <summary>The refusal that a complete answer can be: an end of its own, with the reason of a complete answer and without content.</summary>
    /// <param name="surface">What the results look like; they say where the text of a refusal is.</param>
    /// <param name="origins">The calls that the results come from.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="checks">Full names of the methods that the user says check a result.</param>
    public static Subject RefusalOf(this KnownSurface surface, IReadOnlyCollection<ResultOrigin> origins, KnownApiSet apis, ImmutableHashSet<string> checks)
    {
        var shape = Shape.Of(surface);
        var ofReasons = surface.SubjectOf(origins, apis, checks);
        return new Subject(surface.Ends, shape.Refusal)
        {
            IsOrigin = ofReasons.IsOrigin,
            Yields = ofReasons.Yields,
            CheckedAt = ofReasons.CheckedAt,
            StepFrom = ofReasons.StepFrom,
            OriginSymbols = ofReasons.OriginSymbols,
            Transparent = ofReasons.Transparent,
            Derived = shape.RefusalForms,
            IsCheckingCall = ofReasons.IsCheckingCall,
            IsIgnoredCall = ofReasons.IsIgnoredCall,
        };
    }

    /// <summary>The text of the results that come from these origins, in all that carries it.</summary>
    /// <param name="surface">What the results look like.</param>
    /// <param name="origins">The calls that the results come from.</param>
    /// <param name="apis">The known APIs.</param>
    public static Subject TextOf(this KnownSurface surface, IReadOnlyCollection<ResultOrigin> origins, KnownApiSet apis)
    {
        var result = surface.SubjectOf(origins, apis, ImmutableHashSet<string>.Empty);
        return new Subject(AnyText, Shape.Of(surface).Text)
        {
            IsOrigin = result.IsOrigin,
            Yields = result.Yields,
            Holds = static _ => true,
            OriginSymbols = result.OriginSymbols,
            Transparent = result.Transparent,
            StepFrom = operation => TextCarriers.StepFrom(operation) ?? result.StepFrom(operation),
        };
    }

    /// <summary>A text that operations yield themselves, in all that carries it.</summary>
    /// <param name="isOrigin">Whether an operation yields such a text.</param>
    /// <param name="holders">The variables in which such texts are from the start.</param>
    public static Subject TextFrom(Func<IOperation, bool> isOrigin, ImmutableHashSet<ISymbol> holders) => new(AnyText, [""], [])
    {
        IsOrigin = isOrigin,
        OriginSymbols = holders,
        StepFrom = static operation => TextCarriers.StepFrom(operation) ?? Subject.UsualStep(operation),
    };

    private static IEnumerable<string> FurtherPaths(ResultSurface data) => data.ContentPaths
        .Concat(data.ContentCollections)
        .Concat(data.MixedCollections)
        .Concat(data.ToolCallPaths)
        .Concat(data.OnlyFor.Select(static row => row.Key));

    /// <summary>An exception made from texts: a reason that is only put into the message was not looked at.</summary>
    private static bool IsErrorText(IOperation call)
    {
        if (call is not IObjectCreationOperation { Type: { } type } creation)
            return false;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return creation.Arguments.All(static argument => IsPlain(argument.Parameter?.Type));
        }

        return false;
    }

    private static bool IsPlain(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsPlain(nullable.TypeArguments[0]),
        { SpecialType: not (SpecialType.None or SpecialType.System_Object) } or { Name: "Exception" or "HttpStatusCode" or "TimeSpan" or "DateTimeOffset" } => true,
        _ => false,
    };

    /// <summary>What the subjects of a surface have in common, wherever the results come from.</summary>
    private sealed class Shape
    {
        private static readonly ConditionalWeakTable<KnownSurface, Shape> Cache = new();

        private readonly Lazy<SubjectPaths> _refusal;
        private readonly Lazy<ImmutableDictionary<string, Func<Case, object?>>> _refusalForms;
        private readonly Lazy<SubjectPaths> _text;

        private Shape(KnownSurface surface)
        {
            var data = surface.Data;
            Reason = new([data.ReasonPath], FurtherPaths(data));
            OtherForms = FormsOf(data).ToImmutableDictionary();
            Presence = data.OnlyFor.ToImmutableDictionary(static row => row.Key, row => surface.Known([row.Value]));
            Transparent = data.Transparent.ToImmutableHashSet();
            _refusal = new(() => new([data.RefusalPath!], data.ContentPaths.Concat(data.ContentCollections)));
            _refusalForms = new(() => RefusalFormsOf(surface));
            _text = new(() => new(data.ContentPaths, data.ContentCollections.Concat(data.MixedCollections)));
        }

        /// <summary>The paths of the reason.</summary>
        public SubjectPaths Reason { get; }

        public ImmutableDictionary<string, Func<Case, object?>> OtherForms { get; }

        public ImmutableDictionary<string, CaseSet> Presence { get; }

        public ImmutableHashSet<string> Transparent { get; }

        /// <summary>The paths of a refusal, where the surface has any.</summary>
        public SubjectPaths Refusal => _refusal.Value;

        public ImmutableDictionary<string, Func<Case, object?>> RefusalForms => _refusalForms.Value;

        /// <summary>The paths of the text.</summary>
        public SubjectPaths Text => _text.Value;

        public static Shape Of(KnownSurface surface) => Cache.GetValue(surface, static known => new(known));

        private static ImmutableDictionary<string, Func<Case, object?>> RefusalFormsOf(KnownSurface surface)
        {
            var data = surface.Data;
            var ends = surface.Domain.Cases;
            var withoutContent = surface.Domain.NamesOf(surface.Known(data.Blocked) | surface.ToolCalls).Append(KnownSurface.Refused).ToImmutableHashSet();
            var forms = ImmutableDictionary<string, Func<Case, object?>>.Empty
                .Add(data.ReasonPath, end => ends[surface.Domain.IndexOf(end.Name == KnownSurface.Refused ? data.Reference : end.Name)].Value);
            foreach (var content in data.ContentCollections)
            {
                forms = forms.Add($"{content}/Count", CountOf).Add($"{content}/Count()", CountOf).Add($"{content}/Any()", end => !withoutContent.Contains(end.Name));
                object? CountOf(Case end) => withoutContent.Contains(end.Name) ? 0L : 1L;
            }

            return forms;
        }

        /// <summary>The reason as a text, and where else it is found in a way that is not followed.</summary>
        private static IEnumerable<KeyValuePair<string, Func<Case, object?>>> FormsOf(ResultSurface data)
        {
            foreach (var step in data.ReasonTexts)
                yield return new($"{data.ReasonPath}/{step}", static known => known.Value is null ? null : known.Text ?? Fact.Table.Nothing);
            foreach (var path in data.OtherForms)
                yield return new(path, static _ => Fact.Table.Nothing);
            if (data.Result.Length == 0)
            {
                yield return new(data.ReasonPath + JsonNames.Typed, static _ => Fact.Table.Nothing);
                yield return new(WireSteps.SearchedText, static _ => Fact.Table.Nothing);
            }
        }
    }
}
