using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A server on a device thread, whose clients are the host's: it calls this by reflection.</summary>
    public static class HostServer
    {
        private const int LineLength = 64;

        private static EventLoop s_loop;
        private static TcpServer s_server;
        private static Thread s_thread;
        private static string s_failure;
        private static Log s_errors;
        private static int s_reported;

        /// <summary>Has a task fail that nobody awaits, by a socket.</summary>
        public static void FailByASocket()
        {
            new EventLoop().Run(FailAsync());

            static async Coroutine FailAsync()
            {
                _ = EventLoop.Current.CreateTask(ConnectAsync(), "pump");

                // It is told of in the pass behind the one in which it fails.
                for (int pass = 0; pass < 8; pass++)
                {
                    await Coroutine.Yield();
                }
            }

            static async Coroutine ConnectAsync()
            {
                await Coroutine.Yield();
                throw new SocketException(SocketError.ConnectionRefused);
            }
        }

        /// <summary>Starts one.</summary>
        /// <param name="handler">echo, lines, asks, sleeps or errors.</param>
        /// <param name="connections">How many at a time; 0 for the defaults of server and loop.</param>
        /// <returns>The port.</returns>
        public static int Start(string handler, int connections)
        {
            AutoResetEvent started = new AutoResetEvent(false);
            s_failure = null;
            s_errors = new Log();
            s_reported = 0;
            s_thread = new Thread(() => Run(HandlerOf(handler), connections, started));
            s_thread.Start();
            started.WaitOne();
            return s_server.Port;
        }

        /// <summary>How many connections there are.</summary>
        public static int Connections()
        {
            return s_server.Connections;
        }

        /// <summary>The error codes that the handler called errors has met.</summary>
        public static string Errors()
        {
            return s_errors.Text;
        }

        /// <summary>How many failures of sockets its loop was told of.</summary>
        public static int Reported()
        {
            return s_reported;
        }

        /// <summary>Ends it and its connections.</summary>
        /// <returns>What went wrong; null for nothing. A client that resets is no failure.</returns>
        public static string Stop()
        {
            s_loop.Post(state => s_loop.CreateTask(CloseAsync()));
            s_thread.Join();
            return s_failure;
        }

        private static ConnectionHandler HandlerOf(string name)
        {
            switch (name)
            {
                case "echo":
                    return EchoAsync;
                case "lines":
                    return LinesAsync;
                case "asks":
                    return AskAsync;
                case "sleeps":
                    return SleepAsync;
                default:
                    return stream => Serve.UntilErrorAsync(stream, s_errors);
            }
        }

        private static void Run(ConnectionHandler handler, int connections, AutoResetEvent started)
        {
            s_loop = connections == 0 ? new EventLoop() : new EventLoop(connections + 8, 32);
            int slots = s_loop.FreeSlots;
            int timers = s_loop.FreeTimers;

            try
            {
                s_loop.ExceptionHandler = (task, exception) =>
                {
                    if (exception is SocketException)
                    {
                        s_reported++;
                    }
                    else
                    {
                        s_failure = exception.GetType().FullName + ": " + exception.Message;
                    }
                };
                TcpServerOptions options = connections == 0 ? null : new TcpServerOptions { MaxConnections = connections, Backlog = connections };
                s_server = Tcp.StartServer(handler, IPAddress.Loopback, 0, options);
                started.Set();
                s_loop.RunForever();

                if (s_loop.FreeSlots != slots || s_loop.FreeTimers != timers)
                {
                    s_failure = "slots or timers are still taken";
                }
            }
            catch (Exception exception)
            {
                s_failure = exception.GetType().FullName + ": " + exception.Message;
                started.Set();
            }
            finally
            {
                s_loop.Close();
            }
        }

        private static async Coroutine CloseAsync()
        {
            await s_server.CloseAsync(true);
            s_loop.Stop();
        }

        // Asks each 10 ms, half a second long, whether others want its place.
        private static async Coroutine AskAsync(AsyncStream stream)
        {
            for (int i = 0; i < 50; i++)
            {
                await Coroutine.Delay(10);
                s_errors.Add(s_server.HasClientsWaiting ? "1" : "0");
            }
        }

        // It has a deadline, and does not look at its client.
        private static async Coroutine SleepAsync(TcpConnection connection)
        {
            connection.SetDeadline(60000);
            await Coroutine.Delay(10000);
        }

        private static async Coroutine EchoAsync(AsyncStream stream)
        {
            for (; ; )
            {
                string line = await stream.ReadLineAsync(200);

                if (line == null)
                {
                    return;
                }

                await stream.WriteAsync(line + "\r\n");
            }
        }

        // The client says how many; each is its number, in 7 digits, and dots.
        private static async Coroutine LinesAsync(AsyncStream stream)
        {
            int count = int.Parse(await stream.ReadLineAsync(10));
            byte[] block = new byte[16 * LineLength];

            for (int i = 0; i < block.Length; i++)
            {
                block[i] = (byte)(i % LineLength == LineLength - 1 ? '\n' : '.');
            }

            for (int line = 0; line < count;)
            {
                int used = 0;

                while (used < block.Length && line < count)
                {
                    Number(block, used, line++);
                    used += LineLength;
                }

                await stream.WriteAsync(block, 0, used);
            }
        }

        private static void Number(byte[] block, int offset, int number)
        {
            for (int i = offset + 6; i >= offset; i--)
            {
                block[i] = (byte)('0' + number % 10);
                number /= 10;
            }
        }
    }
}
