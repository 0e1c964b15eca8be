using System;
using System.Collections.Generic;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>What happens at given times since a start, once or again and again.</summary>
    internal sealed class Timeline
    {
        private readonly IReadOnlyList<(int At, Action Action)> _events;
        private readonly int _repeat;
        private long _start;
        private int _next;

        /// <param name="events">In the order of their times.</param>
        /// <param name="repeat">After how many ms it begins again; 0 never.</param>
        public Timeline(IReadOnlyList<(int At, Action Action)> events, int repeat)
        {
            _events = events;
            _repeat = repeat;
        }

        /// <summary>When the next one is due; long.MaxValue when there is none any more.</summary>
        public long Due => _next < _events.Count ? _start + _events[_next].At : long.MaxValue;

        public void Start(long now)
        {
            _start = now;
            _next = 0;
        }

        public Action Take()
        {
            Action action = _events[_next++].Action;
            if (_next == _events.Count && _repeat > 0)
            {
                Start(_start + _repeat);
            }

            return action;
        }
    }
}
