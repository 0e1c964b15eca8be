extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;
using CultureInfo = System.Globalization.CultureInfo;
using DesktopDateTime = desktop::System.DateTime;

namespace System
{
    // The desktop's, but that the time is the device's, which a program or a host sets.
    public readonly struct DateTime : IFormattable
    {
        public static readonly DateTime MinValue = new DateTime(DesktopDateTime.MinValue);
        public static readonly DateTime MaxValue = new DateTime(DesktopDateTime.MaxValue);
        public static readonly DateTime UnixEpoch = new DateTime(DesktopDateTime.UnixEpoch);

        private readonly DesktopDateTime _value;

        public DateTime(long ticks)
            : this(ticks, DateTimeKind.Utc)
        {
        }

        public DateTime(long ticks, DateTimeKind kind)
        {
            _value = new DesktopDateTime(ticks, kind);
        }

        public DateTime(int year, int month, int day)
            : this(year, month, day, 0, 0, 0)
        {
        }

        public DateTime(int year, int month, int day, int hour, int minute, int second)
            : this(year, month, day, hour, minute, second, 0)
        {
        }

        public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond)
        {
            _value = new DesktopDateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc);
        }

        internal DateTime(DesktopDateTime value)
        {
            _value = value;
        }

        public static DateTime Today => UtcNow.Date;

        public static DateTime UtcNow => DeviceClock.UtcNow;

        internal DesktopDateTime Desktop => _value;

        public DateTime Date => new DateTime(_value.Date);

        public int Day => _value.Day;

        public DayOfWeek DayOfWeek => _value.DayOfWeek;

        public int DayOfYear => _value.DayOfYear;

        public int Hour => _value.Hour;

        public DateTimeKind Kind => _value.Kind;

        public int Millisecond => _value.Millisecond;

        public int Minute => _value.Minute;

        public int Month => _value.Month;

        public int Second => _value.Second;

        public long Ticks => _value.Ticks;

        public TimeSpan TimeOfDay => _value.TimeOfDay;

        public int Year => _value.Year;

        public static DateTime operator +(DateTime d, TimeSpan t) => d.Add(t);

        public static DateTime operator -(DateTime d, TimeSpan t) => d.Subtract(t);

        public static TimeSpan operator -(DateTime d1, DateTime d2) => d1.Subtract(d2);

        public static bool operator ==(DateTime d1, DateTime d2) => d1._value == d2._value;

        public static bool operator !=(DateTime d1, DateTime d2) => d1._value != d2._value;

        public static bool operator <(DateTime t1, DateTime t2) => t1._value < t2._value;

        public static bool operator <=(DateTime t1, DateTime t2) => t1._value <= t2._value;

        public static bool operator >(DateTime t1, DateTime t2) => t1._value > t2._value;

        public static bool operator >=(DateTime t1, DateTime t2) => t1._value >= t2._value;

        public static int Compare(DateTime t1, DateTime t2) => DesktopDateTime.Compare(t1._value, t2._value);

        public static int DaysInMonth(int year, int month) => DesktopDateTime.DaysInMonth(year, month);

        public static bool Equals(DateTime t1, DateTime t2) => t1 == t2;

        public static DateTime FromUnixTimeSeconds(long seconds) => UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);

        public static DateTime Parse(string s) => new DateTime(DesktopDateTime.Parse(s, CultureInfo.InvariantCulture));

        public static bool TryParse(string s, out DateTime result)
        {
            bool isParsed = DesktopDateTime.TryParse(s, CultureInfo.InvariantCulture, out DesktopDateTime value);
            result = new DateTime(value);
            return isParsed;
        }

        public DateTime Add(TimeSpan val) => new DateTime(_value.Add(val));

        public DateTime AddDays(double val) => new DateTime(_value.AddDays(val));

        public DateTime AddHours(double val) => new DateTime(_value.AddHours(val));

        public DateTime AddMilliseconds(double val) => new DateTime(_value.AddMilliseconds(val));

        public DateTime AddMinutes(double val) => new DateTime(_value.AddMinutes(val));

        public DateTime AddSeconds(double val) => new DateTime(_value.AddSeconds(val));

        public DateTime AddTicks(long val) => new DateTime(_value.AddTicks(val));

        public int CompareTo(object val) => val == null ? 1 : Compare(this, (DateTime)val);

        public override bool Equals(object obj) => obj is DateTime other && this == other;

        public override int GetHashCode() => _value.GetHashCode();

        public TimeSpan Subtract(DateTime val) => _value - val._value;

        public DateTime Subtract(TimeSpan val) => new DateTime(_value - val);

        public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

        public string ToString(string format) => _value.ToString(format, CultureInfo.InvariantCulture);

        string IFormattable.ToString(string format, IFormatProvider formatProvider) => ToString(format);

        public long ToUnixTimeSeconds() => (Ticks - UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
    }
}
