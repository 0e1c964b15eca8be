using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal sealed class ByteQueue
    {
        private byte[] _bytes = new byte[256];
        private int _start;

        public int Count { get; private set; }

        public void Enqueue(ReadOnlySpan<byte> bytes)
        {
            if (_start + Count + bytes.Length > _bytes.Length)
            {
                byte[] larger = Count + bytes.Length > _bytes.Length ? new byte[Math.Max(2 * _bytes.Length, Count + bytes.Length)] : _bytes;
                _bytes.AsSpan(_start, Count).CopyTo(larger);
                _bytes = larger;
                _start = 0;
            }

            bytes.CopyTo(_bytes.AsSpan(_start + Count));
            Count += bytes.Length;
        }

        public ReadOnlySpan<byte> Peek(int count) => _bytes.AsSpan(_start, Math.Min(count, Count));

        public void Remove(int count)
        {
            Count -= count;
            _start = Count == 0 ? 0 : _start + count;
        }
    }
}
