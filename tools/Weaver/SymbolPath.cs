using System;
using System.IO;
using System.Linq;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver
{
    /// <summary>
    /// Writes portable symbols for an assembly that names them as the compiler did. Cecil would name the file that it writes,
    /// which is a temporary one: no debugger would find the symbols.
    /// </summary>
    internal sealed class SymbolPath : ISymbolWriterProvider
    {
        // Before the path in a debug directory's entry: signature, identity, age.
        private const int PathOffset = 24;

        private readonly PortablePdbWriterProvider _provider = new PortablePdbWriterProvider();
        private readonly byte[] _path;

        internal SymbolPath(ModuleDefinition module)
        {
            byte[] compiled = module.GetDebugHeader().Entries.FirstOrDefault(IsCodeView)?.Data;
            string beside = Path.ChangeExtension(Path.GetFileName(module.FileName), ".pdb");
            _path = compiled == null ? Encoding.UTF8.GetBytes(beside + "\0") : compiled.Skip(PathOffset).ToArray();
        }

        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName)
        {
            return new Writer(_provider.GetSymbolWriter(module, fileName), _path);
        }

        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream)
        {
            return new Writer(_provider.GetSymbolWriter(module, symbolStream), _path);
        }

        private static bool IsCodeView(ImageDebugHeaderEntry entry)
        {
            return entry.Directory.Type == ImageDebugType.CodeView && entry.Data.Length > PathOffset;
        }

        private sealed class Writer : ISymbolWriter
        {
            private readonly ISymbolWriter _writer;
            private readonly byte[] _path;

            internal Writer(ISymbolWriter writer, byte[] path)
            {
                _writer = writer;
                _path = path;
            }

            public ISymbolReaderProvider GetReaderProvider() => _writer.GetReaderProvider();

            public void Write(MethodDebugInformation info) => _writer.Write(info);

            public void Write(ICustomDebugInformationProvider provider) => _writer.Write(provider);

            public void Write() => _writer.Write();

            public void Dispose() => _writer.Dispose();

            public ImageDebugHeader GetDebugHeader()
            {
                return new ImageDebugHeader(_writer.GetDebugHeader().Entries.Select(e => IsCodeView(e) ? WithPath(e) : e).ToArray());
            }

            private ImageDebugHeaderEntry WithPath(ImageDebugHeaderEntry entry)
            {
                byte[] data = entry.Data.Take(PathOffset).Concat(_path).ToArray();
                ImageDebugDirectory directory = entry.Directory;
                directory.SizeOfData = data.Length;
                return new ImageDebugHeaderEntry(directory, data);
            }
        }
    }
}
