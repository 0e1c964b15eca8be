using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace UAsyncio.Flash.DeviceTests;

/// <summary>
/// The device tests: one project for each area of the library, since an assembly for a device has room for 64 KB of code and 64 KB of
/// names.
/// </summary>
internal static class TestAreas
{
    private const string Folder = "UAsyncio.Nano.Tests";

    /// <summary>The areas' names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = Find();

    /// <summary>The project of an area, from the repository's root.</summary>
    public static string Project(string area) => $"{Folder}/{area}/Tests.{area}.csproj";

    private static string[] Find()
    {
        DirectoryInfo tests = new(Path.Combine(Repository.Root, Folder));
        return tests.Exists
            ? [.. tests.GetDirectories().Select(d => d.Name).Where(name => File.Exists(Path.Combine(Repository.Root, Project(name)))).Order(StringComparer.Ordinal)]
            : [];
    }
}
