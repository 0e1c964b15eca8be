namespace System
{
    public static class Console
    {
        public static void Write(string value) => throw null;
        public static void WriteLine() => throw null;
        public static void WriteLine(string value) => throw null;
    }

    public static class GC
    {
        public static void ReRegisterForFinalize(object obj) => throw null;
        public static void SuppressFinalize(object obj) => throw null;
        public static void WaitForPendingFinalizers() => throw null;
    }

    public struct Guid
    {
        private int[] _value;

        public static readonly Guid Empty;

        public Guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
        public Guid(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
        public Guid(byte[] b) => throw null;
        public Guid(string g) => throw null;

        public int CompareTo(object value) => throw null;
        public override bool Equals(object o) => throw null;
        public override int GetHashCode() => throw null;
        public static Guid NewGuid() => throw null;
        public byte[] ToByteArray() => throw null;
        public override string ToString() => throw null;
        [Obsolete("To be renamed to TryParse.")]
        public static bool TryParseGuidWithDashes(string input, out Guid result) => throw null;
    }

    public class Random
    {
        public Random() => throw null;
        public Random(int seed) => throw null;

        public virtual int Next() => throw null;
        public virtual int Next(int maxValue) => throw null;
        public virtual void NextBytes(byte[] buffer) => throw null;
        public virtual double NextDouble() => throw null;
    }

    public struct SpanByte
    {
        private byte[] _value;

        public SpanByte(byte[] array) => throw null;
        public SpanByte(byte[] array, int start, int length) => throw null;

        public static SpanByte Empty => throw null;
        public bool IsEmpty => throw null;

        public byte this[int index]
        {
            get => throw null;
            set => throw null;
        }

        public int Length => throw null;

        public void CopyTo(SpanByte destination) => throw null;
        public SpanByte Slice(int start) => throw null;
        public SpanByte Slice(int start, int length) => throw null;
        public byte[] ToArray() => throw null;
        public static implicit operator SpanByte(byte[] array) => throw null;
    }

    public sealed class Version
    {
        public Version(int major, int minor, int build, int revision) => throw null;
        public Version(int major, int minor) => throw null;

        public int Build => throw null;
        public int Major => throw null;
        public int Minor => throw null;
        public int Revision => throw null;

        public override bool Equals(object obj) => throw null;
        public override int GetHashCode() => throw null;
        public override string ToString() => throw null;
    }

    public class WeakReference
    {
        public WeakReference(object target) => throw null;

        public virtual bool IsAlive => throw null;

        public virtual object Target
        {
            get => throw null;
            set => throw null;
        }
    }
}
