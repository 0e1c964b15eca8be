using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Shaking hands, and messages between this library's client and server.</summary>
    [TestClass]
    public class MessageTests
    {
        private const string Version = "Sec-WebSocket-Version: 13\r\n";
        private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        private const string Wanted = "Upgrade: WebSocket\r\nConnection: upgrade\r\n";

        [TestMethod]
        [DataRow("GET", Wanted + Version + Key, "101 Switching Protocols")]
        [DataRow("GET", Wanted + Version + Key + "Origin: http://a\r\n", "101 Switching Protocols")]
        [DataRow("GET", Wanted + Version + Key + "Origin: https://a\r\n", "101 Switching Protocols")]
        [DataRow("GET", Wanted + Version + Key + "Origin: http://evil\r\n", "403 Forbidden")]
        [DataRow("GET", "", "426 Upgrade Required")]
        [DataRow("GET", Wanted + Key, "426 Upgrade Required")]
        [DataRow("GET", Wanted + "Sec-WebSocket-Version: 8\r\n" + Key, "426 Upgrade Required")]
        [DataRow("GET", "Upgrade: h2c\r\nConnection: upgrade\r\n" + Version + Key, "426 Upgrade Required")]
        [DataRow("GET", "Upgrade: websocket\r\n" + Version + Key, "426 Upgrade Required")]
        [DataRow("GET", Wanted + Version, "400 Bad Request")]
        [DataRow("GET", Wanted + Version + "Sec-WebSocket-Key: short\r\n", "400 Bad Request")]
        [DataRow("GET", Wanted + Version + "Sec-WebSocket-Key: ************************\r\n", "400 Bad Request")]
        [DataRow("POST", Wanted + Version + Key, "400 Bad Request")]
        [DataRow("GET", Wanted + Version + Key + "Content-Length: 1\r\n", "400 Bad Request")]
        public void Request_for_a_web_socket_is_looked_at(string method, string fields, string status)
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, Handle)))
            {
                string answer = (string)test.Loop.Run(AskAsync(test, method + " / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n").WaitAsync(HttpTest.Patience));
                Assert.StartsWith("HTTP/1.1 " + status + "\r\n", answer);

                if (status[0] == '1')
                {
                    Assert.Contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", answer);
                }
                else if (status[1] == '2')
                {
                    Assert.Contains("\r\nSec-WebSocket-Version: 13\r\n", answer);
                    Assert.Contains("\r\nConnection: upgrade\r\n", answer);
                }
            }

            static async Coroutine Handle(WebSocket socket)
            {
                await Coroutine.Yield();
            }

            static async Coroutine<string> AskAsync(HttpTest test, string request)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync(request);
                    string answer = string.Empty;
                    string line;

                    do
                    {
                        line = await stream.ReadLineAsync(200);
                        answer += line + "\r\n";
                    }
                    while (line.Length > 0);

                    return answer;
                }
            }
        }

        [TestMethod]
        [DataRow(1)]
        [DataRow(125)]
        [DataRow(126)]
        [DataRow(300)]
        [DataRow(65535)]
        [DataRow(65536)]
        public void Message_of_any_length_goes_both_ways(int length)
        {
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
        public void Answer_that_is_no_web_socket_is_refused_with_its_status()
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync("text/plain", "ok")))
            {
                WebSocketException refused = (WebSocketException)Expect.Throws(typeof(WebSocketException), () => test.Loop.Run(ConnectAsync(test)));
                Assert.AreEqual(200, refused.Code);
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => test.Loop.Run(WebSocketClient.ConnectAsync("127.0.0.1", test.Server.Port, "/", TimeSpan.MaxValue)));
            }
        }

        [TestMethod]
        [DataRow("X: y")]
        [DataRow("X: y\r\nZ: a")]
        [DataRow("X: y\r\n\r\n")]
        [DataRow("X\r\n")]
        [DataRow("a b: c\r\n")]
        [DataRow("Host: a\r\n")]
        [DataRow("Connection: close\r\n")]
        [DataRow("X: y\u0001\r\n")]
        public void Fields_that_the_server_would_misunderstand_are_refused(string fields)
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, EchoAsync)))
            {
                Expect.Throws(typeof(ArgumentException), () => test.Loop.Run(WebSocketClient.ConnectAsync("127.0.0.1", test.Server.Port, "/", headers: fields)));
            }
        }

        [TestMethod]
        public void Fields_are_sent_as_they_were_given()
        {
            string seen = null;

            using (HttpTest test = new HttpTest(HandleAsync))
            {
                test.Loop.Run(AskAsync(test));
                Assert.AreEqual("\u00f0\u009f\u0098\u0080|Bearer t", seen);
            }

            Coroutine HandleAsync(HttpContext context)
            {
                seen = context.GetHeader("X") + "|" + context.GetHeader("Authorization");
                return WebSocketServer.AcceptAsync(context, EchoAsync);
            }

            static async Coroutine AskAsync(HttpTest test)
            {
                WebSocket socket = await WebSocketClient.ConnectAsync("127.0.0.1", test.Server.Port, "/", headers: "X: \U0001F600\r\nAuthorization: Bearer t\r\n");
                socket.Dispose();
            }
        }

        [TestMethod]
        public void Option_out_of_range_is_refused_by_its_name()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, EchoAsync)))
            {
                Refuse(test, new WebSocketOptions { MaxMessageSize = 0 }, "MaxMessageSize");
                Refuse(test, new WebSocketOptions { PingInterval = -1 }, "PingInterval");
                Refuse(test, new WebSocketOptions { PingTimeout = 0 }, "PingTimeout");
                Refuse(test, new WebSocketOptions { CloseTimeout = -1 }, "CloseTimeout");
                Refuse(test, new WebSocketOptions { Protocols = new[] { "a", "b c" } }, "Protocols");
            }

            static void Refuse(HttpTest test, WebSocketOptions options, string name)
            {
                Exception refused = Expect.Throws(typeof(ArgumentOutOfRangeException), () => test.Loop.Run(WebSocketClient.ConnectAsync("127.0.0.1", test.Server.Port, "/", options)));
                Assert.Contains(name, refused.ToString());
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

        [TestMethod]
        public void Upgrade_is_none_in_HTTP_1_0()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, EchoAsync)))
            {
                Assert.StartsWith("HTTP/1.1 426 ", test.Ask("GET / HTTP/1.0\r\nHost: a\r\n" + Wanted + Version + Key + "\r\n"));
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
