using System.IO;
using System.Linq;
using System.Reflection;

namespace UAsyncio.Flash.Tests;

/// <summary>Where the build put things.</summary>
internal static class TestPaths
{
    public static string FakeNanoff => Metadata("FakeNanoff");

    public static string RepositoryRoot => Path.GetFullPath(Metadata("RepositoryRoot"));

    public static string Tool => typeof(UAsyncio.Tool.UasyncioCommand).Assembly.Location;

    private static string Metadata(string key) =>
        typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
