using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace UAsyncio.NanoLint.Tests;

/// <summary>Where the build put things; the project file writes it into the assembly.</summary>
internal static class TestPaths
{
    private const string LibraryName = "UAsyncio.Nano";

    private static readonly Dictionary<string, string> s_metadata = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value ?? "");

    /// <summary>nanoFramework's assemblies.</summary>
    internal static string[] Nano { get; } = [.. s_metadata["References"].Split(' ').Order(StringComparer.Ordinal).Select(Built), s_metadata["CoreLibrary"]];

    /// <summary>The library as a device gets it.</summary>
    internal static string Library { get; } = Built(LibraryName);

    /// <summary>The library as the compiler sees it.</summary>
    internal static string Face { get; } = string.Format(CultureInfo.InvariantCulture, s_metadata["FacePath"], LibraryName);

    /// <summary>nanoFramework's mscorlib.</summary>
    internal static string CoreLibrary { get; } = s_metadata["CoreLibrary"];

    private static string Built(string name) => string.Format(CultureInfo.InvariantCulture, s_metadata["BuiltPath"], name);
}
