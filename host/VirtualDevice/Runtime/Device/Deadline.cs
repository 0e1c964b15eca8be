using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Not in whole milliseconds of the device's clock: a wait must not end before its time.
    internal readonly struct Deadline
    {
        public static readonly Deadline Never = new Deadline(long.MaxValue);

        private Deadline(long end)
        {
            End = end;
        }

        // In DeviceTime's µs; long.MaxValue without a limit.
        public long End { get; }

        public bool IsOver => End != long.MaxValue && DeviceTime.Microseconds >= End;

        // Rounded up; -1 without a limit.
        public int MillisecondsLeft => End == long.MaxValue ? -1 : (int)Math.Clamp((End - DeviceTime.Microseconds + 999) / 1000, 0, int.MaxValue);

        public static Deadline After(int milliseconds)
        {
            return milliseconds < 0 ? Never : new Deadline(DeviceTime.Microseconds + (milliseconds * 1000L));
        }

        /// <summary>Of a wait of a program, where only -1 means without a limit.</summary>
        public static Deadline OfWait(int milliseconds)
        {
            return milliseconds >= -1 ? After(milliseconds) : throw new ArgumentOutOfRangeException();
        }

        public int MicrosecondsLeft(int atMost)
        {
            return End == long.MaxValue ? atMost : (int)Math.Clamp(End - DeviceTime.Microseconds, 0, atMost);
        }
    }
}
