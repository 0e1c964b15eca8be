using System.Net;
using UAsyncio.Nano;
using UAsyncio.Nano.Http;

namespace Benchmarks.Device
{
    /// <summary>HTTP requests on one connection that is kept. The host is the client: it acts while the device would sleep.</summary>
    public static class HttpBenchmarks
    {
        private static EventLoop s_loop;
        private static int s_left;

        /// <summary>Requests, one after the other.</summary>
        public static void Request(int times)
        {
            s_left = times;
            s_loop = new EventLoop(poller: new HostPoller { Window = 0 });
            HttpServer server = new HttpServer(HandleAsync, IPAddress.Loopback, 0);
            Host.Port = server.Port;
            Host.Held = server;
            s_loop.RunForever();
            s_loop.Run(server.CloseAsync(cancelHandlers: true));
            s_loop.Close();
        }

        /// <summary>Leaves a server without a connection for the host to weigh, and the loop, which is long enough for its connections.</summary>
        public static void Empty(int connections)
        {
            s_left = 0;
            int length = connections + 2 > EventLoop.DefaultLength ? connections + 2 : EventLoop.DefaultLength;
            s_loop = new EventLoop(length, length, new HostPoller { Window = 0 });
            HttpServer server = new HttpServer(HandleAsync, IPAddress.Loopback, 0, new HttpServerOptions { MaxConnections = connections });
            Host.Held = new object[] { s_loop, server };
            s_loop.Run(SleepAsync());
            s_loop.Run(server.CloseAsync());
            s_loop.Close();
        }

        private static async Coroutine SleepAsync()
        {
            await Coroutine.Delay(1);
        }

        private static async Coroutine HandleAsync(HttpContext context)
        {
            await context.RespondAsync("text/plain", "hello");

            if (--s_left == 0)
            {
                s_loop.Stop();
            }
        }
    }
}
