using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>A request for the status of a generation task.</summary>
/// <param name="Call">The call that sends it, in the code that is looked at: of <c>HttpClient</c>, an SDK, or a method of the compilation that does.</param>
/// <param name="Answer">What answers it.</param>
internal sealed record StatusRequest(IInvocationOperation Call, TaskAnswer Answer);

/// <summary>What answers a request for a task.</summary>
/// <param name="Words">The words of the status.</param>
/// <param name="IsRelayed">Whether a gateway answers, or an endpoint of unknown owner, which may be one.</param>
internal sealed record TaskAnswer(TaskVocabulary Words, bool IsRelayed)
{
    /// <summary>Whether only the model that the code names says whose words they are.</summary>
    public bool IsByModel { get; init; }

    /// <summary>What the address says by itself, where the model says more; null for nothing.</summary>
    public TaskAnswer? ByAddress { get; init; }
}

/// <summary>Finds the requests that tasks are asked for with.</summary>
internal sealed class StatusRequests(KnownApiSet apis, AskingCode asking, EndpointPatterns more, CancellationToken cancellationToken)
{
    /// <summary>Through how many functions a call is followed to the request that it sends.</summary>
    public const int LongestWay = 4;

    /// <summary>What paths of tasks are made of.</summary>
    private static readonly string[] TaskWords = ["task", "video", "image", "generation", "prediction", "job", "query", "request", "result"];

    private readonly MethodBodies _bodies = MethodBodies.Of(apis.Compilation);
    private readonly NamedModels _models = new(apis.Compilation, cancellationToken);
    private readonly Dictionary<ISymbol, TaskAnswer?> _answers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IInvocationOperation>> _sends = new(SymbolEqualityComparer.Default);

    /// <summary>The request whose answer a value is made of; null when none is in sight.</summary>
    /// <param name="value">An operation of the original tree.</param>
    /// <param name="code">The code in which variables get their values.</param>
    public StatusRequest? Behind(IOperation value, IOperation code) => AnswerSources.Behind(value, code, Of);

    /// <summary>The request that a call sends; null when it sends none for a task of known words.</summary>
    public StatusRequest? Of(IInvocationOperation call)
    {
        var answer = apis.Http?.IsSend(call.TargetMethod) == true ? AnswerTo(call)
            : apis.Clients.OperationOf(call.TargetMethod) is { } operation ? AnswerToClient(call, operation)
            : AnswerToMethod(call);
        return answer is null ? null : new(call, answer);
    }

    /// <summary>The words of the endpoint that an HTTP request goes to.</summary>
    /// <param name="send">The request.</param>
    /// <param name="path">The path that a caller hands to the method around it; null to go by the request alone.</param>
    /// <param name="caller">That caller's call; null for none.</param>
    private TaskAnswer? AnswerTo(IInvocationOperation send, string? path = null, IInvocationOperation? caller = null)
    {
        var addresses = HttpRequests.Addresses(send, apis, cancellationToken).ConvertAll(static address => address.Template);
        if (path is not null)
            addresses = addresses.ConvertAll(address => Join(address, path));
        return ByModel(send, caller, addresses, ByAddress(send, path, addresses));
    }

    /// <summary>The words that the models in the code stand for, where the addresses leave open whose API answers.</summary>
    private TaskAnswer? ByModel(IInvocationOperation send, IInvocationOperation? caller, List<string> addresses, TaskAnswer? byAddress)
    {
        if (byAddress is { Words.IsGateway: false } || addresses.Count == 0 || addresses.Exists(UriText.IsAbsolute))
            return byAddress;
        foreach (var code in new[] { send, caller })
        {
            if (code is null || HttpRequests.TypeAround(code) is not { } type)
                continue;
            // Who names a host has said whose API it is, whether it is known here or not.
            if (UrlLiterals.In(type, cancellationToken).Any(UriText.IsAbsolute))
                return byAddress;
            if (_models.In(type) is { } named && NamedModels.WordsAt(named, addresses) is { } words)
                return new(words, IsRelayed: byAddress is { IsRelayed: true }) { IsByModel = true, ByAddress = byAddress };
        }

        return byAddress;
    }

    private TaskAnswer? ByAddress(IInvocationOperation send, string? path, List<string> addresses)
    {
        var answer = Common(addresses);
        if (answer is not null || HttpRequests.TypeAround(send) is not { } type)
            return answer;
        if (!addresses.Exists(AiCalls.SaysWhere))
            return path is null ? Common(UrlLiterals.In(type, cancellationToken)) : null;
        // A path whose base address is set elsewhere: the type's constants say whose it can be.
        return addresses.TrueForAll(static address => !UriText.IsAbsolute(address) && NamesTask(address))
            ? Common(UrlLiterals.In(type, cancellationToken).Where(UriText.IsAbsolute).SelectMany(literal => addresses.Select(address => Join(literal, address.TrimStart(PartialText.Hole)))))
            : null;
    }

    private static bool NamesTask(string address)
    {
        foreach (var word in TaskWords)
        {
            if (address.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>The words of the endpoints that the addresses lead to; null where they differ or lead to none.</summary>
    private TaskAnswer? Common(IEnumerable<string> addresses)
    {
        TaskAnswer? common = null;
        foreach (var address in addresses)
        {
            if (Endpoints.Recognise(address, PartialText.Hole, more) is not { } endpoint || TaskEndpoints.WordsOf(endpoint, address) is not { } words)
                continue;
            if (common is not null && common.Words != words)
                return null;
            // One constant can name the path and another the host.
            common = new(words, endpoint.Owner is null or { IsAggregator: true } && common?.IsRelayed != false);
        }

        return common;
    }

    private TaskAnswer? AnswerToClient(IInvocationOperation call, AiOperation operation)
    {
        if (operation != AiOperation.Videos || !call.TargetMethod.Name.StartsWith("GetVideo", StringComparison.Ordinal) || call.Instance is not { } client)
            return null;
        foreach (var construction in ClientTracer.Constructions(client, cancellationToken))
        {
            foreach (var root in ClientTracer.Roots(construction, cancellationToken))
            {
                foreach (var address in ClientTracer.Endpoints(root, cancellationToken))
                {
                    var template = address.TextOrHole.Template.TrimEnd('/') + "/videos/";
                    if (Common([template]) is { } answer)
                        return answer;
                    if (root.Creation is not null)
                        return ByModel(call, null, [template], new(TaskProviders.Gateway, IsRelayed: true));
                }
            }
        }

        return new(TaskProviders.OpenAI, IsRelayed: false);
    }

    /// <summary>The words behind a method of the compilation: by the path it is given, else by the requests that it sends itself.</summary>
    private TaskAnswer? AnswerToMethod(IInvocationOperation call)
    {
        if (MemberFacts.CanBeReplaced(call.TargetMethod) || SendsOf(call.TargetMethod, LongestWay) is not { Count: > 0 } sends)
            return null;
        var byPath = new HashSet<TaskAnswer>();
        foreach (var path in call.Arguments.SelectMany(PathsIn))
        {
            foreach (var send in sends)
            {
                if ((AnswerTo(send, path, call) ?? Common([path])) is { } words)
                    byPath.Add(words);
            }
        }

        if (byPath.Count > 0)
            return Only(byPath);
        return AnswerToBody((call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition);
    }

    /// <summary>What answers the one request that a method of the compilation sends, itself or through others.</summary>
    private TaskAnswer? AnswerToBody(IMethodSymbol method)
    {
        if (_answers.TryGetValue(method, out var known))
            return known;
        _answers[method] = null;
        var answers = new HashSet<TaskAnswer>();
        foreach (var operation in _bodies.BodyOf(method, cancellationToken)?.Descendants() ?? [])
        {
            if (operation is IInvocationOperation inner && Of(inner) is { } request)
                answers.Add(request.Answer);
        }

        return _answers[method] = Only(answers);
    }

    private static TaskAnswer? Only(HashSet<TaskAnswer> found) => found.Count == 1 ? found.First() : null;

    /// <summary>The addresses in an argument: as a text, a <see cref="Uri"/> or a request message.</summary>
    private IEnumerable<string> PathsIn(IArgumentOperation argument)
    {
        if (argument.Value.Type is not { } type || (type.SpecialType != SpecialType.System_String && !References.IsSystemType(type, "Uri") && type.Name != "HttpRequestMessage"))
            yield break;
        var values = type.Name == "HttpRequestMessage"
            ? HttpRequests.MessageAddresses(argument.Value, cancellationToken)
            : ValueTracer.ValuesOf(argument.Value, cancellationToken);
        foreach (var value in values)
        {
            if (value.TextOrHole.Template is var template && template.IndexOf('/') >= 0)
                yield return template;
        }
    }

    /// <summary>The path with the host that the address has, where it has none of its own.</summary>
    private static string Join(string address, string path)
    {
        if (UriText.IsAbsolute(path) || !UriText.IsAbsolute(address))
            return path;
        var end = address.IndexOfAny(['/', PartialText.Hole], address.IndexOf("://", StringComparison.Ordinal) + 3);
        return (end < 0 ? address : address.Substring(0, end)) + "/" + path.TrimStart('/');
    }

    private List<IInvocationOperation> SendsOf(IMethodSymbol method, int way)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_sends.TryGetValue(definition, out var known))
            return known;
        var sends = new List<IInvocationOperation>();
        _sends[definition] = sends;
        // Most methods are out of the question by their names alone, and are not bound.
        if (definition.DeclaringSyntaxReferences.IsEmpty || !asking.CanSend(definition.Name, way) || _bodies.BodyOf(definition, cancellationToken) is not { } body)
            return sends;
        foreach (var operation in body.Descendants())
        {
            if (operation is not IInvocationOperation call)
                continue;
            if (apis.Http?.IsSend(call.TargetMethod) == true)
                sends.Add(call);
            else if (way > 1 && !MemberFacts.CanBeReplaced(call.TargetMethod))
                sends.AddRange(SendsOf(call.TargetMethod, way - 1).Where(send => !sends.Contains(send)));
        }

        return sends;
    }
}
