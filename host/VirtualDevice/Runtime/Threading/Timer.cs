extern alias desktop;

using System;
using UAsyncio.VirtualDevice.Runtime;
using DesktopTimer = desktop::System.Threading.Timer;

namespace System.Threading
{
    public sealed class Timer : MarshalByRefObject, IDisposable
    {
        // One of the two: in a simulation the second.
        private readonly DesktopTimer _timer;
        private readonly SimulatedTimer _simulated;

        public Timer(TimerCallback callback, object state, int dueTime, int period)
        {
            if (callback == null)
            {
                throw new ArgumentNullException();
            }

            Check(dueTime, period);
            Tick tick = new Tick(callback, state);
            if (SimulatedTime.Current is { } time)
            {
                _simulated = new SimulatedTimer(time, tick.Fire);
                _simulated.Change(dueTime, period);
                return;
            }

            _timer = new DesktopTimer(tick.FireOutside, null, dueTime, period);
        }

        public Timer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
            : this(callback, state, ToMilliseconds(dueTime), ToMilliseconds(period))
        {
        }

        public bool Change(int dueTime, int period)
        {
            Check(dueTime, period);
            _simulated?.Change(dueTime, period);
            _timer?.Change(dueTime, period);
            return true;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Change(ToMilliseconds(dueTime), ToMilliseconds(period));

        // No more than a stop: a Change sets it going again.
        public void Dispose() => Change(Timeout.Infinite, Timeout.Infinite);

        private static void Check(int dueTime, int period)
        {
            if (dueTime < Timeout.Infinite || period < Timeout.Infinite)
            {
                throw new ArgumentOutOfRangeException();
            }
        }

        private static int ToMilliseconds(TimeSpan time)
        {
            long milliseconds = time.Ticks / TimeSpan.TicksPerMillisecond;
            return milliseconds is >= Timeout.Infinite and <= int.MaxValue ? (int)milliseconds : throw new ArgumentOutOfRangeException();
        }

        // Does not hold the Timer: one that the program has lost stops, as on a device.
        private sealed class Tick
        {
            private readonly TimerCallback _callback;
            private readonly object _state;
            private int _isDue;

            public Tick(TimerCallback callback, object state)
            {
                _callback = callback;
                _state = state;
            }

            public void FireOutside(object ignored) => SimulatedTime.RunOutside(Fire);

            // One that comes before the last has run is left out.
            public void Fire()
            {
                if (Interlocked.CompareExchange(ref _isDue, 1, 0) == 0)
                {
                    DeviceEvents.PostTick(() =>
                    {
                        DeviceThreads.Run(() => _callback(_state));
                        Interlocked.Exchange(ref _isDue, 0);
                    });
                }
            }
        }
    }
}
