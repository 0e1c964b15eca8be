using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>Loads the device assemblies of one folder and binds them to the virtual device's runtime.</summary>
    internal sealed class DeviceLoadContext : AssemblyLoadContext
    {
        private static readonly ConcurrentDictionary<string, DeviceLoadContext> s_contexts = new();
        private static readonly string[] s_extensions = [".dll", ".exe"];

        private readonly string _folder;
        private readonly Dictionary<string, Assembly> _facades = new();
        private readonly Dictionary<string, Assembly> _rewritten = new();

        private DeviceLoadContext(string folder, bool isCollectible)
            : base("device: " + folder, isCollectible)
        {
            _folder = folder;
        }

        public static DeviceLoadContext For(string folder)
        {
            return s_contexts.GetOrAdd(folder, f => new DeviceLoadContext(f, isCollectible: false));
        }

        /// <summary>One of its own: static fields are as after a reset. It goes when nothing of it is used any more.</summary>
        public static DeviceLoadContext New(string folder) => new(folder, isCollectible: true);

        /// <summary>Loads a device assembly, or what <see cref="Device.Rewriter"/> makes of it.</summary>
        public Assembly LoadFile(string path)
        {
            lock (_rewritten)
            {
                if (_rewritten.TryGetValue(path, out Assembly? known))
                {
                    return known;
                }

                AdaptedAssembly? adapted = AdaptedAssembly.Make(path, Device.Rewriter?.Invoke(path));
                if (adapted == null)
                {
                    return LoadFromAssemblyPath(path);
                }

                Assembly rewritten = LoadFromStream(
                    new MemoryStream(adapted.Image),
                    adapted.Symbols == null ? null : new MemoryStream(adapted.Symbols));
                _rewritten.Add(path, rewritten);
                return rewritten;
            }
        }

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (DeviceAssemblyNames.Contains(assemblyName.Name))
            {
                return GetFacade(assemblyName);
            }

            if (assemblyName.Name == DeviceTypes.Runtime.GetName().Name)
            {
                return DeviceTypes.Runtime;
            }

            foreach (string extension in s_extensions)
            {
                string path = Path.Combine(_folder, assemblyName.Name + extension);
                if (File.Exists(path))
                {
                    Assembly loaded = LoadFile(path);
                    CoroutineStacks.Attach(loaded);
                    return loaded;
                }
            }

            return null;
        }

        // Libraries built against different versions meet in one context; the first asks for the facade of all.
        private Assembly GetFacade(AssemblyName assemblyName)
        {
            lock (_facades)
            {
                if (!_facades.TryGetValue(assemblyName.Name!, out Assembly? facade))
                {
                    facade = LoadFromStream(new MemoryStream(FacadeBuilder.Build(assemblyName, DeviceTypes.All)));
                    _facades.Add(assemblyName.Name!, facade);
                }

                return facade;
            }
        }
    }
}
