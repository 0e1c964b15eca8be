using System;
using System.Net;
using UAsyncio.Nano.Tests.Shortage;
using UAsyncio.Nano.Udp;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

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
        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations => new[] { "datagram", "datagram that is cancelled", "datagram too late", "name", "responder", "service", "time", "portal", "syslog" };

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            return ShortRun.Run(operation, OperateAsync, null, begin.Invoke, end.Invoke);
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
            Begin();

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
                    Coroutine receiving = DeviceLoop.CreateTask(ReceiveAsync(client));
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
                End();
                client?.Dispose();
                other?.Dispose();
            }
        }

        private static async Coroutine ReceiveAsync(AsyncUdpClient client)
        {
            await client.ReceiveAsync();
        }
    }
}
