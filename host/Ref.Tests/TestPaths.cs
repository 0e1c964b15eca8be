using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace Ref.Tests;

/// <summary>Where the build put things; the project file writes it into the assembly.</summary>
internal static class TestPaths
{
    private static readonly Dictionary<string, string> s_metadata = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value ?? "");

    /// <summary>The folder of the lists of what the real assemblies declare.</summary>
    public static string Api => s_metadata["Api"];

    /// <summary>nanoFramework's own mscorlib.</summary>
    public static string CoreLibrary => s_metadata["CoreLibrary"];

    public static IEnumerable<string> ReferenceNames => s_metadata["References"].Split(' ').Order(StringComparer.Ordinal);

    public static string Reference(string name) => string.Format(CultureInfo.InvariantCulture, s_metadata["ReferencePath"], name);
}
