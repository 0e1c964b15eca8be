using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>One end of a connection in memory: what one end writes the other reads. The example of docs/streams.md.</summary>
    internal sealed class MemoryPipe : Transport
    {
        // What this end has been sent and has not read: a ring.
        private readonly byte[] _received;
        private int _start;
        private int _count;
        private bool _isEnded;
        private MemoryPipe _peer;

        private MemoryPipe(int capacity)
        {
            _received = new byte[capacity];
        }

        /// <summary>Two streams, each the other end of the other.</summary>
        /// <param name="capacity">How many bytes are under way in a direction at most.</param>
        public static AsyncStream[] Connect(int capacity)
        {
            MemoryPipe one = new MemoryPipe(capacity);
            MemoryPipe other = new MemoryPipe(capacity);
            one._peer = other;
            other._peer = one;
            return new[] { new AsyncStream(one), new AsyncStream(other) };
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_count == 0)
            {
                return _isEnded ? 0 : -1;
            }

            count = _count < count ? _count : count;

            for (int i = 0; i < count; i++)
            {
                buffer[offset + i] = _received[(_start + i) % _received.Length];
            }

            _start = (_start + count) % _received.Length;
            _count -= count;
            return count;
        }

        public override int Write(byte[] buffer, int offset, int count)
        {
            int room = _peer._received.Length - _peer._count;
            count = room < count ? room : count;

            for (int i = 0; i < count; i++)
            {
                _peer._received[(_peer._start + _peer._count) % _peer._received.Length] = buffer[offset + i];
                _peer._count++;
            }

            return count;
        }

        public override void Close()
        {
            _peer._isEnded = true;
        }
    }
}
