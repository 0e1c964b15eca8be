using UAsyncio.VirtualDevice.Runtime;

namespace System.Net.NetworkInformation
{
    // The one interface of the device. Settings are taken and change nothing.
    public class NetworkInterface
    {
        private static readonly NetworkInterface s_only = new NetworkInterface(0);

        protected NetworkInterface(int interfaceIndex)
        {
        }

        public string IPv4Address => IPAddress.GetDefaultLocalAddress().ToString();

        public string[] IPv4DnsAddresses => new[] { IPv4Address };

        public string IPv4GatewayAddress => IPv4Address;

        public string IPv4SubnetMask => DeviceNetwork.IsUp ? "255.0.0.0" : "0.0.0.0";

        public bool IsAutomaticDnsEnabled => true;

        public bool IsDhcpEnabled => true;

        public NetworkInterfaceType NetworkInterfaceType => PinBank.IsEsp32 ? NetworkInterfaceType.Wireless80211 : NetworkInterfaceType.Ethernet;

        public byte[] PhysicalAddress { get; set; } = { 2, 0, 0, 0, 0, 1 };

        public uint SpecificConfigId { get; set; }

        public static NetworkInterface[] GetAllNetworkInterfaces() => new[] { s_only };

        public static bool GetIsNetworkAvailable() => DeviceNetwork.IsUp;

        public void EnableAutomaticDns()
        {
        }

        public void EnableDhcp()
        {
        }

        public void EnableStaticIP(
            string ipv4Address,
            string ipv4subnetMask,
            string ipv4gatewayAddress,
            string ipv6Address,
            string ipv6SubnetMask,
            string ipv6GatewayAddress)
        {
        }

        public void EnableStaticIPv4(string ipv4Address, string ipv4SubnetMask, string ipv4GatewayAddress)
        {
        }

        public void EnableStaticIPv4Dns(string[] dnsAddresses)
        {
        }

        public void EnableStaticIPv6(string ipv6Address, string ipv6SubnetMask, string ipv6GatewayAddress)
        {
        }

        public void EnableStaticIPv6Dns(string[] dnsAddresses)
        {
        }

        public void ReleaseDhcpLease()
        {
        }

        public void RenewDhcpLease()
        {
        }
    }
}
