namespace System.IO
{
    public class MemoryStream : Stream
    {
        private const int InitialCapacity = 256;

        private readonly bool _isExpandable;
        private readonly bool _isWritable;
        private byte[] _buffer;
        private int _position;
        private int _length;
        private bool _isOpen = true;

        public MemoryStream()
        {
            _buffer = new byte[InitialCapacity];
            _isExpandable = true;
            _isWritable = true;
        }

        public MemoryStream(byte[] buffer)
            : this(buffer, true)
        {
        }

        public MemoryStream(byte[] buffer, bool isWritable)
        {
            _buffer = buffer ?? throw new ArgumentNullException();
            _length = buffer.Length;
            _isWritable = isWritable;
        }

        public override bool CanRead => _isOpen;

        public override bool CanSeek => _isOpen;

        public override bool CanWrite => _isOpen && _isWritable;

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
                if (value < 0 || value > int.MaxValue)
                {
                    throw new ArgumentOutOfRangeException();
                }

                _position = (int)value;
            }
        }

        public override void Flush()
        {
        }

        public virtual byte[] GetBuffer() => _buffer;

        public override int Read(SpanByte buffer)
        {
            ThrowIfClosed();
            int count = Math.Min(Math.Max(0, _length - _position), buffer.Length);
            new SpanByte(_buffer, count == 0 ? 0 : _position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            CheckRange(buffer, offset, count);
            return Read(new SpanByte(buffer, offset, count));
        }

        public override int ReadByte()
        {
            ThrowIfClosed();
            return _position < _length ? _buffer[_position++] : -1;
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            ThrowIfClosed();
            long start = origin switch
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

            Position = start + offset;
            return _position;
        }

        public override void SetLength(long value)
        {
            ThrowIfReadOnly();
            if (value < 0 || value > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException();
            }

            EnsureCapacity((int)value);
            if (value > _length)
            {
                Array.Clear(_buffer, _length, (int)value - _length);
            }

            _length = (int)value;
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
            CheckRange(buffer, offset, count);
            int end = _position + count;
            if (end > _length)
            {
                EnsureCapacity(end);
                Array.Clear(_buffer, _length, Math.Max(0, _position - _length));
                _length = end;
            }

            Array.Copy(buffer, offset, _buffer, _position, count);
            _position = end;
        }

        public override void WriteByte(byte value) => Write(new[] { value }, 0, 1);

        public virtual void WriteTo(Stream stream)
        {
            ThrowIfClosed();
            if (stream == null)
            {
                throw new ArgumentNullException();
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

        private void EnsureCapacity(int capacity)
        {
            if (capacity <= _buffer.Length)
            {
                return;
            }

            if (!_isExpandable)
            {
                throw new NotSupportedException();
            }

            Array.Resize(ref _buffer, Math.Max(capacity, _buffer.Length * 2));
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

        private static void CheckRange(byte[] buffer, int offset, int count)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }

            if (offset < 0 || count < 0)
            {
                throw new ArgumentOutOfRangeException();
            }

            if (buffer.Length - offset < count)
            {
                throw new ArgumentException();
            }
        }
    }
}
