using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Messages between this library's client and server.</summary>
    [TestClass]
    public class MessageTests
    {
        [TestMethod]
        [DataRow(1)]
        [DataRow(125)]
        [DataRow(126)]
        [DataRow(300)]
        [DataRow(65535)]
        [DataRow(65536)]
        public void Message_of_any_length_goes_both_ways(int length)
        {
            Memory.Require(5 * length);

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, EchoAsync)))
            {
                test.Loop.Run(SendAsync(test, length).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine SendAsync(HttpTest test, int length)
            {
                byte[] sent = new byte[length];
                byte[] received = new byte[length];

                for (int i = 0; i < length; i++)
                {
                    sent[i] = (byte)(i * 7);
                }

                using (WebSocket socket = await ConnectAsync(test))
                {
                    Coroutine sending = test.Loop.CreateTask(SendAllAsync(socket, sent));
                    int count = 0;

                    do
                    {
                        count += await socket.ReceiveAsync(received, count, length - count > 0 ? length - count : 1);
                        Assert.IsFalse(socket.IsText);
                        Assert.IsFalse(socket.IsClosed);
                    }
                    while (!socket.EndOfMessage);

                    await sending;
                    Assert.AreEqual(length, count);

                    for (int i = 0; i < length; i++)
                    {
                        Assert.AreEqual(sent[i], received[i]);
                    }

                    await socket.CloseAsync(1001, "going away");
                    Assert.AreEqual(1001, socket.CloseCode);
                }
            }

            static async Coroutine SendAllAsync(WebSocket socket, byte[] bytes)
            {
                await socket.SendAsync(bytes, 0, bytes.Length);
            }
        }

        [TestMethod]
        public void Text_and_subprotocol_are_told()
        {
            WebSocketOptions options = new WebSocketOptions { Protocols = new string[] { "v2", "v1" } };

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync, options)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await WebSocketClient.ConnectAsync("127.0.0.1", test.Server.Port, "/", new WebSocketOptions { Protocols = new string[] { "v1", "v3" } }))
                {
                    Assert.AreEqual("v1", socket.Protocol);
                    await socket.SendAsync("J\u00f6rg");
                    Assert.AreEqual("v1: J\u00f6rg", await socket.ReceiveTextAsync(100));
                    Assert.AreEqual(null, await socket.ReceiveTextAsync(100));
                    Assert.AreEqual(1000, socket.CloseCode);
                }
            }

            static async Coroutine HandleAsync(WebSocket socket)
            {
                await socket.SendAsync(socket.Protocol + ": " + await socket.ReceiveTextAsync(100));
            }
        }

        [TestMethod]
        public void Call_that_is_refused_leaves_the_socket_as_it_was()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, EchoAsync)))
            {
                test.Loop.Run(CallAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine CallAsync(HttpTest test)
            {
                using (WebSocket socket = await ConnectAsync(test))
                {
                    byte[] bytes = new byte[1];
                    await RefusedAsync(socket.ReceiveTextAsync(-1));
                    await RefusedAsync(socket.ReceiveTextAsync(int.MaxValue));
                    await RefusedAsync(socket.CloseAsync(1005));
                    await RefusedAsync(socket.CloseAsync(5000));
                    await RefusedAsync(socket.CloseAsync(1000, new string('x', 124)));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.ReceiveAsync(bytes, 0, 0));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.ReceiveAsync(bytes, -1, 2));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.ReceiveAsync(bytes, 0, 2));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.SendAsync(bytes, 2, 0));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.SendAsync(bytes, -1, 2));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.SendAsync(bytes, 1, 1));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.TryReceive(bytes, 0, 0));
                    Expect.Throws(typeof(ArgumentOutOfRangeException), () => socket.TrySend(bytes, 0, 0));
                    Assert.IsTrue(socket.TryReceive(bytes, 0, 1) < 0);
                    bytes[0] = (byte)'b';
                    Assert.AreEqual(1, socket.TrySend(bytes, 0, 1));
                    Assert.AreEqual("b", await socket.ReceiveTextAsync(1));
                    Assert.IsFalse(socket.IsText);
                    await socket.SendAsync("text");
                    Assert.AreEqual("text", await socket.ReceiveTextAsync(4));
                    await socket.CloseAsync(4999, new string('x', 123));
                    Assert.AreEqual(4999, socket.CloseCode);
                }
            }

            static Coroutine RefusedAsync(Awaitable call)
            {
                return Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), call);
            }
        }

        // It comes in two parts, of which the first is not too long.
        [TestMethod]
        public void Text_of_more_bytes_than_wanted_is_refused_also_in_parts()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, SendAsync)))
            {
                test.Loop.Run(ReadAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine SendAsync(WebSocket socket)
            {
                byte[] bytes = Encoding.UTF8.GetBytes("abcdef");

                for (int i = 0; i < 2; i++)
                {
                    await socket.SendAsync(bytes, 0, 2, true, false);
                    await socket.SendAsync(bytes, 2, 4, true);
                }

                Assert.AreEqual(null, await socket.ReceiveTextAsync(1));
                Assert.AreEqual(1009, socket.CloseCode);
            }

            static async Coroutine ReadAsync(HttpTest test)
            {
                using (WebSocket socket = await ConnectAsync(test))
                {
                    Assert.AreEqual("abcdef", await socket.ReceiveTextAsync(6));
                    int code = 0;

                    try
                    {
                        await socket.ReceiveTextAsync(2);
                    }
                    catch (WebSocketException refused)
                    {
                        code = refused.Code;
                    }

                    Assert.AreEqual(1009, code);
                }
            }
        }

        [TestMethod]
        [DataRow("88", 1005)]
        [DataRow("88\u0003\u00e9", 1001)]
        public void Why_the_peer_has_closed_is_told(string close, int code)
        {
            int told = 0;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(CloseAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(code, told);
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                Assert.AreEqual(null, await socket.ReceiveTextAsync(10));
                told = socket.CloseCode;
            }

            async Coroutine CloseAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    byte[] frame = Frames.ToBytes(close, true);
                    await stream.WriteAsync(frame, 0, frame.Length);
                    Assert.AreEqual(close, await Frames.ReadAsync(stream, true));
                }
            }
        }

        internal static Coroutine<WebSocket> ConnectAsync(HttpTest test)
        {
            return WebSocketClient.ConnectAsync("127.0.0.1", test.Server.Port, "/", TimeSpan.FromMilliseconds(HttpTest.Patience));
        }

        internal static async Coroutine EchoAsync(WebSocket socket)
        {
            byte[] buffer = new byte[200];

            for (; ; )
            {
                int count = await socket.ReceiveAsync(buffer, 0, buffer.Length);

                if (socket.IsClosed)
                {
                    return;
                }

                await socket.SendAsync(buffer, 0, count, socket.IsText, socket.EndOfMessage);
            }
        }
    }
}
