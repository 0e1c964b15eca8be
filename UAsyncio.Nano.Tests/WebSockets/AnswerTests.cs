using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>What a client takes from a server for a WebSocket, and what it is told by one that makes none of its request.</summary>
    [TestClass]
    public class AnswerTests
    {
        [TestMethod]
        [DataRow("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n", 0, 0)]
        [DataRow("", 3500, 1)]
        [DataRow("", 20, 60)]
        public void Web_socket_comes_about_whatever_else_the_server_says(string before, int length, int fields)
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, socket => socket.CloseAsync())))
            {
                test.Loop.Run(ConnectAsync().WaitAsync(HttpTest.Patience));

                async Coroutine ConnectAsync()
                {
                    TcpServer between = Tcp.StartServer(RelayAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 1 });

                    try
                    {
                        using (WebSocket socket = await WebSocketClient.ConnectAsync("127.0.0.1", between.Port, "/"))
                        {
                            Assert.AreEqual(null, await socket.ReceiveTextAsync(1));
                            Assert.AreEqual(1000, socket.CloseCode);
                            await socket.CloseAsync();
                        }
                    }
                    finally
                    {
                        await between.CloseAsync();
                    }
                }

                async Coroutine RelayAsync(AsyncStream client)
                {
                    using (AsyncStream server = await test.OpenAsync())
                    {
                        await Frames.CopyHeadAsync(client, server);
                        await client.WriteAsync(before + await server.ReadLineAsync(200) + "\r\n");

                        for (int i = 0; i < fields; i++)
                        {
                            await client.WriteAsync("X: " + new string('x', length) + "\r\n");
                        }

                        await Frames.CopyHeadAsync(server, client);
                        byte[] close = new byte[4];
                        await server.ReadExactlyAsync(close, 0, close.Length);
                        await client.WriteAsync(close, 0, close.Length);
                        await client.ReadExactlyAsync(new byte[8], 0, 8);
                    }
                }
            }
        }

        [TestMethod]
        [DataRow("keep-alive, UPGRADE", true)]
        [DataRow("not-upgrade", false)]
        public void Web_socket_comes_about_where_the_connection_is_told_to_be_one(string connection, bool opens)
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, socket => socket.CloseAsync())))
            {
                Assert.AreEqual(opens, (bool)test.Loop.Run(OpensAsync(RelayAsync).WaitAsync(HttpTest.Patience)));

                async Coroutine RelayAsync(AsyncStream client)
                {
                    using (AsyncStream server = await test.OpenAsync())
                    {
                        await Frames.CopyHeadAsync(client, server);
                        string line;

                        do
                        {
                            line = await server.ReadLineAsync(200);
                            await client.WriteAsync((line == "Connection: Upgrade" ? "Connection: " + connection : line) + "\r\n");
                        }
                        while (line.Length > 0);

                        // Until the client has closed.
                        await client.ReadAsync(new byte[1], 0, 1);
                    }
                }
            }
        }

        // The lines of the head, with those of one before it, without their ends.
        [TestMethod]
        [DataRow(4096, false, true)]
        [DataRow(4097, false, false)]
        [DataRow(4096, true, true)]
        [DataRow(4097, true, false)]
        public void Web_socket_comes_about_after_a_head_of_4_KB_and_not_of_more(int length, bool isEarly, bool opens)
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, socket => socket.CloseAsync())))
            {
                Assert.AreEqual(opens, (bool)test.Loop.Run(OpensAsync(RelayAsync).WaitAsync(HttpTest.Patience)));

                async Coroutine RelayAsync(AsyncStream client)
                {
                    using (AsyncStream server = await test.OpenAsync())
                    {
                        await Frames.CopyHeadAsync(client, server);
                        string status = await server.ReadLineAsync(200) + "\r\n";
                        string before = isEarly ? "HTTP/1.1 103 Early Hints\r\n" : status;
                        string after = isEarly ? "\r\n" + status : string.Empty;
                        int left = length + 2 - before.Length - (isEarly ? status.Length - 2 : 0);
                        string line;

                        do
                        {
                            line = await server.ReadLineAsync(200);
                            after += line + "\r\n";
                            left -= line.Length;
                        }
                        while (line.Length > 0);

                        for (int part; left > 0; left -= part)
                        {
                            part = left > 1000 ? 500 : left;
                            before += "X: " + new string('x', part - 3) + "\r\n";
                        }

                        await client.WriteAsync(before + after);

                        // Until the client has closed.
                        await client.ReadAsync(new byte[1], 0, 1);
                    }
                }
            }
        }

        [TestMethod]
        [DataRow("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", 401)]
        [DataRow("HTTP/1.1 301 Moved Permanently\r\nLocation: /elsewhere\r\n\r\n", 301)]
        [DataRow("HTTP/1.0 404 Not Found\r\nServer: old\r\n\r\n", 404)]
        [DataRow("HTTP/1.1 503 Service Unavailable\r\nX: *\r\n\r\n", 503)]
        [DataRow("HTTP/1.1 404 Not Found\r\n", 404)]
        [DataRow("HTTP/1.1 404\r\n\r\n", 404)]
        [DataRow("HTTP/1.1 40\r\n\r\n", 0)]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n", 0)]
        [DataRow("HTTP/1.1 1x1 Switching Protocols\r\n\r\n", 0)]
        [DataRow("HTTP/1.1x401 Unauthorized\r\n\r\n", 0)]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nX: *\r\n\r\n", 0)]
        [DataRow("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\n", 403)]
        [DataRow("HTTP/1.1 103 Early Hints\r\nLink: x\r\n", 0)]
        [DataRow("SSH-2.0-OpenSSH\r\n", 0)]
        [DataRow("", 0)]
        public void Answer_that_is_no_web_socket_is_told_by_its_status_whatever_follows(string answer, int code)
        {
            using (HttpTest test = new HttpTest(context => null))
            {
                test.Loop.Run(AskAsync().WaitAsync(HttpTest.Patience));
            }

            async Coroutine AskAsync()
            {
                TcpServer server = Tcp.StartServer(AnswerAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 1 });

                try
                {
                    (await WebSocketClient.ConnectAsync("127.0.0.1", server.Port, "/")).Dispose();
                    throw new System.Exception("connected");
                }
                catch (WebSocketException refused)
                {
                    Assert.AreEqual(code, refused.Code);
                }
                finally
                {
                    await server.CloseAsync();
                }
            }

            async Coroutine AnswerAsync(AsyncStream stream)
            {
                while (await stream.ReadLineAsync(300) != string.Empty)
                {
                }

                // A star is more than the client takes of a head.
                int star = answer.IndexOf('*');
                string text = star < 0 ? answer : answer.Substring(0, star) + new string('x', 5000) + answer.Substring(star + 1);
                await stream.WriteAsync(text);
            }
        }

        private static async Coroutine<bool> OpensAsync(ConnectionHandler relay)
        {
            TcpServer between = Tcp.StartServer(relay, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 1 });

            try
            {
                (await WebSocketClient.ConnectAsync("127.0.0.1", between.Port, "/")).Dispose();
                return true;
            }
            catch (WebSocketException refused)
            {
                Assert.AreEqual(0, refused.Code);
                return false;
            }
            finally
            {
                await between.CloseAsync();
            }
        }
    }
}
