using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>
    /// The texts that a device takes for a time: those of its formats u, o, s and r, with or without what follows. Digits of a fraction are
    /// ticks, however many there are.
    /// </summary>
    internal static class DateParsing
    {
        private const string Time = @"(?<hour>\d{1,2}):(?<minute>\d{1,2}):(?<second>\d{1,2})";
        private const string Date = @"^(?<year>\d{1,4})-(?<month>\d{1,2})-(?<day>\d{1,2})";

        private static readonly Regex[] s_formats =
        [
            new(Date + @"\s*" + Time + "Z", RegexOptions.CultureInvariant),
            new(Date + "T" + Time + @"(?:\.(?<ticks>\d{1,7}))?", RegexOptions.CultureInvariant),
            new(@"^(?:sun|mon|tue|wed|thu|fri|sat),\s*(?<day>\d{1,2})\s*(?<name>[a-z]{3})\s*(?<year>\d{1,4})\s*" + Time, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase),
        ];

        public static bool TryParse(string text, out DateTime result)
        {
            result = default;
            foreach (Regex format in s_formats)
            {
                Match match = text == null ? Match.Empty : format.Match(text);
                int month = match.Groups["name"].Success ? MonthOf(match.Groups["name"].Value) : Number(match, "month");
                if (match.Success && month is >= 1 and <= 12)
                {
                    try
                    {
                        result = new DateTime(
                            Number(match, "year"), month, Number(match, "day"), Number(match, "hour"), Number(match, "minute"), Number(match, "second"))
                            .AddTicks(Number(match, "ticks"));
                        return true;
                    }
                    catch (ArgumentOutOfRangeException)
                    {
                        return false;
                    }
                }
            }

            return false;
        }

        private static int MonthOf(string name)
        {
            return 1 + Array.FindIndex(
                CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames,
                month => month.Length > 0 && string.Equals(month, name, StringComparison.OrdinalIgnoreCase));
        }

        private static int Number(Match match, string group)
        {
            return match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        }
    }
}
