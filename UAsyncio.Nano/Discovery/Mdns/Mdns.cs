using System.Net;

namespace UAsyncio.Nano.Discovery
{
    /// <summary>What both sides of multicast DNS (RFC 6762) have in common.</summary>
    internal static class Mdns
    {
        internal const int Port = 5353;

        // How often what memory is too short for is tried: nobody gives any back then.
        internal const int MaxFailures = 1000;

        // Answers go to who has asked alone.
        internal const int UnicastWanted = 0x8000;

        /// <summary>What is asked for all types of services. (RFC 6763, 9)</summary>
        internal static readonly byte[] Types = DnsName.Encode("_services._dns-sd._udp.local");

        internal static IPAddress Group()
        {
            return new IPAddress(new byte[] { 224, 0, 0, 251 });
        }
    }
}
