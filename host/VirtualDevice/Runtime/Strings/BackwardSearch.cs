extern alias desktop;

using System;
using System.Text;
using DesktopEncoding = desktop::System.Text.Encoding;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>
    /// Looks for text from its end as the firmware does, by bytes of UTF-8. A step back over a character of several bytes ends in its midst,
    /// so that the index, which goes back by one, is another character's from there on.
    /// </summary>
    internal sealed class BackwardSearch
    {
        private readonly byte[] _text;
        private readonly char[] _read = new char[2];

        private BackwardSearch(string text)
        {
            _text = DesktopEncoding.UTF8.GetBytes(text);
        }

        public static int Find(string text, string value, Func<char, bool> isOne, int from, int turns)
        {
            BackwardSearch search = new(text);
            int at = search.Skip(from);
            for (; turns > 0 && at >= 0; turns--, from--)
            {
                int next = at;
                if (value == null ? search.Read(ref next) && isOne(search._read[0]) : search.IsAt(at, value))
                {
                    return from;
                }

                // A character has been read: back over it, and over the one before. One of four bytes is not read, and ends it.
                if (value == null ? next == at || !search.Back(ref next, 2) : !search.Back(ref next, 1))
                {
                    break;
                }

                at = next;
            }

            return -1;
        }

        // Negative when it would be in the midst of a character of two.
        private int Skip(int count)
        {
            int at = 0;
            while (count > 0 && at < _text.Length)
            {
                int next = at;
                if (Read(ref next))
                {
                    at = next;
                    count--;
                }
                else if (count == 1)
                {
                    return -1;
                }
                else
                {
                    at += 4;
                    count -= 2;
                }
            }

            return at;
        }

        // False for one of four bytes. Behind the end lies a NUL.
        private bool Read(ref int at)
        {
            int room = 1;
            _read[0] = '\0';
            if (at >= _text.Length)
            {
                at++;
                return true;
            }

            Utf8.Decode(_text, ref at, _text.Length, false, _read, 0, ref room);
            return room == 0;
        }

        private bool IsAt(int at, string value)
        {
            foreach (char each in value)
            {
                if (!Read(ref at) || _read[0] != each)
                {
                    return false;
                }
            }

            return true;
        }

        private bool Back(ref int at, int count)
        {
            int moved = 0;
            for (; moved < count && at > 0; moved++)
            {
                at--;
                while (at > 0 && (_text[at - 1] & 0xC0) == 0x80)
                {
                    at--;
                }
            }

            return moved == count;
        }
    }
}
