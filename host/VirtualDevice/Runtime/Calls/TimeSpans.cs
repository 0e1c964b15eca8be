using System.Globalization;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    /// <summary>Goes around where it overflows, and has its totals by multiplication, which loses a last digit: 7 ms are 0.006999999999999999 s.</summary>
    public static class TimeSpan
    {
        private const double MillisecondsPerTick = 1.0 / System.TimeSpan.TicksPerMillisecond;
        private const double SecondsPerTick = 1.0 / System.TimeSpan.TicksPerSecond;
        private const double MinutesPerTick = 1.0 / System.TimeSpan.TicksPerMinute;
        private const double HoursPerTick = 1.0 / System.TimeSpan.TicksPerHour;
        private const double DaysPerTick = 1.0 / System.TimeSpan.TicksPerDay;

        public static System.TimeSpan FromDays(long value) => new(unchecked(value * System.TimeSpan.TicksPerDay));

        public static System.TimeSpan FromHours(long value) => new(unchecked(value * System.TimeSpan.TicksPerHour));

        public static System.TimeSpan FromMinutes(long value) => new(unchecked(value * System.TimeSpan.TicksPerMinute));

        public static System.TimeSpan FromSeconds(long value) => new(unchecked(value * System.TimeSpan.TicksPerSecond));

        public static System.TimeSpan FromMilliseconds(long value) => new(unchecked(value * System.TimeSpan.TicksPerMillisecond));

        public static double get_TotalDays(ref System.TimeSpan self) => self.Ticks * DaysPerTick;

        public static double get_TotalHours(ref System.TimeSpan self) => self.Ticks * HoursPerTick;

        public static double get_TotalMinutes(ref System.TimeSpan self) => self.Ticks * MinutesPerTick;

        public static double get_TotalSeconds(ref System.TimeSpan self) => self.Ticks * SecondsPerTick;

        public static double get_TotalMilliseconds(ref System.TimeSpan self)
        {
            return System.Math.Clamp(
                self.Ticks * MillisecondsPerTick, long.MinValue / System.TimeSpan.TicksPerMillisecond, long.MaxValue / System.TimeSpan.TicksPerMillisecond);
        }

        public static System.TimeSpan op_Addition(System.TimeSpan t1, System.TimeSpan t2) => new(unchecked(t1.Ticks + t2.Ticks));

        public static System.TimeSpan op_Subtraction(System.TimeSpan t1, System.TimeSpan t2) => new(unchecked(t1.Ticks - t2.Ticks));

        public static System.TimeSpan op_UnaryNegation(System.TimeSpan t) => new(unchecked(-t.Ticks));

        public static System.TimeSpan Add(ref System.TimeSpan self, System.TimeSpan ts) => op_Addition(self, ts);

        public static System.TimeSpan Subtract(ref System.TimeSpan self, System.TimeSpan ts) => op_Subtraction(self, ts);

        public static System.TimeSpan Negate(ref System.TimeSpan self) => op_UnaryNegation(self);

        public static System.TimeSpan Duration(ref System.TimeSpan self) => self.Ticks >= 0 ? self : op_UnaryNegation(self);

        /// <summary>A day and less than a second is "24:00:00", not "1.00:00:00".</summary>
        public static string ToString(ref System.TimeSpan self)
        {
            string text = self.ToString("c", CultureInfo.InvariantCulture);
            return System.Math.Abs(self.Ticks / System.TimeSpan.TicksPerSecond) == 86400 ? text.Replace("1.00:", "24:") : text;
        }
    }
}
