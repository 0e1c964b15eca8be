using System;
using System.Net;
using System.Threading;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>An HTTP server on a device thread, whose clients are the host's: it calls this by reflection.</summary>
    public static class HostHttpServer
    {
        private static EventLoop s_loop;
        private static HttpServer s_server;
        private static Thread s_thread;
        private static string s_failure;

        /// <summary>Starts one: it answers as <see cref="Bodies"/> says.</summary>
        /// <param name="port">The port; 0 for any.</param>
        /// <returns>The port.</returns>
        public static int Start(int port)
        {
            AutoResetEvent started = new AutoResetEvent(false);
            s_failure = null;
            s_thread = new Thread(() => Run(port, started));
            s_thread.Start();
            started.WaitOne();
            return s_server.Port;
        }

        /// <summary>How many connections there are.</summary>
        public static int Connections()
        {
            return s_server.Connections;
        }

        /// <summary>Ends it and its connections.</summary>
        /// <returns>What went wrong; null for nothing. That a connection failed is nothing.</returns>
        public static string Stop()
        {
            s_loop.Post(state => s_loop.CreateTask(CloseAsync()));
            s_thread.Join();
            return s_failure;
        }

        private static void Run(int port, AutoResetEvent started)
        {
            s_loop = new EventLoop();
            int slots = s_loop.FreeSlots;
            int timers = s_loop.FreeTimers;

            try
            {
                s_loop.ExceptionHandler = (task, exception) =>
                {
                    if (!(exception is System.Net.Sockets.SocketException || exception is TimeoutException))
                    {
                        s_failure = exception.GetType().FullName + ": " + exception.Message;
                    }
                };
                s_server = new HttpServer(Bodies.AnswerAsync, IPAddress.Any, port);
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
    }
}
