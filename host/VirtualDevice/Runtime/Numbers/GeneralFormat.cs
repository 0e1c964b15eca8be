using System;
using System.Globalization;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>
    /// The format G of a device, which is ToString() too. It asks printf for two digits more than it wants, then cuts, rounds and adds the
    /// exponent on its own; what that makes of some numbers is no number any more ("10000000000000E+15").
    /// </summary>
    internal static class GeneralFormat
    {
        public static string Format(object value, bool isInteger, char conversion, int requested)
        {
            int usual = UsualDigits(value);
            int precision = requested < 0 ? usual : requested;
            if (precision == 0)
            {
                throw new Exception();
            }

            string text = isInteger
                ? ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)
                : PrintedFloat.Print(NumberFormat.ToDouble(value), conversion, precision + 2);
            int sign = text[0] == '-' ? 1 : 0;
            if (text.Length <= precision + sign)
            {
                return text;
            }

            int dot = text.IndexOf('.');
            int e = text.IndexOfAny(['e', 'E']);
            int exponent = e < 0 ? 0 : int.Parse(text.Substring(e + 1), CultureInfo.InvariantCulture);
            string kept = requested <= usual ? Cut(text, isInteger, precision, usual, ref dot) : text;
            if (dot >= 0)
            {
                kept = WithoutZeros(kept, dot);
            }

            if (dot >= 0 && exponent == 0 && dot <= precision + sign)
            {
                return kept;
            }

            if (requested > 0 && kept.Length - sign > 1)
            {
                kept = kept.Insert(1 + sign, ".");
            }

            if (exponent == 0)
            {
                exponent = (dot < 0 ? text.Length - 1 : dot - 1) - sign;
            }

            return kept + (conversion == 'g' ? 'e' : 'E') + NumberFormat.Sign(exponent, 2);
        }

        private static int UsualDigits(object value)
        {
            return value switch
            {
                sbyte or byte => 3,
                short or ushort => 5,
                int or uint => 10,
                long => 19,
                ulong => 20,
                float => 9,
                double number => Math.Abs(number) < 9.2e18 && number == (long)number ? 15 : 17,
                _ => 0,
            };
        }

        private static string Cut(string text, bool isInteger, int precision, int usual, ref int dot)
        {
            int digits = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (!char.IsAsciiDigit(text[i]) || ++digits != precision)
                {
                    continue;
                }

                int end = i + 1;
                char lost = end < text.Length ? text[end] : '\0';
                if (lost == '.' && end + 1 < text.Length)
                {
                    lost = text[end + 1];
                }
                else if (lost is 'E' or 'e')
                {
                    lost = text[--end];
                }

                // A last digit behind a zero is taken for one that rounding left behind.
                if (!isInteger && digits >= 2 && digits >= usual && text[end - 2] == '0')
                {
                    return text.Substring(0, end - 1);
                }

                string kept = text.Substring(0, end);
                if (lost < '5')
                {
                    return kept;
                }

                string rounded = NumberFormat.RoundUp(kept);
                dot += rounded.Length - kept.Length;
                return rounded;
            }

            return text;
        }

        private static string WithoutZeros(string text, int dot)
        {
            int end = text.Length;
            while (end > dot && text[end - 1] == '0')
            {
                end--;
            }

            return text.Substring(0, end == dot + 1 ? dot : end);
        }
    }
}
