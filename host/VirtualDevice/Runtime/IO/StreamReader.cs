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
        private bool _hasRead;

        public StreamReader(Stream stream, bool leaveOpen = false)
        {
            _reader = new DesktopReader(new StreamAdapter(stream), new UTF8Encoding(false));
            _stream = stream;
            _leaveOpen = leaveOpen;
        }

        public virtual Stream BaseStream => _stream;

        public virtual Encoding CurrentEncoding => Encoding.UTF8;

        // A device looks at its buffer only, which is empty before the first read.
        public bool EndOfStream => !_hasRead || _reader.EndOfStream;

        private DesktopReader Reader
        {
            get
            {
                _hasRead = true;
                return _reader;
            }
        }

        public override void Close() => Dispose(true);

        public override int Peek() => Reader.Peek();

        public override int Read() => Reader.Read();

        // A device checks the index, and then writes from the start of the buffer.
        public override int Read(char[] buffer, int index, int count)
        {
            char[] read = new char[buffer == null ? 0 : buffer.Length];
            int length = Reader.ReadBlock(buffer == null ? null : read, index, count);
            Array.Copy(read, index, buffer, 0, length);
            return length;
        }

        public override string ReadLine() => Reader.ReadLine();

        public override string ReadToEnd() => Reader.ReadToEnd();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_leaveOpen)
            {
                _stream.Close();
            }
        }
    }
}
