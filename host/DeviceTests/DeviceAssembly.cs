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

        public static IReadOnlyList<Assembly> Tests { get; } = s_paths.Select(Device.Load).ToArray();

        public static Assembly Library { get; } = Device.Load(PathOf("UAsyncio.Nano"));

        /// <summary>Finds an assembly of the library, woven, beside one of the tests that use it.</summary>
        public static string PathOf(string assembly) => s_paths.Select(p => Path.Combine(Path.GetDirectoryName(p)!, assembly + ".dll")).First(File.Exists);

        /// <summary>Finds a type of the tests by its full name.</summary>
        public static Type TestType(string name) => Tests.Select(tests => tests.GetType(name)).First(type => type != null)!;
    }
}
