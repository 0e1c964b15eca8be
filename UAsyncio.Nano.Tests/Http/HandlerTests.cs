using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What becomes of a handler's end: each is answered, and what the author should know is reported.</summary>
    [TestClass]
    public class HandlerTests
    {
        private const string Get = "GET /a HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n";
        private const string Twice = "GET /a HTTP/1.1\r\nHost: b\r\n\r\n" + Get;

        [TestMethod]
        public void Handler_that_does_not_respond_is_answered_by_404()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", test.Ask(Get));
                Assert.AreEqual(string.Empty, test.Reported);
                Assert.AreEqual(1, test.Server.Requests);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.StatusCode = 200;
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        [DataRow(400)]
        [DataRow(403)]
        [DataRow(418)]
        [DataRow(503)]
        public void HttpException_is_answered_by_its_status_and_not_reported(int status)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Get);
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.Contains("\r\nConnection: close\r\n", answer);
                Assert.EndsWith("\r\n\r\n" + status, answer);
                Assert.AreEqual(string.Empty, test.Reported);
            }

            async Coroutine Handle(HttpContext context)
            {
                await Coroutine.Yield();
                throw new HttpException(status);
            }
        }

        [TestMethod]
        public void Handler_out_of_memory_is_answered_by_503_and_the_next_is_served()
        {
            int calls = 0;

            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 503 Service Unavailable\r\n", test.Ask(Get));
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", test.Ask(Get));
            }

            async Coroutine Handle(HttpContext context)
            {
                if (++calls == 1)
                {
                    throw new OutOfMemoryException();
                }

                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        public void Exception_of_a_handler_is_answered_by_500_and_reported_once()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Get);
                Assert.StartsWith("HTTP/1.1 500 Internal Server Error\r\n", answer);
                Assert.DoesNotContains("secret", answer);
                Assert.AreEqual("ArgumentException ", test.Reported);
            }

            static async Coroutine Handle(HttpContext context)
            {
                await Coroutine.Yield();
                throw new ArgumentException("secret");
            }
        }

        [TestMethod]
        public void Exception_before_the_first_await_is_answered_too()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 500 ", test.Ask(Get));
                Assert.AreEqual("ArgumentException ", test.Reported);
            }

            static Coroutine Handle(HttpContext context)
            {
                throw new ArgumentException();
            }
        }

        [TestMethod]
        public void Timeout_of_the_handlers_own_is_answered_by_500_and_reported()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 500 ", test.Ask(Get));
                Assert.AreEqual("TimeoutException ", test.Reported);
            }

            static async Coroutine Handle(HttpContext context)
            {
                await Late().WaitAsync(1);
            }

            static async Coroutine Late()
            {
                await Coroutine.Delay(HttpTest.Patience);
            }
        }

        [TestMethod]
        public void Exception_after_the_response_is_reported_and_ends_the_connection()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Twice);
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
                Assert.EndsWith("\r\n\r\nok", answer);
                Assert.AreEqual(-1, answer.IndexOf("HTTP/1.1", 1));
                Assert.AreEqual("ArgumentException ", test.Reported);
            }

            static async Coroutine Handle(HttpContext context)
            {
                await context.RespondAsync("text/plain", "ok");
                throw new ArgumentException();
            }
        }

        [TestMethod]
        public void Responding_twice_is_refused_and_the_first_response_stands()
        {
            bool refused = false;

            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Get);
                Assert.EndsWith("\r\n\r\nfirst", answer);
                Assert.IsTrue(refused);
                Assert.AreEqual(string.Empty, test.Reported);
            }

            async Coroutine Handle(HttpContext context)
            {
                Assert.IsFalse(context.HasResponded);
                await context.RespondAsync("text/plain", "first");
                Assert.IsTrue(context.HasResponded);

                try
                {
                    await context.RespondAsync("text/plain", "second");
                }
                catch (InvalidOperationException)
                {
                    refused = true;
                }
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Handler_that_answers_on_the_connection_is_not_answered_for(bool fails)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.AreEqual("HTTP/1.1 200 OK\r\n\r\nraw", test.Ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"));
                test.Loop.Run(test.UntilAsync(0));
                Assert.AreEqual(fails ? "ArgumentException " : string.Empty, test.Reported);
                Assert.AreEqual(1, test.Server.Requests);
            }

            async Coroutine Handle(HttpContext context)
            {
                await context.ReadBodyAsync();
                AsyncStream stream = context.TakeConnection();
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\nraw");

                if (fails)
                {
                    throw new ArgumentException();
                }
            }
        }

        [TestMethod]
        public void Response_of_null_is_refused_and_answered_by_500()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 500 ", test.Ask(Get));
                Assert.AreEqual("ArgumentNullException ", test.Reported);
            }

            static async Coroutine Handle(HttpContext context)
            {
                await context.RespondAsync("text/plain", (byte[])null);
            }
        }

        [TestMethod]
        public void No_handler_is_refused_and_nothing_stays_open()
        {
            Network.Require();
            EventLoop loop = new EventLoop();

            try
            {
                Expect.Throws(typeof(ArgumentNullException), () => new HttpServer(null, System.Net.IPAddress.Loopback, 0));
                loop.Run(YieldAsync());
                Assert.AreEqual(EventLoop.DefaultLength, loop.FreeSlots);
            }
            finally
            {
                loop.Close();
            }

            static async Coroutine YieldAsync()
            {
                await Coroutine.Yield();
            }
        }
    }
}
