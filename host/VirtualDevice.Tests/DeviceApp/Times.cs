using System;

namespace DeviceApp
{
    /// <summary>What times answer.</summary>
    public static class Times
    {
        private static readonly TimeSpan s_most = TimeSpan.MaxValue;

        public static string Around() => (s_most + new TimeSpan(1) == TimeSpan.MinValue) + ";" + (-TimeSpan.MinValue).Ticks + ";" + s_most.Add(s_most).Ticks + ";" + (TimeSpan.MinValue - s_most).Ticks;

        public static string Totals()
        {
            TimeSpan time = new TimeSpan(0, 0, 0, 0, 7);
            return (time.TotalSeconds == 0.007) + ";" + (time.TotalSeconds == 0.006999999999999999) + ";" + time.TotalMilliseconds + ";" + TimeSpan.FromMinutes(90).TotalHours;
        }

        public static string Days()
        {
            object day = new TimeSpan(1, 0, 0, 0);
            return day + ";" + new TimeSpan(-864005000000).ToString() + ";" + new TimeSpan(1, 0, 0, 1) + ";" + $"{new TimeSpan(2, 0, 0, 0)}";
        }

        public static string Formats()
        {
            DateTime time = new DateTime(2026, 3, 4, 5, 6, 7, 80);
            return time.ToString("yyyy-MM-ddTHH:mm:ssK") + ";" + time.ToString("zzz FFF gg") + ";" + time.ToString("HHH dddd tt %h") + ";" + time.ToString("f") + ";" + time
                + ";" + time.ToString("'at' h\\h fff") + ";" + time.ToString("o");
        }
    }
}
