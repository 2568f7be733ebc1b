using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace AiApi.Package.Tests;

/// <summary>The shipped dlls run inside compilers and editors, on code of anybody: they cannot reach files, network, environment or other processes,
/// and run nothing but themselves.</summary>
[Collection(nameof(PackedPackage))]
public sealed class SecurityTests(PackedPackage package)
{
    private static readonly HashSet<string> AllowedNamespaces =
    [
        "System",
        "System.Collections",
        "System.Collections.Concurrent",
        "System.Collections.Generic",
        "System.Collections.Immutable",
        "System.Diagnostics",
        "System.Globalization",
        "System.Linq",
        "System.Reflection",
        "System.Resources",
        "System.Runtime.CompilerServices",
        "System.Runtime.Versioning",
        "System.Text",
        "System.Text.RegularExpressions",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    /// <summary>Types of the allowed namespaces that lead out, or whose answers differ from run to run, and the members that do not. Compiled iterators ask for the thread.</summary>
    private static readonly Dictionary<string, string[]> AllowedMembers = new()
    {
        ["System.Activator"] = [],
        ["System.AppDomain"] = [],
        ["System.Console"] = [],
        ["System.DateTime"] = [],
        ["System.Delegate"] = ["Combine", "Remove"],
        ["System.Diagnostics.Process"] = [],
        ["System.Diagnostics.Stopwatch"] = [],
        ["System.Environment"] = ["get_CurrentManagedThreadId"],
        ["System.Random"] = [],
        ["System.Reflection.Assembly"] = [],
        ["System.Reflection.MemberInfo"] = ["get_Name"],
        ["System.Reflection.MethodBase"] = [],
        ["System.Reflection.MethodInfo"] = [],
        ["System.Threading.Thread"] = [],
        ["System.Type"] = ["GetTypeFromHandle", "get_FullName", "op_Equality"],
    };

    [Theory]
    [InlineData("AiApi.Analyzers.dll")]
    [InlineData("AiApi.CodeFixes.dll")]
    public void A_dll_uses_nothing_that_leads_out_of_the_compiler(string name)
    {
        using var dll = package.OpenDll(name);
        var reader = dll.GetMetadataReader();
        var types = reader.TypeReferences.Select(reader.GetTypeReference).Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference);
        var members = reader.MemberReferences.Select(reader.GetMemberReference).Where(static member => member.Parent.Kind == HandleKind.TypeReference);

        Assert.Empty(types.Where(type => !IsAllowed(reader.GetString(type.Namespace))).Select(type => NameOf(reader, type)));
        Assert.Empty(members.Where(member => LeadsOut(reader, member)).Select(member => $"{ParentOf(reader, member)}.{reader.GetString(member.Name)}"));
    }

    [Theory]
    [InlineData("AiApi.Analyzers.dll")]
    [InlineData("AiApi.CodeFixes.dll")]
    public void A_dll_calls_no_native_code(string name)
    {
        using var dll = package.OpenDll(name);
        var reader = dll.GetMetadataReader();

        Assert.Equal(0, reader.GetTableRowCount(TableIndex.ModuleRef));
        Assert.Equal(0, reader.GetTableRowCount(TableIndex.ImplMap));
    }

    private static bool IsAllowed(string ns) =>
        AllowedNamespaces.Contains(ns) || ns.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || ns.StartsWith("AiApi.Analyzers", StringComparison.Ordinal);

    private static bool LeadsOut(MetadataReader reader, MemberReference member) =>
        AllowedMembers.TryGetValue(ParentOf(reader, member), out var allowed) && !allowed.Contains(reader.GetString(member.Name));

    private static string ParentOf(MetadataReader reader, MemberReference member) => NameOf(reader, reader.GetTypeReference((TypeReferenceHandle)member.Parent));

    private static string NameOf(MetadataReader reader, TypeReference type) => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
}
