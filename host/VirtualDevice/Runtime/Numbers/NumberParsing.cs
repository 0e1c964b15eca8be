using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>
    /// Text to numbers as the firmware of a device does it, by C's strtoll, strtoull and strtod: a number out of range is an
    /// ArgumentOutOfRangeException, and a failed TryParse leaves the type's smallest value.
    /// </summary>
    internal static class NumberParsing
    {
        // Spaces of C before the number, only true spaces behind it; a NUL ends a string.
        private static readonly Regex s_integer = new(@"^[ \t\n\v\f\r]*(?<sign>[+-]?)(?<digits>[0-9A-Za-z]*) *(?<rest>[^\0]*)", RegexOptions.CultureInvariant);
        private static readonly Regex s_float = new(
            @"^[ \t\n\v\f\r]*(?<sign>[+-]?)(?<number>0x[0-9a-f]{1,16}|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|infinity|inf|nan) *(?<rest>[^\0]*)",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

        public static long ToInt64(string text, long min, long max, int radix = 10)
        {
            return Read(text, min, max, radix);
        }

        public static bool TryToInt64(string text, long min, long max, out long value)
        {
            try
            {
                value = ToInt64(text, min, max);
                return true;
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                value = min;
                return false;
            }
        }

        public static double ToDouble(string text)
        {
            return TryToDouble(text ?? throw new ArgumentNullException(), out double value) ? value : throw new FormatException();
        }

        // What could be read stays in the result when the rest is no number.
        public static bool TryToDouble(string text, out double value)
        {
            value = 0;
            if (text == null)
            {
                return false;
            }

            Match match = s_float.Match(text);
            if (!match.Success)
            {
                return false;
            }

            string number = match.Groups["number"].Value.ToLowerInvariant();
            value = number[0] == 'i' ? double.PositiveInfinity
                : number[0] == 'n' ? BitConverter.Int64BitsToDouble(0x7FF8000000000000)
                : number.StartsWith("0x") ? (double)ulong.Parse(number.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
            value = match.Groups["sign"].Value == "-" ? -value : value;
            return match.Groups["rest"].Length == 0;
        }

        private static long Read(string text, long min, long max, int radix)
        {
            Match match = s_integer.Match(text ?? throw new ArgumentNullException());
            bool isNegative = match.Groups["sign"].Value == "-";
            string digits = match.Groups["digits"].Value.ToLowerInvariant();
            bool isUInt64 = min == 0 && max == 0;
            bool isSigned = min < 0;
            if ((radix == 16 || radix == 0) && digits.StartsWith("0x") && digits.Length > 2)
            {
                digits = digits.Substring(2);
                radix = 16;
            }

            radix = radix != 0 ? radix : digits.StartsWith('0') ? 8 : 10;
            UInt128 number = 0;
            foreach (char c in digits)
            {
                int digit = char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10;
                if (digit >= radix)
                {
                    throw new FormatException();
                }

                number = number > ulong.MaxValue ? number : (number * (uint)radix) + (uint)digit;
            }

            if (digits.Length == 0 || radix < 2 || radix > 36 || match.Groups["rest"].Length > 0)
            {
                throw new FormatException();
            }

            if (number > (isSigned ? (UInt128)long.MaxValue + (isNegative ? 1u : 0u) : ulong.MaxValue))
            {
                throw new ArgumentOutOfRangeException();
            }

            long value = isNegative ? -(long)(ulong)number : (long)(ulong)number;
            if (radix is 2 or 8 or 16 && isSigned && value > max && value < (max + 1) * 2)
            {
                value -= (max + 1) * 2;
            }

            if ((isNegative && !isSigned && value != 0)
                || (!isUInt64 && !isSigned && (ulong)value > (ulong)max)
                || (!isUInt64 && (value > max || value < min)))
            {
                throw new ArgumentOutOfRangeException();
            }

            return value;
        }
    }
}
