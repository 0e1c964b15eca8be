using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>What makes the library write lines, or none: host/SystemTests reads them.</summary>
    public static class HostOutput
    {
        /// <summary>A server that cannot start has lost nothing that was never awaited.</summary>
        public static void Debug_a_port_that_is_taken()
        {
            EventLoop.Debug = true;

            using (Socket first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            {
                first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                first.Listen(1);
                EventLoop loop = new EventLoop();
                Expect.Throws(typeof(SocketException), () => Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, ((IPEndPoint)first.LocalEndPoint).Port));
                loop.Close();
            }

            EventLoop.Debug = false;
        }
    }
}
