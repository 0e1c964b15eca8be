using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>A classic nanoFramework project, as its file says it is.</summary>
    internal sealed class NfProject
    {
        private static readonly XNamespace s_namespace = "http://schemas.microsoft.com/developer/msbuild/2003";

        private NfProject(string path)
        {
            Path = path;
            Xml = XElement.Load(Repository.Path(path));
        }

        /// <summary>Gets all of them, by their path in the repository.</summary>
        public static IReadOnlyDictionary<string, NfProject> All { get; } = NfProjects.NfProject.FindAll(Repository.Root)
            .Select(p => System.IO.Path.GetRelativePath(Repository.Root, p).Replace(System.IO.Path.DirectorySeparatorChar, '/'))
            .ToDictionary(p => p, p => new NfProject(p));

        public static TheoryData<string> Paths => new(All.Keys);

        public static TheoryData<string> TestPaths => new(All.Values.Where(p => p.Elements("IsTestProject").Any()).Select(p => p.Path));

        public string Path { get; }

        public XElement Xml { get; }

        public string Folder => Repository.Path(System.IO.Path.GetDirectoryName(Path)!);

        /// <summary>The packages of packages.config, id and version.</summary>
        public IReadOnlyDictionary<string, string> Packages => XElement.Load(System.IO.Path.Combine(Folder, "packages.config"))
            .Elements("package").ToDictionary(p => (string)p.Attribute("id")!, p => (string)p.Attribute("version")!);

        /// <summary>The sources that it compiles, seen from the repository.</summary>
        public IEnumerable<string> Sources => Elements("Compile").Select(c => Resolve(Include(c)));

        /// <summary>The names of the assemblies that it refers to.</summary>
        public IEnumerable<string> References => Elements("Reference").Select(Include);

        /// <summary>The projects that it refers to, seen from the repository.</summary>
        public ISet<string> ProjectReferences => Elements("ProjectReference").Select(r => Resolve(Include(r))).ToHashSet();

        public IEnumerable<XElement> Elements(string name) => Xml.Descendants(s_namespace + name);

        public string Property(string name) => Elements(name).Single().Value;

        public static string Include(XElement item) => (string)item.Attribute("Include")!;

        /// <summary>Where a path of the project points, seen from the repository.</summary>
        public string Resolve(string relative)
        {
            return System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.Combine(Folder, relative.Replace('\\', System.IO.Path.DirectorySeparatorChar)))
                .Replace(System.IO.Path.DirectorySeparatorChar, '/');
        }
    }
}
