using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace UAsyncio.Nano.TestAdapter
{
    /// <summary>
    /// Where the methods of an assembly stand in their sources, by the symbols beside it. It is read and not loaded: this computer's .NET does not
    /// know what its types derive from or consist of.
    /// </summary>
    internal sealed class SourcePlaces
    {
        private readonly Dictionary<string, (string File, int Line)> _places = [];

        /// <summary>Reads an assembly; without symbols no place is known.</summary>
        public SourcePlaces(string assembly)
        {
            string symbols = Path.ChangeExtension(assembly, ".pdb");

            if (!File.Exists(symbols))
            {
                return;
            }

            using PEReader file = new(File.OpenRead(assembly));
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
            MetadataReader metadata = file.GetMetadataReader();
            MetadataReader lines = provider.GetMetadataReader();

            foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
            {
                SequencePoint? first = lines.GetMethodDebugInformation(handle).GetSequencePoints().Where(p => !p.IsHidden).Cast<SequencePoint?>().FirstOrDefault();

                if (first is { } point)
                {
                    MethodDefinition method = metadata.GetMethodDefinition(handle);
                    string name = $"{NameOf(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}";
                    _places.TryAdd(name, (lines.GetString(lines.GetDocument(point.Document).Name), point.StartLine));
                }
            }
        }

        /// <summary>Where a method begins; of one without symbols, no file and line 0.</summary>
        /// <param name="type">The full name of its class, as reflection has it.</param>
        /// <param name="method">Its name.</param>
        public (string? File, int Line) Find(string type, string method) => _places.TryGetValue($"{type}.{method}", out (string, int) place) ? place : default;

        private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            string name = metadata.GetString(type.Name);
            TypeDefinitionHandle outer = type.GetDeclaringType();
            return !outer.IsNil ? $"{NameOf(metadata, outer)}+{name}"
                : type.Namespace.IsNil ? name
                : $"{metadata.GetString(type.Namespace)}.{name}";
        }
    }
}
