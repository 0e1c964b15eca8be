using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace UAsyncio.VirtualDevice.Tests.Security
{
    /// <summary>Passes everything on; while it holds, only the first ten bytes of what is written.</summary>
    internal sealed class HeldStream(Stream inner) : Stream
    {
        private const int Passed = 10;

        private byte[] _held = [];

        public bool IsHolding { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Release() => inner.Write(_held);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (IsHolding)
            {
                _held = buffer[Passed..].ToArray();
                buffer = buffer[..Passed];
            }

            return inner.WriteAsync(buffer, cancellationToken);
        }
    }
}
