extern alias device;

using System;
using System.Collections.Generic;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>What happens at given times, in the device's time since its start, once or again and again.</summary>
    internal sealed class Timeline : IDisposable
    {
        private readonly IReadOnlyList<(int At, Action Action)> _events;
        private readonly int _repeat;
        private readonly object _lock = new();
        private long _start;
        private int _next;
        private IDisposable? _timer;
        private bool _isDisposed;

        /// <param name="events">In the order of their times.</param>
        /// <param name="repeat">After how many ms it begins again; 0 never.</param>
        public Timeline(IReadOnlyList<(int At, Action Action)> events, int repeat)
        {
            _events = events;
            _repeat = repeat;
        }

        public void Start()
        {
            _start = DeviceClock.Milliseconds;
            lock (_lock)
            {
                Arm();
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _isDisposed = true;
                _timer?.Dispose();
            }
        }

        private void Arm()
        {
            if (_next == _events.Count && _repeat > 0)
            {
                _start += _repeat;
                _next = 0;
            }

            if (_next < _events.Count && !_isDisposed)
            {
                _timer = DeviceTime.After((int)Math.Max(0, _start + _events[_next].At - DeviceClock.Milliseconds), Run);
            }
        }

        private void Run()
        {
            Action action;
            lock (_lock)
            {
                if (_isDisposed)
                {
                    return;
                }

                action = _events[_next++].Action;
            }

            action();
            lock (_lock)
            {
                Arm();
            }
        }
    }
}
