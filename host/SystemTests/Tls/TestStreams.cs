using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>Keeps what is written, and has nothing to read.</summary>
    internal sealed class CaughtStream(Stream inner) : PassingStream(inner)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(0);
    }

    /// <summary>Once told, halts in the middle of what is written, and keeps the rest until it is asked for.</summary>
    internal sealed class HaltingStream(Stream inner) : PassingStream(inner)
    {
        private ReadOnlyMemory<byte> _rest;

        /// <summary>Gets or sets after how many bytes of the next write it halts; null for not at all.</summary>
        public int? HaltsAfter { get; set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int sent = HaltsAfter ?? buffer.Length;
            HaltsAfter = null;
            _rest = buffer[sent..].ToArray();
            return base.WriteAsync(buffer[..sent], cancellationToken);
        }

        public ValueTask SendRestAsync() => base.WriteAsync(_rest);
    }

    /// <summary>Passes everything on.</summary>
    internal abstract class PassingStream(Stream inner) : Stream
    {
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

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    }
}
