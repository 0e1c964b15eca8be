namespace System.Net.NetworkInformation
{
    public enum AuthenticationType : byte
    {
        None = 0,
        EAP = 1,
        PEAP = 2,
        WCN = 3,
        Open = 4,
        Shared = 5,
        WEP = 6,
        WPA = 7,
        WPA2 = 8,
    }

    public enum EncryptionType : byte
    {
        None = 0,
        WEP = 1,
        WPA = 2,
        WPA2 = 3,
        WPA_PSK = 4,
        WPA2_PSK = 5,
        Certificate = 6,
    }

    public delegate void NetworkAPStationChangedEventHandler(int NetworkIndex, NetworkAPStationEventArgs e);

    public class NetworkAPStationEventArgs : EventArgs
    {
        private NetworkAPStationEventArgs() => throw null;

        public bool IsConnected => throw null;
        public int StationIndex => throw null;
    }

    [Flags]
    public enum PhyProtocols
    {
        PHY802_11b = 1,
        PHY802_11g = 2,
        PHY802_11n = 4,
        PHY802_11lr = 8,
    }

    public enum RadioType : byte
    {
        NotSpecified = 0,
        _802_11a = 1,
        _802_11b = 2,
        _802_11g = 4,
        _802_11n = 8,
    }

    public class Wireless80211Configuration
    {
        public Wireless80211Configuration(uint id) => throw null;

        public AuthenticationType Authentication
        {
            get => throw null;
            set => throw null;
        }

        public EncryptionType Encryption
        {
            get => throw null;
            set => throw null;
        }

        public uint Id => throw null;

        public ConfigurationOptions Options
        {
            get => throw null;
            set => throw null;
        }

        public string Password
        {
            get => throw null;
            set => throw null;
        }

        public RadioType Radio
        {
            get => throw null;
            set => throw null;
        }

        public string Ssid
        {
            get => throw null;
            set => throw null;
        }

        public static Wireless80211Configuration[] GetAllWireless80211Configurations() => throw null;
        public void SaveConfiguration() => throw null;

        [Flags]
        public enum ConfigurationOptions : byte
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoConnect = 6,
            SmartConfig = 10,
        }
    }

    public class WirelessAPConfiguration
    {
        public WirelessAPConfiguration(uint id) => throw null;

        public AuthenticationType Authentication
        {
            get => throw null;
            set => throw null;
        }

        public byte Channel
        {
            get => throw null;
            set => throw null;
        }

        public EncryptionType Encryption
        {
            get => throw null;
            set => throw null;
        }

        public uint Id => throw null;

        public byte MaxConnections
        {
            get => throw null;
            set => throw null;
        }

        public ConfigurationOptions Options
        {
            get => throw null;
            set => throw null;
        }

        public string Password
        {
            get => throw null;
            set => throw null;
        }

        public RadioType Radio
        {
            get => throw null;
            set => throw null;
        }

        public string Ssid
        {
            get => throw null;
            set => throw null;
        }

        public void DeAuthStation(int stationIndex) => throw null;
        public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => throw null;
        public WirelessAPStation[] GetConnectedStations() => throw null;
        public WirelessAPStation GetConnectedStations(int stationIndex) => throw null;
        public void SaveConfiguration() => throw null;

        [Flags]
        public enum ConfigurationOptions : byte
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoStart = 6,
            HiddenSSID = 8,
        }
    }

    public class WirelessAPStation
    {
        private WirelessAPStation() => throw null;

        public byte[] MacAddress => throw null;
        public PhyProtocols PhyModes => throw null;
        public sbyte Rssi => throw null;
    }
}
