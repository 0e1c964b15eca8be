using System;
using System.Collections.Generic;
using System.IO;
using Mono.Cecil;

namespace UAsyncio.DeviceImage
{
    /// <summary>Finds what a program needs on a device.</summary>
    public static class PeFiles
    {
        /// <summary>Follows the references of programs.</summary>
        /// <param name="programs">The assemblies that start.</param>
        /// <param name="references">The assemblies that may be referred to.</param>
        /// <param name="converted">A folder to look into for a .pe that is not beside its assembly; may be null.</param>
        /// <returns>The paths of the .pe files: each after those that it refers to, the programs last.</returns>
        /// <exception cref="FileNotFoundException">An assembly is not among the references, or has no .pe beside it.</exception>
        public static IReadOnlyList<string> Of(IEnumerable<string> programs, IEnumerable<string> references, string converted = null)
        {
            Dictionary<string, string> known = new Dictionary<string, string>(StringComparer.Ordinal);

            foreach (string path in references)
            {
                known[Path.GetFileNameWithoutExtension(path)] = path;
            }

            List<string> files = new List<string>();
            HashSet<string> seen = new HashSet<string>(StringComparer.Ordinal);

            foreach (string program in programs)
            {
                Add(program);
            }

            return files;

            void Add(string path)
            {
                if (!seen.Add(Path.GetFileNameWithoutExtension(path)))
                {
                    return;
                }

                using (ModuleDefinition module = ModuleDefinition.ReadModule(path))
                {
                    foreach (AssemblyNameReference reference in module.AssemblyReferences)
                    {
                        Add(known.TryGetValue(reference.Name, out string found)
                            ? found
                            : throw new FileNotFoundException(module.Name + " refers to " + reference.Name + ", which is not among the references"));
                    }
                }

                string pe = Path.ChangeExtension(path, ".pe");

                if (!File.Exists(pe) && converted != null)
                {
                    pe = Path.Combine(converted, Path.GetFileName(pe));
                }

                files.Add(File.Exists(pe) ? pe : throw new FileNotFoundException(pe + " is missing"));
            }
        }
    }
}
