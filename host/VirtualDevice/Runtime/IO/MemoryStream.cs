using UAsyncio.VirtualDevice.Runtime;

namespace System.IO
{
    /// <summary>
    /// As a device's it holds 65,535 bytes at most. A gap that a write leaves behind the end has what was in the buffer, not zeros, and a closed
    /// one still says that it can be written to.
    /// </summary>
    public class MemoryStream : Stream
    {
        private const int LeastCapacity = 256;
        private const int Most = 0xFFFF;

        private readonly bool _isExpandable;
        private readonly bool _isWritable;
        private byte[] _buffer;
        private int _position;
        private int _length;
        private bool _isOpen = true;

        public MemoryStream()
        {
            _buffer = new byte[LeastCapacity];
            _isExpandable = true;
            _isWritable = true;
        }

        public MemoryStream(byte[] buffer)
            : this(buffer, true)
        {
        }

        public MemoryStream(byte[] buffer, bool isWritable)
        {
            _buffer = buffer ?? throw LibraryExceptions.Null();
            _length = buffer.Length;
            _isWritable = isWritable;
        }

        public override bool CanRead => _isOpen;

        public override bool CanSeek => _isOpen;

        public override bool CanWrite => _isWritable;

        public override long Length
        {
            get
            {
                ThrowIfClosed();
                return _length;
            }
        }

        public override long Position
        {
            get
            {
                ThrowIfClosed();
                return _position;
            }

            set
            {
                ThrowIfClosed();
                _position = Within(value);
            }
        }

        public override void Flush()
        {
        }

        public virtual byte[] GetBuffer() => _buffer;

        public override int Read(SpanByte buffer)
        {
            ThrowIfClosed();
            int count = Math.Min(_length - _position, buffer.Length);
            if (count <= 0)
            {
                return 0;
            }

            new SpanByte(_buffer, _position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            ThrowIfClosed();
            LibraryExceptions.CheckRange(buffer, offset, count);
            return Read(new SpanByte(buffer, offset, count));
        }

        public override int ReadByte()
        {
            ThrowIfClosed();
            return _position < _length ? _buffer[_position++] : -1;
        }

        // Only the offset has a limit, not where it leads to.
        public override long Seek(long offset, SeekOrigin origin)
        {
            ThrowIfClosed();
            if (offset > Most)
            {
                throw LibraryExceptions.OutOfRange();
            }

            int start = origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => _position,
                SeekOrigin.End => _length,
                _ => throw new ArgumentException(),
            };
            if (start + offset < 0)
            {
                throw new IOException();
            }

            _position = start + (int)offset;
            return _position;
        }

        public override void SetLength(long value)
        {
            ThrowIfReadOnly();
            int length = Within(value);
            EnsureCapacity(length);
            if (length > _length)
            {
                Array.Clear(_buffer, _length, length - _length);
            }

            _length = length;
            _position = Math.Min(_position, _length);
        }

        public virtual byte[] ToArray()
        {
            byte[] copy = new byte[_length];
            Array.Copy(_buffer, copy, _length);
            return copy;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            ThrowIfReadOnly();
            LibraryExceptions.CheckRange(buffer, offset, count);
            int end = _position + count;
            EnsureCapacity(end);
            _length = Math.Max(_length, end);
            Array.Copy(buffer, offset, _buffer, _position, count);
            _position = end;
        }

        public override void WriteByte(byte value) => Write(new[] { value }, 0, 1);

        public virtual void WriteTo(Stream stream)
        {
            ThrowIfClosed();
            if (stream == null)
            {
                throw LibraryExceptions.Null();
            }

            stream.Write(_buffer, 0, _length);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _isOpen = false;
            }
        }

        private static int Within(long value) => value >= 0 && value <= Most ? (int)value : throw LibraryExceptions.OutOfRange();

        private void EnsureCapacity(int capacity)
        {
            if (capacity <= _buffer.Length)
            {
                return;
            }

            if (capacity > Most)
            {
                throw LibraryExceptions.OutOfRange();
            }

            if (!_isExpandable)
            {
                throw new NotSupportedException();
            }

            Array.Resize(ref _buffer, Math.Min(Math.Max(capacity, _buffer.Length * 2), Most));
        }

        private void ThrowIfClosed()
        {
            if (!_isOpen)
            {
                throw new ObjectDisposedException();
            }
        }

        private void ThrowIfReadOnly()
        {
            ThrowIfClosed();
            if (!_isWritable)
            {
                throw new NotSupportedException();
            }
        }
    }
}
