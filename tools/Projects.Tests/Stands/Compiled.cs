using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace UAsyncio.Projects.Tests.Stands
{
    /// <summary>Assemblies that a test makes from a few lines.</summary>
    internal static class Compiled
    {
        public static byte[] Assembly(string name, OutputKind kind, IEnumerable<string> references, string source)
        {
            CSharpCompilation compilation = CSharpCompilation.Create(
                name, [CSharpSyntaxTree.ParseText(source)], references.Select(r => MetadataReference.CreateFromFile(r)), new CSharpCompilationOptions(kind));
            using MemoryStream stream = new();
            EmitResult result = compilation.Emit(stream);
            Assert.True(result.Success, string.Join("\n", result.Diagnostics));
            return stream.ToArray();
        }
    }
}
