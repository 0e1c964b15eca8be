using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>Writes an assembly that holds nothing but type forwards.</summary>
    internal sealed class FacadeBuilder
    {
        // ECMA-335 leaves out the value's name: the exported type lives in another assembly.
        private const TypeAttributes Forwarder = (TypeAttributes)0x00200000;

        // Higher than any that is asked for: a context takes a newer assembly than a reference names, never an older one.
        private static readonly Version s_version = new(99, 0, 0, 0);

        private readonly MetadataBuilder _metadata = new();
        private readonly Dictionary<Assembly, AssemblyReferenceHandle> _targets = new();
        private readonly Dictionary<Type, ExportedTypeHandle> _exported = new();

        public static byte[] Build(AssemblyName name, IEnumerable<Type> types)
        {
            FacadeBuilder builder = new();
            builder.AddAssembly(name);
            foreach (Type type in types)
            {
                builder.Forward(type);
            }

            return builder.Serialize();
        }

        private void AddAssembly(AssemblyName name)
        {
            StringHandle simpleName = _metadata.GetOrAddString(name.Name!);
            _metadata.AddModule(0, simpleName, _metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
            _metadata.AddAssembly(
                simpleName,
                s_version,
                default,
                _metadata.GetOrAddBlob(DeviceAssemblyNames.PublicKey),
                AssemblyFlags.PublicKey,
                AssemblyHashAlgorithm.Sha1);
            _metadata.AddTypeDefinition(
                default,
                default,
                _metadata.GetOrAddString("<Module>"),
                default,
                MetadataTokens.FieldDefinitionHandle(1),
                MetadataTokens.MethodDefinitionHandle(1));
        }

        private EntityHandle Forward(Type type)
        {
            if (_exported.TryGetValue(type, out ExportedTypeHandle known))
            {
                return known;
            }

            bool isNested = type.DeclaringType != null;
            EntityHandle target = isNested ? Forward(type.DeclaringType!) : Reference(type.Assembly);
            ExportedTypeHandle handle = _metadata.AddExportedType(
                isNested ? default : Forwarder,
                isNested || type.Namespace == null ? default : _metadata.GetOrAddString(type.Namespace),
                _metadata.GetOrAddString(type.Name),
                target,
                0);
            _exported.Add(type, handle);
            return handle;
        }

        private AssemblyReferenceHandle Reference(Assembly assembly)
        {
            if (_targets.TryGetValue(assembly, out AssemblyReferenceHandle known))
            {
                return known;
            }

            AssemblyName name = assembly.GetName();
            byte[] token = name.GetPublicKeyToken() ?? [];
            AssemblyReferenceHandle handle = _metadata.AddAssemblyReference(
                _metadata.GetOrAddString(name.Name!),
                name.Version!,
                default,
                token.Length == 0 ? default : _metadata.GetOrAddBlob(token),
                default,
                default);
            _targets.Add(assembly, handle);
            return handle;
        }

        private byte[] Serialize()
        {
            ManagedPEBuilder pe = new(
                new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll | Characteristics.ExecutableImage),
                new MetadataRootBuilder(_metadata),
                new BlobBuilder());
            BlobBuilder image = new();
            pe.Serialize(image);
            return image.ToArray();
        }
    }
}
