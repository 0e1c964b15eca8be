using System;
using System.Net;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What the host does while the device would sleep.</summary>
    public delegate void SleepCallback();

    /// <summary>A server whose memory the host takes away for a moment: it calls this by reflection, and is the client.</summary>
    public static class HostShortServer
    {
        private static readonly byte[] s_body = { (byte)'h', (byte)'e', (byte)'l', (byte)'l', (byte)'o' };

        private static EventLoop s_loop;
        private static HttpServer s_server;

        public static int Connections => s_server.Connections;

        public static int FreeTimers => s_loop.FreeTimers;

        public static int FreeSlots => s_loop.FreeSlots;

        /// <summary>Starts one.</summary>
        /// <param name="sleeping">Called on the loop's thread; the time passes by itself.</param>
        /// <returns>The port.</returns>
        public static int Start(SleepCallback sleeping)
        {
            s_loop = new EventLoop(poller: new HostPoller(sleeping));
            s_loop.ExceptionHandler = (task, exception) => { };
            s_server = new HttpServer(context => context.RespondAsync("text/plain", s_body), IPAddress.Loopback, 0, new HttpServerOptions { MaxConnections = 2 });
            return s_server.Port;
        }

        public static void Run()
        {
            s_loop.RunForever();
        }

        public static void Stop()
        {
            s_loop.Stop();
        }

        public static void Close()
        {
            s_loop.Run(s_server.CloseAsync());
            s_loop.Close();
        }

        private sealed class HostPoller : DevicePoller
        {
            private readonly SleepCallback _sleeping;
            private int _now;

            internal HostPoller(SleepCallback sleeping)
            {
                _sleeping = sleeping;
                Window = 0;
            }

            public override int Ticks => _now;

            protected override bool HasOwnTime => true;

            protected override void Sleep(int milliseconds)
            {
                // The clock goes on first: nothing is lost of it when memory is short.
                _now += milliseconds < 0 ? 1 : milliseconds;
                _sleeping();
            }
        }
    }
}
