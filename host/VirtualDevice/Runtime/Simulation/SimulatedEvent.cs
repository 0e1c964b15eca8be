using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Something that happens at a time, unless it is disposed of first.
    internal sealed class SimulatedEvent : IDisposable
    {
        private Action _action;

        public SimulatedEvent(Action action)
        {
            _action = action;
        }

        public bool IsPending => _action != null;

        public void Dispose() => _action = null;

        public void Run()
        {
            Action action = _action;
            _action = null;
            action();
        }
    }
}
