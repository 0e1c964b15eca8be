namespace System.Net.NetworkInformation
{
    // Settings are kept for reading back and change nothing.
    public class WirelessAPConfiguration
    {
        private static readonly WirelessAPConfiguration s_only = new WirelessAPConfiguration(0);

        public WirelessAPConfiguration(uint id)
        {
            Id = id;
        }

        public enum ConfigurationOptions
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoStart = 6,
            HiddenSSID = 8,
        }

        public AuthenticationType Authentication { get; set; }

        public EncryptionType Encryption { get; set; }

        public uint Id { get; }

        public ConfigurationOptions Options { get; set; }

        public string Password { get; set; }

        public RadioType Radio { get; set; }

        public string Ssid { get; set; }

        public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => new[] { s_only };

        public void SaveConfiguration()
        {
        }

        public byte Channel { get; set; }

        public byte MaxConnections { get; set; }

        public void DeAuthStation(int stationIndex)
        {
        }

        public WirelessAPStation[] GetConnectedStations() => new WirelessAPStation[0];

        public WirelessAPStation GetConnectedStations(int stationIndex) => throw new System.ArgumentException();
    }
}
