using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>Where the build put things; the project file writes it into the assembly.</summary>
internal static class TestPaths
{
    private static readonly Dictionary<string, string> s_metadata = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value ?? "");

    /// <summary>nanoFramework's core library.</summary>
    internal static string CoreLibrary { get; } = s_metadata["CoreLibrary"];

    /// <summary>nanoFramework's other assemblies.</summary>
    internal static string[] Nano { get; } = [.. Named("References").Select(name => string.Format(CultureInfo.InvariantCulture, s_metadata["BuiltPath"], name))];

    /// <summary>UAsyncio.Nano as the compiler sees it.</summary>
    internal static string[] Faces { get; } = [.. Named("Libraries").Select(name => string.Format(CultureInfo.InvariantCulture, s_metadata["FacePath"], name))];

    /// <summary>The top of the repository.</summary>
    internal static string Repository { get; } = FindRepository();

    private static IEnumerable<string> Named(string key) => s_metadata[key].Split(' ').Order(StringComparer.Ordinal);

    private static string FindRepository()
    {
        string folder = AppContext.BaseDirectory;

        while (!File.Exists(Path.Combine(folder, "UAsyncio.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no UAsyncio.slnx above " + AppContext.BaseDirectory);
        }

        return folder;
    }
}
