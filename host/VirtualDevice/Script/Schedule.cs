extern alias device;

using System;
using System.Collections.Generic;
using System.Linq;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>
    /// The timelines of a script, one event after the other in the order of their times: what a busy computer does late still comes in that
    /// order, so that the two pins of an encoder do not overtake each other.
    /// </summary>
    internal sealed class Schedule : IDisposable
    {
        private readonly List<Timeline> _timelines = [];
        private readonly object _lock = new();
        private IDisposable? _timer;
        private bool _isDisposed;

        public void Add(Timeline timeline) => _timelines.Add(timeline);

        public void Start()
        {
            lock (_lock)
            {
                _timelines.ForEach(timeline => timeline.Start(DeviceClock.Milliseconds));
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
            // Of several the first in the script.
            if (_timelines.MinBy(timeline => timeline.Due) is { Due: < long.MaxValue } next && !_isDisposed)
            {
                _timer = DeviceTime.After((int)Math.Max(0, next.Due - DeviceClock.Milliseconds), () => Run(next));
            }
        }

        private void Run(Timeline timeline)
        {
            Action action;
            lock (_lock)
            {
                if (_isDisposed)
                {
                    return;
                }

                action = timeline.Take();
            }

            action();
            lock (_lock)
            {
                Arm();
            }
        }
    }
}
