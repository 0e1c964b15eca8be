extern alias desktop;

using System;
using System.IO;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Lets the desktop's text reader and writer work on a device's stream.
    internal sealed class StreamAdapter : desktop::System.IO.Stream
    {
        private readonly Stream _stream;

        public StreamAdapter(Stream stream)
        {
            _stream = stream ?? throw new ArgumentNullException();
        }

        public override bool CanRead => _stream.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => _stream.CanWrite;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => _stream.Flush();

        public override int Read(byte[] buffer, int offset, int count) => _stream.Read(buffer, offset, count);

        public override long Seek(long offset, desktop::System.IO.SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _stream.Write(buffer, offset, count);
    }
}
