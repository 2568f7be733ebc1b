using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The types by which the SDKs ask for images and hand them out.</summary>
internal static class ImageApis
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
    private static readonly (string? Assembly, string Type, string Path)[] CollectionRows =
    [
        ("OpenAI", "OpenAI.Images.GeneratedImageCollection", ""),
        ("Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.ImageGenerationResponse", "Contents"),
        ("Google.GenAI", "Google.GenAI.Types.GenerateImagesResponse", "GeneratedImages"),
        ("Azure.AI.OpenAI", "Azure.AI.OpenAI.ImageGenerations", "Data"),
    ];

    /// <summary>The parameter of the OpenAI SDK's calls that says how many images to make.</summary>
    public const string CountParameter = "imageCount";

    /// <summary>One image of the OpenAI SDK: <c>ImageUri</c> or <c>ImageBytes</c>.</summary>
    public const string Image = "OpenAI.Images.GeneratedImage";

    /// <summary>The assembly of <see cref="Image"/>.</summary>
    public const string ImageAssembly = "OpenAI";

    private static readonly TypeTable<ImageOptionsData> OptionsTypes = TypeTable<ImageOptionsData>.Of(OptionsRows.Select(static row => ((string?)row.Assembly, row.Type, row)));
    private static readonly TypeTable<string> CollectionTypes = TypeTable<string>.Of(CollectionRows);

    /// <summary>Whether the type is <see cref="Image"/>.</summary>
    public static bool IsImageType(ITypeSymbol? type) => TypeNames.IsNamed(type, "OpenAI.Images", "GeneratedImage") && type!.ContainingAssembly.Name == ImageAssembly;

    /// <summary>The path to the images in what a call returns, through tasks and wrappers; null when that holds no collection of images.</summary>
    public static string? CollectionIn(ITypeSymbol? returned) => Unwrap(returned) is { } type ? CollectionTypes.Of(type) : null;

    /// <summary>Whether a call returns one image of the OpenAI SDK.</summary>
    public static bool IsImage(ITypeSymbol? returned) => IsImageType(Unwrap(returned));

    /// <summary>Whether an SDK sends no format when its options have this one: Microsoft.Extensions.AI's for images that the provider hosts.</summary>
    public static bool IsUnsentFormat(IFieldSymbol format) =>
        format is { Name: "Hosted", ContainingType.Name: "ImageGenerationResponseFormat" } && AiClients.IsOfSdk(format);

    /// <summary>What the options of image requests of that type look like; null for any other type.</summary>
    public static ImageOptionsData? OptionsOf(ITypeSymbol? type) => type is INamedTypeSymbol named ? OptionsTypes.Of(named) : null;

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
