namespace System.Net.NetworkInformation
{
    // Settings are kept for reading back and change nothing.
    public class Wireless80211Configuration
    {
        private static readonly Wireless80211Configuration s_only = new Wireless80211Configuration(0);

        public Wireless80211Configuration(uint id)
        {
            Id = id;
        }

        public enum ConfigurationOptions
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoConnect = 6,
            SmartConfig = 10,
        }

        public AuthenticationType Authentication { get; set; }

        public EncryptionType Encryption { get; set; }

        public uint Id { get; }

        public ConfigurationOptions Options { get; set; }

        public string Password { get; set; }

        public RadioType Radio { get; set; }

        public string Ssid { get; set; }

        public static Wireless80211Configuration[] GetAllWireless80211Configurations() => new[] { s_only };

        public void SaveConfiguration()
        {
        }
    }
}
