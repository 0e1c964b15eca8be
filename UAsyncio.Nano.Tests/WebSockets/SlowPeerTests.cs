using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Peers that take a long message slowly, or not at all, while the other side receives too.</summary>
    [TestClass]
    public class SlowPeerTests
    {
        // More than is on its way while the peer does not read.
        private static int s_large;

        private static string s_told = string.Empty;
        private static bool s_reads;

        // It is silent for longer than it may be, and could not answer a ping, which is behind the message.
        [TestMethod]
        public void Peer_that_takes_what_it_is_sent_does_not_count_as_lost()
        {
            s_reads = true;
            Play(new WebSocketOptions { PingInterval = 20, PingTimeout = 1500 });
            Assert.AreEqual("sent, closed 1000", s_told);
        }

        [TestMethod]
        public void Peer_that_has_closed_and_takes_nothing_is_not_waited_for_for_good()
        {
            s_reads = false;
            Play(new WebSocketOptions { PingInterval = 0, CloseTimeout = 50 });
            Assert.AreEqual("closed 1000", s_told);
        }

        private static void Play(WebSocketOptions options)
        {
            s_large = Unread.MoreThanFits;
            s_told = string.Empty;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, ServeAsync, options)))
            {
                test.Loop.Run(PeerAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        private static async Coroutine ServeAsync(WebSocket socket)
        {
            Coroutine sending = EventLoop.Running.CreateTask(SendAsync(socket));
            byte[] buffer = new byte[10];

            try
            {
                while (!socket.IsClosed)
                {
                    await socket.ReceiveAsync(buffer, 0, buffer.Length);
                }

                s_told += "closed " + socket.CloseCode;
            }
            catch (WebSocketException exception)
            {
                s_told += exception.Message;
            }

            socket.Dispose();
            await sending;
        }

        private static async Coroutine SendAsync(WebSocket socket)
        {
            try
            {
                await socket.SendAsync(new byte[s_large], 0, s_large);
                s_told += "sent, ";
            }
            catch (ObjectDisposedException)
            {
            }
        }

        private static async Coroutine PeerAsync(HttpTest test)
        {
            using (AsyncStream stream = await Frames.OpenAsync(test))
            {
                byte[] part = new byte[s_large / 100];

                for (int taken = 0, read = 1; s_reads && taken < s_large && read > 0; taken += read)
                {
                    if (taken < s_large / 2)
                    {
                        await Coroutine.Delay(50);
                    }

                    read = await stream.ReadAsync(part, 0, part.Length);
                }

                await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);

                while (s_told.IndexOf("0") < 0)
                {
                    await Coroutine.Delay(5);
                }
            }
        }
    }
}
