using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Ref.Tests;

/// <summary>Where the build put things; the project file writes it into the assembly.</summary>
internal static class TestPaths
{
    private static readonly Dictionary<string, string> s_metadata = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value ?? "");

    public static string NanoApi =>
        Environment.GetEnvironmentVariable("NANO_API") is { Length: > 0 } folder
            ? folder
            : Path.GetFullPath(Path.Combine(s_metadata["RepositoryRoot"], "..", "shared", "nano-api"));

    public static IEnumerable<string> ReferenceNames => s_metadata["References"].Split(' ').Order(StringComparer.Ordinal);

    public static string Reference(string name) => string.Format(CultureInfo.InvariantCulture, s_metadata["ReferencePath"], name);
}
