using System.Threading;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>A device's poller whose clock moves by its sleeps alone, for servers with clients on the loopback.</summary>
    internal sealed class SteppedPoller : DevicePoller
    {
        private int _ticks;
        private int _sleeps;

        public SteppedPoller()
        {
            Window = 0;
        }

        public override int Ticks => _ticks;

        protected override bool HasOwnTime => true;

        /// <summary>Time goes by while nobody sleeps.</summary>
        public void Advance(int milliseconds)
        {
            _ticks += milliseconds;
        }

        protected override void Sleep(int milliseconds)
        {
            _ticks += milliseconds < 0 ? 1 : milliseconds;

            if (++_sleeps % 8 == 0)
            {
                // The device's time must not run away from the computer's network.
                Thread.Sleep(1);
            }
        }
    }
}
