using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>
    /// What a device's printf makes of a double, digit by digit as it does: by multiplying what is left by ten, which loses some of the last
    /// digits, and in a buffer of 32 characters.
    /// </summary>
    internal static class PrintedFloat
    {
        private const int Digits = 19;
        private const int Room = 32;
        private const int MostFixedDigits = Room - 3;
        private const int MostExponentDigits = Room - 7;

        private static readonly double[] s_small = [1e-256, 1e-128, 1e-64, 1e-32, 1e-16, 1e-8, 1e-4, 1e-2, 1e-1, 1.0];
        private static readonly double[] s_large = [1e+256, 1e+128, 1e+64, 1e+32, 1e+16, 1e+8, 1e+4, 1e+2, 1e+1];

        /// <param name="conversion">f, e or E, g or G.</param>
        public static string Print(double number, char conversion, int precision)
        {
            bool isGeneral = conversion is 'g' or 'G';
            bool isFixed = conversion == 'f';
            bool isNegative = number < 0;
            number = Math.Abs(number);
            int digits = Math.Max(isFixed || isGeneral ? precision : precision + 1, isFixed ? 0 : 1);
            int point = Normalize(ref number);
            if (isGeneral)
            {
                isFixed = point > -4 && point <= digits;
            }
            else if (isFixed)
            {
                digits += point;
                point -= Math.Min(digits, 0);
            }

            isFixed = isFixed && point <= MostFixedDigits;
            int zeros = isFixed ? Math.Min(Math.Max(1 - point, 0), MostFixedDigits) : 0;
            bool rounds = !isFixed || (digits >= 0 && 1 - point <= MostFixedDigits);
            digits = !isFixed ? Math.Min(digits, MostExponentDigits) : rounds ? Math.Min(digits, MostFixedDigits - zeros) : 0;

            // The digits begin at 1: the first place is for a carry.
            char[] text = new string('0', Room + Digits).ToCharArray();
            int end = 1 + zeros;
            for (int i = 0; i <= digits; i++, end++)
            {
                if (i < Digits)
                {
                    int digit = (int)number;
                    text[end] = (char)('0' + digit);
                    number = (number - digit) * 10;
                }
            }

            end--;
            if (rounds && text[end] >= '5' && RoundUp(text, end))
            {
                // In the format G it gives a digit too few: 99.8 to two digits is "10".
                point++;
                end += isFixed && !isGeneral ? 1 : 0;
            }

            string printed = new(text, 1, end - 1);
            printed = isFixed ? WithPoint(printed, Math.Max(point, 1), isGeneral) : WithExponent(printed, point - 1, isGeneral, conversion);
            return isNegative ? "-" + printed : printed;
        }

        // To 1 <= number < 10. The result is how many digits stand before the point.
        private static int Normalize(ref double number)
        {
            int point = 1;
            if (number == 0)
            {
                return point;
            }

            if (number == double.MaxValue)
            {
                number = 1.7976931348623157;
                return 309;
            }

            for (int i = 0, power = 256; number < 1.0; i++, power >>= 1)
            {
                while (number < s_small[i + 1])
                {
                    number /= s_small[i];
                    point -= power;
                }
            }

            for (int i = 0, power = 256; number >= 10.0; i++, power >>= 1)
            {
                while (number >= s_large[i])
                {
                    number /= s_large[i];
                    point += power;
                }
            }

            return point;
        }

        // True when the carry went past the first digit, which is a one then.
        private static bool RoundUp(char[] text, int end)
        {
            text[end] = '0';
            int i = end - 1;
            while (i >= 1 && text[i] == '9')
            {
                text[i--] = '0';
            }

            if (i < 1)
            {
                text[1] = '1';
                return true;
            }

            text[i]++;
            return false;
        }

        private static string WithPoint(string digits, int point, bool trims)
        {
            if (digits.Length <= point)
            {
                return digits;
            }

            string text = digits.Insert(point, ".");
            return trims ? text.TrimEnd('0').TrimEnd('.') : text;
        }

        private static string WithExponent(string digits, int exponent, bool trims, char conversion)
        {
            string text = digits.Length > 1 ? digits.Insert(1, ".") : digits;
            text = trims ? text.TrimEnd('0').TrimEnd('.') : text;
            return text + (conversion is 'G' or 'E' ? 'E' : 'e') + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("00");
        }
    }
}
