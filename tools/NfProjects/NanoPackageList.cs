using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace UAsyncio.NfProjects
{
    /// <summary>nanoFramework's packages with their versions, as host/NanoPackages/NanoPackages.props has them, and what their assemblies refer to.</summary>
    public sealed class NanoPackageList
    {
        private readonly Dictionary<string, NanoPackage> _byAssembly;

        private NanoPackageList(string root, IEnumerable<NanoPackage> packages)
        {
            Root = root;
            _byAssembly = packages.ToDictionary(p => p.Assembly, StringComparer.Ordinal);
        }

        /// <summary>Gets the repository's folder.</summary>
        public string Root { get; }

        /// <summary>Reads the list of a repository.</summary>
        /// <exception cref="InvalidDataException">The folder is not the repository's.</exception>
        public static NanoPackageList Load(string root)
        {
            string path = Path.Combine(root, "host", "NanoPackages", "NanoPackages.props");

            if (!File.Exists(path))
            {
                throw new InvalidDataException($"{root} is not the repository, it has no {Path.GetRelativePath(root, path)}: run this in the repository's folder, or name the folder");
            }

            return new NanoPackageList(root, XElement.Load(path).Descendants("NanoPackage").Select(p => new NanoPackage(
                (string)p.Attribute("Include")!, (string)p.Attribute("Package")!, (string)p.Attribute("Version")!)));
        }

        /// <summary>Finds the package that holds an assembly.</summary>
        /// <exception cref="InvalidDataException">None does.</exception>
        public NanoPackage Of(string assembly)
        {
            return _byAssembly.TryGetValue(assembly, out NanoPackage? package)
                ? package
                : throw new InvalidDataException($"no package is known for the assembly {assembly}: add it to host/NanoPackages/NanoPackages.props");
        }

        /// <summary>All that assemblies need: themselves, what they refer to, and mscorlib.</summary>
        public IEnumerable<string> Closure(IEnumerable<string> assemblies)
        {
            SortedSet<string> closure = new(StringComparer.Ordinal);
            Stack<string> open = new(assemblies.Append("mscorlib"));

            while (open.TryPop(out string? assembly))
            {
                string project = Path.Combine(Root, "host", "Ref", assembly, assembly + ".csproj");

                if (closure.Add(assembly) && File.Exists(project))
                {
                    foreach (XElement reference in XElement.Load(project).Descendants("ProjectReference"))
                    {
                        open.Push(Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
                    }
                }
            }

            return closure;
        }
    }
}
