extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;
using DesktopConvert = desktop::System.Convert;

namespace System
{
    public static class Convert
    {
        private const int BytesOfLine = 57;

        public static bool ToBoolean(byte value) => value != 0;

        public static char ToChar(ushort value) => (char)value;

        public static byte ToByte(bool value) => value ? (byte)1 : (byte)0;

        public static sbyte ToSByte(string value, int fromBase = 10) => (sbyte)NumberParsing.ToInt64(value, sbyte.MinValue, sbyte.MaxValue, fromBase);

        public static byte ToByte(string value, int fromBase = 10) => (byte)NumberParsing.ToInt64(value, byte.MinValue, byte.MaxValue, fromBase);

        public static short ToInt16(string value, int fromBase = 10) => (short)NumberParsing.ToInt64(value, short.MinValue, short.MaxValue, fromBase);

        public static ushort ToUInt16(string value, int fromBase = 10) => (ushort)NumberParsing.ToInt64(value, ushort.MinValue, ushort.MaxValue, fromBase);

        public static int ToInt32(string value, int fromBase = 10) => (int)NumberParsing.ToInt64(value, int.MinValue, int.MaxValue, fromBase);

        public static uint ToUInt32(string value, int fromBase = 10) => (uint)NumberParsing.ToInt64(value, uint.MinValue, uint.MaxValue, fromBase);

        public static long ToInt64(string value, int fromBase = 10) => NumberParsing.ToInt64(value, long.MinValue, long.MaxValue, fromBase);

        public static ulong ToUInt64(string value, int fromBase = 10) => (ulong)NumberParsing.ToInt64(value, 0, 0, fromBase);

        public static double ToDouble(string value) => NumberParsing.ToDouble(value);

        public static float ToSingle(string value) => (float)NumberParsing.ToDouble(value);

        public static DateTime ToDateTime(string value) => DateTime.Parse(value);

        public static string ToBase64String(byte[] inArray) => ToBase64String(inArray, Base64FormattingOptions.None);

        public static string ToBase64String(byte[] inArray, Base64FormattingOptions options)
        {
            ArgumentNullException.ThrowIfNull(inArray);
            return ToBase64String(inArray, 0, inArray.Length, options);
        }

        public static string ToBase64String(byte[] inArray, int offset, int length) => ToBase64String(inArray, offset, length, Base64FormattingOptions.None);

        // A line that is full is ended, the last one too.
        public static string ToBase64String(byte[] inArray, int offset, int length, Base64FormattingOptions options)
        {
            ArgumentNullException.ThrowIfNull(inArray);
            if (length < 0 || offset < 0)
            {
                throw LibraryExceptions.OutOfRange();
            }

            string text = DesktopConvert.ToBase64String(inArray, offset, length, options);
            bool endsLine = options == Base64FormattingOptions.InsertLineBreaks && length > 0 && (length + 2) % BytesOfLine < 3;
            return endsLine ? text + "\r\n" : text;
        }

        public static byte[] FromBase64CharArray(char[] inArray, int offset, int length)
        {
            ArgumentNullException.ThrowIfNull(inArray);
            if (length < 0 || offset < 0 || offset > inArray.Length - length)
            {
                throw LibraryExceptions.OutOfRange();
            }

            return FromBase64String(new string(inArray, offset, length));
        }

        // What is no base 64 is an Exception and no other; spaces are allowed at the end of a line only.
        public static byte[] FromBase64String(string inString)
        {
            for (int i = 0; i < inString.Length; i++)
            {
                if (inString[i] == ' ' && i + 1 < inString.Length && inString[i + 1] is not (' ' or '\r' or '\n'))
                {
                    throw new Exception();
                }
            }

            try
            {
                return DesktopConvert.FromBase64String(inString);
            }
            catch (FormatException)
            {
                throw new Exception();
            }
        }
    }
}
