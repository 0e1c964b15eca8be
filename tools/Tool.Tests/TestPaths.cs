using System.IO;
using System.Linq;
using System.Reflection;

namespace UAsyncio.Tool.Tests;

/// <summary>Where the build put things.</summary>
internal static class TestPaths
{
    public static string Tool => Metadata("Tool");

    /// <summary>A device program.</summary>
    public static string Program => Metadata("Program");

    /// <summary>A device program with test classes.</summary>
    public static string DeviceTests => Metadata("DeviceTests");

    /// <summary>A library of test classes.</summary>
    public static string OtherDeviceTests => Metadata("OtherDeviceTests");

    private static string Metadata(string key) =>
        Path.GetFullPath(typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
}
