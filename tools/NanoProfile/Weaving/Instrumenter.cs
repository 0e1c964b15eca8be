using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Rocks;
using UAsyncio.NanoProfile.Counting;

namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>Weaves counters into a device assembly.</summary>
    internal static class Instrumenter
    {
        /// <summary>The assembly with counters, to be loaded in the file's place.</summary>
        public static byte[] Instrument(string path)
        {
            using DeviceResolver resolver = new(Path.GetDirectoryName(path)!);
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters
            {
                AssemblyResolver = resolver,
                ReadSymbols = File.Exists(Path.ChangeExtension(path, ".pdb")),
                ThrowIfSymbolsAreNotMatching = false,
            });
            bool hasSymbols = assembly.MainModule.HasSymbols;
            AssemblyTables.Add(assembly, path);
            CounterReferences references = new(assembly.MainModule);
            foreach (MethodDefinition method in assembly.MainModule.GetAllTypes().SelectMany(type => type.Methods).Where(m => m.HasBody))
            {
                string? coroutine = method.Name == "MoveNext" && method.DeclaringType.DeclaringType != null
                    ? TypeNames.MethodOf(method.DeclaringType.Name)
                    : null;
                string name = coroutine == null
                    ? method.DeclaringType.FullName.Replace('/', '.') + "." + method.Name
                    : method.DeclaringType.DeclaringType!.FullName.Replace('/', '.') + "." + coroutine;
                MethodRecord record = Counters.AddMethod(name, coroutine != null);
                new BodyInstrumenter(method.Body, record, references).Run();
            }

            MemoryStream bytes = new();

            // Within the assembly, as that is loaded from memory: stack traces keep their lines.
            assembly.Write(bytes, hasSymbols ? new WriterParameters { SymbolWriterProvider = new EmbeddedSymbols() } : new WriterParameters());
            return bytes.ToArray();
        }
    }
}
