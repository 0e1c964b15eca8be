using UAsyncio.Nano;

namespace Benchmarks.Device
{
    /// <summary>The device's poller, but that the host has a hand in its sleep: it moves the clock, or is the peer.</summary>
    public sealed class HostPoller : DevicePoller
    {
        /// <inheritdoc/>
        protected override void Sleep(int milliseconds)
        {
            Host.OnSleep(milliseconds);
        }
    }
}
