using System;
using System.Net;
using System.Threading;
using UAsyncio.Nano.Discovery;

namespace UAsyncio.Nano.Tests.Discovery
{
    /// <summary>A device whose network is the host's: a simulation calls this by reflection, on a thread of the device.</summary>
    public static class HostDiscovery
    {
        private static EventLoop s_loop;
        private static MdnsResponder s_responder;
        private static Coroutine s_task;

        /// <summary>What came out; null while it runs.</summary>
        public static string Outcome { get; private set; }

        /// <summary>The name that the responder has, or tries to get; in parentheses then.</summary>
        public static string HostName => s_responder.HasName ? s_responder.HostName : "(" + s_responder.HostName + ")";

        /// <summary>Has a name until <see cref="Stop"/>.</summary>
        public static void Respond(string name)
        {
            s_responder = null;
            Run(RespondAsync(name, null, 0, null));
        }

        /// <summary>Has a name and a service until <see cref="Stop"/>.</summary>
        public static void RespondWithService(string name, string type, int port, string text)
        {
            s_responder = null;
            Run(RespondAsync(name, type, port, text));
        }

        /// <summary>Looks a name up.</summary>
        public static void Resolve(string name, int timeout)
        {
            Run(ResolveAsync(name, timeout));
        }

        /// <summary>Asks for the time and sets the clock.</summary>
        public static void SetClock(string host)
        {
            Run(SetClockAsync(host));
        }

        /// <summary>The same while another task stops the loop for so many ms, from 100 ms on.</summary>
        public static void SetClockWhileBusy(string host, int milliseconds)
        {
            Run(SetClockWhileBusyAsync(host, milliseconds));
        }

        /// <summary>Cancels what runs.</summary>
        public static void Stop()
        {
            s_loop.Post(state => s_task.Cancel());
        }

        private static void Run(Coroutine main)
        {
            Outcome = null;
            s_loop = new EventLoop();
            s_task = main;

            try
            {
                object result = s_loop.Run(main);
                Outcome = result == null ? "done" : result.ToString();
            }
            catch (System.Net.Sockets.SocketException exception)
            {
                Outcome = exception.ErrorCode.ToString();
            }
            catch (Exception exception)
            {
                Outcome = exception.GetType().Name;
            }
            finally
            {
                s_loop.Close();
            }
        }

        private static async Coroutine RespondAsync(string name, string type, int port, string text)
        {
            s_responder = new MdnsResponder(name);

            if (type != null)
            {
                s_responder.Publish(type, port, text);
            }

            await s_responder.RunAsync();
        }

        private static async Coroutine<string> ResolveAsync(string name, int timeout)
        {
            IPAddress address = await MdnsResolver.ResolveAsync(name, timeout);
            return address.ToString();
        }

        private static async Coroutine<string> SetClockWhileBusyAsync(string host, int milliseconds)
        {
            Coroutine other = s_loop.CreateTask(StopAsync(milliseconds));
            string outcome = await SetClockAsync(host);
            await other;
            return outcome;
        }

        private static async Coroutine StopAsync(int milliseconds)
        {
            await Coroutine.Delay(100);
            Block(milliseconds);
        }

        private static void Block(int milliseconds)
        {
            Thread.Sleep(milliseconds);
        }

        private static async Coroutine<string> SetClockAsync(string host)
        {
            DateTime time = await SntpClient.SetClockAsync(host);
            DateTime clock = DateTime.UtcNow;
            return (time - new DateTime(2024, 1, 1)).TotalMilliseconds + " " + (clock - time < TimeSpan.FromMilliseconds(20) && time - clock < TimeSpan.FromMilliseconds(20));
        }
    }
}
