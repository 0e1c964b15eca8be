using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>What a WebSocket is given that is null or out of range: it is named, and the next message goes through.</summary>
    [TestClass]
    public class ArgumentTests
    {
        // With a sign for how it is refused: null, out of range.
        private const string Refused = "-buffer +count +count -buffer +count +count -buffer +count +count -buffer +count -text +code +reason +maxLength +maxLength -context -host +port +Protocols";

        [TestMethod]
        public void Argument_that_a_WebSocket_cannot_take_is_refused_and_it_goes_on()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, EchoAsync)))
            {
                test.Loop.Run(TalkAsync(test.Server.Port).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine EchoAsync(WebSocket socket)
            {
                await socket.SendAsync(await socket.ReceiveTextAsync(10));
            }

            static async Coroutine TalkAsync(int port)
            {
                string[] names = Refused.Split(' ');

                using (WebSocket socket = await WebSocketClient.ConnectAsync("127.0.0.1", port, "/"))
                {
                    for (int i = 0; i < names.Length; i++)
                    {
                        string refused = string.Empty;

                        try
                        {
                            await CallAsync(socket, i);
                        }
                        catch (ArgumentNullException exception)
                        {
                            refused = "-" + exception.Message;
                        }
                        catch (ArgumentOutOfRangeException exception)
                        {
                            refused = "+" + exception.Message;
                        }

                        Assert.AreEqual(names[i][0], refused.Length > 0 ? refused[0] : ' ', i + names[i]);
                        Assert.Contains(names[i].Substring(1), refused);
                    }

                    await socket.SendAsync("hello");
                    Assert.AreEqual("hello", await socket.ReceiveTextAsync(10));
                }
            }
        }

        private static async Coroutine CallAsync(WebSocket socket, int call)
        {
            Awaitable called = Call(socket, call);

            if (called != null)
            {
                await called;
            }
        }

        private static Awaitable Call(WebSocket socket, int call)
        {
            byte[] bytes = new byte[4];

            switch (call)
            {
                case 0: return socket.ReceiveAsync(null, 0, 1);
                case 1: return socket.ReceiveAsync(bytes, 0, 0);
                case 2: return socket.ReceiveAsync(bytes, 1, 4);
                case 3: socket.TryReceive(null, 0, 1); break;
                case 4: socket.TryReceive(bytes, 0, 0); break;
                case 5: socket.TryReceive(bytes, 1, 4); break;
                case 6: socket.TrySend(null, 0, 1); break;
                case 7: socket.TrySend(bytes, 0, 0); break;
                case 8: socket.TrySend(bytes, 1, 4); break;
                case 9: return socket.SendAsync(null, 0, 0);
                case 10: return socket.SendAsync(bytes, 1, 4);
                case 11: return socket.SendAsync(null);
                case 12: return socket.CloseAsync(999);
                case 13: return socket.CloseAsync(1000, new string('a', 124));
                case 14: return socket.ReceiveTextAsync(-1);
                case 15: return socket.ReceiveTextAsync(int.MaxValue);
                case 16: return WebSocketServer.AcceptAsync(null, other => null);
                case 17: return WebSocketClient.ConnectAsync(null, 80, "/");
                case 18: return WebSocketClient.ConnectAsync("a", 0, "/");
                case 19: return WebSocketClient.ConnectAsync("a", 80, "/", new WebSocketOptions { Protocols = new string[1] });
            }

            return null;
        }
    }
}
