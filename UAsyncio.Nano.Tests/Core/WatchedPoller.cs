using System.Threading;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>The device's poller, which tells when it is about to sleep for ever: for tests with real threads.</summary>
    internal sealed class WatchedPoller : DevicePoller
    {
        private readonly ManualResetEvent _idle = new ManualResetEvent(false);

        /// <summary>Waits until the loop has nothing to do. What is posted then has to end its sleep.</summary>
        public void WaitUntilIdle()
        {
            _idle.WaitOne();
        }

        protected override void Sleep(int milliseconds)
        {
            if (milliseconds == Timeout.Infinite)
            {
                _idle.Set();
            }

            base.Sleep(milliseconds);
            _idle.Reset();
        }
    }
}
