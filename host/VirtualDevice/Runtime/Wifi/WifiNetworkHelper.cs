using System;
using System.Device.Wifi;
using System.Threading;
using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.Networking
{
    // Whatever the name and the password: the device is online or it is not.
    public static class WifiNetworkHelper
    {
        private static readonly NetworkWait s_wait = new NetworkWait();

        public static Exception HelperException => null;

        public static ManualResetEvent NetworkReady => s_wait.Ready;

        public static NetworkHelperStatus Status => s_wait.Status;

        // Null before there is a connection.
        public static WifiAdapter WifiAdapter { get; private set; }

        public static bool ConnectDhcp(
            string ssid,
            string password,
            WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false,
            int wifiAdapterId = 0,
            CancellationToken token = default)
        {
            return Connect(token, requiresDateTime);
        }

        public static bool ConnectFixAddress(
            string ssid,
            string password,
            IPConfiguration ipConfiguration,
            WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false,
            int WifiAdapter = 0,
            CancellationToken token = default)
        {
            return Connect(token, requiresDateTime);
        }

        public static bool ScanAndConnectDhcp(
            string ssid,
            string password,
            WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false,
            int WifiAdapter = 0,
            CancellationToken token = default)
        {
            return Connect(token, requiresDateTime);
        }

        public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default)
        {
            return Connect(token, requiresDateTime);
        }

        public static void Disconnect() => WifiAdapter = null;

        public static void Reset()
        {
            s_wait.Reset();
            NetworkHelper.Reset();
        }

        public static void SetupNetworkHelper(bool requiresDateTime = false) => SetUp(requiresDateTime);

        public static void SetupNetworkHelper(IPConfiguration ipConfiguration, bool requiresDateTime = false)
        {
            SetUp(requiresDateTime);
        }

        public static void SetupNetworkHelper(
            string ssid,
            string password,
            WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false)
        {
            SetUp(requiresDateTime);
        }

        internal static void Restart()
        {
            Reset();
            Disconnect();
        }

        private static bool Connect(CancellationToken token, bool requiresDateTime)
        {
            WifiAdapter = System.Device.Wifi.WifiAdapter.FindAllAdapters()[0];
            return s_wait.Connect(token, requiresDateTime);
        }

        private static void SetUp(bool requiresDateTime)
        {
            s_wait.SetUp(requiresDateTime);
            WifiAdapter = System.Device.Wifi.WifiAdapter.FindAllAdapters()[0];
        }
    }
}
