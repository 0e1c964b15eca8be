extern alias desktop;

using System.Net;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class EndPoints
    {
        public static bool IsLoopback(IPEndPoint endPoint) => endPoint.Address.GetAddressBytes()[0] == 127;

        // A peer: the device may be its own.
        public static desktop::System.Net.IPEndPoint ToDesktop(IPEndPoint endPoint)
        {
            return ToDesktop(endPoint, IsLoopback(endPoint) ? DevicePorts.ToHost(endPoint.Port) : endPoint.Port);
        }

        public static desktop::System.Net.IPEndPoint ToDesktop(IPEndPoint endPoint, int port)
        {
            return new desktop::System.Net.IPEndPoint(new desktop::System.Net.IPAddress(endPoint.Address.GetAddressBytes()), port);
        }

        public static IPEndPoint FromDesktop(desktop::System.Net.EndPoint endPoint)
        {
            if (!(endPoint is desktop::System.Net.IPEndPoint ip))
            {
                return null;
            }

            IPEndPoint device = new IPEndPoint(new IPAddress(ip.Address.GetAddressBytes()), ip.Port);
            return IsLoopback(device) || device.Address.Equals(IPAddress.Any) ? new IPEndPoint(device.Address, DevicePorts.ToDevice(ip.Port)) : device;
        }
    }
}
