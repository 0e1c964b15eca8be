using System.Net;
using UAsyncio.Nano;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.WebSockets;

namespace Benchmarks.Device
{
    /// <summary>Messages on a WebSocket that are sent back. The host is the client: it acts while the device would sleep.</summary>
    public static class WebSocketBenchmarks
    {
        private static readonly WebSocketOptions s_options = new WebSocketOptions { PingInterval = 0 };

        private static EventLoop s_loop;
        private static int s_left;

        /// <summary>Messages, one after the other.</summary>
        public static void Echo(int times)
        {
            s_left = times;
            s_loop = new EventLoop(poller: new HostPoller { Window = 0 });
            HttpServer server = new HttpServer(context => WebSocketServer.AcceptAsync(context, EchoAsync, s_options), IPAddress.Loopback, 0);
            Host.Port = server.Port;
            Host.Held = server;
            s_loop.RunForever();
            s_loop.Run(server.CloseAsync(cancelHandlers: true));
            s_loop.Close();
        }

        private static async Coroutine EchoAsync(WebSocket socket)
        {
            byte[] buffer = new byte[128];

            for (; ; )
            {
                int count = await socket.ReceiveAsync(buffer, 0, buffer.Length);

                if (socket.IsClosed)
                {
                    return;
                }

                await socket.SendAsync(buffer, 0, count);

                if (--s_left == 0)
                {
                    s_loop.Stop();
                }
            }
        }
    }
}
