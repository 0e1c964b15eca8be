using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Server-sent events, and handlers whose clients leave.</summary>
    [TestClass]
    public class EventTests
    {
        private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

        [TestMethod]
        public void Events_go_to_all_clients_in_their_form()
        {
            ServerSentEvents events = new ServerSentEvents();

            using (HttpTest test = new HttpTest(events.HandleAsync))
            {
                test.Loop.Run(ListenAsync(test, events).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine ListenAsync(HttpTest test, ServerSentEvents events)
            {
                events.Publish("to nobody");
                AsyncStream[] clients = new AsyncStream[3];

                for (int i = 0; i < clients.Length; i++)
                {
                    clients[i] = await test.OpenAsync();
                    await clients[i].WriteAsync(Get);
                }

                while (events.Clients < clients.Length)
                {
                    await Coroutine.Delay(1);
                }

                events.Publish("one");
                events.Publish("two\rmore\r\nlines", "change", "7");

                for (int i = 0; i < clients.Length; i++)
                {
                    string text = string.Empty;

                    while (text.IndexOf("lines") < 0)
                    {
                        text += await clients[i].ReadLineAsync(200) + "\n";
                    }

                    Assert.Contains("\nContent-Type: text/event-stream\n", text);

                    // Else nginx has them wait for each other.
                    Assert.Contains("\nX-Accel-Buffering: no\n", text);
                    Assert.Contains("data: one\n\n", text);
                    Assert.Contains("event: change\nid: 7\ndata: two\ndata: more\ndata: lines\n", text);
                    clients[i].Dispose();
                }

                // Found at once, not when something is written.
                while (events.Clients > 0)
                {
                    await Coroutine.Delay(1);
                }
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Client_that_does_not_read_holds_nobody_up(bool closeSlow)
        {
            ServerSentEvents events = new ServerSentEvents(4, closeSlow);

            // Of which none is to be waited for.
            HttpServerOptions options = new HttpServerOptions { IdleTimeout = 10 * HttpTest.Patience };

            using (HttpTest test = new HttpTest(events.HandleAsync, options))
            {
                test.Loop.Run(FloodAsync(test, events, closeSlow).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine FloodAsync(HttpTest test, ServerSentEvents events, bool closeSlow)
            {
                using (AsyncStream client = await test.OpenAsync())
                {
                    await client.WriteAsync(Get);

                    while (events.Clients == 0)
                    {
                        await Coroutine.Delay(1);
                    }

                    string data = new string('x', 1000);

                    for (int i = 0; i < 100; i++)
                    {
                        events.Publish(data);
                    }

                    if (closeSlow)
                    {
                        await HttpTest.ReadToEndAsync(client);
                        return;
                    }

                    string text = string.Empty;

                    while (text.Length < 3000)
                    {
                        text += await client.ReadLineAsync(2000);
                    }
                }

                await test.UntilAsync(0);
            }
        }

        [TestMethod]
        public void Handler_is_told_that_its_client_has_left_when_it_asks_for_it()
        {
            bool canceled = false;

            using (HttpTest test = new HttpTest(Handle))
            {
                test.Loop.Run(LeaveAsync(test).WaitAsync(HttpTest.Patience));
                Assert.IsTrue(canceled);
                Assert.AreEqual(1, test.Server.ClientsLost);
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine LeaveAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync(Get);
                    await test.UntilAsync(1);
                    await Coroutine.Delay(20);
                }

                await test.UntilAsync(0);
            }

            async Coroutine Handle(HttpContext context)
            {
                context.CancelWhenClientLeaves();

                try
                {
                    await Coroutine.Delay(10 * HttpTest.Patience);
                }
                catch (CanceledException)
                {
                    canceled = context.HasClientLeft;
                    throw;
                }
            }
        }

        [TestMethod]
        public void Client_that_has_taken_all_is_not_gone_however_long_nothing_is_sent()
        {
            using (HttpTest test = new HttpTest(Handle, new HttpServerOptions { WriteTimeout = 30 }))
            {
                Assert.EndsWith("\r\n\r\n0005\r\nfirst\r\n0006\r\nsecond\r\n0\r\n\r\n", test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
                Assert.AreEqual(0, test.Server.ClientsLost);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.CancelWhenClientLeaves();
                context.StartResponse(null);
                await context.WriteAsync("first");
                await context.FlushAsync();
                await Coroutine.Delay(300);
                await context.WriteAsync("second");
            }
        }

        [TestMethod]
        public void Event_with_a_line_end_in_its_type_or_id_is_refused()
        {
            ServerSentEvents events = new ServerSentEvents();
            Expect.Throws(typeof(ArgumentException), () => events.Publish("data", "type\rdata: more"));
            Expect.Throws(typeof(ArgumentException), () => events.Publish("data", null, "1\n\n"));
            Expect.Throws(typeof(ArgumentNullException), () => events.Publish(null));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => events.KeepAlive = 0);
        }

        [TestMethod]
        public void Head_of_events_is_answered_without_waiting_for_any()
        {
            ServerSentEvents events = new ServerSentEvents();

            using (HttpTest test = new HttpTest(events.HandleAsync))
            {
                string answer = test.Ask("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
                Assert.EndsWith("\r\n\r\n", answer);
            }
        }

        [TestMethod]
        public void Request_that_comes_while_the_client_is_watched_is_served_next()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Get + "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Assert.EndsWith("\r\n\r\n/next", answer);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.CancelWhenClientLeaves();
                await Coroutine.Delay(20);
                await context.RespondAsync("text/plain", context.Path);
            }
        }

        [TestMethod]
        public void Failure_while_the_client_is_watched_is_answered_and_reported_once()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                test.Loop.Run(FailAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual("ArgumentException ", test.Reported);
            }

            static async Coroutine FailAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync(Get);
                    Assert.AreEqual("HTTP/1.1 500 Internal Server Error", await stream.ReadLineAsync(100));
                }

                await test.UntilAsync(0);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.CancelWhenClientLeaves();
                await Coroutine.Yield();
                throw new ArgumentException();
            }
        }
    }
}
