using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>The libraries as they run: woven. Their small methods can stand in the place of calls to them.</summary>
    internal sealed class WovenReferences : IDisposable
    {
        private readonly Dictionary<string, string> _paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, ModuleDefinition> _read = new Dictionary<string, ModuleDefinition>(StringComparer.OrdinalIgnoreCase);
        private readonly IAssemblyResolver _resolver;

        internal WovenReferences(IEnumerable<string> paths, IAssemblyResolver resolver)
        {
            _resolver = resolver;

            foreach (string path in paths)
            {
                _paths[Path.GetFileNameWithoutExtension(path)] = path;
            }
        }

        /// <summary>A library of this name; null when there is none, or it is not woven.</summary>
        internal ModuleDefinition Find(string name)
        {
            if (!_read.TryGetValue(name, out ModuleDefinition module) && _paths.TryGetValue(name, out string path))
            {
                module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true, AssemblyResolver = _resolver });

                if (!IsOurs(module))
                {
                    module.Dispose();
                    module = null;
                }

                _read.Add(name, module);
            }

            return module;
        }

        internal bool IsWoven(ModuleDefinition module) => _read.ContainsValue(module);

        public void Dispose()
        {
            foreach (ModuleDefinition module in _read.Values)
            {
                module?.Dispose();
            }
        }

        // The library itself or what is built upon it, and not as the compiler left it: the runtime's own assemblies are another matter
        // on each runtime.
        private static bool IsOurs(ModuleDefinition module)
        {
            bool ours = module.Assembly.Name.Name == Names.Namespace || module.AssemblyReferences.Any(r => r.Name == Names.Namespace);
            return ours && !module.Types.Any(Names.IsFace) && !module.GetTypeReferences().Any(Names.IsFace);
        }
    }
}
