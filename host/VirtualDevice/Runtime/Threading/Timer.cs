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

            if (SimulatedTime.Current is { } time)
            {
                _simulated = new SimulatedTimer(time, () => callback(state));
                _simulated.Change(dueTime, period);
                return;
            }

            _timer = new DesktopTimer(new Tick(callback).Run, state, dueTime, period);
        }

        public Timer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
            : this(callback, state, (int)dueTime.TotalMilliseconds, (int)period.TotalMilliseconds)
        {
        }

        public bool Change(int dueTime, int period)
        {
            _simulated?.Change(dueTime, period);
            return _timer == null || _timer.Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            return Change((int)dueTime.TotalMilliseconds, (int)period.TotalMilliseconds);
        }

        public void Dispose()
        {
            _simulated?.Dispose();
            _timer?.Dispose();
        }

        // Does not hold the Timer: one that the program has lost stops, as on a device.
        private sealed class Tick
        {
            private readonly TimerCallback _callback;
            private int _isRunning;

            public Tick(TimerCallback callback)
            {
                _callback = callback;
            }

            public void Run(object state)
            {
                // A device's timer has one thread: it never runs beside itself.
                if (Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
                {
                    SimulatedTime.RunOutside(() => DeviceThreads.Run(() => _callback(state)));
                    Interlocked.Exchange(ref _isRunning, 0);
                }
            }
        }
    }
}
