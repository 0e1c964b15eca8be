using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What a client says, as the handler gets it.</summary>
    [TestClass]
    public class RequestTests
    {
        private const string Expecting = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";

        [TestMethod]
        public void Handler_sees_method_path_query_and_fields()
        {
            string seen = null;

            using (HttpTest test = new HttpTest(Handle))
            {
                test.Ask("PATCH /a%20b/c?d=e?f HTTP/1.1\r\nHost:x\r\nX-Long-Name:  two words \r\nEmpty:\r\nConnection: close\r\n\r\n");
                Assert.AreEqual("PATCH|/a b/c|/a%20b/c|d=e?f|0|x|two words|[]|True|127.0.0.1", seen);
            }

            async Coroutine Handle(HttpContext context)
            {
                seen = context.Method + "|" + context.Path + "|" + context.RawPath + "|" + context.Query + "|" + context.ContentLength + "|" + context.GetHeader("HOST")
                    + "|" + context.GetHeader("x-long-NAME") + "|[" + context.GetHeader("Empty") + "]|" + (context.GetHeader("Hos") == null ? "True" : "False")
                    + "|" + context.RemoteEndPoint.Address;
            }
        }

        [TestMethod]
        public void Body_arrives_byte_for_byte_and_once()
        {
            byte[] first = null;
            bool refused = false;

            using (HttpTest test = new HttpTest(Handle))
            {
                test.Loop.Run(SendAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(256, first.Length);
                Assert.IsTrue(refused);

                for (int i = 0; i < 256; i++)
                {
                    Assert.AreEqual((byte)i, first[i]);
                }
            }

            static async Coroutine SendAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    byte[] body = new byte[256];

                    for (int i = 0; i < 256; i++)
                    {
                        body[i] = (byte)i;
                    }

                    await stream.WriteAsync("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 256\r\n\r\n");
                    await stream.WriteAsync(body, 0, 100);
                    await Coroutine.Delay(10);
                    await stream.WriteAsync(body, 100, 156);
                    Assert.StartsWith("HTTP/1.1 200", await HttpTest.ReadToEndAsync(stream));
                }
            }

            async Coroutine Handle(HttpContext context)
            {
                first = await context.ReadBodyAsync();

                try
                {
                    await context.ReadBodyAsync();
                }
                catch (InvalidOperationException)
                {
                    refused = true;
                }

                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow(10, 200)]
        [DataRow(11, 413)]
        public void Body_is_limited_by_the_option(int length, int status)
        {
            using (HttpTest test = new HttpTest(Handle, new HttpServerOptions { MaxBodySize = 10 }))
            {
                string body = "12345678901".Substring(0, length);
                Assert.StartsWith("HTTP/1.1 " + status, test.Ask("PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n" + body));
            }

            static async Coroutine Handle(HttpContext context)
            {
                await context.ReadBodyAsync();
                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow(2, 200)]
        [DataRow(1, 431)]
        public void Fields_are_limited_by_the_option(int maximum, int status)
        {
            using (HttpTest test = new HttpTest(Handle, new HttpServerOptions { MaxHeaders = maximum }))
            {
                Assert.StartsWith("HTTP/1.1 " + status, test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
            }

            static Coroutine Handle(HttpContext context)
            {
                return context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow("GET / HTTP/1.1\r\nHost: ")]
        [DataRow("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12")]
        public void Request_that_does_not_come_in_time_is_answered_by_408_and_not_reported(string start)
        {
            using (HttpTest test = new HttpTest(Handle, new HttpServerOptions { RequestTimeout = 50 }))
            {
                Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", test.Ask(start));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine Handle(HttpContext context)
            {
                await context.ReadBodyAsync();
            }
        }

        [TestMethod]
        public void Client_that_goes_in_the_middle_of_its_body_is_nobodys_error()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                test.Loop.Run(GoAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine GoAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12");
                    await test.UntilAsync(1);
                }

                await test.UntilAsync(0);
            }

            static async Coroutine Handle(HttpContext context)
            {
                await context.ReadBodyAsync();
            }
        }

        [TestMethod]
        public void Client_that_goes_before_it_is_told_to_send_its_body_is_nobodys_error()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                test.Loop.Run(GoAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine GoAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    // The response to the first that is not read makes a reset of the close.
                    await stream.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + Expecting);
                    await Coroutine.Delay(20);
                }

                await test.UntilAsync(0);
            }

            static async Coroutine Handle(HttpContext context)
            {
                if (context.Method == "POST")
                {
                    await Coroutine.Delay(50);
                }

                await context.ReadBodyAsync();
                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        public void Client_that_does_not_read_its_response_while_it_is_written_is_cut_off()
        {
            using (HttpTest test = new HttpTest(FillAsync, new HttpServerOptions { WriteTimeout = 50 }))
            {
                test.Loop.Run(SilentAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine SilentAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync(Expecting);
                    await test.UntilAsync(1);
                    await test.UntilAsync(0);
                }
            }

            // Until the client's window and the send buffer are full.
            static async Coroutine FillAsync(HttpContext context)
            {
                byte[] bytes = new byte[1024];
                context.StartResponse("text/plain");

                for (; ; )
                {
                    await context.WriteAsync(bytes, 0, bytes.Length);
                }
            }
        }
    }
}
