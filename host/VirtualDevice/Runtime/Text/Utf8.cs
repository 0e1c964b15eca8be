namespace System.Text
{
    /// <summary>
    /// Bytes to characters as the firmware does it: a NUL ends a text, and what is no UTF-8 becomes U+FFFD, of which it counts now and then more
    /// than it writes.
    /// </summary>
    internal static class Utf8
    {
        private const char Replacement = '\uFFFD';

        /// <summary>How long an array of characters is that the firmware makes of these bytes.</summary>
        public static int Count(byte[] bytes, int from, int end)
        {
            int count = 0;
            while (from < end && bytes[from] != 0)
            {
                int follow = Following(bytes[from++]);
                count++;
                if (follow > 0 && IsWithoutNul(bytes, from, end, follow))
                {
                    int valid = Continue(bytes, from, end, follow, bytes[from - 1], out int code);
                    if (valid == follow && IsInRange(code, follow))
                    {
                        from += follow;
                        count += follow == 3 ? 1 : 0;
                    }
                    else if (valid < follow && follow > 1)
                    {
                        from += valid;
                    }
                }
            }

            return count;
        }

        /// <summary>
        /// Writes into what room there is, and a NUL behind it. A character of four bytes takes two places: where only one is left it stays.
        /// </summary>
        /// <param name="isPart">
        /// The bytes are a part of a text. Where a character's end is missing it stays and the room is filled with U+FFFD: no state is kept.
        /// </param>
        public static void Decode(byte[] bytes, ref int from, int end, bool isPart, char[] chars, int to, ref int room)
        {
            while (room > 0 && from < end)
            {
                byte lead = bytes[from++];
                if (lead == 0)
                {
                    break;
                }

                int follow = Following(lead);
                int code = follow == 0 ? lead : -1;
                if (isPart && end - from < follow)
                {
                    from--;
                }
                else if (follow > 0)
                {
                    int valid = Continue(bytes, from, end, follow, lead, out code);
                    code = valid == follow && IsInRange(code, follow) ? code : -1;
                    from += valid;
                }

                if (code >= 0x10000)
                {
                    if (room == 1)
                    {
                        from -= 4;
                        break;
                    }

                    chars[to++] = (char)(0xD800 + ((code - 0x10000) >> 10));
                    code = 0xDC00 + (code & 0x3FF);
                    room--;
                }

                chars[to++] = code < 0 ? Replacement : (char)code;
                room--;
            }

            if (room > 0)
            {
                chars[to] = '\0';
            }
        }

        // How many bytes follow a first one; -1 when it is none.
        private static int Following(byte lead)
        {
            return lead < 0x80 ? 0 : (lead & 0xE0) == 0xC0 ? 1 : (lead & 0xF0) == 0xE0 ? 2 : (lead & 0xF8) == 0xF0 ? 3 : -1;
        }

        private static int Continue(byte[] bytes, int from, int end, int follow, byte lead, out int code)
        {
            int valid = 0;
            code = lead & (0x3F >> follow);
            while (valid < follow && from + valid < end && (bytes[from + valid] & 0xC0) == 0x80)
            {
                code = (code << 6) | (bytes[from + valid++] & 0x3F);
            }

            return valid;
        }

        private static bool IsWithoutNul(byte[] bytes, int from, int end, int count)
        {
            return from + count <= end && Array.IndexOf(bytes, (byte)0, from, count) < 0;
        }

        private static bool IsInRange(int code, int follow)
        {
            return follow switch
            {
                1 => code >= 0x80,
                2 => code >= 0x800 && code is < 0xD800 or > 0xDFFF,
                _ => code is >= 0x10000 and <= 0x10FFFF,
            };
        }
    }
}
