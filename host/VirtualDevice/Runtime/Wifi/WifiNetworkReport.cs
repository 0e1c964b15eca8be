namespace System.Device.Wifi
{
    public class WifiNetworkReport
    {
        internal WifiNetworkReport()
        {
        }

        public WifiAvailableNetwork[] AvailableNetworks { get; } = { new WifiAvailableNetwork() };
    }
}
