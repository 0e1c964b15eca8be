using System;
using System.Threading;
using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.Networking
{
    // The device is online or it is not; there is nothing to set up.
    public static class NetworkHelper
    {
        private static readonly ManualResetEvent s_ready = new ManualResetEvent(false);

        static NetworkHelper()
        {
            DeviceNetwork.AvailabilityChanged += _ => Update();
        }

        public static Exception HelperException => null;

        public static ManualResetEvent NetworkReady => s_ready;

        public static NetworkHelperStatus Status { get; private set; }

        public static void Reset()
        {
            Status = NetworkHelperStatus.None;
            s_ready.Reset();
        }

        public static bool SetupAndConnectNetwork(CancellationToken token = default, bool requiresDateTime = false)
        {
            SetupNetworkHelper(requiresDateTime);
            while (!s_ready.WaitOne(10, false))
            {
                if (token.IsCancellationRequested)
                {
                    Status = NetworkHelperStatus.TokenExpiredWaitingIPAddress;
                    return false;
                }
            }

            return true;
        }

        public static bool SetupAndConnectNetwork(IPConfiguration ipConfiguration, CancellationToken token = default, bool requiresDateTime = false)
        {
            return SetupAndConnectNetwork(token, requiresDateTime);
        }

        public static void SetupNetworkHelper(bool requiresDateTime = false)
        {
            Status = NetworkHelperStatus.Started;
            Update();
        }

        public static void SetupNetworkHelper(IPConfiguration ipConfiguration, bool requiresDateTime = false)
        {
            SetupNetworkHelper(requiresDateTime);
        }

        private static void Update()
        {
            if (Status == NetworkHelperStatus.None)
            {
                return;
            }

            if (DeviceNetwork.IsUp)
            {
                Status = NetworkHelperStatus.NetworkIsReady;
                s_ready.Set();
            }
            else
            {
                Status = NetworkHelperStatus.Reconnecting;
                s_ready.Reset();
            }
        }
    }
}
