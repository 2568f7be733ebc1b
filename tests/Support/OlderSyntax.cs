using System.Text.RegularExpressions;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>Lets snippets use primary constructors, which Roslyn 4.5 does not know, on every Roslyn: there they are written out as private fields
/// and a constructor, on the line of the opening brace. Constructors that call a base are left alone.</summary>
internal static partial class OlderSyntax
{
    private static readonly Version PrimaryConstructors = new(4, 8);

    public static string Of(string code) => RoslynVersion.Loaded < PrimaryConstructors ? WithoutPrimaryConstructors(code) : code;

    public static string WithoutPrimaryConstructors(string code) => PrimaryConstructor().Replace(code, static match =>
    {
        var parameters = match.Groups["parameters"].Value;
        var fields = TopLevelComma().Split(parameters).Select(parameter => parameter.Trim()).ToArray();
        var declarations = string.Concat(fields.Select(field => $" private {field};"));
        var assignments = string.Concat(fields.Select(field => field[(field.LastIndexOf(' ') + 1)..]).Select(field => $" this.{field} = {field};"));
        var (kind, name, rest) = (match.Groups["kind"], match.Groups["name"], match.Groups["rest"]);
        return $"{kind} {name}{rest}{declarations} public {name}({parameters}) {{{assignments} }}";
    });

    [GeneratedRegex(@"(?<!record )\b(?<kind>class|struct) (?<name>\w+)\((?<parameters>[^()]+)\)(?<rest>(?:\s*:[^{;(]*)?\s*\{)")]
    private static partial Regex PrimaryConstructor();

    [GeneratedRegex(@",(?![^<]*>)")]
    private static partial Regex TopLevelComma();
}
