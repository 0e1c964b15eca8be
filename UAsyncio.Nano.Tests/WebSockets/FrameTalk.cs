using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Sends frames to a server, and to a client, that send every message back, and says what came of it.</summary>
    internal static class FrameTalk
    {
        private const string Upgrade = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        private const string Close = "88\u0003\u00e8";

        /// <summary>A row against a server, and against a client.</summary>
        internal static void Both(string frames, string expected)
        {
            if (expected.Length < 2 || expected.IndexOf("|88") < 0 && expected.Substring(0, 2) != "88")
            {
                expected += (expected.Length > 0 ? "|" : string.Empty) + Close;
            }

            expected = Merge(expected);

            using (HttpTest test = new HttpTest(AcceptAsync))
            {
                byte[] all = Frames.ToBytes(frames + "|" + Close, true);
                Assert.AreEqual(expected, (string)test.Loop.Run(AskAsync(test, all).WaitAsync(HttpTest.Patience)), "server");
                Assert.AreEqual(expected, (string)test.Loop.Run(AnswerAsync(test, Frames.ToBytes(frames + "|" + Close, false)).WaitAsync(HttpTest.Patience)), "client");
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        /// <summary>Bytes as they are, to a server.</summary>
        internal static void WithServer(byte[] bytes, string expected)
        {
            using (HttpTest test = new HttpTest(AcceptAsync))
            {
                Assert.AreEqual(expected, (string)test.Loop.Run(AskAsync(test, bytes).WaitAsync(HttpTest.Patience)));
            }
        }

        // As they come back: a message in one frame, behind what was answered to in its midst.
        private static string Merge(string frames)
        {
            string[] parts = frames.Split('|');
            string merged = string.Empty;
            string message = null;

            for (int i = 0; i < parts.Length; i++)
            {
                string frame = parts[i];
                string payload = frame.Substring(2);

                if (frame[0] == '0')
                {
                    message = (message ?? "8" + frame[1]) + payload;
                    continue;
                }

                if (frame[1] == '0')
                {
                    frame = message + payload;
                }

                merged += (merged.Length > 0 ? "|" : string.Empty) + frame;
            }

            return merged;
        }

        private static Coroutine AcceptAsync(HttpContext context)
        {
            return WebSocketServer.AcceptAsync(context, EchoAsync, new WebSocketOptions { MaxMessageSize = 200 });
        }

        private static async Coroutine EchoAsync(WebSocket socket)
        {
            byte[] buffer = new byte[256];

            for (int count = 0; ;)
            {
                count += await socket.ReceiveAsync(buffer, count, buffer.Length - count);

                if (socket.IsClosed)
                {
                    return;
                }

                if (socket.EndOfMessage)
                {
                    await socket.SendAsync(buffer, 0, count, socket.IsText);
                    count = 0;
                }
            }
        }

        // Frames to the server, and what comes of it.
        private static async Coroutine<string> AskAsync(HttpTest test, byte[] frames)
        {
            using (AsyncStream stream = await test.OpenAsync())
            {
                await stream.WriteAsync(Upgrade);

                while (await stream.ReadLineAsync(200) != string.Empty)
                {
                }

                // In pieces, as a network may bring them.
                for (int sent = 0; sent < frames.Length; sent += 7)
                {
                    await stream.WriteAsync(frames, sent, frames.Length - sent < 7 ? frames.Length - sent : 7);
                }

                return await Frames.ReadAsync(stream, false);
            }
        }

        // A client, between which and the real server another one stands that sends frames of its own once they have shaken hands.
        private static async Coroutine<string> AnswerAsync(HttpTest test, byte[] frames)
        {
            string seen = null;
            TcpServer between = Tcp.StartServer(RelayAsync, IPAddress.Loopback, 0);

            try
            {
                using (WebSocket socket = await WebSocketClient.ConnectAsync("127.0.0.1", between.Port, "/", new WebSocketOptions { MaxMessageSize = 200 }))
                {
                    try
                    {
                        await EchoAsync(socket);
                    }
                    catch (WebSocketException)
                    {
                    }

                    await socket.CloseAsync();
                }
            }
            finally
            {
                await between.CloseAsync();
            }

            return seen;

            async Coroutine RelayAsync(AsyncStream client)
            {
                using (AsyncStream server = await test.OpenAsync())
                {
                    await Frames.CopyHeadAsync(client, server);
                    await Frames.CopyHeadAsync(server, client);
                    await client.WriteAsync(frames, 0, frames.Length);

                    // The server's side closes first.
                    seen = await Frames.ReadAsync(client, true);
                }
            }
        }
    }
}
