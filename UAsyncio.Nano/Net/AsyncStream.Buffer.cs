using System;
using System.Text;

namespace UAsyncio.Nano.Net
{
    public sealed partial class AsyncStream
    {
        private const int FirstBuffer = 128;

        // Boxed once: it is compared with bytes by native code.
        private static readonly object s_newline = (byte)'\n';

        // What has come and was not asked for yet. Made when a line is read, and kept.
        private byte[] _buffer;
        private int _start;
        private int _end;

        /// <summary>The bytes that have come and are not read yet, as a reader of lines finds them: from <see cref="BufferStart"/> to <see cref="BufferEnd"/>.</summary>
        public byte[] Buffer => _buffer;

        /// <summary>Where they begin in <see cref="Buffer"/>.</summary>
        public int BufferStart => _start;

        /// <summary>Where they end in <see cref="Buffer"/>.</summary>
        public int BufferEnd => _end;

        /// <summary>Reads more into the buffer, which grows up to a limit.</summary>
        /// <param name="limit">How large the buffer may become, in bytes.</param>
        /// <returns>To be awaited: how many bytes came, 0 at the end of the stream or when the buffer is full.</returns>
        public IntAwaitable FillAsync(int limit)
        {
            MakeRoom(limit);
            return _read.Arm(_buffer, _end, (_buffer.Length < limit ? _buffer.Length : limit) - _end);
        }

        /// <summary>The length of the line at the start of the buffer; -1 when its end has not come.</summary>
        internal int FindLine()
        {
            int found = _end == _start ? -1 : Array.IndexOf(_buffer, s_newline, _start, _end - _start);
            return found < 0 ? -1 : found - _start - (found > _start && _buffer[found - 1] == '\r' ? 1 : 0);
        }

        /// <summary>Takes bytes out of the buffer.</summary>
        /// <param name="count">How many, of those that are in it.</param>
        public void Skip(int count)
        {
            _start += count;

            if (_start == _end)
            {
                _start = _end = 0;
            }
        }

        /// <summary>Puts bytes back that were read for a coroutine which was cancelled.</summary>
        internal void Unread(byte[] buffer, int offset, int count)
        {
            // What was read into the buffer itself is where it belongs.
            if (count == 0 || buffer == _buffer)
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

            _buffer = all;
            _start = 0;
            _end = all.Length;
        }

        private void MakeRoom(int limit)
        {
            int length = _end - _start;
            int size = _buffer == null ? 0 : _buffer.Length;

            if (_end < size && _end < limit)
            {
                return;
            }

            byte[] old = _buffer;

            if (length == size && size < limit)
            {
                size = size == 0 ? FirstBuffer : 2 * size;
                _buffer = new byte[size < limit ? size : limit];
            }

            if (length > 0)
            {
                Array.Copy(old, _start, _buffer, 0, length);
            }

            _start = 0;
            _end = length;
        }

        // The string, and past it and its end of 1 byte (or 0 at the end of the stream), with \r before it.
        private string TakeLine(int length, int terminator)
        {
            string line = Encoding.UTF8.GetString(_buffer, _start, length);

            if (terminator > 0 && _buffer[_start + length] == '\r')
            {
                length++;
            }

            Skip(length + terminator);
            return line;
        }
    }
}
