using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Requests for a WebSocket, and what a client asks for in one.</summary>
    [TestClass]
    public class HandshakeTests
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
        public void Answer_that_is_no_web_socket_is_refused_with_its_status()
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync("text/plain", "ok")))
            {
                WebSocketException refused = (WebSocketException)Expect.Throws(typeof(WebSocketException), () => test.Loop.Run(MessageTests.ConnectAsync(test)));
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
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, MessageTests.EchoAsync)))
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
                return WebSocketServer.AcceptAsync(context, MessageTests.EchoAsync);
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
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, MessageTests.EchoAsync)))
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
        public void Upgrade_is_none_in_HTTP_1_0()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, MessageTests.EchoAsync)))
            {
                Assert.StartsWith("HTTP/1.1 426 ", test.Ask("GET / HTTP/1.0\r\nHost: a\r\n" + Wanted + Version + Key + "\r\n"));
            }
        }
    }
}
