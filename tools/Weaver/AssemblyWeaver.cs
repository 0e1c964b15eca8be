using System;
using System.Collections.Generic;
using System.IO;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver
{
    /// <summary>Weaves an assembly file: async methods of UAsyncio.Nano become what the 1.x runtime can run.</summary>
    public static class AssemblyWeaver
    {
        /// <summary>
        /// Weaves an assembly and its portable symbols in place. It writes nothing when there is nothing to weave, and
        /// nothing when it fails.
        /// </summary>
        /// <param name="path">The assembly, as the compiler wrote it.</param>
        /// <param name="references">The assemblies that it was compiled against.</param>
        /// <param name="implementations">
        /// The assemblies that it runs with, libraries in their woven form: their small public methods are inlined. None: nothing of them is.
        /// </param>
        /// <returns>True when it was rewritten; false when there is nothing to do or it was woven before.</returns>
        /// <exception cref="WeaveException">It has a construct that cannot be woven.</exception>
        /// <exception cref="IOException">A file cannot be read or written.</exception>
        public static bool Weave(string path, IEnumerable<string> references, IEnumerable<string> implementations = null)
        {
            string symbols = Path.ChangeExtension(path, ".pdb");
            bool hasSymbols = File.Exists(symbols);
            string written = path + ".woven";
            string writtenSymbols = Path.ChangeExtension(written, ".pdb");

            using (var resolver = new ReferenceResolver(references))
            using (var woven = new WovenReferences(implementations ?? new string[0], resolver))
            using (ModuleDefinition module = ModuleDefinition.ReadModule(path, new ReaderParameters
            {
                AssemblyResolver = resolver,
                InMemory = true,
                ReadSymbols = hasSymbols,
                SymbolReaderProvider = hasSymbols ? new PortablePdbReaderProvider() : null,
                ThrowIfSymbolsAreNotMatching = false,
            }))
            {
                // Those of another build, which a change of DebugType leaves beside the assembly, are not its own.
                hasSymbols = module.HasSymbols;

                if (!ModuleWeaver.Weave(module, woven))
                {
                    return false;
                }

                try
                {
                    module.Write(written, new WriterParameters
                    {
                        WriteSymbols = hasSymbols,
                        SymbolWriterProvider = hasSymbols ? new SymbolPath(module) : null,
                        DeterministicMvid = true,
                    });
                }
                catch
                {
                    File.Delete(written);
                    File.Delete(writtenSymbols);
                    throw;
                }
            }

            // Each is replaced at once, whole. A build that ends between the two is one that the next does not go on with.
            if (hasSymbols)
            {
                File.Replace(writtenSymbols, symbols, null);
            }

            File.Replace(written, path, null);
            return true;
        }

        private sealed class ReferenceResolver : BaseAssemblyResolver
        {
            private readonly Dictionary<string, string> _paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            private readonly Dictionary<string, AssemblyDefinition> _read = new Dictionary<string, AssemblyDefinition>(StringComparer.OrdinalIgnoreCase);

            internal ReferenceResolver(IEnumerable<string> references)
            {
                foreach (string reference in references)
                {
                    _paths[Path.GetFileNameWithoutExtension(reference)] = reference;
                }
            }

            public override AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
            {
                if (_read.TryGetValue(name.Name, out AssemblyDefinition assembly))
                {
                    return assembly;
                }

                if (!_paths.TryGetValue(name.Name, out string path))
                {
                    throw new AssemblyResolutionException(name);
                }

                parameters.AssemblyResolver = this;
                assembly = AssemblyDefinition.ReadAssembly(path, parameters);
                _read.Add(name.Name, assembly);
                return assembly;
            }

            protected override void Dispose(bool disposing)
            {
                foreach (AssemblyDefinition assembly in _read.Values)
                {
                    assembly.Dispose();
                }

                base.Dispose(disposing);
            }
        }
    }
}
