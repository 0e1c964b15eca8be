using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>The poller of a loop that has no I/O yet: a clock and a signal.</summary>
    internal sealed class IdlePoller : IPoller
    {
        private readonly AutoResetEvent _signal = new AutoResetEvent(false);

        public int Ticks => (int)Environment.TickCount64;

        public bool HasWaiters => false;

        public void Poll(int milliseconds)
        {
            if (milliseconds != 0)
            {
                _signal.WaitOne(milliseconds, false);
            }
        }

        public void Wake()
        {
            _signal.Set();
        }

        public void Close()
        {
        }
    }
}
