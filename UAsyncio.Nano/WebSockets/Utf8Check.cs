using System;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>Checks UTF-8 that comes in pieces: no surrogates, nothing longer than needed, nothing beyond 0x10FFFF.</summary>
    internal static class Utf8Check
    {
        /// <summary>Nothing is expected: a character may begin, or the text may end.</summary>
        internal const int Complete = 0;

        /// <summary>It is no UTF-8.</summary>
        internal const int Invalid = -1;

        // What eight bytes of ASCII have none of.
        private const long NotAscii = unchecked((long)0x8080808080808080);

        // A state is how many bytes are to come, and which the next one may be: count | lowest << 8 | highest << 16.
        private const int AnyNext = (0x80 << 8) | (0xBF << 16);

        /// <summary>Goes over a piece.</summary>
        /// <param name="state">What the last piece ended with.</param>
        /// <param name="buffer">Where the piece is.</param>
        /// <param name="start">From where on.</param>
        /// <param name="end">Up to where.</param>
        /// <returns>The state behind it.</returns>
        internal static int Next(int state, byte[] buffer, int start, int end)
        {
            while (start < end)
            {
                if (state == Complete)
                {
                    // What is ASCII, as most is, eight at a time.
                    while (end - start >= 8 && (BitConverter.ToInt64(buffer, start) & NotAscii) == 0)
                    {
                        start += 8;
                    }

                    if (start == end)
                    {
                        break;
                    }
                }

                int value = buffer[start++];

                if (state == Complete)
                {
                    if (value >= 0x80)
                    {
                        state = Lead(value);

                        if (state == Invalid)
                        {
                            return Invalid;
                        }
                    }
                }
                else if (value < ((state >> 8) & 0xFF) || value > state >> 16)
                {
                    return Invalid;
                }
                else
                {
                    int left = (state & 0xFF) - 1;
                    state = left == 0 ? Complete : left | AnyNext;
                }
            }

            return state;
        }

        private static int Lead(int value)
        {
            if (value < 0xC2 || value > 0xF4)
            {
                return Invalid;
            }

            int left = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
            int lowest = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80;
            int highest = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF;
            return left | (lowest << 8) | (highest << 16);
        }
    }
}
