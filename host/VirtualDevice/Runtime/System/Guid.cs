extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;

namespace System
{
    // Its numbers are in an array, which a default value has not: that is equal to nothing, has no hash code, and only ToString gives it one.
    public struct Guid
    {
        public static readonly Guid Empty = new Guid(new byte[16]);

        private int[] _data;

        public Guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)
            : this((uint)a, (ushort)b, (ushort)c, d, e, f, g, h, i, j, k)
        {
        }

        public Guid(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)
            : this([(byte)a, (byte)(a >> 8), (byte)(a >> 16), (byte)(a >> 24), (byte)b, (byte)(b >> 8), (byte)c, (byte)(c >> 8), d, e, f, g, h, i, j, k])
        {
        }

        public Guid(byte[] b)
        {
            ArgumentNullException.ThrowIfNull(b);
            if (b.Length != 16)
            {
                throw new ArgumentException();
            }

            _data = new int[4];
            Buffer.BlockCopy(b, 0, _data, 0, 16);
        }

        public Guid(string g)
        {
            ArgumentNullException.ThrowIfNull(g);
            if (!TryParseGuidWithDashes(g, out this))
            {
                throw new ArgumentException();
            }
        }

        public static Guid NewGuid()
        {
            byte[] bytes = new byte[16];
            new Random().NextBytes(bytes);
            bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes);
        }

        // With braces too. Of a text without characters there is no first one.
        public static bool TryParseGuidWithDashes(string input, out Guid result)
        {
            result = new Guid(new byte[16]);
            int start = UAsyncio.VirtualDevice.Runtime.Calls.String.get_Chars(input, 0) == '{' ? 1 : 0;
            if (input.Length != 36 + (2 * start) || (start == 1 && input[37] != '}')
                || input[start + 8] != '-' || input[start + 13] != '-' || input[start + 18] != '-' || input[start + 23] != '-')
            {
                return false;
            }

            try
            {
                long e = Hexadecimal(input, start + 24, 12);
                ushort d = (ushort)Hexadecimal(input, start + 19, 4);
                result = new Guid(
                    (uint)Hexadecimal(input, start, 8), (ushort)Hexadecimal(input, start + 9, 4), (ushort)Hexadecimal(input, start + 14, 4),
                    (byte)(d >> 8), (byte)d, (byte)(e >> 40), (byte)(e >> 32), (byte)(e >> 24), (byte)(e >> 16), (byte)(e >> 8), (byte)e);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        // By differences, which go around.
        public int CompareTo(object value)
        {
            if (value == null)
            {
                return 1;
            }

            int[] other = (value is Guid guid ? guid : throw new ArgumentException())._data ?? new int[4];
            for (int i = 0; i < 4; i++)
            {
                if (_data[i] != other[i])
                {
                    return unchecked(_data[i] - other[i]);
                }
            }

            return 0;
        }

        public override bool Equals(object o)
        {
            if (o is not Guid guid)
            {
                return false;
            }

            int[] other = guid._data ?? new int[4];
            return _data[0] == other[0] && _data[1] == other[1] && _data[2] == other[2] && _data[3] == other[3];
        }

        public override int GetHashCode() => _data[0] ^ _data[1] ^ _data[2] ^ _data[3];

        public byte[] ToByteArray()
        {
            byte[] bytes = new byte[16];
            for (int i = 0; i < 16; i++)
            {
                bytes[i] = (byte)(_data[i / 4] >> (8 * (i % 4)));
            }

            return bytes;
        }

        public override string ToString()
        {
            _data ??= new int[4];
            return new desktop::System.Guid(ToByteArray()).ToString();
        }

        private static long Hexadecimal(string text, int start, int length) => NumberParsing.ToInt64(text.Substring(start, length), long.MinValue, long.MaxValue, 16);
    }
}
