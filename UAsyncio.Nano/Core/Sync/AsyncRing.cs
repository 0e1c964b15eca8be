using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A ring of bytes from another thread, or the handler of an interrupt, to a coroutine: one writes, one reads. (MicroPython: RingIO)
    /// </summary>
    /// <remarks>It allocates nothing but its room, at once. The writer never waits: what has no room is lost, and counted.</remarks>
    public sealed class AsyncRing
    {
        private readonly ThreadSafeFlag _flag = new ThreadSafeFlag();
        private readonly byte[] _bytes;
        private int _head;
        private int _count;
        private int _lost;

        /// <summary>Creates a ring.</summary>
        /// <param name="capacity">Its room in bytes, 1 or more.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
        public AsyncRing(int capacity)
        {
            if (capacity < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(capacity));
            }

            _bytes = new byte[capacity];
        }

        /// <summary>How many bytes are in it.</summary>
        public int Count => _count;

        /// <summary>How many bytes had no room since it was made.</summary>
        public int Lost => _lost;

        /// <summary>Writes what there is room for and wakes the reader. For any thread. It changes nothing if it throws.</summary>
        /// <param name="buffer">The bytes.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>How many were written; <see cref="Lost"/> counts the others.</returns>
        /// <exception cref="ArgumentOutOfRangeException">They are not within the buffer.</exception>
        public int Write(byte[] buffer, int offset, int count)
        {
            CheckRange(buffer, offset, count);

            lock (_bytes)
            {
                int written = _bytes.Length - _count;

                if (written >= count)
                {
                    written = count;
                }

                int tail = _head + _count;
                tail = tail < _bytes.Length ? tail : tail - _bytes.Length;
                int atEnd = _bytes.Length - tail;

                if (written <= atEnd)
                {
                    Array.Copy(buffer, offset, _bytes, tail, written);
                }
                else
                {
                    Array.Copy(buffer, offset, _bytes, tail, atEnd);
                    Array.Copy(buffer, offset + atEnd, _bytes, 0, written - atEnd);
                }

                // The last that can fail: the reader waits for the lock.
                if (written > 0)
                {
                    _flag.Set();
                }

                _count += written;
                _lost += count - written;
                return written;
            }
        }

        /// <summary>Reads what is there, without waiting.</summary>
        /// <param name="buffer">Where to.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many at most.</param>
        /// <returns>How many were read; 0 when it is empty.</returns>
        /// <exception cref="ArgumentOutOfRangeException">They are not within the buffer.</exception>
        public int Read(byte[] buffer, int offset, int count)
        {
            CheckRange(buffer, offset, count);

            lock (_bytes)
            {
                int read = count < _count ? count : _count;
                int atEnd = _bytes.Length - _head;

                if (read <= atEnd)
                {
                    Array.Copy(_bytes, _head, buffer, offset, read);
                }
                else
                {
                    Array.Copy(_bytes, _head, buffer, offset, atEnd);
                    Array.Copy(_bytes, 0, buffer, offset + atEnd, read - atEnd);
                }

                _head += read;
                _head = _head < _bytes.Length ? _head : _head - _bytes.Length;
                _count -= read;
                return read;
            }
        }

        /// <summary>Waits until there may be bytes: <see cref="Read"/> tells.</summary>
        /// <returns>To be awaited, by one coroutine at a time.</returns>
        public VoidAwaitable WaitToReadAsync()
        {
            if (_count > 0)
            {
                _flag.IsSetNow = true;
            }

            return _flag;
        }

        private static void CheckRange(byte[] buffer, int offset, int count)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException(nameof(buffer));
            }

            if (offset < 0 || count < 0 || offset > buffer.Length - count)
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }
        }
    }
}
