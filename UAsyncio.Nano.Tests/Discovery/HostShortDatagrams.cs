using System;
using System.Net;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Tests.Discovery
{
    /// <summary>Has the host take memory away, or give it back.</summary>
    public delegate void PassCallback();

    /// <summary>
    /// Datagrams and what is made of them, whose memory the host takes away for a moment: it calls each by reflection. Each may fail then; it
    /// leaves nothing, and works once more.
    /// </summary>
    public static partial class HostShortDatagrams
    {
        private const int Length = 32;
        private const int Patience = 60000;

        private static EventLoop s_loop;
        private static PassCallback s_begin;
        private static PassCallback s_end;
        private static string s_wrong;

        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations => new[] { "datagram", "datagram that is cancelled", "datagram too late", "name", "responder", "service", "time", "portal", "syslog" };

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            s_begin = begin;
            s_end = end;
            s_wrong = null;
            s_loop = new EventLoop(Length, Length, new DevicePoller { Window = 0 });
            s_loop.ExceptionHandler = (task, exception) => { };

            try
            {
                for (int turn = 0; turn < 2 && s_wrong == null; turn++)
                {
                    s_loop.Run(MainAsync(operation, turn == 0));
                    s_begin = s_end = () => { };
                    Check(s_loop.FreeSlots == Length, "slots: " + s_loop.FreeSlots);
                    Check(s_loop.FreeTimers == Length, "timers: " + s_loop.FreeTimers);
                }
            }
            catch (Exception exception)
            {
                s_wrong = s_wrong ?? exception.ToString();
            }
            finally
            {
                end();
                s_loop.Close();
            }

            return s_wrong;
        }

        private static void Check(bool holds, string what)
        {
            s_wrong = holds ? s_wrong : s_wrong ?? what;
        }

        private static async Coroutine MainAsync(string operation, bool mayFail)
        {
            try
            {
                await OperateAsync(operation).WaitAsync(Patience);
            }
            catch (OutOfMemoryException)
            {
                Check(mayFail, "once more: no memory");
            }
            catch (Exception exception)
            {
                Check(false, (mayFail ? "" : "once more: ") + exception);
            }

            s_end();

            for (int i = 0; i < 300 && (s_loop.FreeSlots < Length - 1 || s_loop.FreeTimers < Length); i++)
            {
                await Coroutine.Delay(100);
            }
        }

        private static Coroutine OperateAsync(string operation)
        {
            switch (operation)
            {
                case "name":
                    return ResolveAsync();
                case "responder":
                    return RespondAsync(null);
                case "service":
                    return RespondAsync("_http._tcp");
                case "time":
                    return AskTimeAsync();
                case "portal":
                    return AskPortalAsync();
                case "syslog":
                    return LogAsync();
                default:
                    return SendAsync(operation);
            }
        }

        private static async Coroutine SendAsync(string operation)
        {
            AsyncUdpClient client = null;
            AsyncUdpClient other = null;
            s_begin();

            try
            {
                client = new AsyncUdpClient(IPAddress.Loopback, 0);
                other = new AsyncUdpClient(IPAddress.Loopback, 0);
                IPEndPoint to = new IPEndPoint(IPAddress.Loopback, client.Port);

                if (operation == "datagram too late")
                {
                    try
                    {
                        await client.ReceiveAsync().WaitAsync(5);
                        Check(false, "it came too early");
                    }
                    catch (TimeoutException)
                    {
                    }
                }

                if (operation == "datagram that is cancelled")
                {
                    Coroutine receiving = s_loop.CreateTask(ReceiveAsync(client));
                    await Coroutine.Yield();
                    await other.SendAsync(new byte[5], 0, 5, to);
                    receiving.Cancel();
                }
                else
                {
                    await other.SendAsync(new byte[5], 0, 5, to);
                }

                Check(await client.ReceiveAsync() == 5, "another length");
            }
            finally
            {
                // What disposes of it has its memory back.
                s_end();
                client?.Dispose();
                other?.Dispose();
            }
        }

        private static async Coroutine ReceiveAsync(AsyncUdpClient client)
        {
            await client.ReceiveAsync();
        }

        private static async Coroutine EndAsync(Coroutine task)
        {
            task.Cancel();

            try
            {
                await task;
            }
            catch (CanceledException)
            {
            }
            catch (ObjectDisposedException)
            {
            }
            catch (OutOfMemoryException)
            {
            }
        }
    }
}
