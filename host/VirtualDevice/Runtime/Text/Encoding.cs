namespace System.Text
{
    public abstract class Encoding
    {
        public static Encoding UTF8 => new UTF8Encoding();

        public virtual byte[] GetBytes(string s) => null;

        public virtual int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw new NotImplementedException();

        public virtual char[] GetChars(byte[] bytes) => throw new NotImplementedException();

        public virtual char[] GetChars(byte[] bytes, int byteIndex, int byteCount) => throw new NotImplementedException();

        public abstract Decoder GetDecoder();

        public virtual string GetString(byte[] bytes, int index, int count) => UAsyncio.VirtualDevice.Runtime.Calls.String.Create(GetChars(bytes, index, count));
    }
}
