namespace System.IO.Ports
{
    internal sealed class SerialStream : Stream
    {
        private readonly SerialPort _port;

        public SerialStream(SerialPort port)
        {
            _port = port;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => _port.Read(buffer, offset, count);

        // As on a device: its own stream has no other answer.
        public override int Read(SpanByte buffer) => throw new NotImplementedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _port.Write(buffer, offset, count);
    }
}
