using System;
using System.Globalization;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>A number as text, as the firmware of a device writes it: other roundings than desktop .NET's, and no custom formats.</summary>
    internal static class NumberFormat
    {
        private const int Room = 128;

        /// <param name="value">A boxed number.</param>
        public static string Format(object value, string format)
        {
            if (value is double or float)
            {
                double number = ToDouble(value);
                if (!double.IsFinite(number))
                {
                    return double.IsNaN(number) ? "NaN" : "Infinity";
                }
            }

            bool isInteger = value is not (double or float);
            if (!TryParse(format, isInteger, out char conversion, out int precision))
            {
                return format;
            }

            return char.ToLowerInvariant(conversion) switch
            {
                'g' => GeneralFormat.Format(value, isInteger, conversion, precision),
                'x' => Hexadecimal(value, conversion, precision),
                'f' => Fixed(value, isInteger, precision),
                'n' => Grouped(Fixed(value, isInteger, precision)),
                'd' => Decimal(value, precision),
                'e' => Exponential(ToDouble(value), conversion, precision),
                _ => throw new NotImplementedException(),
            };
        }

        /// <summary>Adds one to the last of the digits.</summary>
        public static string RoundUp(string text)
        {
            char[] digits = text.ToCharArray();
            for (int i = digits.Length - 1; i >= 0; i--)
            {
                if (digits[i] is '.' or '-')
                {
                    continue;
                }

                if (++digits[i] <= '9')
                {
                    return new string(digits);
                }

                digits[i] = '0';
            }

            return digits[0] == '-' ? "-1" + new string(digits, 1, digits.Length - 1) : "1" + new string(digits);
        }

        public static string Sign(int exponent, int digits) => (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString(new string('0', digits));

        public static double ToDouble(object value) => ((IConvertible)value).ToDouble(CultureInfo.InvariantCulture);

        private static bool TryParse(string format, bool isInteger, out char conversion, out int precision)
        {
            conversion = 'G';
            precision = -1;
            if (string.IsNullOrEmpty(format))
            {
                return true;
            }

            conversion = format[0];
            for (int i = 1; i < format.Length; i++)
            {
                if (!char.IsAsciiDigit(format[i]))
                {
                    return false;
                }

                precision = Math.Min((Math.Max(precision, 0) * 10) + format[i] - '0', Room);
            }

            return isInteger || conversion is not ('x' or 'X' or 'd' or 'D');
        }

        private static string Hexadecimal(object value, char conversion, int precision)
        {
            string text = ((IFormattable)value).ToString(conversion + (precision < 0 ? "1" : precision.ToString()), CultureInfo.InvariantCulture);
            int most = value is sbyte or byte ? 2 : value is short or ushort ? 4 : value is int or uint ? 8 : 16;
            return text.Length > most ? text.Substring(text.Length - most) : text;
        }

        private static string Fixed(object value, bool isInteger, int precision)
        {
            precision = precision < 0 ? 2 : precision;
            if (isInteger)
            {
                return precision == 0 ? Plain(value) : Plain(value) + "." + new string('0', precision);
            }

            string text = PrintedFloat.Print(ToDouble(value), 'f', precision);
            return text == "-0" ? "0" : text;
        }

        private static string Grouped(string text)
        {
            int dot = text.IndexOf('.');
            int first = text[0] == '-' ? 1 : 0;
            for (int i = (dot < 0 ? text.Length : dot) - 3; i > first; i -= 3)
            {
                text = text.Insert(i, ",");
            }

            return text;
        }

        // Zeros up to 32 characters, spaces before them, and the sign behind the spaces.
        private static string Decimal(object value, int precision)
        {
            string text = Plain(value);
            string sign = text[0] == '-' ? "-" : string.Empty;
            string digits = text.Substring(sign.Length);
            string padded = (sign + digits.PadLeft(Math.Min(precision, 32) - sign.Length < 0 ? 0 : Math.Min(precision, 32) - sign.Length, '0')).PadLeft(Math.Max(precision, 0));
            return precision > 0 && padded.Length > 1 && precision >= padded.Length && padded[0] == '-' ? "-0" + padded.Substring(1) : padded;
        }

        private static string Exponential(double value, char conversion, int precision)
        {
            precision = precision < 0 ? 6 : precision;
            string text = PrintedFloat.Print(value, conversion, precision + 1);
            int e = text.IndexOf(conversion);
            int exponent = int.Parse(text.Substring(e + 1), CultureInfo.InvariantCulture);

            // printf has rounded to one digit more already: 1.2345 becomes 1.235, and then 1.24.
            int end = 0;
            for (int digits = 0; digits < precision + 1; end++)
            {
                digits += char.IsAsciiDigit(text[end]) ? 1 : 0;
            }

            char lost = text[end] == '.' ? text[end + 1] : text[end];
            string kept = text.Substring(0, end);
            return (lost >= '5' ? RoundUp(kept) : kept) + conversion + Sign(exponent, 3);
        }

        private static string Plain(object value) => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
    }
}
