using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>A handler that fails: who is told, and of what.</summary>
    [TestClass]
    public class FailingHandlerTests
    {
        [TestMethod]
        [DataRow("SocketException ")]
        [DataRow("IOException ")]
        [DataRow("ObjectDisposedException ")]
        [DataRow("Exception ")]
        public void Failure_of_the_handler_that_is_not_the_clients_is_told(string failure)
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(failure, test.Reported);
            }

            async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    await socket.SendAsync("go");
                    Assert.AreEqual(null, await socket.ReceiveTextAsync(10));
                    Assert.AreEqual(1011, socket.CloseCode);
                }
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                await socket.ReceiveTextAsync(100);

                if (failure[0] == 'S')
                {
                    // Of another connection: nobody listens there.
                    await Tcp.OpenConnectionAsync("127.0.0.1", 1);
                }

                throw failure[0] == 'I' ? new System.IO.IOException() : failure[0] == 'O' ? new ObjectDisposedException(string.Empty) : new Exception();
            }
        }

        [TestMethod]
        public void Client_that_goes_on_sending_is_told_of_the_handlers_failure()
        {
            bool isSent = false;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual("Exception ", test.Reported);
            }

            async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    await socket.SendAsync("go");
                    await Coroutine.Delay(20);
                    await socket.SendAsync("on");
                    isSent = true;
                    await Coroutine.Delay(100);
                    Assert.AreEqual(null, await socket.ReceiveTextAsync(10));
                    Assert.AreEqual(1011, socket.CloseCode);
                }
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                await socket.ReceiveTextAsync(100);

                while (!isSent)
                {
                    await Coroutine.Delay(1);
                }

                throw new Exception();
            }
        }

        // Else what it is sending would have it lose what it was told.
        [TestMethod]
        public void Close_waits_for_the_peer_that_has_broken_the_protocol_and_goes_on_sending()
        {
            bool isClosed = false;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(BreakAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            async Coroutine BreakAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    byte[] unknown = Frames.ToBytes("83", true);
                    await stream.WriteAsync(unknown, 0, unknown.Length);
                    await Coroutine.Delay(20);
                    await stream.WriteAsync(unknown, 0, unknown.Length);
                    Assert.IsFalse(isClosed);
                    Assert.AreEqual("88\u0003\u00ea", await Frames.ReadAsync(stream, true));
                }

                while (!isClosed)
                {
                    await Coroutine.Delay(1);
                }
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                await Expect.ThrowsAsync(typeof(WebSocketException), socket.ReceiveTextAsync(10));
                await socket.CloseAsync();
                isClosed = true;
            }
        }

        [TestMethod]
        public void Handler_that_goes_on_while_another_coroutine_closes_has_not_failed()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    Assert.AreEqual(null, await socket.ReceiveTextAsync(10));
                    Assert.AreEqual(1001, socket.CloseCode);
                }
            }

            static async Coroutine HandleAsync(WebSocket socket)
            {
                _ = EventLoop.Current.CreateTask(socket.CloseAsync(1001));
                await Coroutine.Yield();
                await socket.SendAsync("more");
            }
        }

        [TestMethod]
        public void Handler_that_is_cancelled_lets_its_client_know()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    await socket.SendAsync("go");
                    Assert.AreEqual("on", await socket.ReceiveTextAsync(10));
                    await test.Server.CloseAsync(cancelHandlers: true);
                    Assert.AreEqual(null, await socket.ReceiveTextAsync(10));
                    Assert.AreEqual(1001, socket.CloseCode);
                }
            }

            static async Coroutine HandleAsync(WebSocket socket)
            {
                await socket.ReceiveTextAsync(100);
                await socket.SendAsync("on");
                await Coroutine.Delay(100000);
            }
        }
    }
}
