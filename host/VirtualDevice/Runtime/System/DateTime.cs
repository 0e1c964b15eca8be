extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;
using DesktopDateTime = desktop::System.DateTime;

namespace System
{
    // From 1601 to 3000, without a kind but Utc; the default value is the first of them. What the calendar says is the desktop's. The time is
    // the device's, which a program or a host sets.
    public readonly struct DateTime : IFormattable
    {
        private const long Origin = 504911232000000000;
        private const long Last = 946708127999999999;

        public static readonly DateTime MinValue = new DateTime(Origin);
        public static readonly DateTime MaxValue = new DateTime(Last);
        public static readonly DateTime UnixEpoch = new DateTime(DesktopDateTime.UnixEpoch);

        // As on a device, whose default value has no such mark: its hash code tells.
        private const long Utc = long.MinValue;

        private readonly long _sinceOrigin;

        public DateTime(long ticks)
        {
            _sinceOrigin = ticks >= Origin && ticks <= Last ? (ticks - Origin) | Utc : throw LibraryExceptions.OutOfRange();
        }

        public DateTime(long ticks, DateTimeKind kind)
            : this(kind == DateTimeKind.Utc ? ticks : throw new ArgumentException())
        {
        }

        public DateTime(int year, int month, int day)
            : this(year, month, day, 0, 0, 0)
        {
        }

        public DateTime(int year, int month, int day, int hour, int minute, int second)
            : this(year, month, day, hour, minute, second, 0)
        {
        }

        // A day that the month has not, up to 31, is one of the next month, and the millisecond 1000 is allowed.
        public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond)
            : this(IsTime(year, month, day, hour, minute, second, millisecond)
                ? new DesktopDateTime(year, month, 1, hour, minute, second).AddDays(day - 1).AddMilliseconds(millisecond).Ticks
                : throw new ArgumentOutOfRangeException())
        {
        }

        internal DateTime(DesktopDateTime value)
            : this(Math.Clamp(value.Ticks, Origin, Last))
        {
        }

        public static DateTime Today => UtcNow.Date;

        public static DateTime UtcNow => DeviceClock.UtcNow;

        internal DesktopDateTime Desktop => new DesktopDateTime(Ticks, DateTimeKind.Utc);

        public DateTime Date => new DateTime(Desktop.Date);

        public int Day => Desktop.Day;

        public DayOfWeek DayOfWeek => Desktop.DayOfWeek;

        public int DayOfYear => Desktop.DayOfYear;

        public int Hour => Desktop.Hour;

        public DateTimeKind Kind => DateTimeKind.Utc;

        public int Millisecond => Desktop.Millisecond;

        public int Minute => Desktop.Minute;

        public int Month => Desktop.Month;

        public int Second => Desktop.Second;

        public long Ticks => (_sinceOrigin & ~Utc) + Origin;

        public TimeSpan TimeOfDay => Desktop.TimeOfDay;

        public int Year => Desktop.Year;

        public static DateTime operator +(DateTime d, TimeSpan t) => d.Add(t);

        public static DateTime operator -(DateTime d, TimeSpan t) => d.Subtract(t);

        public static TimeSpan operator -(DateTime d1, DateTime d2) => d1.Subtract(d2);

        public static bool operator ==(DateTime d1, DateTime d2) => d1.Ticks == d2.Ticks;

        public static bool operator !=(DateTime d1, DateTime d2) => d1.Ticks != d2.Ticks;

        public static bool operator <(DateTime t1, DateTime t2) => t1.Ticks < t2.Ticks;

        public static bool operator <=(DateTime t1, DateTime t2) => t1.Ticks <= t2.Ticks;

        public static bool operator >(DateTime t1, DateTime t2) => t1.Ticks > t2.Ticks;

        public static bool operator >=(DateTime t1, DateTime t2) => t1.Ticks >= t2.Ticks;

        public static int Compare(DateTime t1, DateTime t2) => t1.Ticks.CompareTo(t2.Ticks);

        public static int DaysInMonth(int year, int month) => month < 1 || month > 12 ? 0 : DesktopDateTime.DaysInMonth(year is > 0 and < 10000 ? year : 1, month);

        public static bool Equals(DateTime t1, DateTime t2) => t1 == t2;

        public static DateTime FromUnixTimeSeconds(long seconds)
        {
            return seconds >= 0 && seconds <= Last / TimeSpan.TicksPerSecond
                ? UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond)
                : throw LibraryExceptions.OutOfRange();
        }

        public static DateTime Parse(string s)
        {
            return TryParse(s ?? throw new ArgumentNullException(), out DateTime result) ? result : throw new FormatException();
        }

        public static bool TryParse(string s, out DateTime result) => DateParsing.TryParse(s, out result);

        public DateTime Add(TimeSpan val) => AddTicks(val.Ticks);

        public DateTime AddDays(double val) => Add(val, TimeSpan.TicksPerDay);

        public DateTime AddHours(double val) => Add(val, TimeSpan.TicksPerHour);

        public DateTime AddMilliseconds(double val) => Add(val, TimeSpan.TicksPerMillisecond);

        public DateTime AddMinutes(double val) => Add(val, TimeSpan.TicksPerMinute);

        public DateTime AddSeconds(double val) => Add(val, TimeSpan.TicksPerSecond);

        public DateTime AddTicks(long val) => new DateTime(unchecked(Ticks + val));

        public int CompareTo(object val) => val == null ? 1 : Compare(this, (DateTime)val);

        public override bool Equals(object obj) => obj is DateTime other && this == other;

        public override int GetHashCode() => _sinceOrigin.GetHashCode();

        public TimeSpan Subtract(DateTime val) => new TimeSpan(Ticks - val.Ticks);

        public DateTime Subtract(TimeSpan val) => AddTicks(unchecked(-val.Ticks));

        public override string ToString() => ToString(null);

        public string ToString(string format) => DateFormat.Format(this, format);

        string IFormattable.ToString(string format, IFormatProvider formatProvider) => ToString(format);

        public long ToUnixTimeSeconds() => (Ticks - UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

        private static bool IsTime(int year, int month, int day, int hour, int minute, int second, int millisecond)
        {
            return year is >= 1601 and <= 3000 && month is >= 1 and <= 12 && day is >= 1 and <= 31
                && hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59 && millisecond is >= 0 and <= 1000;
        }

        private DateTime Add(double val, long scale)
        {
            double ticks = (val * (scale / TimeSpan.TicksPerMillisecond) * TimeSpan.TicksPerMillisecond) + (val >= 0 ? 0.5 : -0.5);
            return Math.Abs(ticks) < Last ? AddTicks((long)ticks) : throw LibraryExceptions.OutOfRange();
        }
    }
}
