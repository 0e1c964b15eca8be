using System;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>A server of HTTP, HTTPS and WebSockets on a device thread, whose clients are the host's: it calls this by reflection.</summary>
    public static class HostWebServer
    {
        private static EventLoop s_loop;
        private static HttpServer s_server;
        private static Thread s_thread;
        private static ServerSentEvents s_events;
        private static string s_errors;

        /// <summary>Starts one.</summary>
        /// <param name="certificate">In PEM.</param>
        /// <param name="key">Of the certificate, in PEM.</param>
        /// <param name="tlsPort">The port of HTTPS.</param>
        /// <param name="redirects">Whether HTTP leads to it.</param>
        /// <returns>The port of HTTP.</returns>
        public static int Start(string certificate, string key, int tlsPort, bool redirects)
        {
            AutoResetEvent started = new AutoResetEvent(false);
            HttpServerOptions options = new HttpServerOptions
            {
                Tls = new TlsServerOptions { Certificate = new X509Certificate2(certificate, key, string.Empty), HelloTimeout = 60000 },
                TlsPort = tlsPort,
                RedirectToTls = redirects,
                MaxConnections = 12,

                // Longer than any test: what is overlooked is not found because the client's time is up.
                IdleTimeout = 3600000,

                // Where it is full, what a client sends first is dropped, and sent again so late that its turn may be over.
                Backlog = 128,
                MaxTlsConnections = 4,
            };
            s_errors = string.Empty;
            s_thread = new Thread(() => Run(options, started));
            s_thread.Start();
            started.WaitOne();
            return s_server.Port;
        }

        /// <summary>Ends it and its connections.</summary>
        /// <returns>What went wrong; empty for nothing.</returns>
        public static string Stop()
        {
            s_loop.Post(state => s_loop.CreateTask(CloseAsync()));
            s_thread.Join();
            return s_errors;
        }

        private static void Run(HttpServerOptions options, AutoResetEvent started)
        {
            s_loop = new EventLoop(32, 32);
            int slots = s_loop.FreeSlots;
            s_loop.ExceptionHandler = (task, exception) => s_errors += exception.GetType().Name + " " + exception.Message + ", ";
            s_server = new HttpServer(AnswerAsync, IPAddress.Loopback, 0, options);
            s_events = new ServerSentEvents(8);
            Coroutine publishing = s_loop.CreateTask(PublishAsync());
            started.Set();
            s_loop.RunForever();
            publishing.Cancel();
            s_loop.Run(YieldAsync());
            s_errors += s_loop.FreeSlots == slots && s_loop.FreeTimers == 32 ? string.Empty : "slots or timers are still taken";
            s_loop.Close();
        }

        private static Coroutine AnswerAsync(HttpContext context)
        {
            if (context.Path == "/echo")
            {
                return WebSocketServer.AcceptAsync(context, EchoAsync);
            }

            if (context.Path == "/events")
            {
                return s_events.HandleAsync(context);
            }

            return context.RespondAsync("text/plain", (context.IsSecure ? "https " : "http ") + context.Method + " " + context.RawPath + "?" + context.Query);
        }

        // Numbers, one every 10 ms.
        private static async Coroutine PublishAsync()
        {
            for (int i = 0; ; i++)
            {
                s_events.Publish(i.ToString());
                await Coroutine.Delay(10);
            }
        }

        private static async Coroutine YieldAsync()
        {
            await Coroutine.Yield();
        }

        private static async Coroutine EchoAsync(WebSocket socket)
        {
            byte[] buffer = new byte[1000];

            while (!socket.IsClosed)
            {
                int count = await socket.ReceiveAsync(buffer, 0, buffer.Length);

                if (!socket.IsClosed)
                {
                    await socket.SendAsync(buffer, 0, count, socket.IsText, socket.EndOfMessage);
                }
            }
        }

        private static async Coroutine CloseAsync()
        {
            await s_server.CloseAsync(true);
            s_loop.Stop();
        }
    }
}
