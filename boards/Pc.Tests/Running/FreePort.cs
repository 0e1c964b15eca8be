using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>Finds a port that nobody listens on.</summary>
    internal static class FreePort
    {
        public static int Find()
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
