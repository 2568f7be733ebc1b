namespace AiApi.Analyzers.KnownApis;

/// <summary>What an AI call asks for.</summary>
internal enum AiOperation
{
    /// <summary>Something else on an AI host: its models, files, batches.</summary>
    Other,
    Chat,
    Responses,
    Completions,
    Assistants,
    Images,
    Videos,
    Embeddings,
    Audio,
    Moderation,
}
