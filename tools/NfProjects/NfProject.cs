using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace UAsyncio.NfProjects
{
    /// <summary>A classic nanoFramework project and its packages.config, which repeat what the SDK project beside them works out.</summary>
    public sealed class NfProject
    {
        private const string TestFramework = "nanoFramework.TestFramework";
        private const string Launcher = "nanoFramework.UnitTestLauncher";

        private static readonly XNamespace s_namespace = "http://schemas.microsoft.com/developer/msbuild/2003";
        private static readonly EnumerationOptions s_everywhere = new() { RecurseSubdirectories = true };
        private static readonly string[] s_output = ["artifacts", "bin", "obj", "packages"];

        private readonly string _path;
        private readonly string _folder;
        private readonly NanoPackageList _packages;
        private readonly IReadOnlyDictionary<string, SdkProject> _projects;
        private readonly XElement _xml;

        /// <summary>Opens a project.</summary>
        /// <param name="path">Its file.</param>
        /// <param name="packages">Where its assemblies come from.</param>
        /// <param name="projects">All SDK projects by their full paths.</param>
        /// <exception cref="IOException">It cannot be read.</exception>
        public NfProject(string path, NanoPackageList packages, IReadOnlyDictionary<string, SdkProject> projects)
        {
            _path = path;
            _folder = Path.GetDirectoryName(path)!;
            _packages = packages;
            _projects = projects;
            _xml = XElement.Load(path);
        }

        /// <summary>The full paths of all .nfproj files of a repository, build output aside.</summary>
        public static IEnumerable<string> FindAll(string root)
        {
            return Directory.EnumerateFiles(root, "*.nfproj", s_everywhere)
                .Where(p => !Path.GetRelativePath(root, p).Split(Path.DirectorySeparatorChar).Intersect(s_output).Any())
                .Order(StringComparer.Ordinal);
        }

        /// <summary>Writes the items and packages that the SDK project beside it asks for; everything else stays as it is.</summary>
        /// <returns>Whether anything had to change.</returns>
        /// <exception cref="InvalidDataException">The project has no ItemGroup for a kind of item, or an assembly no package.</exception>
        public bool Update()
        {
            SdkProject sdk = _projects[Path.ChangeExtension(_path, ".csproj")];
            string[] references = References(sdk).ToArray();
            Replace("Compile", sdk.Sources.Select(Source));
            Replace("Reference", references.SelectMany(ReferenceItems));
            Replace("ProjectReference", ProjectClosure(sdk).Select(p => Item("ProjectReference", Relative(Path.ChangeExtension(p, ".nfproj")))));
            XElement config = new("packages", references.Select(_packages.Of).OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new XElement(
                "package", new XAttribute("id", p.Id), new XAttribute("version", p.Version), new XAttribute("targetFramework", "netnano1.0"))));
            return Save(_path, _xml) | Save(Path.Combine(_folder, "packages.config"), config);
        }

        // A packages.config lists all that NuGet would install with a library.
        private IEnumerable<string> References(SdkProject sdk)
        {
            HashSet<string> asked = new(StringComparer.Ordinal);
            Add(sdk);
            return _packages.Closure(asked);

            void Add(SdkProject project)
            {
                asked.UnionWith(project.NanoReferences);

                foreach (string reference in project.ProjectReferences)
                {
                    Add(_projects[reference]);
                }
            }
        }

        // A classic project does not see what the projects that it refers to refer to.
        private IEnumerable<string> ProjectClosure(SdkProject sdk)
        {
            return sdk.ProjectReferences.SelectMany(p => ProjectClosure(_projects[p]).Append(p)).Distinct(StringComparer.Ordinal);
        }

        private IEnumerable<XElement> ReferenceItems(string assembly)
        {
            NanoPackage package = _packages.Of(assembly);
            string folder = Path.Combine(_packages.Root, "packages", $"{package.Id}.{package.Version}", "lib");
            yield return Item("Reference", assembly, "HintPath", Relative(Path.Combine(folder, assembly + ".dll")));

            if (assembly == TestFramework)
            {
                yield return Item("Reference", Launcher, "HintPath", Relative(Path.Combine(folder, Launcher + ".exe")));
            }
        }

        private XElement Source(string path)
        {
            string relative = Relative(path);
            return relative.StartsWith("..\\", StringComparison.Ordinal)
                ? Item("Compile", relative, "Link", relative.Replace("..\\", string.Empty, StringComparison.Ordinal))
                : Item("Compile", relative);
        }

        private string Relative(string path) => Path.GetRelativePath(_folder, path).Replace('/', '\\');

        private static XElement Item(string name, string include, string? metadata = null, string? value = null)
        {
            return new XElement(s_namespace + name, new XAttribute("Include", include), metadata == null ? null : new XElement(s_namespace + metadata, value));
        }

        private void Replace(string name, IEnumerable<XElement> items)
        {
            XElement[] sorted = items.OrderBy(i => (string)i.Attribute("Include")!, StringComparer.OrdinalIgnoreCase).ToArray();
            XElement? group = _xml.Elements(s_namespace + "ItemGroup").FirstOrDefault(g => g.Elements(s_namespace + name).Any());

            if (group != null)
            {
                group.ReplaceNodes(sorted);
            }
            else if (sorted.Length > 0)
            {
                throw new InvalidDataException($"{_path} has no ItemGroup with a {name}: add one, its content does not matter");
            }
        }

        private static bool Save(string path, XElement xml)
        {
            using MemoryStream stream = new();
            using (XmlWriter writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
            {
                xml.Save(writer);
            }

            string text = Encoding.UTF8.GetString(stream.ToArray()) + "\n";

            if (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text)
            {
                return false;
            }

            File.WriteAllText(path, text);
            return true;
        }
    }
}
