using System;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace UAsyncio.Tool.Building;

/// <summary>Whether an assembly has tests, without loading it.</summary>
internal static class TestAssembly
{
    private const string Attribute = "TestClassAttribute";

    /// <summary>Whether what was built beside an image has no class with [TestClass]. What cannot be looked into may have some.</summary>
    public static bool IsWithoutTests(string image)
    {
        string? assembly = new[] { ".dll", ".exe" }.Select(extension => Path.ChangeExtension(image, extension)).FirstOrDefault(File.Exists);

        try
        {
            return assembly != null && !HasTests(assembly);
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            return false;
        }
    }

    private static bool HasTests(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Any(member => member.Parent.Kind == HandleKind.TypeReference && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name, Attribute));
    }
}
