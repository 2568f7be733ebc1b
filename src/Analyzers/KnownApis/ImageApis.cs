using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The types by which the SDKs ask for images and hand them out.</summary>
internal sealed class ImageApis
{
    /// <summary>Names read from the assemblies of OpenAI 2.15.0 and Microsoft.Extensions.AI.Abstractions 10.11.0, whose adapter for OpenAI sends the format on as
    /// it is (dotnet/extensions, OpenAIImageGenerator.cs); of Semantic Kernel from its source (dotnet/src/Connectors/Connectors.OpenAI).</summary>
    private static readonly ImageOptionsData[] OptionsRows =
    [
        new("OpenAI", "OpenAI.Images.ImageGenerationOptions"),
        new("OpenAI", "OpenAI.Images.ImageEditOptions"),
        new("OpenAI", "OpenAI.Images.ImageVariationOptions"),
        new("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.ImageGenerationOptions") { Model = "ModelId", Count = "Count" },
        new("Microsoft.SemanticKernel.Connectors.OpenAI", "Microsoft.SemanticKernel.Connectors.OpenAI.OpenAITextToImageExecutionSettings") { Model = "ModelId" },
    ];

    private readonly Dictionary<INamedTypeSymbol, ImageOptionsData> _options = new(SymbolEqualityComparer.Default);

    public ImageApis(Compilation compilation)
    {
        foreach (var row in OptionsRows)
        {
            if (TypeResolver.Find(compilation, row.Type, row.Assembly) is { } type)
                _options.Add(type, row);
        }
    }

    /// <summary>Whether an SDK sends no format when its options have this one: Microsoft.Extensions.AI's for images that the provider hosts.</summary>
    public static bool IsUnsentFormat(IFieldSymbol format) =>
        format is { Name: "Hosted", ContainingType.Name: "ImageGenerationResponseFormat" } && AiClients.IsOfSdk(format);

    /// <summary>What the options of image requests of that type look like; null for any other type.</summary>
    public ImageOptionsData? OptionsOf(ITypeSymbol? type) => type is INamedTypeSymbol named && _options.TryGetValue(named, out var row) ? row : null;
}

/// <summary>One type of options for image requests.</summary>
/// <param name="Assembly">Simple name of the assembly that defines it.</param>
/// <param name="Type">Its metadata name.</param>
internal sealed record ImageOptionsData(string Assembly, string Type)
{
    /// <summary>The property that is sent as <c>response_format</c>.</summary>
    public string Format => "ResponseFormat";

    /// <summary>The property that names the model, where the options can.</summary>
    public string? Model { get; init; }

    /// <summary>The property that says how many images to make, where it is not an argument of the call.</summary>
    public string? Count { get; init; }
}
