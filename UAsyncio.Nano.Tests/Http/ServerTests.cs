using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Connections: who makes room for another, and who is closed.</summary>
    [TestClass]
    public class ServerTests
    {
        private const string Get = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        public void Silent_client_makes_room_although_no_timer_is_near()
        {
            using (HttpTest test = new HttpTest(SlowAsync, new HttpServerOptions { MaxConnections = 1, MaxWaiting = 0, IdleTimeout = 100 * HttpTest.Patience }))
            {
                test.Loop.Run(AskAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine AskAsync(HttpTest test)
            {
                using (AsyncStream silent = await test.OpenAsync())
                {
                    Assert.EndsWith("\r\n\r\nslow", await test.AskAsync(Get));
                    Assert.AreEqual(string.Empty, await HttpTest.ReadToEndAsync(silent));
                }
            }
        }

        // Else the client's end of the connection is a reset, and the answer may be lost with it.
        [TestMethod]
        public void What_came_behind_the_last_request_that_is_answered_is_read_although_another_client_waits()
        {
            AsyncEvent waits = new AsyncEvent();

            using (HttpTest test = new HttpTest(RespondAsync, new HttpServerOptions { MaxConnections = 1, MaxWaiting = 0 }))
            {
                test.Loop.Run(AskAsync(test).WaitAsync(HttpTest.Patience));
            }

            async Coroutine AskAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync(Get);

                    for (int i = 0; i < 100; i++)
                    {
                        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                    }

                    using (await test.OpenAsync())
                    {
                        waits.Set();

                        while (await stream.ReadLineAsync(100) != null)
                        {
                        }
                    }
                }

                await test.UntilAsync(0);
            }

            async Coroutine RespondAsync(HttpContext context)
            {
                await waits.WaitAsync();
                await context.RespondAsync("text/plain", "one");
            }
        }

        [TestMethod]
        public void Client_whose_request_has_come_is_not_thrown_out_for_another()
        {
            using (HttpTest test = new HttpTest(SlowAsync, new HttpServerOptions { MaxConnections = 1, MaxWaiting = 0, IdleTimeout = 100 * HttpTest.Patience }))
            {
                test.Loop.Run(AskAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine AskAsync(HttpTest test)
            {
                using (AsyncStream first = await test.OpenAsync())
                {
                    await test.UntilAsync(1);
                    await Coroutine.Delay(600);

                    // Both in one turn of the loop: the request of the one, and the other that wants its connection.
                    Socket second = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    await first.WriteAsync(Get);
#pragma warning disable UAN304 // The listener takes it in without the server's task.
                    second.Connect(new IPEndPoint(IPAddress.Loopback, test.Server.Port));
#pragma warning restore UAN304
                    Assert.EndsWith("\r\n\r\nslow", await HttpTest.ReadToEndAsync(first));
                    second.Close();
                }

                await test.UntilAsync(0);
            }
        }

        [TestMethod]
        public void No_more_silent_clients_go_than_others_need()
        {
            using (HttpTest test = new HttpTest(SlowAsync, new HttpServerOptions { MaxConnections = 3, MaxWaiting = 0, IdleTimeout = 100 * HttpTest.Patience }))
            {
                test.Loop.Run(AskAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine AskAsync(HttpTest test)
            {
                AsyncStream[] silent = new AsyncStream[3];

                for (int i = 0; i < 3; i++)
                {
                    silent[i] = await test.OpenAsync();
                }

                Assert.EndsWith("\r\n\r\nslow", await test.AskAsync(Get));
                await test.UntilAsync(2);

                for (int i = 0; i < 3; i++)
                {
                    silent[i].Dispose();
                }

                await test.UntilAsync(0);
            }
        }

        [TestMethod]
        public void Silent_client_is_closed_after_the_idle_timeout()
        {
            using (HttpTest test = new HttpTest(SlowAsync, new HttpServerOptions { IdleTimeout = 50 }))
            {
                Assert.AreEqual(string.Empty, test.Ask(string.Empty));
                Assert.AreEqual(0, test.Server.Requests);
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        [TestMethod]
        public void Client_that_never_reads_is_cut_off_after_the_write_timeout()
        {
            byte[] body = new byte[8192];

            using (HttpTest test = new HttpTest(Handle, new HttpServerOptions { WriteTimeout = 200 }))
            {
                test.Loop.Run(NeverReadAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine NeverReadAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await test.UntilAsync(1);

                    try
                    {
                        for (int i = 0; test.Server.Connections > 0; i++)
                        {
                            await stream.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                        }
                    }
                    catch (SocketException)
                    {
                        // Cut off.
                    }

                    await test.UntilAsync(0);
                }
            }

            Coroutine Handle(HttpContext context)
            {
                return context.RespondAsync("text/plain", body);
            }
        }

        [TestMethod]
        public void Refused_client_that_goes_on_sending_is_closed()
        {
            using (HttpTest test = new HttpTest(SlowAsync))
            {
                test.Loop.Run(TrickleAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine TrickleAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync("nonsense\r\n\r\n");
                    await test.UntilAsync(1);

                    try
                    {
                        while (test.Server.Connections > 0)
                        {
                            await stream.WriteAsync("x");
                            await Coroutine.Delay(100);
                        }
                    }
                    catch (SocketException)
                    {
                        // Closed in the meantime.
                    }
                }
            }
        }

        [TestMethod]
        public void Option_out_of_range_is_refused_by_its_name()
        {
            using (HttpTest test = new HttpTest(SlowAsync))
            {
                Refuse(new HttpServerOptions { MaxConnections = 0 }, "MaxConnections");
                Refuse(new HttpServerOptions { MaxHeadSize = 0 }, "MaxHeadSize");
                Refuse(new HttpServerOptions { MaxHeaders = 0 }, "MaxHeaders");
                Refuse(new HttpServerOptions { MaxBodySize = -1 }, "MaxBodySize");
                Refuse(new HttpServerOptions { RequestTimeout = 0 }, "RequestTimeout");
                Refuse(new HttpServerOptions { WriteTimeout = -1 }, "WriteTimeout");
                Refuse(new HttpServerOptions { TlsPort = 65536 }, "TlsPort");
                Refuse(new HttpServerOptions { Tls = new TlsServerOptions(), TlsPort = 443, MaxTlsConnections = 8 }, "MaxTlsConnections");
                Refuse(new HttpServerOptions { RedirectToTls = true }, "RedirectToTls");
            }

            static void Refuse(HttpServerOptions options, string name)
            {
                Exception refused = Expect.Throws(typeof(ArgumentOutOfRangeException), () => new HttpServer(SlowAsync, IPAddress.Loopback, 0, options));
                Assert.Contains(name, refused.ToString());
            }
        }

        internal static async Coroutine SlowAsync(HttpContext context)
        {
            await Coroutine.Delay(100);
            await context.RespondAsync("text/plain", "slow");
        }
    }
}
