using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using UAsyncio.VirtualDevice;

namespace UAsyncio.DeviceTests
{
    /// <summary>The device's test assemblies, loaded on the virtual device, and the library beside them.</summary>
    internal static class DeviceAssembly
    {
        private static readonly string[] s_paths = typeof(DeviceAssembly).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "DeviceTests").Value!.Split(';').Select(Path.GetFullPath).ToArray();

        /// <summary>Gets the path of the library, woven.</summary>
        public static string LibraryPath { get; } = Path.Combine(Path.GetDirectoryName(s_paths[0])!, "UAsyncio.Nano.dll");

        public static IReadOnlyList<Assembly> Tests { get; } = s_paths.Select(Device.Load).ToArray();

        public static Assembly Library { get; } = Device.Load(LibraryPath);

        /// <summary>Finds a type of the tests by its full name.</summary>
        public static Type TestType(string name) => Tests.Select(tests => tests.GetType(name)).First(type => type != null)!;
    }
}
