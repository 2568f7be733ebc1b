using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>What is known of the time that a retry waits.</summary>
/// <param name="Grows">Whether it depends on the attempt.</param>
/// <param name="IsRandom">Whether it has a random part.</param>
/// <param name="IsUnknown">Whether it comes from where nothing can be seen, or from the server.</param>
internal readonly record struct DelayQuality(bool Grows, bool IsRandom, bool IsUnknown)
{
    public static DelayQuality operator |(DelayQuality left, DelayQuality right) =>
        new(left.Grows || right.Grows, left.IsRandom || right.IsRandom, left.IsUnknown || right.IsUnknown);
}

/// <summary>Judges delays by what their time is computed from.</summary>
internal sealed class Delays
{
    private const int DeepestLook = 8;

    private readonly MethodBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, IOperation> _arguments = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _seen = new();
    private IParameterSymbol? _counter;

    private Delays(MethodBodies bodies, CancellationToken cancellationToken)
    {
        _bodies = bodies;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What is known of the time that a call waits.</summary>
    /// <param name="wait">The call, of the original tree.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static DelayQuality Of(IInvocationOperation wait, MethodBodies bodies, CancellationToken cancellationToken) =>
        new Delays(bodies, cancellationToken).OfCall(wait, 0);

    /// <summary>What is known of the times that a function gives, whose whole-number parameter counts the attempts.</summary>
    public static DelayQuality OfProvider(IOperation provider, MethodBodies bodies, CancellationToken cancellationToken)
    {
        provider = Lambdas.FunctionOf(provider);
        var delays = new Delays(bodies, cancellationToken);
        return provider switch
        {
            IAnonymousFunctionOperation lambda => delays.OfReturns(lambda.Body),
            IMethodReferenceOperation { Method: var method } when bodies.BodyOf(method, cancellationToken) is { } body => delays.OfReturns(body, method),
            _ => Unknown,
        };
    }

    /// <summary>What is known of a list of times, one for each attempt.</summary>
    public static DelayQuality OfList(IOperation list, MethodBodies bodies, CancellationToken cancellationToken)
    {
        var quality = new Delays(bodies, cancellationToken).OfValue(list, 0);
        var elements = References.Unwrap(list) is IArrayCreationOperation { Initializer.ElementValues: { Length: > 1 } values } ? values.Select(static value => value.Syntax.ToString()).Distinct().Count() : 0;
        return elements > 1 ? quality with { Grows = true } : quality;
    }

    private static readonly DelayQuality Unknown = new(Grows: false, IsRandom: false, IsUnknown: true);
    private static readonly DelayQuality Growing = new(Grows: true, IsRandom: false, IsUnknown: false);

    /// <summary>What is known of the times that a method returns, of which a parameter counts the attempts.</summary>
    public static DelayQuality OfReturns(IOperation body, IParameterSymbol counter, MethodBodies bodies, CancellationToken cancellationToken) =>
        new Delays(bodies, cancellationToken) { _counter = counter }.OfReturns(body);

    private DelayQuality OfReturns(IOperation body, IMethodSymbol method)
    {
        _counter = method.Parameters.FirstOrDefault(static parameter => parameter.Type.SpecialType == SpecialType.System_Int32);
        return OfReturns(body);
    }

    private DelayQuality OfReturns(IOperation body)
    {
        var quality = default(DelayQuality);
        foreach (var operation in body.Descendants())
        {
            if (operation is IReturnOperation { ReturnedValue: { } value })
                quality |= OfValue(value, 0);
        }

        return quality;
    }

    private DelayQuality OfCall(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is { Name: "Task" or "Thread" or "TimeProviderTaskExtensions" } && Time(call) is { } time)
            return OfValue(time, depth);
        return method.DeclaringSyntaxReferences.IsEmpty || method.MethodKind == MethodKind.DelegateInvoke ? OfInjected(call, depth) : OfHelper(call, method, waits: true, depth);
    }

    /// <summary>A delegate or method out of sight is given the time, if it is given one.</summary>
    private DelayQuality OfInjected(IInvocationOperation call, int depth) => Time(call) is { Type.Name: "TimeSpan" } time ? OfValue(time, depth) : Unknown;

    private static IOperation? Time(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type is { Name: "TimeSpan" } or { SpecialType: SpecialType.System_Int32 })?.Value;

    /// <summary>What a method of the program makes of its arguments: how it waits, or what it returns.</summary>
    private DelayQuality OfHelper(IInvocationOperation call, IMethodSymbol method, bool waits, int depth)
    {
        if (depth >= DeepestLook || MemberFacts.CanBeReplaced(method) || _bodies.BodyOf(method, _cancellationToken) is not { } body)
            return Unknown;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter)
                _arguments[parameter.OriginalDefinition] = argument.Value;
        }

        var quality = default(DelayQuality);
        var found = false;
        foreach (var operation in body.Descendants())
        {
            if (!waits && operation is IReturnOperation { ReturnedValue: { } value })
                (quality, found) = (quality | OfValue(value, depth + 1), true);
            else if (!waits && operation is ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter.RefKind: RefKind.Out }, Value: var handedOut })
                (quality, found) = (quality | OfValue(handedOut, depth + 1), true);
            else if (waits && operation is IInvocationOperation { TargetMethod.Name: "Delay" or "Sleep" } wait)
                (quality, found) = (quality | OfCall(wait, depth + 1), true);
        }

        return found ? quality : Unknown;
    }

    private DelayQuality OfValue(IOperation value, int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (depth > DeepestLook || !_seen.Add(value))
            return default;
        var quality = default(DelayQuality);
        foreach (var operation in References.OwnOperations(value))
            quality |= OfPart(operation, depth);
        return quality;
    }

    private DelayQuality OfPart(IOperation part, int depth)
    {
        switch (part)
        {
            case { ConstantValue: { HasValue: true, Value: string text } } when text.IndexOf("retry-after", StringComparison.OrdinalIgnoreCase) >= 0:
            case IMemberReferenceOperation { Member.Name: var name } when name.IndexOf("RetryAfter", StringComparison.OrdinalIgnoreCase) >= 0:
                return Unknown;
            case ILocalReferenceOperation { Local: var local }:
                return OfVariable(local, part, depth);
            case IParameterReferenceOperation { Parameter: var counter } when Same(counter, _counter):
                return Growing;
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } given }:
                return given.Type.SpecialType == SpecialType.System_Int32 ? Growing : Unknown;
            case IParameterReferenceOperation { Parameter: var parameter }:
                return _arguments.TryGetValue(parameter.OriginalDefinition, out var argument) ? OfValue(argument, depth + 1) : OfVariable(parameter, part, depth);
            case IFieldReferenceOperation { Field: { DeclaringSyntaxReferences: [var declaration] } field }:
                return IsChanging(field, part) ? Growing : OfDeclared(declaration, depth);
            case IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences: [var declaration] } }:
                return OfDeclared(declaration, depth);
            case IPropertyReferenceOperation { Property: { Name: "Current" or "Ticks" or "UtcNow" or "Now" } }:
                return new(Grows: true, IsRandom: true, IsUnknown: false);
            case IInvocationOperation { TargetMethod: var method } call:
                return OfPartCall(call, method, depth);
            default:
                return default;
        }
    }

    private DelayQuality OfPartCall(IInvocationOperation call, IMethodSymbol method, int depth)
    {
        if (method.ContainingType is { Name: "Random" or "RandomNumberGenerator" } || method.Name == "NewGuid" || Mentions(method.Name, "Jitter") || Mentions(method.Name, "Random"))
            return new(Mentions(method.Name, "Backoff"), IsRandom: true, false);
        if (Mentions(method.Name, "RetryAfter"))
            return Unknown;
        if (!method.DeclaringSyntaxReferences.IsEmpty)
            return method.MethodKind == MethodKind.LocalFunction || !MemberFacts.CanBeReplaced(method) ? OfHelper(call, method, waits: false, depth + 1) : Unknown;
        // What .NET computes, it computes from the arguments, which are looked at by themselves.
        return method.ContainingNamespace is { Name: "System" } || method.ContainingType.SpecialType != SpecialType.None || method.ContainingNamespace?.ContainingNamespace?.Name == "System"
            ? default
            : Unknown;
    }

    private DelayQuality OfVariable(ISymbol variable, IOperation use, int depth)
    {
        if (IsChanging(variable, use))
            return Growing | OfWrites(variable, use, depth);
        return OfWrites(variable, use, depth);
    }

    private DelayQuality OfWrites(ISymbol variable, IOperation use, int depth)
    {
        var quality = default(DelayQuality);
        foreach (var operation in MethodBodies.BodyAround(use).DescendantsAndSelf())
        {
            var value = operation switch
            {
                IVariableDeclaratorOperation declarator when Same(declarator.Symbol, variable) => declarator.GetVariableInitializer()?.Value,
                IAssignmentOperation assignment when Same(VariableOf(assignment.Target), variable) => assignment.Value,
                IForEachLoopOperation loop when loop.Locals.Any(local => Same(local, variable)) => loop.Collection,
                IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation handsOut } argument when Same(VariableOf(argument.Value), variable) => handsOut,
                _ => null,
            };
            if (value is not null)
                quality |= OfValue(value, depth + 1);
        }

        return quality;
    }

    /// <summary>Whether the variable has another value each time: a counter, the variable of a loop, the parameter that a recursive call counts up.</summary>
    private static bool IsChanging(ISymbol variable, IOperation use)
    {
        foreach (var operation in MethodBodies.BodyAround(use).DescendantsAndSelf())
        {
            switch (operation)
            {
                case IIncrementOrDecrementOperation step when Same(VariableOf(step.Target), variable):
                case ICompoundAssignmentOperation compound when Same(VariableOf(compound.Target), variable):
                case IForEachLoopOperation loop when loop.Locals.Any(local => Same(local, variable)):
                    return true;
                case ISimpleAssignmentOperation assignment when Same(VariableOf(assignment.Target), variable):
                    if (assignment.Value.DescendantsAndSelf().Any(part => Same(VariableOf(part), variable)))
                        return true;
                    break;
                case IInvocationOperation call when variable is IParameterSymbol parameter && Same(call.TargetMethod.OriginalDefinition, parameter.ContainingSymbol):
                    if (call.Arguments.Any(argument => Same(argument.Parameter, parameter) && !Same(VariableOf(References.Unwrap(argument.Value)), parameter)))
                        return true;
                    break;
            }
        }

        return false;
    }

    private DelayQuality OfDeclared(SyntaxReference declaration, int depth)
    {
        var syntax = declaration.GetSyntax(_cancellationToken) switch
        {
            Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { ExpressionBody.Expression: var value } => value,
            Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { Initializer.Value: var value } => value,
            _ => null,
        };
        return syntax is not null && _bodies.OperationOf(syntax, _cancellationToken) is { } operation ? OfValue(operation, depth + 1) : default;
    }

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IDeclarationExpressionOperation declaration => VariableOf(declaration.Expression),
        _ => null,
    };

    private static bool Same(ISymbol? left, ISymbol? right) => left is not null && SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right?.OriginalDefinition);

    private static bool Mentions(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
