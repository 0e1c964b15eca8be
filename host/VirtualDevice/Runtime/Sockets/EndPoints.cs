extern alias desktop;

using System.Net;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class EndPoints
    {
        public static bool IsLoopback(IPEndPoint endPoint) => endPoint.Address.GetAddressBytes()[0] == 127;

        public static desktop::System.Net.IPEndPoint ToDesktop(IPEndPoint endPoint)
        {
            return new desktop::System.Net.IPEndPoint(
                new desktop::System.Net.IPAddress(endPoint.Address.GetAddressBytes()),
                endPoint.Port);
        }

        public static IPEndPoint FromDesktop(desktop::System.Net.EndPoint endPoint)
        {
            return endPoint is desktop::System.Net.IPEndPoint ip
                ? new IPEndPoint(new IPAddress(ip.Address.GetAddressBytes()), ip.Port)
                : null;
        }
    }
}
