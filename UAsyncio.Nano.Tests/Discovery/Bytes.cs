namespace UAsyncio.Nano.Tests.Discovery
{
    /// <summary>Bytes as tests write them: hexadecimal digits, with spaces between.</summary>
    internal static class Bytes
    {
        private const string Digits = "0123456789ABCDEF";

        public static byte[] Of(string text)
        {
            byte[] bytes = new byte[text.Length];
            int digits = 0;

            for (int i = 0; i < text.Length; i++)
            {
                int value = Digits.IndexOf(text[i]);

                if (value >= 0)
                {
                    bytes[digits / 2] = (byte)(bytes[digits / 2] << 4 | value);
                    digits++;
                }
            }

            byte[] result = new byte[digits / 2];
            System.Array.Copy(bytes, result, result.Length);
            return result;
        }

        public static string ToText(byte[] bytes, int length)
        {
            string text = string.Empty;

            for (int i = 0; i < length; i++)
            {
                text += Digits[bytes[i] >> 4] + string.Empty + Digits[bytes[i] & 15];
            }

            return text;
        }
    }
}
