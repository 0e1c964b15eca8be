using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>
    /// Looks for text as a device does: an empty string is not found, an index at the end is allowed, and a count that leads out of the
    /// text is an error forwards only. Forwards it goes by characters of 16 bits: one of two of these, an emoji say, ends it, and is never found.
    /// </summary>
    internal static class StringSearch
    {
        /// <param name="value">The string that is looked for; null when it is a character.</param>
        /// <param name="isOne">It is the character.</param>
        public static int Find(string text, string value, Func<char, bool> isOne, bool isLast, int? start, int? count)
        {
            if (text.Length == 0)
            {
                return -1;
            }

            int length = value == null ? 1 : value.Length;
            int from = start ?? (isLast ? text.Length - 1 : 0);
            if (from < 0 || from > text.Length)
            {
                throw new ArgumentOutOfRangeException();
            }

            if (isLast)
            {
                from -= length - 1;
                if (from < 0 || from > text.Length)
                {
                    return -1;
                }
            }

            int turns = count ?? (isLast ? from + 1 : text.Length - from);
            turns -= isLast ? 0 : length - 1;
            if (isLast && turns > from + 1)
            {
                return -1;
            }

            if (!isLast && from + turns > text.Length)
            {
                throw new ArgumentOutOfRangeException();
            }

            return isLast ? BackwardSearch.Find(text, value, isOne, from, turns) : Forwards(text, value, isOne, from, turns);
        }

        private static int Forwards(string text, string value, Func<char, bool> isOne, int from, int turns)
        {
            int length = value == null ? 1 : value.Length;
            for (; turns > 0; turns--, from++)
            {
                if (IsAtPair(text, from, length))
                {
                    return -1;
                }

                if (from + length <= text.Length && (value == null ? isOne(text[from]) : string.CompareOrdinal(text, from, value, 0, length) == 0))
                {
                    return from;
                }
            }

            return -1;
        }

        // At one, or in it; or it would be in what is found, and the search ends at it.
        private static bool IsAtPair(string text, int start, int length)
        {
            for (int i = start > 0 ? start - 1 : 0; i < start + length && i + 1 < text.Length; i++)
            {
                if (char.IsSurrogatePair(text, i))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
