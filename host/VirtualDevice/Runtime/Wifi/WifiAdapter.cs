using System;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Wifi
{
    public sealed class WifiAdapter : IDisposable
    {
        private static readonly WifiAdapter s_only = new WifiAdapter();

        private WifiAdapter()
        {
        }

        ~WifiAdapter()
        {
        }

        public event AvailableNetworksChangedEventHandler AvailableNetworksChanged;

        public int NetworkInterface => 0;

        public WifiNetworkReport NetworkReport => new WifiNetworkReport();

        public static WifiAdapter[] FindAllAdapters() => new[] { s_only };

        public WifiConnectionResult Connect(WifiAvailableNetwork availableNetwork, WifiReconnectionKind reconnectionKind, string passwordCredential)
        {
            return Connect(availableNetwork.Ssid, reconnectionKind, passwordCredential);
        }

        public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
        {
            return new WifiConnectionResult(DeviceNetwork.IsUp ? WifiConnectionStatus.Success : WifiConnectionStatus.NetworkNotAvailable);
        }

        public void Disconnect()
        {
        }

        public void Dispose()
        {
        }

        public void ScanAsync() => DeviceEvents.Post(() => AvailableNetworksChanged?.Invoke(this, new EventArgs()));

        internal static void Restart() => s_only.AvailableNetworksChanged = null;

        public void SetDeviceName(string deviceName)
        {
            if (string.IsNullOrEmpty(deviceName) || deviceName.Length > 32)
            {
                throw new ArgumentException();
            }
        }
    }
}
