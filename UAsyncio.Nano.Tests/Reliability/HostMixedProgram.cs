using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>
    /// A program that does everything at once on one loop: servers of HTTP, WebSockets and TLS, clients of HTTP, WebSockets and MQTT, timers,
    /// locks, queues, groups, limits and cancellations. The host, which plays the rest of the network, calls it by reflection.
    /// </summary>
    public static class HostMixedProgram
    {
        private const int Length = 96;
        private const int MaxTasks = 64;

        private static readonly Coroutine[] s_tasks = new Coroutine[MaxTasks];
        private static HttpServer s_server;
        private static TcpServer s_lines;
        private static MixedClients s_clients;
        private static MixedWork s_work;
        private static Thread s_thread;
        private static int s_count;

        /// <summary>Gets the loop.</summary>
        public static EventLoop Loop { get; private set; }

        /// <summary>Gets what went wrong first; null for nothing.</summary>
        public static string Failure { get; private set; }

        /// <summary>Gets the tasks of the program, those that have ended too.</summary>
        public static Coroutine[] Tasks => s_tasks;

        /// <summary>Gets how many connections its servers have.</summary>
        public static int Connections => s_server.Connections + s_lines.Connections;

        /// <summary>Gets how often each part of the program has got something done.</summary>
        public static int[] Progress { get; private set; }

        /// <summary>Starts it: HTTP and WebSockets at port 80, lines inside TLS at 443.</summary>
        /// <param name="seed">What its schedule is drawn from.</param>
        /// <param name="certificate">Of the server, in PEM.</param>
        /// <param name="key">Of the certificate, in PEM.</param>
        /// <param name="passed">Called after each pass of the loop.</param>
        public static void Start(int seed, string certificate, string key, PassCallback passed)
        {
            AutoResetEvent started = new AutoResetEvent(false);
            Failure = null;
            s_count = 0;
            Progress = new int[MixedPart.Count];
            s_thread = new Thread(() => Run(seed, new X509Certificate2(certificate, key, string.Empty), passed, started));
            s_thread.Start();
            started.WaitOne();
        }

        /// <summary>Ends it: all is cancelled and closed.</summary>
        public static void Stop()
        {
            Loop.Post(state => Loop.CreateTask(CloseAsync()));
            s_thread.Join();
        }

        internal static Coroutine Add(Coroutine coroutine)
        {
            s_tasks[s_count++] = coroutine;
            return Loop.CreateTask(coroutine);
        }

        internal static void Fail(string failure)
        {
            Failure = Failure ?? failure;
        }

        internal static void Done(int part)
        {
            Progress[part]++;
        }

        /// <summary>Whether an exception is what a network that fails, or a cancellation, does to a program.</summary>
        internal static bool IsExpected(Exception exception)
        {
            return exception is SocketException || exception is TimeoutException || exception is IOException || exception is HttpException
                || exception is TlsException || exception is MqttException || exception is CanceledException;
        }

        private static void Run(int seed, X509Certificate2 certificate, PassCallback passed, AutoResetEvent started)
        {
            Loop = new EventLoop(Length, Length, new WatchedDevicePoller(passed));

            try
            {
                Loop.ExceptionHandler = (task, exception) =>
                {
                    if (!IsExpected(exception))
                    {
                        Fail(task.Name + ": " + exception);
                    }
                };
                s_server = new HttpServer(AnswerAsync, IPAddress.Any, 80, new HttpServerOptions { MaxConnections = 4 });
                s_lines = Tcp.StartServer(EchoAsync, IPAddress.Any, 443, new TcpServerOptions
                {
                    MaxConnections = 2,
                    Tls = new TlsServerOptions { Certificate = certificate, Protocols = SslProtocols.Tls12, HelloTimeout = 5000 },
                });
                s_clients = new MixedClients();
                s_work = new MixedWork(seed);
                started.Set();
                Loop.RunForever();

                if (Loop.FreeSlots != Length || Loop.FreeTimers != Length)
                {
                    Fail("slots " + Loop.FreeSlots + ", timers " + Loop.FreeTimers + " of " + Length);
                }
            }
            catch (Exception exception)
            {
                Fail(exception.ToString());
                started.Set();
            }
            finally
            {
                Loop.Close();
            }
        }

        private static async Coroutine CloseAsync()
        {
            s_work.Stop();

            for (int i = 0; i < s_count; i++)
            {
                // It may catch a cancellation and go on.
                while (s_tasks[i].Cancel())
                {
                    await Coroutine.Delay(1);
                }
            }

            await s_clients.CloseAsync();
            await s_lines.CloseAsync(true);
            await s_server.CloseAsync(true);

            // What was cancelled ends now, and what was shielded by itself.
            await Coroutine.Delay(4 * MixedWork.Pause);
            Loop.Stop();
        }

        private static async Coroutine AnswerAsync(HttpContext context)
        {
            if (context.Path == "/ws")
            {
                await WebSocketServer.AcceptAsync(context, EchoMessagesAsync);
                return;
            }

            await Bodies.AnswerAsync(context);
            Done(MixedPart.HttpServer);
        }

        private static async Coroutine EchoMessagesAsync(WebSocket socket)
        {
            for (string text; (text = await socket.ReceiveTextAsync(1000)) != null;)
            {
                await socket.SendAsync(text);
                Done(MixedPart.WebSocketServer);
            }
        }

        private static async Coroutine EchoAsync(AsyncStream stream)
        {
            // An echo has no limits of its own.
            const int Patience = 20000;
            byte[] buffer = new byte[256];

            for (int count; (count = await stream.ReadAsync(buffer, 0, buffer.Length).WaitAsync(Patience)) > 0;)
            {
                await stream.WriteAsync(buffer, 0, count).WaitAsync(Patience);
                Done(MixedPart.Lines);
            }
        }
    }
}
