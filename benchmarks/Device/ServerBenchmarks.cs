using System;
using System.Net;
using UAsyncio.Nano;
using UAsyncio.Nano.Net;

namespace Benchmarks.Device
{
    /// <summary>A server's work, over sockets. The host is the client: it acts while the device would sleep.</summary>
    public static class ServerBenchmarks
    {
        private const int Clients = 8;

        private static EventLoop s_loop;
        private static int s_left;
        private static int s_size;

        /// <summary>Clients that are accepted and closed at once.</summary>
        public static void Accept(int times)
        {
            s_left = times;
            TcpServer server = Start(CloseAtOnceAsync);
            s_loop.RunForever();
            Stop(server);
        }

        /// <summary>Reads from a client that has sent everything before the first.</summary>
        public static void Read(int size, int times)
        {
            s_size = size;
            s_left = times;
            TcpServer server = Start(ReadAsync);
            s_loop.RunForever();
            Stop(server);
        }

        /// <summary>Reads from a client that sends each piece while the device waits for it.</summary>
        public static void Wait(int size, int times)
        {
            Read(size, times);
        }

        /// <summary>Writes to a client that takes what comes.</summary>
        public static void Write(int size, int times)
        {
            s_size = size;
            s_left = times;
            TcpServer server = Start(WriteAsync);
            s_loop.RunForever();
            Stop(server);
        }

        /// <summary>Turns of the loop beside so many clients, each with a read that waits.</summary>
        public static void Parked(int times)
        {
            s_left = Clients;
            TcpServer server = Start(ParkAsync);
            s_loop.RunForever();
            server.Close();
            s_loop.Run(YieldAsync(times));
            Stop(server);
        }

        /// <summary>Reads that come within the poller's window, by the host's clock.</summary>
        public static void Window(int times)
        {
            s_size = 1;
            s_left = times;
            TcpServer server = Start(ReadInWindowAsync, new WindowPoller());
            s_loop.RunForever();
            Stop(server);
        }

        // The clock stands still between two sleeps: a window would never end.
        private static TcpServer Start(ConnectionHandler handler)
        {
            return Start(handler, new HostPoller { Window = 0 });
        }

        private static TcpServer Start(ConnectionHandler handler, DevicePoller poller)
        {
            s_loop = new EventLoop(poller: poller);
            TcpServer server = Tcp.StartServer(handler, IPAddress.Loopback, 0);
            Host.Held = server;
            Host.Port = server.Port;
            return server;
        }

        private static void Stop(TcpServer server)
        {
            s_loop.Run(server.CloseAsync(cancelHandlers: true));
            s_loop.Close();
        }

#pragma warning disable CS1998 // Without an await.
        private static async Coroutine CloseAtOnceAsync(AsyncStream stream)
        {
            if (--s_left == 0)
            {
                s_loop.Stop();
            }
        }
#pragma warning restore CS1998

        private static async Coroutine ReadAsync(AsyncStream stream)
        {
            // Whatever the host sends has come after this.
            Host.OnSleep(0);
            await StreamBenchmarks.ReadAsync(stream, s_size, s_left);
            s_loop.Stop();
        }

        private static async Coroutine ReadInWindowAsync(AsyncStream stream)
        {
            await StreamBenchmarks.ReadAsync(stream, s_size, s_left);
            s_loop.Stop();
        }

        private static async Coroutine WriteAsync(AsyncStream stream)
        {
            await StreamBenchmarks.WriteAsync(stream, s_size, s_left);
            s_loop.Stop();
        }

        private static async Coroutine ParkAsync(AsyncStream stream)
        {
            if (--s_left == 0)
            {
                s_loop.Stop();
            }

            await stream.ReadAsync(new byte[1], 0, 1);
        }

        private static async Coroutine YieldAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await Coroutine.Yield();
            }
        }
    }
}
