using System.Linq;
using System.Reflection;

namespace UAsyncio.VirtualDevice.Tests
{
    /// <summary>The device assembly that the tests load.</summary>
    internal static class DeviceAppFixture
    {
        public static string RepositoryRoot => Metadata("RepositoryRoot");

        public static string Path => System.IO.Path.GetFullPath(Metadata("DeviceApp"));

        public static Assembly Load() => Device.Load(Path);

        private static string Metadata(string key)
        {
            return typeof(DeviceAppFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .First(a => a.Key == key).Value!;
        }
    }
}
