using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Tls
{
    /// <summary>An echo server that speaks TLS on a device thread, whose clients are the host's: it calls this by reflection.</summary>
    public static class HostTlsServer
    {
        private static EventLoop s_loop;
        private static TcpServer s_server;
        private static Thread s_thread;
        private static Log s_errors;
        private static string s_failed;
        private static int s_ticks;
        private static HurriedPoller s_poller;
        private static bool s_leaked;
        private static TlsServerOptions s_startTls;

        /// <summary>Starts one.</summary>
        /// <param name="certificate">In PEM; null for none.</param>
        /// <param name="key">Of the certificate, in PEM.</param>
        /// <param name="authority">Who has to have signed the clients' certificates; null to want none.</param>
        /// <param name="protocols">The SslProtocols.</param>
        /// <param name="helloTimeout">In ms.</param>
        /// <param name="connections">How many at a time.</param>
        /// <param name="startTls">True to read a line and answer it before TLS.</param>
        /// <param name="ticks">Whether a task of the same loop counts <see cref="Ticks"/>: it keeps the loop from idling.</param>
        /// <returns>The port.</returns>
        public static int Start(string certificate, string key, string authority, int protocols, int helloTimeout, int connections, bool startTls, bool ticks)
        {
            AutoResetEvent started = new AutoResetEvent(false);
            s_errors = new Log();
            s_ticks = 0;
            s_leaked = false;

            if (authority != null)
            {
                CertificateManager.AddCaCertificateBundle(authority);
            }

            TlsServerOptions tls = new TlsServerOptions
            {
                Certificate = certificate == null ? null : new X509Certificate2(certificate, key, string.Empty),
                ClientCertificateRequired = authority != null,
                Protocols = (SslProtocols)protocols,
                HelloTimeout = helloTimeout,
            };
            s_startTls = startTls ? tls : null;
            s_thread = new Thread(() => Run(new TcpServerOptions { MaxConnections = connections, Tls = startTls ? null : tls }, ticks, started));
            s_thread.Start();
            started.WaitOne();
            return s_server.Port;
        }

        public static int Connections()
        {
            return s_server.Connections;
        }

        /// <summary>How often a task of the same loop that sleeps 10 ms has had its turn.</summary>
        public static int Ticks()
        {
            return s_ticks;
        }

        /// <summary>Has its clock go on by so many ms at once.</summary>
        public static void Hurry(int milliseconds)
        {
            s_poller.Hurry(milliseconds);
        }

        /// <summary>The handshakes that failed, and why; and what else went wrong.</summary>
        public static string Errors()
        {
            return s_errors.Text;
        }

        /// <summary>The task that the last of them was reported for.</summary>
        public static string Failed()
        {
            return s_failed;
        }

        /// <summary>Ends it and its connections.</summary>
        /// <returns>False when slots or timers are still taken.</returns>
        public static bool Stop()
        {
            s_loop.Post(state => s_loop.CreateTask(CloseAsync()));
            s_thread.Join();

            // Whom this server has trusted others do not.
            CertificateManager.AddCaCertificateBundle(new X509Certificate[0]);
            return !s_leaked;
        }

        private static void Run(TcpServerOptions options, bool ticks, AutoResetEvent started)
        {
            s_poller = new HurriedPoller();
            s_loop = new EventLoop(poller: s_poller);
            int slots = s_loop.FreeSlots;
            int timers = s_loop.FreeTimers;
            s_loop.ExceptionHandler = (task, exception) =>
            {
                s_errors.Add(Name(exception));
                s_failed = task.Name;
            };
            s_server = Tcp.StartServer(EchoAsync, IPAddress.Loopback, 0, options);
            Coroutine ticker = ticks ? s_loop.CreateTask(TickAsync()) : null;
            started.Set();
            s_loop.RunForever();

            if (ticks)
            {
                ticker.Cancel();
            }

            s_loop.Run(YieldAsync());
            s_leaked = s_loop.FreeSlots != slots || s_loop.FreeTimers != timers;
            s_loop.Close();
        }

        // An enum's name is its number on a device.
        private static string Name(Exception exception)
        {
            TlsException tls = exception as TlsException;
            return tls == null ? exception.GetType().Name : "Tls" + (int)tls.Error;
        }

        private static async Coroutine CloseAsync()
        {
            await s_server.CloseAsync(true);
            s_loop.Stop();
        }

        private static async Coroutine YieldAsync()
        {
            await Coroutine.Yield();
        }

        private static async Coroutine TickAsync()
        {
            for (; ; )
            {
                await Coroutine.Delay(10);
                s_ticks++;
            }
        }

        // The end, and what a read fails by, are told again to who reads again.
        private static async Coroutine<int> ReadAsync(AsyncStream stream, byte[] buffer)
        {
            int count = 0;

            try
            {
                count = await stream.ReadAsync(buffer, 0, buffer.Length);
            }
            catch (SocketException)
            {
            }

            return count > 0 ? count : await stream.ReadAsync(buffer, 0, buffer.Length);
        }

        private static async Coroutine EchoAsync(AsyncStream stream)
        {
            if (s_startTls != null)
            {
                await stream.ReadLineAsync(100);
                await stream.WriteAsync("go\r\n");
                await stream.StartTlsAsync(s_startTls);
            }

            byte[] buffer = new byte[1024];

            for (; ; )
            {
                int count = await ReadAsync(stream, buffer);

                if (count == 0)
                {
                    return;
                }

                await stream.WriteAsync(buffer, 0, count);
            }
        }
    }
}
