using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal sealed class SimulatedTimer
    {
        private readonly SimulatedTime _time;
        private readonly Action _tick;
        private readonly int _life;
        private SimulatedEvent _next;
        private int _period;

        public SimulatedTimer(SimulatedTime time, Action tick)
        {
            _time = time;
            _tick = tick;
            _life = time.Lives;
        }

        public void Change(int dueTime, int period)
        {
            _next?.Dispose();
            _period = period;
            if (dueTime >= 0)
            {
                _next = _time.After(dueTime * 1000L, Fire);
            }
        }

        private void Fire()
        {
            if (_life != _time.Lives)
            {
                return;
            }

            if (_period > 0)
            {
                _next = _time.After(_period * 1000L, Fire);
            }

            _tick();
        }
    }
}
