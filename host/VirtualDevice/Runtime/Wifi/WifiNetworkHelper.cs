using System;
using System.Device.Wifi;
using System.Threading;

namespace nanoFramework.Networking
{
    // Whatever the name and the password: the device is online or it is not.
    public static class WifiNetworkHelper
    {
        public static Exception HelperException => NetworkHelper.HelperException;

        public static ManualResetEvent NetworkReady => NetworkHelper.NetworkReady;

        public static NetworkHelperStatus Status => NetworkHelper.Status;

        public static WifiAdapter WifiAdapter => WifiAdapter.FindAllAdapters()[0];

        public static bool ConnectDhcp(
            string ssid,
            string password,
            WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false,
            int wifiAdapterId = 0,
            CancellationToken token = default)
        {
            return NetworkHelper.SetupAndConnectNetwork(token, requiresDateTime);
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
            return NetworkHelper.SetupAndConnectNetwork(token, requiresDateTime);
        }

        public static bool ScanAndConnectDhcp(
            string ssid,
            string password,
            WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false,
            int WifiAdapter = 0,
            CancellationToken token = default)
        {
            return NetworkHelper.SetupAndConnectNetwork(token, requiresDateTime);
        }

        public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default)
        {
            return NetworkHelper.SetupAndConnectNetwork(token, requiresDateTime);
        }

        public static void Disconnect() => NetworkHelper.Reset();

        public static void Reset() => NetworkHelper.Reset();

        public static void SetupNetworkHelper(bool requiresDateTime = false) => NetworkHelper.SetupNetworkHelper(requiresDateTime);

        public static void SetupNetworkHelper(IPConfiguration ipConfiguration, bool requiresDateTime = false)
        {
            NetworkHelper.SetupNetworkHelper(requiresDateTime);
        }

        public static void SetupNetworkHelper(
            string ssid,
            string password,
            WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false)
        {
            NetworkHelper.SetupNetworkHelper(requiresDateTime);
        }
    }
}
