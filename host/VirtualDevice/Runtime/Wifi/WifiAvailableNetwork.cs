namespace System.Device.Wifi
{
    // The one network in the air.
    public class WifiAvailableNetwork
    {
        public string Bsid => "02:00:00:00:00:02";

        public WifiNetworkKind NetworkKind => WifiNetworkKind.Infrastructure;

        public double NetworkRssiInDecibelMilliwatts => -50;

        public byte SignalBars => 4;

        public string Ssid => "virtual";
    }
}
