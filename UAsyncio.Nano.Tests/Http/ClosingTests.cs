using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>The server's end.</summary>
    [TestClass]
    public class ClosingTests
    {
        private const string Get = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        public void Closing_waits_for_requests_that_run()
        {
            using (HttpTest test = new HttpTest(ServerTests.SlowAsync))
            {
                test.Loop.Run(CloseAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine CloseAsync(HttpTest test)
            {
                Coroutine<string> answer = test.Loop.CreateTask(test.AskAsync(Get));
                await test.UntilAsync(1);
                await Coroutine.Delay(20);
                await test.Server.CloseAsync();
                Assert.AreEqual(1, test.Server.Requests);
                Assert.EndsWith("\r\n\r\nslow", await answer);
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Closing_is_not_held_up_by_a_client_that_goes_on_asking(bool closeFirst)
        {
            using (HttpTest test = new HttpTest(ServerTests.SlowAsync, new HttpServerOptions { IdleTimeout = 100 * HttpTest.Patience }))
            {
                test.Loop.Run(CloseAsync(test, closeFirst).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine CloseAsync(HttpTest test, bool closeFirst)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await test.UntilAsync(1);

                    if (!closeFirst)
                    {
                        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                        await Coroutine.Delay(20);
                    }

                    Coroutine closing = test.Loop.CreateTask(test.Server.CloseAsync());

                    // One that has said nothing is closed at once.
                    string answer = await HttpTest.ReadToEndAsync(stream);
                    Assert.AreEqual(closeFirst, answer.Length == 0, answer);
                    await closing;
                }
            }
        }

        [TestMethod]
        public void Closing_can_cancel_requests_that_run_and_idle_connections()
        {
            bool cleanedUp = false;

            using (HttpTest test = new HttpTest(Handle))
            {
                test.Loop.Run(CloseAsync(test).WaitAsync(HttpTest.Patience));
                Assert.IsTrue(cleanedUp);
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine CloseAsync(HttpTest test)
            {
                using (AsyncStream idle = await test.OpenAsync())
                {
                    Coroutine<string> answer = test.Loop.CreateTask(test.AskAsync(Get));
                    await test.UntilAsync(2);
                    await Coroutine.Delay(20);
                    await test.Server.CloseAsync(cancelHandlers: true);
                    Assert.AreEqual(0, test.Server.Connections);
                    Assert.AreEqual(string.Empty, await answer);
                    Assert.AreEqual(string.Empty, await HttpTest.ReadToEndAsync(idle));
                }
            }

            async Coroutine Handle(HttpContext context)
            {
                try
                {
                    await Coroutine.Delay(10 * HttpTest.Patience);
                }
                finally
                {
                    await Coroutine.Yield();
                    cleanedUp = true;
                }
            }
        }

        [TestMethod]
        public void Closed_server_refuses_clients_and_its_port_is_free()
        {
            using (HttpTest test = new HttpTest(ServerTests.SlowAsync))
            {
                int port = test.Server.Port;
                test.Loop.Run(RefusedAsync(test, port).WaitAsync(HttpTest.Patience));
                HttpServer second = new HttpServer(ServerTests.SlowAsync, IPAddress.Loopback, port);
                test.Loop.Run(second.CloseAsync());
            }

            static async Coroutine RefusedAsync(HttpTest test, int port)
            {
                await test.Server.CloseAsync();
                int code = 0;

                try
                {
                    await Tcp.OpenConnectionAsync("127.0.0.1", port);
                }
                catch (SocketException exception)
                {
                    code = exception.ErrorCode;
                }

                Assert.AreEqual(10061, code);
            }
        }
    }
}
