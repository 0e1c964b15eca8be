using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What a handler says, as the client gets it.</summary>
    [TestClass]
    public class ResponseTests
    {
        private const string Last = "GET /last HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n";

        [TestMethod]
        public void Response_is_status_fields_and_body_to_the_byte()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.AreEqual(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nt\u00e4",
                    test.Ask(Last));
            }

            static Coroutine Handle(HttpContext context)
            {
                return context.RespondAsync("text/plain", "t\u00e4");
            }
        }

        [TestMethod]
        [DataRow(1)]
        [DataRow(1273)]
        [DataRow(1274)]
        [DataRow(1275)]
        [DataRow(4096)]
        [DataRow(4097)]
        [DataRow(9000)]
        public void Body_of_any_length_comes_whole(int length)
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync("text/plain", Body(length))))
            {
                string answer = test.Ask(Last);
                int start = answer.IndexOf("\r\n\r\n") + 4;
                Assert.Contains("\r\nContent-Length: " + length + "\r\n", answer);
                Assert.AreEqual(Body(length), answer.Substring(start));
            }

            static string Body(int length)
            {
                char[] body = new char[length];

                for (int i = 0; i < length; i++)
                {
                    body[i] = (char)('a' + (i % 23));
                }

                return new string(body);
            }
        }

        [TestMethod]
        public void Fields_are_sent_as_they_were_added()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.Contains("\r\nX: 1\r\nLocation: /b\r\n\r\n", test.Ask(Last));
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.AddHeader("X", "1");
                context.AddHeader("Location", "/b");
                context.StatusCode = 302;
                await context.RespondAsync("text/plain", string.Empty);
            }
        }

        [TestMethod]
        public void What_a_client_would_misunderstand_is_refused_before_anything_is_sent()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.EndsWith("\r\n\r\nok", test.Ask(Last));
            }

            static Coroutine Handle(HttpContext context)
            {
                string[] names = { "Host", "connection", "Content-Length", "Transfer-Encoding", "", "a b", "a:" };

                for (int i = 0; i < names.Length; i++)
                {
                    Assert.ThrowsException(typeof(ArgumentException), () => context.AddHeader(names[i], "1"), names[i]);
                }

                Assert.ThrowsException(typeof(ArgumentException), () => context.AddHeader("a", "b\r\nc: d"));
                Assert.ThrowsException(typeof(ArgumentNullException), () => context.AddHeader("a", null));
                Assert.ThrowsException(typeof(ArgumentException), () => context.RespondAsync("text/plain\r\nc: d", "no"));
                Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => context.StatusCode = 100);
                Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => context.StatusCode = 600);
                return context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        public void Fields_go_with_an_error_too()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Last);
                Assert.StartsWith("HTTP/1.1 405 Method Not Allowed\r\n", answer);
                Assert.Contains("\r\nAllow: PUT\r\n", answer);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.AddHeader("Allow", "PUT");
                throw new HttpException(405);
            }
        }

        [TestMethod]
        [DataRow(204, "No Content")]
        [DataRow(304, "Not Modified")]
        public void Response_that_has_no_body_has_no_length_either(int status, string reason)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.AreEqual("HTTP/1.1 " + status + " " + reason + "\r\nConnection: close\r\n\r\n", test.Ask(Last));
            }

            Coroutine Handle(HttpContext context)
            {
                context.StatusCode = status;
                return context.RespondAsync(null, new byte[3]);
            }
        }

        [TestMethod]
        public void Response_that_resets_a_form_has_no_body_and_says_so()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string head = "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n";
                Assert.AreEqual(head + "\r\n" + head + "\r\n" + head + "Connection: close\r\n\r\n",
                    test.Ask("GET /all HTTP/1.1\r\nHost: a\r\n\r\nGET /chunks HTTP/1.1\r\nHost: a\r\n\r\n" + Last));
            }

            async Coroutine Handle(HttpContext context)
            {
                context.StatusCode = 205;

                if (context.Path == "/all")
                {
                    await context.RespondAsync(null, new byte[3]);
                    return;
                }

                context.StartResponse(null);
                await context.WriteAsync("abc");
            }
        }

        [TestMethod]
        public void Large_body_arrives_whole()
        {
            const int Length = 20000;

            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Last);
                Assert.Contains("\r\nContent-Length: 20000\r\n", answer);
                Assert.AreEqual(Length, answer.Length - answer.IndexOf("\r\n\r\n") - 4);
                Assert.EndsWith("xyzabcdef", answer);
            }

            static Coroutine Handle(HttpContext context)
            {
                byte[] body = new byte[Length];

                for (int i = 0; i < Length; i++)
                {
                    body[i] = (byte)('a' + (i % 26));
                }

                return context.RespondAsync("text/plain", body);
            }
        }
    }
}
