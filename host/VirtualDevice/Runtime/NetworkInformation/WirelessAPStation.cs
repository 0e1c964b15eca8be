namespace System.Net.NetworkInformation
{
    public class WirelessAPStation
    {
        internal WirelessAPStation()
        {
        }

        public byte[] MacAddress { get; } = new byte[6];

        public PhyProtocols PhyModes => default;

        public sbyte Rssi => 0;
    }
}
