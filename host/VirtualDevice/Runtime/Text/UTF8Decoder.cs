namespace System.Text
{
    internal sealed class UTF8Decoder : Decoder
    {
        public override void Convert(
            byte[] bytes,
            int byteIndex,
            int byteCount,
            char[] chars,
            int charIndex,
            int charCount,
            bool flush,
            out int bytesUsed,
            out int charsUsed,
            out bool completed)
        {
            if (bytes == null || chars == null)
            {
                throw new NullReferenceException();
            }

            if (byteIndex < 0 || byteCount < 0 || charIndex < 0 || charCount < 0 || bytes.Length - byteIndex < byteCount || chars.Length - charIndex < charCount)
            {
                throw new ArgumentException();
            }

            int from = byteIndex;
            int room = charCount;
            Utf8.Decode(bytes, ref from, byteIndex + byteCount, true, chars, charIndex, ref room);
            bytesUsed = from - byteIndex;
            charsUsed = charCount - room;
            completed = bytesUsed == byteCount;
        }
    }
}
