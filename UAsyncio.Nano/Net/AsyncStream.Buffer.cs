using System;
using System.Text;

namespace UAsyncio.Nano.Net
{
    public partial class AsyncStream
    {
        private const int FirstBuffer = 128;

        // Boxed once: it is compared with bytes by native code.
        private static readonly object s_newline = (byte)'\n';

        // What has come and was not asked for yet. Made when a line is read, and kept.
        private byte[] _buffer;
        internal int _start;
        internal int _end;

        // How many of them were looked at and found wanting.
        private int _examined;

        /// <summary>
        /// The bytes that have come and are not consumed yet, from <see cref="BufferStart"/> to <see cref="BufferEnd"/>: what a protocol
        /// parses. It looks at those from <see cref="Examined"/> on; if they are not enough it reads more by <see cref="FillAsync"/>; what it
        /// has understood it takes by <see cref="Consume"/>. So each byte is looked at once, however it comes. (.NET: PipeReader)
        /// </summary>
        /// <remarks>A fill may make another buffer and move the bytes: keep distances from <see cref="BufferStart"/>, not the places.</remarks>
        public byte[] Buffer => _buffer;

        /// <summary>Where the bytes begin in <see cref="Buffer"/>.</summary>
        public int BufferStart => _start;

        /// <summary>Where they end in <see cref="Buffer"/>.</summary>
        public int BufferEnd => _end;

        /// <summary>How many bytes are there.</summary>
        public int Buffered => _end - _start;

        /// <summary>
        /// How many of the bytes, counted from <see cref="BufferStart"/>, were examined before: to be set by who has looked at them in vain.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">So many are not there.</exception>
        public int Examined
        {
            get => _examined;

            set
            {
                if ((uint)value > (uint)(_end - _start))
                {
                    throw new ArgumentOutOfRangeException(nameof(value));
                }

                _examined = value;
            }
        }

        /// <summary>Reads more into the buffer, which grows up to a limit.</summary>
        /// <param name="limit">How many bytes the buffer may hold; at least 1.</param>
        /// <returns>To be awaited: how many bytes came, 0 at the end of the stream or when so many are there.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is less than 1, and there is no buffer yet.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
        public IntAwaitable FillAsync(int limit)
        {
            ReadOperation read = _read ?? MakeRead();

            if (read.IsBusy)
            {
                throw OtherReader();
            }

            int room = MakeRoom(limit);
            read._buffer = _buffer;
            read._offset = _end;
            read._count = room > 0 ? room : 0;
            read._wanted = ReadOperation.Fill;
            return read;
        }

        /// <summary>Looks for a byte among those that are not examined, and counts those before it as examined.</summary>
        /// <param name="value">The byte.</param>
        /// <returns>Its distance from <see cref="BufferStart"/>; -1 where it has not come.</returns>
        public int Find(byte value)
        {
            int from = _start + _examined;
            int found = from == _end ? -1 : Array.IndexOf(_buffer, value == '\n' ? s_newline : value, from, _end - from);
            _examined = (found < 0 ? _end : found) - _start;
            return found < 0 ? -1 : _examined;
        }

        /// <summary>Takes bytes out of the buffer.</summary>
        /// <param name="count">How many.</param>
        /// <exception cref="ArgumentOutOfRangeException">So many are not there.</exception>
        public void Consume(int count)
        {
            if ((uint)count > (uint)(_end - _start))
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            int start = _start + count;

            if (start == _end)
            {
                _start = 0;
                _end = 0;
                _examined = 0;
                return;
            }

            _start = start;

            if (_examined > 0)
            {
                _examined = _examined > count ? _examined - count : 0;
            }
        }

        /// <summary>Lets the buffer go, if nothing is in it and nobody reads: what waits for long does without.</summary>
        public void TrimBuffer()
        {
            if (!IsReading)
            {
                TryLetGo();
            }
        }

        /// <summary>The same, where nobody can be reading. False where something is in it.</summary>
        [Inline]
        internal bool TryLetGo()
        {
            if (_end != _start)
            {
                return false;
            }

            _buffer = null;

            if (_read != null)
            {
                _read._buffer = null;
            }

            return true;
        }

        /// <summary>Takes bytes that have come before out of the buffer.</summary>
        internal int TakeBuffered(byte[] buffer, int offset, int count)
        {
            int ready = _end - _start;
            ready = ready < count ? ready : count;
            Array.Copy(_buffer, _start, buffer, offset, ready);
            Consume(ready);
            return ready;
        }

        /// <summary>Puts bytes back that were read for a coroutine which was cancelled.</summary>
        internal void Unread(byte[] buffer, int offset, int count)
        {
            if (count <= 0)
            {
                return;
            }

            int rest = _end - _start;
            byte[] all = new byte[count + rest];
            Array.Copy(buffer, offset, all, 0, count);

            if (rest > 0)
            {
                Array.Copy(_buffer, _start, all, count, rest);
            }

            Commit.Begin();
            _buffer = all;
            _start = 0;
            _end = all.Length;
            _examined = 0;
            Commit.End();
        }

        // Another reader's bytes are not taken, and the buffer that it waits for is not moved.
        private void CheckNoReader()
        {
            if (IsReading)
            {
                throw OtherReader();
            }
        }

        // How many bytes can be put behind those that are there; 0 or less for none.
        private int MakeRoom(int limit)
        {
            byte[] buffer = _buffer;

            if (buffer == null)
            {
                // One of no bytes would not grow.
                if (limit < 1)
                {
                    throw new ArgumentOutOfRangeException(nameof(limit));
                }

                int first = FirstBuffer < limit ? FirstBuffer : limit;
                _buffer = new byte[first];
                return first;
            }

            int size = buffer.Length;
            int end = _end;
            int room = (size < limit ? size : limit) - end;

            if (room > 0)
            {
                return room;
            }

            int length = end - _start;

            if (length == size && size < limit)
            {
                size = 2 * size < limit ? 2 * size : limit;
                _buffer = new byte[size];
            }

            // Where nothing is there both are 0.
            if (length > 0)
            {
                Array.Copy(buffer, _start, _buffer, 0, length);
                _start = 0;
                _end = end = length;
            }

            return (size < limit ? size : limit) - end;
        }

        // So many bytes as a string, and with its end out of the buffer.
        private string Take(int length, int whole)
        {
            string line = Encoding.UTF8.GetString(_buffer, _start, length);
            Consume(whole);
            return line;
        }
    }
}
