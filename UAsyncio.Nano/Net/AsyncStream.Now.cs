using System;

namespace UAsyncio.Nano.Net
{
    // For protocols that are an IoOperation themselves: what can be done at once, without an awaitable of the stream.
    public partial class AsyncStream
    {
        /// <summary>Reads into the buffer what is there, as <see cref="FillAsync"/> without waiting.</summary>
        /// <param name="limit">How many bytes the buffer may hold; at least 1.</param>
        /// <returns>How many bytes came; 0 at the end of the stream, -1 when nothing is there yet or so many are in the buffer.</returns>
        /// <exception cref="InvalidOperationException">A coroutine is reading.</exception>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        public int TryFill(int limit)
        {
            CheckNoReader();
            Transport transport = _transport;

            if (transport == null)
            {
                throw Closed();
            }

            int room = MakeRoom(limit);

            if (room <= 0)
            {
                return -1;
            }

            int read = transport.Read(_buffer, _end, room);

            if (read > 0)
            {
                _end += read;
                _moved += read;
            }

            return read;
        }

        /// <summary>Writes what can be taken at once.</summary>
        /// <param name="buffer">Where it is.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes; at least 1.</param>
        /// <returns>How many were taken; 0 when none can be now.</returns>
        /// <exception cref="InvalidOperationException">A coroutine is writing.</exception>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        public int TryWrite(byte[] buffer, int offset, int count)
        {
            if (_write != null && _write.IsBusy)
            {
                throw new InvalidOperationException("another coroutine writes this stream");
            }

            return WriteNow(buffer, offset, count);
        }
    }
}
