using System.Runtime.CompilerServices;
using AiApi.Picture;

namespace AiApi.Ide.Tests;

internal static class BeforeTheTests
{
    /// <summary>The test framework looks at the types of Roslyn's in the tests before any test runs.</summary>
    [ModuleInitializer]
    internal static void FindRoslyn() => RuntimeHelpers.RunModuleConstructor(typeof(RoslynOfTheSdk).Module.ModuleHandle);
}
