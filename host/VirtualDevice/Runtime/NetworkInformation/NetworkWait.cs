using System;
using System.Threading;
using nanoFramework.Networking;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What NetworkHelper and WifiNetworkHelper keep, each of its own. The device is online or it is not; there is nothing to set up.
    internal sealed class NetworkWait
    {
        private const int FirstYear = 2021;
        private const int Pause = 200;

        private ManualResetEvent _address;
        private bool _requiresDateTime;
        private volatile int _generation;

        public NetworkHelperStatus Status { get; private set; }

        public ManualResetEvent Ready { get; private set; } = new ManualResetEvent(false);

        private static bool HasTime => DateTime.UtcNow.Year >= FirstYear;

        // Of Ready it leaves its hands.
        public bool Connect(CancellationToken token, bool requiresDateTime)
        {
            Status = NetworkHelperStatus.Started;
            while (!token.IsCancellationRequested && !DeviceNetwork.IsUp)
            {
                Thread.Sleep(Pause);
            }

            if (token.IsCancellationRequested)
            {
                Status = NetworkHelperStatus.TokenExpiredWaitingIPAddress;
                return false;
            }

            while (requiresDateTime && !token.IsCancellationRequested && !HasTime)
            {
                Thread.Sleep(Pause);
            }

            bool isInTime = !token.IsCancellationRequested;
            Status = isInTime ? NetworkHelperStatus.NetworkIsReady : NetworkHelperStatus.TokenExpiredWaitingDateTime;
            return isInTime;
        }

        public void SetUp(bool requiresDateTime)
        {
            if (_address != null)
            {
                throw new InvalidOperationException();
            }

            _requiresDateTime = requiresDateTime;
            _address = new ManualResetEvent(DeviceNetwork.IsUp);
            Status = NetworkHelperStatus.Started;
            DeviceNetwork.AvailabilityChanged += OnChanged;
            int generation = _generation;
            new Thread(() => WaitForAll(generation, _address)).Start();
        }

        public void Reset()
        {
            DeviceNetwork.AvailabilityChanged -= OnChanged;
            _generation++;
            _address?.Set();
            _address = null;
            Ready = new ManualResetEvent(false);
            Status = NetworkHelperStatus.None;
        }

        private void WaitForAll(int generation, ManualResetEvent address)
        {
            address?.WaitOne();
            while (generation == _generation && _requiresDateTime && !HasTime)
            {
                Thread.Sleep(Pause);
            }

            if (generation == _generation)
            {
                Ready.Set();
                Status = NetworkHelperStatus.NetworkIsReady;
            }
        }

        private void OnChanged(bool isUp)
        {
            if (!isUp)
            {
                Ready.Reset();
                _address?.Reset();
                Status = NetworkHelperStatus.Reconnecting;
                return;
            }

            _address?.Set();
            if (!_requiresDateTime || HasTime)
            {
                Ready.Set();
                Status = NetworkHelperStatus.NetworkIsReady;
            }
        }
    }
}
