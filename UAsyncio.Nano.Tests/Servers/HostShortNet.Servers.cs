using System;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    // Those of a server.
    public static partial class HostShortNet
    {
        private static async Coroutine StartAsync()
        {
            TcpServer server = null;
            s_begin();

            try
            {
                server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0);
            }
            catch (OutOfMemoryException)
            {
            }

            s_end();
            await (server ?? Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0)).CloseAsync();
        }

        private static async Coroutine CloseAsync()
        {
            TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { ClientSpeaksFirst = true });

            using (Socket silent = Connect(server, ""))
            using (Socket served = Connect(server, "x"))
            {
                await UntilAsync(() => server.Connections == 2 && served.Poll(0, SelectMode.SelectRead));
                s_begin();

                try
                {
                    server.Close();
                }
                catch (OutOfMemoryException)
                {
                }

                s_end();
                await server.CloseAsync(true);
                Check(server.Connections == 0, "connections");
            }
        }

        private static async Coroutine AcceptAsync(bool waits)
        {
            TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2, ClientSpeaksFirst = waits });

            using (Socket client = Connect(server, "x"))
            {
                s_begin();

                // Answered or closed. What this itself calls fails too.
                while (!IsReadable(client))
                {
                    try
                    {
                        await Coroutine.Delay(1);
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                s_end();
            }

            await UntilAsync(() => server.Connections == 0);

            // Both places are left.
            using (Socket first = Connect(server, "x"))
            using (Socket second = Connect(server, "x"))
            {
                await UntilAsync(() => IsReadable(first) && IsReadable(second));
#pragma warning disable UAN304 // It is there.
                Check(first.Receive(new byte[1]) == 1 && second.Receive(new byte[1]) == 1, "not served");
#pragma warning restore UAN304
            }

            await server.CloseAsync();
        }

        // An accept fails, since there is no socket left, and memory is short then until the loop gives up: nobody tries for ever within a pass.
        private static void Starve()
        {
            TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0);

            using (Socket client = Connect(server, "x"))
            {
                Socket[] others = TakeAllSockets();
                s_begin();

                try
                {
                    s_loop.Run(UntilAsync(() => IsReadable(client)));
                }
                catch (OutOfMemoryException)
                {
                }

                s_end();

                for (int i = 0; i < others.Length && others[i] != null; i++)
                {
                    others[i].Close();
                }

                s_loop.Run(UntilAsync(() => IsReadable(client)));
            }

            s_loop.Run(server.CloseAsync());

            // The main coroutine that was left alone ends too.
            s_loop.Run(UntilAsync(() => s_loop.FreeSlots == EventLoop.DefaultLength - 1));
        }

        private static Socket[] TakeAllSockets()
        {
            Socket[] sockets = new Socket[64];

            try
            {
                for (int i = 0; i < sockets.Length; i++)
                {
                    sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                }
            }
            catch (SocketException)
            {
                return sockets;
            }

            throw new Exception("no end of sockets");
        }
    }
}
