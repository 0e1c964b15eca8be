extern alias desktop;

using System.Text;
using UAsyncio.VirtualDevice.Runtime;
using DesktopReader = desktop::System.IO.StreamReader;

namespace System.IO
{
    public class StreamReader : TextReader
    {
        private readonly Stream _stream;
        private readonly DesktopReader _reader;
        private readonly bool _leaveOpen;

        public StreamReader(Stream stream, bool leaveOpen = false)
        {
            _reader = new DesktopReader(new StreamAdapter(stream), new UTF8Encoding(false));
            _stream = stream;
            _leaveOpen = leaveOpen;
        }

        public virtual Stream BaseStream => _stream;

        public virtual Encoding CurrentEncoding => Encoding.UTF8;

        public bool EndOfStream => _reader.EndOfStream;

        public override void Close() => Dispose(true);

        public override int Peek() => _reader.Peek();

        public override int Read() => _reader.Read();

        public override int Read(char[] buffer, int index, int count) => _reader.Read(buffer, index, count);

        public override string ReadLine() => _reader.ReadLine();

        public override string ReadToEnd() => _reader.ReadToEnd();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_leaveOpen)
            {
                _stream.Close();
            }
        }
    }
}
