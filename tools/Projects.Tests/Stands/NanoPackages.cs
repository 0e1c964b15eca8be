using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using Microsoft.Build.Utilities;
using Microsoft.CodeAnalysis;

namespace UAsyncio.Projects.Tests.Stands
{
    /// <summary>
    /// nanoFramework's packages: the core library itself, and stand-ins of those that are not served, laid out as the real ones are: reference
    /// assemblies, and .pe files that tell where they come from.
    /// </summary>
    internal static class NanoPackages
    {
        public const string CoreLibrary = "mscorlib";

        private const string Marker = "NFMRK1";

        private static readonly XElement s_list = XElement.Load(Repository.Path("host/NanoPackages/NanoPackages.props"));

        /// <summary>Gets assembly, package and version of each.</summary>
        public static IReadOnlyList<(string Assembly, string Package, string Version)> All { get; } = s_list.Descendants("NanoPackage")
            .Select(p => ((string)p.Attribute("Include")!, (string)p.Attribute("Package")!, (string)p.Attribute("Version")!)).ToArray();

        /// <summary>Gets those of them that nobody serves.</summary>
        public static IEnumerable<(string Assembly, string Package, string Version)> StandIns => All.Where(p => p.Assembly != CoreLibrary);

        public static byte[] CoreLibraryPe => File.ReadAllBytes(Path.ChangeExtension(Repository.CoreLibrary, ".pe"));

        public static string MetadataProcessor => s_list.Descendants("MetadataProcessorPackage").Single().Value;

        public static string MetadataProcessorVersion => s_list.Descendants("MetadataProcessorVersion").Single().Value;

        /// <summary>What a stand-in's .pe consists of.</summary>
        public static string Pe(string assembly) => $"{Marker} {assembly};";

        /// <summary>The assemblies whose .pe are in an image.</summary>
        public static IEnumerable<string> NamesIn(string image)
        {
            return image.Split(';')[..^1].Select(pe => pe[(pe.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length + 1)..]);
        }

        /// <summary>The files of a package's lib folder.</summary>
        public static Dictionary<string, byte[]> Library(string assembly)
        {
            string dll = ReferenceAssembly(assembly);
            Dictionary<string, byte[]> files = new()
            {
                [assembly + ".dll"] = File.ReadAllBytes(dll),
                [assembly + ".pe"] = assembly == CoreLibrary ? CoreLibraryPe : Encoding.ASCII.GetBytes(Pe(assembly)),
            };

            if (assembly == "nanoFramework.TestFramework")
            {
                const string Launcher = "nanoFramework.UnitTestLauncher";
                files[Launcher + ".exe"] = Compiled.Assembly(Launcher, OutputKind.ConsoleApplication, [Repository.CoreLibrary, dll], "class Program { static void Main() { } }");
                files[Launcher + ".pe"] = Encoding.ASCII.GetBytes(Pe(Launcher));
            }

            return files;
        }

        /// <summary>Makes the NuGet packages.</summary>
        public static void AddTo(PackageFeed feed)
        {
            foreach ((string assembly, string package, string version) in All)
            {
                feed.Add(package, version, Library(assembly).ToDictionary(f => "lib/" + f.Key, f => f.Value));
            }

            feed.Add(MetadataProcessor, MetadataProcessorVersion, new Dictionary<string, byte[]> { [$"lib/net6.0/{MetadataProcessor}.dll"] = Task() });
        }

        public static string ReferenceAssembly(string name) => name == CoreLibrary ? Repository.CoreLibrary : Path.Combine(Repository.Output(name), name + ".dll");

        // Checks what it is given as the real one would, and writes a .pe that says it.
        private static byte[] Task()
        {
            IEnumerable<string> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "mscorlib.dll" or "netstandard.dll")
                .Concat([typeof(Task).Assembly.Location, typeof(Microsoft.Build.Framework.ITask).Assembly.Location]);
            return Compiled.Assembly(MetadataProcessor, OutputKind.DynamicallyLinkedLibrary, references, $$"""
                using System.IO;
                using System.Linq;
                using System.Reflection.Metadata;
                using System.Reflection.PortableExecutable;
                using Microsoft.Build.Framework;
                using Microsoft.Build.Utilities;

                namespace nanoFramework.Tools.MetadataProcessor.MsBuildTask
                {
                    public class MetaDataProcessorTask : Task
                    {
                        public ITaskItem[] LoadHints { get; set; }

                        public string Parse { get; set; }

                        public string Compile { get; set; }

                        public override bool Execute()
                        {
                            string missing = LoadHints.Select(h => h.GetMetadata("FullPath")).Concat(new[] { Parse }).FirstOrDefault(p => !File.Exists(p));

                            if (missing != null)
                            {
                                Log.LogError(missing + " is missing");
                                return false;
                            }

                            using (var assembly = new PEReader(File.OpenRead(Parse)))
                            {
                                MetadataReader reader = assembly.GetMetadataReader();

                                foreach (string name in reader.AssemblyReferences.Select(r => reader.GetString(reader.GetAssemblyReference(r).Name)))
                                {
                                    if (LoadHints.All(h => h.GetMetadata("Filename") != name))
                                    {
                                        Log.LogError(Parse + " refers to " + name + ", which is not among the load hints");
                                        return false;
                                    }
                                }
                            }

                            File.WriteAllText(Compile, "{{Marker}} " + Path.GetFileNameWithoutExtension(Parse) + ";");
                            return true;
                        }
                    }
                }
                """);
        }
    }
}
