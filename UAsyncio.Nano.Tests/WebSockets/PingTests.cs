using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Peers that are asked by a ping whether they are there.</summary>
    [TestClass]
    public class PingTests
    {
        [TestMethod]
        public void Peer_that_is_silent_is_pinged_and_then_counts_as_lost()
        {
            WebSocketOptions options = new WebSocketOptions { PingInterval = 30, PingTimeout = 30, CloseTimeout = 30 };
            int code = 0;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync, options)))
            {
                test.Loop.Run(SilentAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(1006, code);
            }

            static async Coroutine SilentAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    // A ping, and the end.
                    Assert.AreEqual("89", (await Frames.ReadAsync(stream, false)).Substring(0, 2));
                }
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                try
                {
                    await socket.ReceiveTextAsync(10);
                }
                catch (WebSocketException exception)
                {
                    code = exception.Code;
                    throw;
                }
            }
        }

        [TestMethod]
        public void Peer_that_answers_its_pings_is_asked_again_and_does_not_count_as_lost()
        {
            int code = 0;
            WebSocketOptions options = new WebSocketOptions { PingInterval = 30, PingTimeout = 1500 };

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync, options)))
            {
                test.Loop.Run(AnswerAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(1000, code);
            }

            static async Coroutine AnswerAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    byte[] pong = Frames.ToBytes("8A", true);
                    byte[] ping = new byte[2];

                    for (int i = 0; i < 3; i++)
                    {
                        await stream.ReadExactlyAsync(ping, 0, ping.Length);
                        Assert.AreEqual(0x89, (int)ping[0]);
                        Assert.AreEqual(0, (int)ping[1]);
                        await stream.WriteAsync(pong, 0, pong.Length);
                    }

                    await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);
                    await Frames.ReadAsync(stream, true);
                }
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                Assert.AreEqual(null, await socket.ReceiveTextAsync(10));
                code = socket.CloseCode;
            }
        }

        [TestMethod]
        public void Peer_is_not_pinged_where_no_pings_are_wanted()
        {
            string text = null;
            WebSocketOptions options = new WebSocketOptions { PingInterval = 0, PingTimeout = 1 };

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync, options)))
            {
                test.Loop.Run(SendAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual("abcd", text);
            }

            static async Coroutine SendAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    await Coroutine.Delay(20);
                    await stream.WriteAsync(Frames.ToBytes("01ab", true), 0, 8);
                    await Coroutine.Delay(20);
                    await stream.WriteAsync(Frames.ToBytes("80cd", true), 0, 8);
                    Assert.AreEqual("88\u0003\u00e8", await Frames.ReadAsync(stream, true));
                }
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                text = await socket.ReceiveTextAsync(10);
            }
        }
    }
}
