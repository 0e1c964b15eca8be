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
    }
}
