namespace UAsyncio.Nano.Tests.Tls
{
    /// <summary>A device's poller whose clock can be put on.</summary>
    internal sealed class HurriedPoller : DevicePoller
    {
        private int _ahead;

        public override int Ticks => base.Ticks + _ahead;

        protected override bool HasOwnTime => true;

        public void Hurry(int milliseconds)
        {
            _ahead += milliseconds;
            Wake();
        }
    }
}
