using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>The device's own network, on which it talks to itself.</summary>
    internal static class Network
    {
        /// <summary>Skips the test where System.Net does not work, as on nanoFramework's own virtual device.</summary>
        public static void Require()
        {
            bool works = false;

            try
            {
                using (Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                {
                    works = true;
                }
            }
            catch (Exception)
            {
            }

            if (!works)
            {
                Assert.SkipTest("no network");
            }
        }

        /// <summary>A port that nobody listens on.</summary>
        public static int ClosedPort()
        {
            using (Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                return ((IPEndPoint)socket.LocalEndPoint).Port;
            }
        }
    }
}
