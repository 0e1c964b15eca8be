using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>The examples of docs/websocket.md.</summary>
    [TestClass]
    public class GuideTests
    {
        [TestMethod]
        public void Examples_do_what_they_say()
        {
            HttpRoutes routes = new HttpRoutes();
            routes.Map("GET", "/echo", context => WebSocketServer.AcceptAsync(context, EchoAsync));

            using (HttpTest test = new HttpTest(routes.HandleAsync))
            {
                test.Loop.Run(AskAsync("127.0.0.1", test.Server.Port).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        [TestMethod]
        public void Room_passes_what_one_says_to_all()
        {
            HttpRoutes routes = new HttpRoutes();
            routes.Map("GET", "/room", context => WebSocketServer.AcceptAsync(context, Room.JoinAsync));

            using (HttpTest test = new HttpTest(routes.HandleAsync))
            {
                int port = test.Server.Port;
                int slots = test.Loop.FreeSlots;
                test.Loop.Run(TalkAsync().WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
                Assert.AreEqual(slots, test.Loop.FreeSlots);

                async Coroutine TalkAsync()
                {
                    using (WebSocket one = await WebSocketClient.ConnectAsync("127.0.0.1", port, "/room"))
                    using (WebSocket other = await WebSocketClient.ConnectAsync("127.0.0.1", port, "/room"))
                    {
                        // Who has heard itself is in the room.
                        await other.SendAsync("a");
                        Assert.AreEqual("a", await other.ReceiveTextAsync(100));
                        await one.SendAsync("b");
                        Assert.AreEqual("b", await other.ReceiveTextAsync(100));
                        await one.CloseAsync();
                        await other.CloseAsync();
                    }

                    while (test.Loop.FreeSlots < slots - 1)
                    {
                        await Coroutine.Yield();
                    }
                }
            }
        }

        private static async Coroutine EchoAsync(WebSocket socket)
        {
            byte[] buffer = new byte[128];

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

        private static async Coroutine AskAsync(string host, int port)
        {
            using (WebSocket socket = await WebSocketClient.ConnectAsync(host, port, "/echo"))
            {
                await socket.SendAsync("hello");
                string answer = await socket.ReceiveTextAsync(100);
                await socket.CloseAsync();
                Assert.AreEqual("hello", answer);
            }
        }

        private static class Room
        {
            private static readonly Broadcast s_said = new Broadcast(8);

            public static async Coroutine JoinAsync(WebSocket socket)
            {
                Coroutine[] both = { ListenAsync(socket), TalkAsync(socket, s_said.CreateReader()) };
                await both[await Coroutine.WhenAnyOnly(both)];
            }

            private static async Coroutine ListenAsync(WebSocket socket)
            {
                for (string text; (text = await socket.ReceiveTextAsync(200)) != null;)
                {
                    s_said.Publish(text);
                }
            }

            private static async Coroutine TalkAsync(WebSocket socket, BroadcastReader reader)
            {
                for (; ; )
                {
                    await reader.WaitToReadAsync();
                    await socket.SendAsync((string)reader.TryRead()).WaitAsync(10000);
                }
            }
        }
    }
}
