using System.Linq;
using System.Reflection;
using System.Xml.Linq;

namespace UAsyncio.Projects.Tests
{
    /// <summary>Where things are.</summary>
    internal static class Repository
    {
        /// <summary>Gets the repository's folder.</summary>
        public static string Root { get; } = System.IO.Path.GetFullPath(Metadata("Repository"));

        /// <summary>Gets the version of everything that is packed.</summary>
        public static string Version { get; } = XElement.Load(Path("Directory.Build.props")).Descendants("Version").Single().Value;

        /// <summary>Gets nanoFramework's own mscorlib.dll, in its package.</summary>
        public static string CoreLibrary { get; } = Metadata("CoreLibrary");

        /// <summary>Gets the configuration of this build.</summary>
        public static string Configuration { get; } = Metadata("Configuration");

        public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

        /// <summary>The folder that a project of this build has written to.</summary>
        public static string Output(string project) => string.Format(null, Metadata("Output"), project);

        private static string Metadata(string key)
        {
            return typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
        }
    }
}
