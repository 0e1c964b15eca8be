extern alias desktop;

using System;
using System.Globalization;
using DesktopBuilder = desktop::System.Text.StringBuilder;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>
    /// A time as text as a device writes it: letters that desktop .NET has for fractions without zeros, zones and eras (F, z, K, g) stand for
    /// themselves, and more than two of a letter are as many digits.
    /// </summary>
    internal static class DateFormat
    {
        private const string LongDate = "dddd, dd MMMM yyyy";
        private const string ShortDate = "MM/dd/yyyy";
        private const string LongTime = "HH:mm:ss";
        private const string Sortable = "yyyy'-'MM'-'dd'T'HH':'mm':'ss";
        private const int FractionDigits = 7;

        public static string Format(DateTime time, string format)
        {
            format = string.IsNullOrEmpty(format) ? "G" : format;
            return Write(time, format.Length == 1 ? PatternOf(format[0]) : format);
        }

        private static string PatternOf(char format)
        {
            return format switch
            {
                'd' => ShortDate,
                'D' => LongDate,
                'f' => LongDate + " HH:mm",
                'F' or 'U' => LongDate + " " + LongTime,
                'g' => ShortDate + " HH:mm",
                'G' => ShortDate + " " + LongTime,
                'm' or 'M' => "MMMM dd",
                'o' or 'O' => Sortable + ".fffffffZ",
                'r' or 'R' => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
                's' => Sortable,
                't' => "HH:mm",
                'T' => LongTime,
                'u' => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
                'y' or 'Y' => "yyyy MMMM",
                _ => throw Invalid(),
            };
        }

        private static string Write(DateTime time, string format)
        {
            DesktopBuilder text = new();
            for (int i = 0; i < format.Length;)
            {
                char c = format[i];
                int length = 1;
                switch (c)
                {
                    case '\'':
                    case '"':
                        length = Quoted(format, i, text);
                        break;
                    case '%' when i + 1 < format.Length && format[i + 1] != '%':
                        text.Append(Write(time, format.Substring(i + 1, 1)));
                        length = 2;
                        break;
                    case '\\' when i + 1 < format.Length:
                        text.Append(format[i + 1]);
                        length = 2;
                        break;
                    case '%' or '\\':
                        throw Invalid();
                    default:
                        while (i + length < format.Length && format[i + length] == c)
                        {
                            length++;
                        }

                        text.Append(Part(time, c, length));
                        break;
                }

                i += length;
            }

            return text.ToString();
        }

        private static string Part(DateTime time, char c, int length)
        {
            DateTimeFormatInfo names = CultureInfo.InvariantCulture.DateTimeFormat;
            return c switch
            {
                'h' => Digits(((time.Hour + 11) % 12) + 1, length),
                'H' => Digits(time.Hour, length),
                'm' => Digits(time.Minute, length),
                's' => Digits(time.Second, length),
                'f' => length <= FractionDigits ? Digits(time.Ticks % TimeSpan.TicksPerSecond, FractionDigits).Substring(0, length) : throw Invalid(),
                't' => (time.Hour < 12 ? "AM" : "PM").Substring(0, Math.Min(length, 2)),
                'd' when length <= 2 => Digits(time.Day, length),
                'd' => length == 3 ? names.GetAbbreviatedDayName(time.DayOfWeek) : names.GetDayName(time.DayOfWeek),
                'M' when length <= 2 => Digits(time.Month, length),
                'M' => length == 3 ? names.GetAbbreviatedMonthName(time.Month) : names.GetMonthName(time.Month),
                'y' => Digits(length <= 2 ? time.Year % 100 : time.Year, length),
                _ => new string(c, length),
            };
        }

        private static string Digits(long value, int length) => value.ToString("D" + length, CultureInfo.InvariantCulture);

        private static int Quoted(string format, int start, DesktopBuilder text)
        {
            for (int i = start + 1; i < format.Length; i++)
            {
                if (format[i] == format[start])
                {
                    return i + 1 - start;
                }

                if (format[i] == '\\' && ++i == format.Length)
                {
                    throw Invalid();
                }

                text.Append(format[i]);
            }

            throw new ArgumentException("Format_BadQuote");
        }

        private static ArgumentException Invalid() => new("Format_InvalidString");
    }
}
