extern alias desktop;

using System.Net.Sockets;
using UAsyncio.VirtualDevice.Runtime;
using DesktopDns = desktop::System.Net.Dns;
using DesktopFamily = desktop::System.Net.Sockets.AddressFamily;
using DesktopSocketException = desktop::System.Net.Sockets.SocketException;
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

            if (DeviceNetwork.Simulated is { } network)
            {
                return new IPHostEntry(hostNameOrAddress, network.Resolve(hostNameOrAddress));
            }

            return DeviceNetwork.IsOpen && DeviceNetwork.IsUp ? Resolve(hostNameOrAddress) : throw new SocketException(SocketError.HostNotFound);
        }

        private static IPHostEntry Resolve(string name)
        {
            try
            {
                // For the computer's own name the family alone does not keep the others out.
                DesktopAddress[] addresses = Array.FindAll(DesktopDns.GetHostAddresses(name), address => address.AddressFamily == DesktopFamily.InterNetwork);
                return addresses.Length == 0
                    ? throw new SocketException(SocketError.HostNotFound)
                    : new IPHostEntry(name, Array.ConvertAll(addresses, address => new IPAddress(address.GetAddressBytes())));
            }
            catch (DesktopSocketException e)
            {
                throw new SocketException((int)e.SocketErrorCode);
            }
        }
    }
}
