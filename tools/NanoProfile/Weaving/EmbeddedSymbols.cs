using System.IO;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>Writes symbols into an assembly that has no file.</summary>
    internal sealed class EmbeddedSymbols : ISymbolWriterProvider
    {
        private readonly EmbeddedPortablePdbWriterProvider _provider = new();

        /// <inheritdoc/>
        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName) => _provider.GetSymbolWriter(module, module.Name);

        /// <inheritdoc/>
        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) => _provider.GetSymbolWriter(module, symbolStream);
    }
}
