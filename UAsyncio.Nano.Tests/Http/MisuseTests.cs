using System;
using System.IO;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What a handler gets wrong, or gives up, and what its client sees of that.</summary>
    [TestClass]
    public class MisuseTests
    {
        private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        private const string Last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        [DataRow(0, -1)]
        [DataRow(-1, 1)]
        [DataRow(4999, 5)]
        [DataRow(10, 4999)]
        public void Part_that_is_not_in_the_array_is_refused_before_anything_is_sent(int offset, int count)
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync("text/plain", new byte[5000], offset, count)))
            {
                Assert.StartsWith("HTTP/1.1 500 ", test.Ask(Get));
                Assert.AreEqual("ArgumentOutOfRangeException ", test.Reported);
            }
        }

        [TestMethod]
        public void Response_that_was_started_goes_on_after_a_call_that_is_refused()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.EndsWith("0004\r\nabcd\r\n0\r\n\r\n", test.Ask(Last));
            }

            static async Coroutine Handle(HttpContext context)
            {
                byte[] bytes = new byte[4];
                context.StartResponse("text/plain");
                await context.WriteAsync("ab");
                Expect.Throws(typeof(InvalidOperationException), () => context.StatusCode = 204);
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), context.WriteAsync(bytes, 0, -1));
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), context.WriteAsync(bytes, 3, 2));
                await context.WriteAsync("cd");
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Answer_to_a_failure_does_not_say_what_the_response_would_have_been(bool isResource)
        {
            const string Wrong = "text/plain\r\nX: y";

            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                Assert.AreEqual("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\nA: b\r\n\r\n500", answer);
            }

            Coroutine HandleAsync(HttpContext context)
            {
                context.AddHeader("A", "b");

                if (isResource)
                {
                    return context.RespondAsync(new BytesResource(Wrong, new byte[1], "v1") { IsGzip = true });
                }

                context.StartResponse(Wrong);
                return context.FlushAsync();
            }
        }

        [TestMethod]
        [DataRow("length")]
        [DataRow("chunks")]
        [DataRow("whole")]
        [DataRow("resource")]
        public void Response_that_is_given_up_is_seen_to_be_cut_off(string kind)
        {
            int large = Unread.MoreThanFits;
            bool hasGivenUp = false;

            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = (string)test.Loop.Run(AskAsync(test).WaitAsync(HttpTest.Patience));
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
                Assert.IsTrue(answer.Length < large, "all of it came");
                Assert.DoesNotContains("\r\n0\r\n\r\n", answer);
                Assert.DoesNotContains("last", answer);
            }

            async Coroutine Handle(HttpContext context)
            {
                if (context.Path == "/last")
                {
                    await context.RespondAsync("text/plain", "last");
                    return;
                }

                try
                {
                    await SendAsync(context).WaitAsync(20);
                }
                catch (TimeoutException)
                {
                    hasGivenUp = true;
                }

                await Expect.ThrowsAsync(typeof(InvalidOperationException), context.WriteAsync("more"));
            }

            async Coroutine SendAsync(HttpContext context)
            {
                byte[] body = new byte[large];

                switch (kind)
                {
                    case "whole":
                        await context.RespondAsync("text/plain", body, 0, body.Length);
                        break;
                    case "resource":
                        await context.RespondAsync(new BytesResource("text/plain", body));
                        break;
                }

                if (!context.HasResponded)
                {
                    context.StartResponse("text/plain", kind == "length" ? 2 * large : -1);
                    await context.WriteAsync(body, 0, body.Length);
                    await context.WriteAsync(body, 0, body.Length);
                }
            }

            async Coroutine<string> AskAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    await stream.WriteAsync(Get + Last);

                    while (!hasGivenUp)
                    {
                        await Coroutine.Delay(5);
                    }

                    return await ReadAsync(stream, large);
                }
            }
        }

        [TestMethod]
        public void Resource_that_cannot_be_opened_is_answered_by_500()
        {
            HttpResource resource = new StreamResource("text/plain", () => throw new IOException(), 10) { IsGzip = true };

            using (HttpTest test = new HttpTest(context => context.RespondAsync(resource)))
            {
                string answer = test.Ask(Get);
                Assert.StartsWith("HTTP/1.1 500 ", answer);
                Assert.DoesNotContains("gzip", answer);
            }
        }

        [TestMethod]
        [DataRow("a", "b=c", true)]
        [DataRow("a", "\"b\"", true)]
        [DataRow("", "b", false)]
        [DataRow("a b", "b", false)]
        [DataRow("a=", "b", false)]
        [DataRow("\u00e4", "b", false)]
        [DataRow("a", " b", false)]
        [DataRow("a", "b;c", false)]
        [DataRow("a", "b,c", false)]
        [DataRow("a", "\"", false)]
        [DataRow("a", "\u00e4", false)]
        public void Cookie_that_would_come_back_as_another_is_refused(string name, string value, bool isRight)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith(isRight ? "HTTP/1.1 200 " : "HTTP/1.1 500 ", test.Ask(Last));
                Assert.AreEqual(isRight ? string.Empty : "ArgumentException ", test.Reported);
            }

            Coroutine Handle(HttpContext context)
            {
                context.AddCookie(name, value);
                return context.RespondAsync("text/plain", "ok");
            }
        }

        // The zeros of these bodies would end a device's strings.
        private static async Coroutine<string> ReadAsync(AsyncStream stream, int most)
        {
            byte[] buffer = new byte[1024];
            char[] text = new char[most];
            int length = 0;

            try
            {
                int count;

                while ((count = await stream.ReadAsync(buffer, 0, buffer.Length)) > 0)
                {
                    for (int i = 0; i < count && length < text.Length; i++)
                    {
                        text[length++] = buffer[i] == 0 ? '.' : (char)buffer[i];
                    }
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
            }

            return new string(text, 0, length);
        }
    }
}
