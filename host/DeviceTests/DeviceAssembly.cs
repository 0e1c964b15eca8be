using System.IO;
using System.Linq;
using System.Reflection;
using UAsyncio.VirtualDevice;

namespace UAsyncio.DeviceTests
{
    /// <summary>The device's test assembly, loaded on the virtual device.</summary>
    internal static class DeviceAssembly
    {
        /// <summary>Gets the path of NFUnitTest.dll; what it refers to is beside it.</summary>
        public static string Path { get; } = System.IO.Path.GetFullPath(
            typeof(DeviceAssembly).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "DeviceTests").Value!);

        /// <summary>Gets the path of the library, woven.</summary>
        public static string LibraryPath { get; } = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "UAsyncio.Nano.dll");

        public static Assembly Tests { get; } = Device.Load(Path);

        public static Assembly Library { get; } = Device.Load(LibraryPath);
    }
}
