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

    /// <summary>Types that hold several images, and the path to these; of Google.GenAI from its source (googleapis/dotnet-genai), of the beta of Azure.AI.OpenAI
    /// from the assembly of 1.0.0-beta.6.</summary>
    private static readonly (string Assembly, string Type, string Path)[] CollectionRows =
    [
        ("OpenAI", "OpenAI.Images.GeneratedImageCollection", ""),
        ("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.ImageGenerationResponse", "Contents"),
        ("Google.GenAI", "Google.GenAI.Types.GenerateImagesResponse", "GeneratedImages"),
        ("Azure.AI.OpenAI", "Azure.AI.OpenAI.ImageGenerations", "Data"),
    ];

    /// <summary>The parameter of the OpenAI SDK's calls that says how many images to make.</summary>
    public const string CountParameter = "imageCount";

    private readonly Dictionary<INamedTypeSymbol, ImageOptionsData> _options = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, string> _collections = new(SymbolEqualityComparer.Default);

    public ImageApis(Compilation compilation)
    {
        foreach (var row in OptionsRows)
        {
            if (TypeResolver.Find(compilation, row.Type, row.Assembly) is { } type)
                _options.Add(type, row);
        }

        foreach (var row in CollectionRows)
        {
            if (TypeResolver.Find(compilation, row.Type, row.Assembly) is { } type)
                _collections.Add(type, row.Path);
        }

        Image = TypeResolver.Find(compilation, "OpenAI.Images.GeneratedImage", "OpenAI");
    }

    /// <summary>One image of the OpenAI SDK: <c>ImageUri</c> or <c>ImageBytes</c>; null when the SDK is not referenced.</summary>
    public INamedTypeSymbol? Image { get; }

    /// <summary>The path to the images in what a call returns, through tasks and wrappers; null when that holds no collection of images.</summary>
    public string? CollectionIn(ITypeSymbol? returned) => Unwrap(returned) is { } type && _collections.TryGetValue(type, out var path) ? path : null;

    /// <summary>Whether a call returns one image of the OpenAI SDK.</summary>
    public bool IsImage(ITypeSymbol? returned) => Image is not null && SymbolEqualityComparer.Default.Equals(Unwrap(returned), Image);

    /// <summary>Whether an SDK sends no format when its options have this one: Microsoft.Extensions.AI's for images that the provider hosts.</summary>
    public static bool IsUnsentFormat(IFieldSymbol format) =>
        format is { Name: "Hosted", ContainingType.Name: "ImageGenerationResponseFormat" } && AiClients.IsOfSdk(format);

    /// <summary>What the options of image requests of that type look like; null for any other type.</summary>
    public ImageOptionsData? OptionsOf(ITypeSymbol? type) => type is INamedTypeSymbol named && _options.TryGetValue(named, out var row) ? row : null;

    private static INamedTypeSymbol? Unwrap(ITypeSymbol? type)
    {
        while (type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "ClientResult" or "Response", TypeArguments: [var inner] })
            type = inner;
        return type as INamedTypeSymbol;
    }
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
