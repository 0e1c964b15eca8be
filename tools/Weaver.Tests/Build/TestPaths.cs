using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Weaver.Tests.Build;

/// <summary>Where the build put things; the project file writes it into the assembly.</summary>
internal static class TestPaths
{
    private static readonly Dictionary<string, string> s_metadata = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value ?? "");

    /// <summary>The library as an app compiles against it: not woven.</summary>
    public static string Face => s_metadata["Face"];

    /// <summary>The library as it runs: woven.</summary>
    public static string Library => s_metadata["Library"];

    /// <summary>The same, optimised, as it is in the packages: a debug build of an app has its marked methods inlined.</summary>
    public static string Optimized => s_metadata["Optimized"];

    public static string Mscorlib => s_metadata["CoreLibrary"];
}
