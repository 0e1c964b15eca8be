using System;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano;
using UAsyncio.Nano.Net;

namespace TcpBridge
{
    /// <summary>
    /// Passes on what comes on one port to a server, and back. Backpressure needs no code: a direction reads again when what it
    /// has read is written, so a slow receiver slows its sender down, and one buffer a direction is all the memory that is used.
    /// </summary>
    public static class Program
    {
        /// <summary>The port for clients.</summary>
        public static int ListenPort { get; set; } = 7200;

        /// <summary>Where to.</summary>
        public static string Host { get; set; } = "localhost";

        /// <summary>The server's port.</summary>
        public static int Port { get; set; } = 7201;

        public static void Main()
        {
            EventLoop loop = new EventLoop();

            // Each client takes two sockets, and its bridge a task for each direction.
            TcpServer bridge = Tcp.StartServer(BridgeAsync, IPAddress.Any, ListenPort, new TcpServerOptions { MaxConnections = 4 });
            Console.WriteLine("port " + bridge.Port + " to " + Host + ":" + Port);
            loop.RunForever();
        }

        private static async Coroutine BridgeAsync(AsyncStream client)
        {
            try
            {
                using (AsyncStream server = await Tcp.OpenConnectionAsync(Host, Port, 5000))
                {
                    await client.PipeAsync(server);
                }
            }
            catch (SocketException e)
            {
                // The server does not answer, or one of the two has gone: the bridge ends, and with it the client's connection.
                Console.WriteLine("network error " + e.ErrorCode);
            }
            catch (TimeoutException)
            {
                Console.WriteLine("no answer in time");
            }
        }
    }
}
