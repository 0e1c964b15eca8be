using UAsyncio.Nano;

namespace Benchmarks.Device
{
    /// <summary>The device's poller with its window, by the host's clock.</summary>
    public sealed class WindowPoller : DevicePoller
    {
        /// <inheritdoc/>
        public override int Ticks => Host.OnTicks();

        /// <inheritdoc/>
        protected override bool HasOwnTime => true;

        /// <inheritdoc/>
        protected override void Sleep(int milliseconds)
        {
            Host.OnSleep(milliseconds);
        }
    }
}
