using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Mono.Cecil;
using UAsyncio.VirtualDevice.Loading;

namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>Finds the device assemblies that one refers to, in its folder; the runtime's are those that the virtual device has in their place.</summary>
    internal sealed class DeviceResolver : IAssemblyResolver
    {
        private readonly string _folder;
        private readonly Dictionary<string, AssemblyDefinition> _known = new(StringComparer.OrdinalIgnoreCase);

        public DeviceResolver(string folder)
        {
            _folder = folder;
        }

        public static bool IsRuntime(string? assemblyName) => DeviceAssemblyNames.Contains(assemblyName);

        public AssemblyDefinition? Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters { AssemblyResolver = this });

        public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters)
        {
            if (_known.TryGetValue(name.Name, out AssemblyDefinition? known))
            {
                return known;
            }

            foreach (string extension in (string[])[".dll", ".exe"])
            {
                string path = Path.Combine(_folder, name.Name + extension);
                if (File.Exists(path))
                {
                    return _known[name.Name] = AssemblyDefinition.ReadAssembly(new MemoryStream(File.ReadAllBytes(path)), parameters);
                }
            }

            return Runtime(name) is { } image ? _known[name.Name] = AssemblyDefinition.ReadAssembly(new MemoryStream(image), parameters) : null;
        }

        // What a default value or a constant of one of the runtime's enumerations is written as: nothing else asks.
        private static byte[]? Runtime(AssemblyNameReference name)
        {
            return IsRuntime(name.Name)
                ? FacadeBuilder.Build(new AssemblyName(name.FullName), DeviceTypes.All)
                : DeviceTypes.All.Select(type => type.Assembly).FirstOrDefault(assembly => assembly.GetName().Name == name.Name) is { } assembly ? File.ReadAllBytes(assembly.Location) : null;
        }

        public void Dispose()
        {
            foreach (AssemblyDefinition assembly in _known.Values)
            {
                assembly.Dispose();
            }
        }
    }
}
