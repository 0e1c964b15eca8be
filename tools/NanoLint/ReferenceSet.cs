using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

namespace UAsyncio.NanoLint
{
    /// <summary>The assemblies that the checked one runs with, read when they are asked for.</summary>
    internal sealed class ReferenceSet : BaseAssemblyResolver
    {
        private readonly Dictionary<string, string> _paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, AssemblyDefinition> _read = new Dictionary<string, AssemblyDefinition>(StringComparer.OrdinalIgnoreCase);

        private readonly Dictionary<AssemblyDefinition, bool> _unwoven = new Dictionary<AssemblyDefinition, bool>();

        internal ReferenceSet(IEnumerable<string> paths)
        {
            foreach (string path in paths)
            {
                _paths[Path.GetFileNameWithoutExtension(path)] = path;
            }
        }

        /// <summary>A given assembly by its name, whatever its version; null when it was not given.</summary>
        internal AssemblyDefinition Find(string name)
        {
            if (!_read.TryGetValue(name, out AssemblyDefinition assembly) && _paths.TryGetValue(name, out string path))
            {
                assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this, InMemory = true });
                _read.Add(name, assembly);
            }

            return assembly;
        }

        /// <summary>The definition of a type of the checked assembly or of a given one; null when there is none.</summary>
        internal TypeDefinition Find(TypeReference type)
        {
            switch (type)
            {
                case null:
                    return null;
                case TypeDefinition definition:
                    return definition;
                case TypeSpecification specification:
                    return specification is GenericInstanceType ? Find(specification.ElementType) : null;
            }

            if (type.DeclaringType != null)
            {
                return Find(type.DeclaringType)?.NestedTypes.FirstOrDefault(t => t.Name == type.Name);
            }

            ModuleDefinition module = type.Scope is AssemblyNameReference scope ? Find(scope.Name)?.MainModule : type.Module;

            // What an assembly forwards belongs to it as far as those who refer to it are concerned.
            return module?.GetType(type.Namespace, type.Name)
                ?? Find(module?.ExportedTypes.FirstOrDefault(t => t.FullName == type.FullName));
        }

        /// <summary>Whether a library still is what the compiler wrote: its signatures are not those that a device sees.</summary>
        internal bool IsUnwoven(AssemblyDefinition assembly)
        {
            if (!_unwoven.TryGetValue(assembly, out bool unwoven))
            {
                ModuleDefinition module = assembly.MainModule;
                unwoven = module.Types.Any(CompilerNames.IsFace) || module.GetTypeReferences().Any(CompilerNames.IsFace);
                _unwoven.Add(assembly, unwoven);
            }

            return unwoven;
        }

        internal static bool IsDelegate(TypeDefinition type) => type?.BaseType?.FullName == "System.MulticastDelegate";

        public override AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
        {
            return Find(name.Name) ?? throw new AssemblyResolutionException(name);
        }

        protected override void Dispose(bool disposing)
        {
            foreach (AssemblyDefinition assembly in _read.Values)
            {
                assembly.Dispose();
            }

            base.Dispose(disposing);
        }

        private TypeDefinition Find(ExportedType forwarded)
        {
            return forwarded?.Scope is AssemblyNameReference scope
                ? Find(scope.Name)?.MainModule.GetType(forwarded.Namespace, forwarded.Name)
                : null;
        }
    }
}
