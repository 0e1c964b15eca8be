using System;
using System.Diagnostics;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Not in DeviceClock's whole milliseconds: a wait must not end before its time.
    internal readonly struct Deadline
    {
        private readonly long _end;

        private Deadline(long end)
        {
            _end = end;
        }

        public bool IsOver => _end != long.MaxValue && Stopwatch.GetTimestamp() >= _end;

        public static Deadline After(int milliseconds)
        {
            return new Deadline(milliseconds < 0
                ? long.MaxValue
                : Stopwatch.GetTimestamp() + (milliseconds * Stopwatch.Frequency / 1000));
        }

        // -1 without a limit; rounded up, as a wait must not end before its time.
        public int MillisecondsLeft
        {
            get
            {
                if (_end == long.MaxValue)
                {
                    return -1;
                }

                double left = (_end - Stopwatch.GetTimestamp()) * 1e3 / Stopwatch.Frequency;
                return (int)Math.Clamp(Math.Ceiling(left), 0, int.MaxValue);
            }
        }

        public int MicrosecondsLeft(int atMost)
        {
            if (_end == long.MaxValue)
            {
                return atMost;
            }

            double left = (_end - Stopwatch.GetTimestamp()) * 1e6 / Stopwatch.Frequency;
            return (int)Math.Clamp(Math.Ceiling(left), 0, atMost);
        }
    }
}
