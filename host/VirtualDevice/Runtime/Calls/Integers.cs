namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    // Eight times the same: whole numbers as text and back, with what the type can hold.
    public static class Byte
    {
        public static string ToString(ref byte self, string format) => NumberFormat.Format(self, format);

        public static byte Parse(string s) => (byte)NumberParsing.ToInt64(s, byte.MinValue, byte.MaxValue);

        public static bool TryParse(string s, out byte result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, byte.MinValue, byte.MaxValue, out long value);
            result = (byte)value;
            return isNumber;
        }
    }

    public static class SByte
    {
        public static string ToString(ref sbyte self, string format) => NumberFormat.Format(self, format);

        public static sbyte Parse(string s) => (sbyte)NumberParsing.ToInt64(s, sbyte.MinValue, sbyte.MaxValue);

        public static bool TryParse(string s, out sbyte result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, sbyte.MinValue, sbyte.MaxValue, out long value);
            result = (sbyte)value;
            return isNumber;
        }
    }

    public static class Int16
    {
        public static string ToString(ref short self, string format) => NumberFormat.Format(self, format);

        public static short Parse(string s) => (short)NumberParsing.ToInt64(s, short.MinValue, short.MaxValue);

        public static bool TryParse(string s, out short result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, short.MinValue, short.MaxValue, out long value);
            result = (short)value;
            return isNumber;
        }
    }

    public static class UInt16
    {
        public static string ToString(ref ushort self, string format) => NumberFormat.Format(self, format);

        public static ushort Parse(string s) => (ushort)NumberParsing.ToInt64(s, ushort.MinValue, ushort.MaxValue);

        public static bool TryParse(string s, out ushort result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, ushort.MinValue, ushort.MaxValue, out long value);
            result = (ushort)value;
            return isNumber;
        }
    }

    public static class Int32
    {
        public static string ToString(ref int self, string format) => NumberFormat.Format(self, format);

        public static int Parse(string s) => (int)NumberParsing.ToInt64(s, int.MinValue, int.MaxValue);

        public static bool TryParse(string s, out int result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, int.MinValue, int.MaxValue, out long value);
            result = (int)value;
            return isNumber;
        }
    }

    public static class UInt32
    {
        public static string ToString(ref uint self, string format) => NumberFormat.Format(self, format);

        public static uint Parse(string s) => (uint)NumberParsing.ToInt64(s, uint.MinValue, uint.MaxValue);

        public static bool TryParse(string s, out uint result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, uint.MinValue, uint.MaxValue, out long value);
            result = (uint)value;
            return isNumber;
        }
    }

    public static class Int64
    {
        public static string ToString(ref long self, string format) => NumberFormat.Format(self, format);

        public static long Parse(string s) => (long)NumberParsing.ToInt64(s, long.MinValue, long.MaxValue);

        public static bool TryParse(string s, out long result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, long.MinValue, long.MaxValue, out long value);
            result = (long)value;
            return isNumber;
        }
    }

    public static class UInt64
    {
        public static string ToString(ref ulong self, string format) => NumberFormat.Format(self, format);

        public static ulong Parse(string s) => (ulong)NumberParsing.ToInt64(s, 0, 0);

        public static bool TryParse(string s, out ulong result)
        {
            bool isNumber = NumberParsing.TryToInt64(s, 0, 0, out long value);
            result = (ulong)value;
            return isNumber;
        }
    }
}
