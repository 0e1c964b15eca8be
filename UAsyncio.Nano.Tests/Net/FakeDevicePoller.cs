using System;
using System.Threading;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>The device's poller with a clock of its own: time moves by its sleeps, and when a test says so.</summary>
    internal sealed class FakeDevicePoller : DevicePoller
    {
        private const int MaxEndlessSleeps = 100;

        private int _ticks;
        private int _endlessSleeps;

        public FakeDevicePoller()
        {
            // The window is for a clock that goes by itself.
            Window = 0;
        }

        public override int Ticks => _ticks;

        protected override bool HasOwnTime => true;

        /// <summary>How long each sleep was.</summary>
        public Log Sleeps { get; } = new Log();

        /// <summary>Called at the end of each sleep.</summary>
        public LoopCallback Slept { get; set; }

        public void Advance(int milliseconds)
        {
            _ticks += milliseconds;
        }

        protected override void Sleep(int milliseconds)
        {
            Sleeps.Add(milliseconds.ToString());

            if (milliseconds == Timeout.Infinite)
            {
                if (++_endlessSleeps > MaxEndlessSleeps)
                {
                    throw new Exception("the loop would sleep for ever");
                }
            }
            else
            {
                _ticks += milliseconds;
            }

            if (Slept != null)
            {
                Slept(milliseconds);
            }
        }
    }
}
