using System;
using System.Text;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>Keeps the last messages in memory that is taken once: the oldest give way. A restart of the device empties it.</summary>
    public sealed class RingTarget : LogTarget
    {
        private readonly byte[] _bytes;

        // Where the next byte goes; and how many are there, whole lines only.
        private int _end;
        private int _count;

        /// <summary>Creates a ring.</summary>
        /// <param name="size">How many bytes of UTF-8 it holds, line ends included; at least 64. A longer line is cut.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 64.</exception>
        public RingTarget(int size = 2048)
        {
            if (size < 64)
            {
                throw new ArgumentOutOfRangeException(nameof(size));
            }

            _bytes = new byte[size];
        }

        /// <inheritdoc/>
        public override void Write(LogLevel level, string name, string message)
        {
            byte[] line = Encoding.UTF8.GetBytes(Line(level, name, message));
            int length = line.Length < _bytes.Length ? line.Length : _bytes.Length - 1;

            // Not in the middle of a character.
            while (length < line.Length && length > 0 && (line[length] & 0xC0) == 0x80)
            {
                length--;
            }

            BlankControls(line, length);

            lock (_bytes)
            {
                // Without a call: where memory is too short for one, half a line would be taken for a whole one.
                while (_bytes.Length - _count < length + 1)
                {
                    // The oldest, and its end.
                    while (_bytes[(_end - _count + _bytes.Length) % _bytes.Length] != '\n')
                    {
                        _count--;
                    }

                    _count--;
                }

                for (int i = 0; i <= length; i++)
                {
                    _bytes[_end] = i < length ? line[i] : (byte)'\n';
                    _end = _end + 1 == _bytes.Length ? 0 : _end + 1;
                }

                _count += length + 1;
            }
        }

        /// <summary>Takes a copy of all that is there, the oldest line first, each ended by \n. For any thread.</summary>
        /// <returns>UTF-8.</returns>
        public byte[] ToBytes()
        {
            lock (_bytes)
            {
                byte[] copy = new byte[_count];

                for (int i = 0; i < _count; i++)
                {
                    copy[i] = _bytes[(_end - _count + i + _bytes.Length) % _bytes.Length];
                }

                return copy;
            }
        }
    }
}
