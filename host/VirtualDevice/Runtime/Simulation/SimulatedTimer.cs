using System;
using System.Threading;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A timer with a thread of its own, made at its first tick.
    internal sealed class SimulatedTimer : IDisposable
    {
        private readonly SimulatedTime _time;
        private readonly Action _tick;
        private SimulatedEvent _next;
        private Thread _thread;
        private int _period;
        private bool _isDue;
        private bool _isDisposed;

        public SimulatedTimer(SimulatedTime time, Action tick)
        {
            _time = time;
            _tick = tick;
        }

        public void Change(int dueTime, int period)
        {
            _next?.Dispose();
            _period = period;
            if (dueTime >= 0 && !_isDisposed)
            {
                _next = _time.After(dueTime * 1000L, Fire);
            }
        }

        public void Dispose()
        {
            _next?.Dispose();
            _isDisposed = true;
            _time.PulseAll(this);
        }

        private void Fire()
        {
            if (_period > 0)
            {
                _next = _time.After(_period * 1000L, Fire);
            }

            // One that comes while the last still runs is left out.
            _isDue = true;
            _time.PulseAll(this);
            if (_thread == null)
            {
                _thread = new Thread(Run);
                _thread.Start();
            }
        }

        private void Run()
        {
            _time.MarkService();
            while (!_isDisposed)
            {
                if (_isDue)
                {
                    DeviceThreads.Run(_tick);
                    _isDue = false;
                }
                else
                {
                    _time.Wait(this, Deadline.Never);
                }
            }
        }
    }
}
