namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>What the host does after each pass of the loop.</summary>
    public delegate void PassCallback();

    /// <summary>A device's poller that lets the host look on after each pass.</summary>
    internal sealed class WatchedDevicePoller : IPoller
    {
        private readonly DevicePoller _inner = new DevicePoller();
        private readonly PassCallback _passed;

        public WatchedDevicePoller(PassCallback passed)
        {
            _passed = passed;
        }

        public int Ticks => _inner.Ticks;

        public bool HasWaiters => _inner.HasWaiters;

        public void Poll(int milliseconds)
        {
            _passed();
            _inner.Poll(milliseconds);
        }

        public void Add(IoOperation operation)
        {
            _inner.Add(operation);
        }

        public void Remove(IoOperation operation)
        {
            _inner.Remove(operation);
        }

        public void Wake()
        {
            _inner.Wake();
        }

        public void Close()
        {
            _inner.Close();
        }
    }
}
