using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Where in a task the status stands: under which key of parsed JSON, in which property of an object that maps it.</summary>
internal sealed class StatusPaths
{
    private const int DeepestMember = 3;

    private readonly CaseDomain _domain;
    private readonly bool _areNumbers;
    private readonly string? _only;
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holders;
    private readonly Fact _isOver;
    private readonly Dictionary<string, ISymbol> _members = new(StringComparer.Ordinal);

    /// <summary>The paths of a task.</summary>
    /// <param name="statuses">The statuses that are told apart.</param>
    /// <param name="task">The type that the request yields.</param>
    /// <param name="holders">The members and keys below which code of the loop reads a status.</param>
    /// <param name="only">The one path that is the status; null for all that can be it.</param>
    public StatusPaths(StatusDomain statuses, ITypeSymbol? task, HashSet<string> holders, string? only = null)
    {
        _domain = statuses.Cases;
        _areNumbers = statuses.AreNumbers;
        _holders = holders;
        _only = only;
        _isOver = FactJoin.Tabulate(_domain, index => _domain.Cases[index].Name switch
        {
            var name when statuses.Success.Contains(name) => true,
            var name when statuses.Pending.Contains(name) => false,
            _ => Fact.Table.Nothing,
        });
        AddMembers(task, DeepestMember);
    }

    /// <summary>The paths that were asked for and can be the status.</summary>
    public IReadOnlyCollection<string> Met => _met;

    /// <summary>The members and keys below which a body reads a status: without them there is none.</summary>
    public static HashSet<string> HoldersIn(IOperation body)
    {
        var holders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (Subject.StepOf(operation) is { } step && (IsStatus(step) || IsDone(step)) && Subject.ReceiverOf(operation) is { } receiver)
                AddHolders(receiver, body, holders, 0);
        }

        return holders;
    }

    /// <summary>Whether a member or key of that name is a status.</summary>
    public static bool IsStatus(string name) => TaskMembers.Status.Contains(WireNames.Bare(name.Substring(name.LastIndexOf('.') + 1)));

    /// <summary>Whether a member or key of that name says whether a task is over, as long-running operations do.</summary>
    private static bool IsDone(string name) => WireNames.Bare(name.Substring(name.LastIndexOf('.') + 1)) == "done";

    /// <summary>What stands at a path.</summary>
    public Fact At(string path)
    {
        var isDone = IsDonePath(path);
        if (!isDone && !IsStatusPath(path))
            return new Fact.Path(path, false);
        _met.Add(path);
        if (_only is not null && _only != path)
            return new Fact.Path(path, false);
        if (isDone)
            return _isOver;
        return !_areNumbers && _members.TryGetValue(LastStep(path), out var member) && EnumOf(member) is { } type ? ValuesOf(type) : new Fact.Path(path, true);
    }

    /// <summary>Whether there is no status without the object at a path.</summary>
    public bool Holds(string path) => _holders.Contains(LastStep(path));

    private bool IsDonePath(string path)
    {
        var step = LastStep(path);
        return IsDone(step) && (!_members.TryGetValue(step, out var member)
            || member is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean } or IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean });
    }

    private bool IsStatusPath(string path)
    {
        var step = LastStep(path);
        return _members.TryGetValue(step, out var member) ? TaskMembers.Status.Contains(WireNames.BareOf(member)) : IsStatus(step);
    }

    private static void AddHolders(IOperation receiver, IOperation body, HashSet<string> holders, int depth)
    {
        receiver = References.Unwrap(receiver);
        while (receiver is IConditionalAccessInstanceOperation instance)
        {
            if (AccessedBy(instance) is not { } accessed)
                return;
            receiver = References.Unwrap(accessed);
        }

        if (receiver is ILocalReferenceOperation { Local: var local })
        {
            if (depth > 4)
                return;
            foreach (var source in VariableSources.Of(local, body))
            {
                // `TryGetProperty("data", out var data)` hands out what stands under its key.
                if (source is IInvocationOperation call && Subject.StepOf(call) is { } key)
                    holders.Add(key);
                else
                    AddHolders(source, body, holders, depth + 1);
            }

            return;
        }

        if (Subject.StepOf(receiver) is not { } step)
            return;
        holders.Add(step);
        if (Subject.ReceiverOf(receiver) is { } outer)
            AddHolders(outer, body, holders, depth + 1);
    }

    private static IOperation? AccessedBy(IConditionalAccessInstanceOperation instance)
    {
        IOperation child = instance;
        for (var parent = instance.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
        }

        return null;
    }

    private static string LastStep(string path) => path.Substring(path.LastIndexOf('/') + 1);

    private void AddMembers(ITypeSymbol? type, int depth)
    {
        while (ElementOf(type) is { } element)
            type = element;
        if (depth == 0 || type is not INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false, TypeKind: TypeKind.Class or TypeKind.Struct } named)
            return;
        foreach (var member in named.GetMembers())
        {
            var memberType = member switch
            {
                IPropertySymbol { IsStatic: false, Parameters.IsEmpty: true } property => property.Type,
                IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => field.Type,
                _ => null,
            };
            if (memberType is null || _members.ContainsKey(member.Name))
                continue;
            _members.Add(member.Name, member);
            AddMembers(memberType, depth - 1);
        }
    }

    /// <summary>What a task, an array, a list or a nullable value is of.</summary>
    private static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true, TypeArguments: [var only] } => only,
        _ => null,
    };

    private static INamedTypeSymbol? EnumOf(ISymbol member)
    {
        var type = member switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        };
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            type = inner;
        return type is INamedTypeSymbol { TypeKind: TypeKind.Enum } known ? known : null;
    }

    /// <summary>The member of an enum that each spelling is read as. One that has no member fails to be read, which is nothing to build on.</summary>
    private Fact ValuesOf(INamedTypeSymbol type)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { HasConstantValue: true, ConstantValue: var value } || Conditions.Normalized(value) is not long number)
                continue;
            if (WireNames.Given(member) is { } given)
                values[given] = number;
            else
                values[WireNames.Bare(member.Name)] = number;
        }

        return FactJoin.Tabulate(_domain, index => _domain.Cases[index] switch
        {
            { IsOther: true } or { Value: not string } => Fact.Table.Nothing,
            { Value: string text } => values.TryGetValue(text, out var given) || values.TryGetValue(WireNames.Bare(text), out given) ? given : Fact.Table.Nothing,
            _ => Fact.Table.Nothing,
        });
    }
}
