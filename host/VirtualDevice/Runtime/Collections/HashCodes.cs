using System.Text;

namespace System.Collections
{
    /// <summary>The hash codes of a device, where they are not desktop .NET's: they decide the order of a Hashtable.</summary>
    internal static class HashCodes
    {
        private const uint Polynomial = 0x04C11DB7;

        internal static int Of(object key)
        {
            switch (key)
            {
                case string text:
                    return OfText(text);
                case char c:
                    return c | (c << 16);
                case short number:
                    return (ushort)number | (number < 0 ? -0x10000 : 0) | (number << 16);
                case sbyte number:
                    return number;
                default:
                    return key.GetHashCode();
            }
        }

        private static int OfText(string text)
        {
            uint crc = 0;

            foreach (byte each in Encoding.UTF8.GetBytes(text))
            {
                if (each == 0)
                {
                    break;
                }

                crc ^= (uint)each << 24;

                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
                }
            }

            return (int)crc;
        }
    }
}
