extern alias desktop;

using System.Net.Sockets;
using DesktopAddress = desktop::System.Net.IPAddress;

namespace System.Net
{
    public static class Dns
    {
        public static IPHostEntry GetHostEntry(string hostNameOrAddress)
        {
            // The empty name is the device itself.
            if (hostNameOrAddress.Length == 0 || string.Equals(hostNameOrAddress, "localhost", StringComparison.OrdinalIgnoreCase))
            {
                return new IPHostEntry(hostNameOrAddress, IPAddress.Loopback);
            }

            if (DesktopAddress.TryParse(hostNameOrAddress, out DesktopAddress address))
            {
                return new IPHostEntry(hostNameOrAddress, new IPAddress(address.GetAddressBytes()));
            }

            throw new SocketException(SocketError.HostNotFound);
        }
    }
}
