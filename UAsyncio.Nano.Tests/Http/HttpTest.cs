using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>A server on the loopback and its clients, in one loop, for a using block; it may leave nothing behind.</summary>
    internal sealed class HttpTest : IDisposable
    {
        // Only a server that never answers takes so long.
        public const int Patience = 60000;

        private const int Length = 32;

        public HttpTest(HttpHandler handler, HttpServerOptions options = null, IPoller poller = null)
        {
            Network.Require();
            Loop = new EventLoop(Length, Length, poller);
            Loop.ExceptionHandler = (task, exception) => Reported += exception.GetType().Name + " ";
            Server = new HttpServer(handler, IPAddress.Loopback, 0, options);
        }

        public EventLoop Loop { get; }

        public HttpServer Server { get; }

        /// <summary>The types of the exceptions that the loop's handler got, each followed by a space.</summary>
        public string Reported { get; private set; } = string.Empty;

        /// <summary>Reads until the server closes, or resets.</summary>
        public static async Coroutine<string> ReadToEndAsync(AsyncStream stream)
        {
            byte[] buffer = new byte[256];
            string text = string.Empty;

            try
            {
                for (; ; )
                {
                    int count = await stream.ReadAsync(buffer, 0, buffer.Length);

                    if (count == 0)
                    {
                        return text;
                    }

                    text += Encoding.UTF8.GetString(buffer, 0, count);
                }
            }
            catch (SocketException)
            {
                return text;
            }
        }

        /// <summary>Sends all of it on one connection, and returns all that comes until the server closes it.</summary>
        public string Ask(string requests)
        {
            return (string)Loop.Run(AskAsync(requests).WaitAsync(Patience));
        }

        public Coroutine<AsyncStream> OpenAsync()
        {
            return Tcp.OpenConnectionAsync("127.0.0.1", Server.Port);
        }

        public async Coroutine<string> AskAsync(string requests)
        {
            using (AsyncStream stream = await OpenAsync())
            {
                await stream.WriteAsync(requests);
                return await ReadToEndAsync(stream);
            }
        }

        /// <summary>Waits until so many connections are being served.</summary>
        public async Coroutine UntilAsync(int connections)
        {
            for (int i = 0; Server.Connections != connections; i++)
            {
                Assert.IsTrue(i < Patience / 10, "connections: " + Server.Connections);
                await Coroutine.Delay(10);
            }
        }

        public void Dispose()
        {
            Loop.Run(Server.CloseAsync(cancelHandlers: true).WaitAsync(Patience));
            int slots = Loop.FreeSlots;
            int timers = Loop.FreeTimers;
            Loop.Close();
            Assert.AreEqual(Length, slots, "slots are still taken");
            Assert.AreEqual(Length, timers, "timers are still set");
            Assert.AreEqual(0, Server.Connections);

            // A handler's, which nobody else hears of when its client has the answer already.
            Assert.AreEqual(-1, Reported.IndexOf("AssertFailedException"), Reported);
        }
    }
}
