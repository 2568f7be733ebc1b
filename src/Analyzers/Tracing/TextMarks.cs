namespace AiApi.Analyzers.Tracing;

/// <summary>What the characters of a file may be a sign of.</summary>
[Flags]
internal enum TextMarks
{
    None = 0,

    /// <summary>An address at which an AI model is served, or a part of one.</summary>
    Endpoint = 1,

    /// <summary>The name of a model of generation tasks.</summary>
    TaskModel = 2,

    /// <summary>The name of a model of images that one of the rules speaks about.</summary>
    ImageModel = 4,

    /// <summary>A literal of the form of a vendor's key.</summary>
    Key = 8,

    /// <summary>A namespace of an SDK, or a client or one of its methods.</summary>
    Sdk = 16,
}
