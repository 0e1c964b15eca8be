extern alias desktop;

using DesktopEncoding = desktop::System.Text.Encoding;

namespace System.Text
{
    public class UTF8Encoding : Encoding
    {
        public override byte[] GetBytes(string s) => DesktopEncoding.UTF8.GetBytes(s ?? throw new NullReferenceException());

        // Half of a character of four bytes is no part of what is asked for.
        public override int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)
        {
            if (s == null || bytes == null)
            {
                throw new NullReferenceException();
            }

            if (charIndex < 0 || charCount < 0 || byteIndex < 0 || charIndex + charCount > s.Length)
            {
                throw new ArgumentOutOfRangeException();
            }

            int start = Move(s, 0, charIndex);
            byte[] part = DesktopEncoding.UTF8.GetBytes(s.Substring(start, Move(s, start, charCount) - start));
            if (byteIndex + part.Length > bytes.Length)
            {
                throw new ArgumentOutOfRangeException();
            }

            Array.Copy(part, 0, bytes, byteIndex, part.Length);
            return part.Length;
        }

        public override char[] GetChars(byte[] bytes) => GetChars(bytes, 0, bytes.Length);

        public override char[] GetChars(byte[] bytes, int byteIndex, int byteCount)
        {
            if (bytes == null)
            {
                throw new NullReferenceException();
            }

            int end = byteIndex + byteCount;
            if (byteIndex < 0 || byteCount < 0 || end > bytes.Length)
            {
                throw new ArgumentOutOfRangeException();
            }

            char[] chars = new char[Utf8.Count(bytes, byteIndex, end)];
            int room = chars.Length;
            Utf8.Decode(bytes, ref byteIndex, end, false, chars, 0, ref room);
            return chars;
        }

        public override Decoder GetDecoder() => new UTF8Decoder();

        private static int Move(string text, int from, int count)
        {
            int to = from + count;
            return to > from && to < text.Length && char.IsSurrogatePair(text, to - 1) ? to - 1 : to;
        }
    }
}
