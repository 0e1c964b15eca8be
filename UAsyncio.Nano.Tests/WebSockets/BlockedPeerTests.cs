using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.Tests.Tls;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Peers that take nothing for a while, and then all of it.</summary>
    [TestClass]
    public class BlockedPeerTests
    {
        private const int CloseTimeout = 20000;

        // The connection is older than an answer may take: that counts from the close on.
        [TestMethod]
        public void Who_receives_is_told_of_a_close_once_its_answer_is_out()
        {
            int large = Unread.MoreThanFits;
            int head = large < 65536 ? 4 : 10;
            WebSocketOptions options = new WebSocketOptions { PingInterval = 0, CloseTimeout = CloseTimeout };
            HurriedPoller poller = new HurriedPoller();
            WebSocket open = null;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync, options), null, poller))
            {
                test.Loop.Run(CloseAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            // One that ends the connection as soon as it is told.
            async Coroutine HandleAsync(WebSocket socket)
            {
                open = socket;
                Coroutine sending = EventLoop.Running.CreateTask(SendAsync(socket));
                await socket.ReceiveAsync(new byte[1], 0, 1);
                socket.Dispose();
                await sending;
            }

            async Coroutine SendAsync(WebSocket socket)
            {
                await socket.SendAsync(new byte[large], 0, large);
            }

            async Coroutine CloseAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    while (open == null)
                    {
                        await Coroutine.Yield();
                    }

                    poller.Hurry(CloseTimeout + CloseTimeout / 2);
                    await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);

                    while (!open.IsClosed)
                    {
                        await Coroutine.Yield();
                    }

                    // The head of a long frame, and the answer.
                    byte[] rest = new byte[head + large + 4];
                    await stream.ReadExactlyAsync(rest, 0, rest.Length);
                    Assert.AreEqual(0x88, (int)rest[head + large]);
                }
            }
        }

        [TestMethod]
        public void Answer_to_a_ping_that_was_held_up_goes_out_while_nothing_is_sent_any_more()
        {
            const int Large = 1000;
            WebSocketOptions options = new WebSocketOptions { PingInterval = 0, BufferSize = Large + 100 };
            int seen = 0;
            bool isBlocked = false;
            _ = Unread.MoreThanFits;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync, options)))
            {
                test.Loop.Run(AskAsync(test).WaitAsync(HttpTest.Patience));
            }

            // So much more is sent than a pong takes that it is a pong for which there is no room.
            async Coroutine HandleAsync(WebSocket socket)
            {
                byte[] large = new byte[Large];

                while (await socket.ReceiveAsync(large, 0, large.Length) > 0)
                {
                    isBlocked = isBlocked || socket.TrySend(large, 0, large.Length) < Large;
                    seen++;
                }
            }

            async Coroutine AskAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    byte[] ask = Frames.ToBytes("89|81x", true);
                    int left = 0;

                    while (!isBlocked)
                    {
                        await stream.WriteAsync(ask, 0, ask.Length);

                        for (left++; seen < left;)
                        {
                            await Coroutine.Yield();
                        }
                    }

                    while (left > 0)
                    {
                        left -= await Frames.ReadOneAsync(stream) == "8A" ? 1 : 0;
                    }

                    await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);
                    await Frames.ReadAsync(stream, true);
                }
            }
        }

        // A byte of what is not taken can be on its way already, and is not sent again.
        [TestMethod]
        public void What_is_offered_until_it_is_taken_comes_once_and_in_order()
        {
            int length = Unread.MoreThanFits;
            bool isBlocked = false;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(ReadAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                byte[] letters = new byte[length];

                for (int i = 0; i < length; i++)
                {
                    letters[i] = (byte)('a' + i % 26);
                }

                for (int sent = 0, taken; sent < length; sent += taken)
                {
                    taken = socket.TrySend(letters, sent, length - sent);

                    if (taken == 0)
                    {
                        isBlocked = true;
                        await Coroutine.Yield();
                    }
                }
            }

            async Coroutine ReadAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    while (!isBlocked)
                    {
                        await Coroutine.Yield();
                    }

                    int read = 0;
                    string frame;

                    while ((frame = await Frames.ReadOneAsync(stream)).IndexOf("88") != 0)
                    {
                        for (int i = 2; i < frame.Length; i++)
                        {
                            Assert.AreEqual('a' + read++ % 26, (int)frame[i]);
                        }
                    }

                    Assert.AreEqual(length, read);
                    await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);
                }
            }
        }
    }
}
