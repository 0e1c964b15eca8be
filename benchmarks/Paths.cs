using System.IO;
using System.Linq;
using System.Reflection;

namespace UAsyncio.Benchmarks
{
    /// <summary>Where things are; the project file writes it into the assembly.</summary>
    public static class Paths
    {
        /// <summary>Gets the table.</summary>
        public static string Results => Metadata("Results");

        /// <summary>Gets the page that has the targets.</summary>
        public static string Costs => Metadata("Costs");

        /// <summary>Gets the folder of the pages.</summary>
        public static string Docs => Path.GetDirectoryName(Costs)!;

        /// <summary>Gets the most that each figure may be.</summary>
        public static string Budgets => Metadata("Budgets");

        /// <summary>Gets the folder with the device's assemblies.</summary>
        public static string Device => Path.GetFullPath(Metadata("Device"));

        private static string Metadata(string key)
        {
            return typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
        }
    }
}
