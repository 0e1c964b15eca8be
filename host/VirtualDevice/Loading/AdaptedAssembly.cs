using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>What is loaded in place of a device assembly that calls what desktop .NET does in another way or does not have.</summary>
    /// <param name="Image">The assembly.</param>
    /// <param name="Symbols">Its symbols; null when it has none.</param>
    internal sealed record AdaptedAssembly(byte[] Image, byte[]? Symbols)
    {
        /// <summary>Reads an assembly; null when it can be loaded as it is.</summary>
        /// <param name="path">Its file.</param>
        /// <param name="rewritten">What stands in for the file, with symbols in it or without; null for nothing.</param>
        public static AdaptedAssembly? Make(string path, byte[]? rewritten)
        {
            using AssemblyDefinition assembly = rewritten == null
                ? AssemblyDefinition.ReadAssembly(path, new ReaderParameters { ReadSymbols = File.Exists(Path.ChangeExtension(path, ".pdb")), ThrowIfSymbolsAreNotMatching = false })
                : AssemblyDefinition.ReadAssembly(new MemoryStream(rewritten));
            ModuleDefinition module = assembly.MainModule;
            if (rewritten != null && module.GetDebugHeader().Entries.Any(entry => entry.Directory.Type == ImageDebugType.EmbeddedPortablePdb))
            {
                module.ReadSymbols(new EmbeddedPortablePdbReaderProvider().GetSymbolReader(module, string.Empty));
            }

            bool hasSymbols = module.HasSymbols;
            bool isAdapted = NativeCalls.Replace(module) | DeviceCalls.Replace(module);
            if (!isAdapted)
            {
                return rewritten == null ? null : new AdaptedAssembly(rewritten, null);
            }

            using MemoryStream image = new();
            using MemoryStream symbols = new();
            assembly.Write(image, !hasSymbols ? new WriterParameters() : new WriterParameters
            {
                WriteSymbols = true,
                SymbolStream = symbols,
                SymbolWriterProvider = new PortablePdbWriterProvider(),
            });
            return new AdaptedAssembly(image.ToArray(), hasSymbols ? symbols.ToArray() : null);
        }
    }
}
