using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace UAsyncio.Reliability
{
    /// <summary>
    /// Something that is tried again and again, the same in the tests and in the long form: there it is tried for as long as
    /// <see cref="SecondsVariable"/> says, and how often goes into the file that <see cref="ReportVariable"/> names.
    /// </summary>
    internal static class Trial
    {
        /// <summary>The environment variable that says for how long each is tried; without it each is tried as often as the test says.</summary>
        public const string SecondsVariable = "UASYNCIO_SECONDS";

        /// <summary>The environment variable that names the file of the long form's report.</summary>
        public const string ReportVariable = "UASYNCIO_REPORT";

        private static readonly int s_seconds = int.Parse(Environment.GetEnvironmentVariable(SecondsVariable) ?? "0", CultureInfo.InvariantCulture);

        /// <summary>Gets whether this is the long form.</summary>
        public static bool IsLong => s_seconds > 0;

        /// <summary>Counts from 0 on: so many, or in the long form until the time is up.</summary>
        public static IEnumerable<int> Rounds(int count)
        {
            long start = Stopwatch.GetTimestamp();

            for (int i = 0; s_seconds == 0 ? i < count : Stopwatch.GetElapsedTime(start).TotalSeconds < s_seconds; i++)
            {
                yield return i;
            }
        }

        /// <summary>Says how often something was tried, with nothing lost.</summary>
        /// <param name="what">What.</param>
        /// <param name="count">How often.</param>
        /// <param name="unit">What is counted, such as "seeds".</param>
        /// <param name="write">Where the test's own output goes.</param>
        public static void Report(string what, long count, string unit, Action<string> write)
        {
            write(string.Create(CultureInfo.InvariantCulture, $"{what}: {count:N0} {unit}"));

            if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } path)
            {
                File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{what}\t{count}\t{unit}\n"));
            }
        }
    }
}
