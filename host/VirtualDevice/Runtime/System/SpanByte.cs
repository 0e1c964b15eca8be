using UAsyncio.VirtualDevice.Runtime;

namespace System
{
    public readonly struct SpanByte
    {
        private readonly byte[] _array;
        private readonly int _start;
        private readonly int _length;

        public SpanByte(byte[] array)
            : this(array, 0, array == null ? 0 : array.Length)
        {
        }

        public SpanByte(byte[] array, int start, int length)
        {
            int available = array == null ? 0 : array.Length;
            if (start < 0 || length < 0 || start > available || length > available - start)
            {
                throw LibraryExceptions.OutOfRange();
            }

            _array = array;
            _start = start;
            _length = length;
        }

        public static SpanByte Empty => default;

        public bool IsEmpty => _length == 0;

        public int Length => _length;

        public byte this[int index]
        {
            get => _array[At(index)];
            set => _array[At(index)] = value;
        }

        public static implicit operator SpanByte(byte[] array) => new SpanByte(array);

        public void CopyTo(SpanByte destination)
        {
            if (destination._length < _length)
            {
                throw new ArgumentException();
            }

            if (_length > 0)
            {
                Array.Copy(_array, _start, destination._array, destination._start, _length);
            }
        }

        public SpanByte Slice(int start) => Slice(start, _length - start);

        public SpanByte Slice(int start, int length)
        {
            if (start < 0 || length < 0 || start > _length || length > _length - start)
            {
                throw LibraryExceptions.OutOfRange();
            }

            return new SpanByte(_array, _start + start, length);
        }

        public byte[] ToArray()
        {
            byte[] copy = new byte[_length];
            CopyTo(copy);
            return copy;
        }

        // Before its start it is another index of the array, or none.
        private int At(int index) => index < _length ? _start + index : throw LibraryExceptions.OutOfRange();
    }
}
