using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What a handler says, as the client gets it.</summary>
    [TestClass]
    public class ResponseTests
    {
        private const string Next = "GET /next HTTP/1.1\r\nHost: b\r\n\r\n";
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
        public void Nothing_of_a_response_or_request_is_left_for_the_next()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask("POST /first?q HTTP/1.1\r\nHost: a\r\nX: 1\r\nContent-Length: 2\r\n\r\nab" + Last);
                int second = answer.IndexOf("HTTP/1.1 200", 1);
                Assert.StartsWith("HTTP/1.1 202 ", answer);
                Assert.IsTrue(second > 0, answer);
                Assert.DoesNotContains("X:", answer.Substring(second));
                Assert.EndsWith("\r\n\r\nGET /last  0 none False", answer);
                Assert.AreEqual(2, test.Server.Requests);
            }

            static async Coroutine Handle(HttpContext context)
            {
                if (context.Path == "/first")
                {
                    await context.ReadBodyAsync();
                    context.StatusCode = 202;
                    context.AddHeader("X", "2");
                    await context.RespondAsync("text/plain", "1");
                    return;
                }

                await context.RespondAsync(
                    "text/plain",
                    context.Method + " " + context.Path + " " + context.Query + " " + context.ContentLength + " " + (context.GetHeader("X") ?? "none")
                        + (context.HasResponded ? " True" : " False"));
            }
        }

        // The head of a response may be there from the one before.
        [TestMethod]
        public void Response_begins_as_the_one_before_only_where_it_is_like_that()
        {
            string[] answers =
            {
                Answer("200 OK", "text/plain", "hello"), Answer("200 OK", "text/plain", "world"), Answer("200 OK", "text/plain", "hi"),
                Answer("200 OK", "text/plain", string.Empty), Answer("200 OK", "text/html", "hello"), Answer("202 Accepted", "text/plain", "hello"),
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nX: 1\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n0005\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n",
                Answer("200 OK", "text/plain", new string('x', 2000)),
                Answer("404 Not Found", "text/plain", "404"),
            };

            using (HttpTest test = new HttpTest(Handle))
            {
                for (int i = 0; i < answers.Length; i++)
                {
                    string asked = string.Empty;
                    string expected = string.Empty;

                    for (int j = 0; j < answers.Length; j++)
                    {
                        // Each twice after each other one.
                        asked += Request(i) + Request(j) + Request(j);
                        expected += answers[i] + answers[j] + answers[j];
                    }

                    Assert.StartsWith(expected, test.Ask(asked + Last));
                }
            }

            static string Answer(string status, string type, string body)
            {
                int length = System.Text.Encoding.UTF8.GetBytes(body).Length;
                return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n" + body;
            }

            static string Request(int index)
            {
                return (index == 9 ? "HEAD /" : "GET /") + index + " HTTP/1.1\r\nHost: b\r\n\r\n";
            }

            static async Coroutine Handle(HttpContext context)
            {
                switch (context.RawPath)
                {
                    case "/1":
                        await context.RespondAsync("text/plain", "world");
                        break;
                    case "/2":
                        await context.RespondAsync("text/plain", "hi");
                        break;
                    case "/3":
                        await context.RespondAsync("text/plain", string.Empty);
                        break;
                    case "/4":
                        await context.RespondAsync("text/html", "hello");
                        break;
                    case "/5":
                        context.StatusCode = 202;
                        await context.RespondAsync("text/plain", "hello");
                        break;
                    case "/6":
                        await context.RespondAsync(null, "hello");
                        break;
                    case "/7":
                        context.AddHeader("X", "1");
                        await context.RespondAsync("text/plain", "hello");
                        break;
                    case "/8":
                        context.StartResponse("text/plain");
                        await context.WriteAsync("hello");
                        break;
                    case "/10":
                        await context.RespondAsync("text/plain", new string('x', 2000));
                        break;
                    case "/11":
                        throw new HttpException(404);
                    case "/9":
                        await context.RespondAsync("text/plain", new byte[5]);
                        break;
                    default:
                        await context.RespondAsync("text/plain", "hello");
                        break;
                }
            }
        }

        [TestMethod]
        public void Handler_may_end_the_connection()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Next + Next);
                Assert.Contains("\r\nConnection: close\r\n", answer);
                Assert.AreEqual(-1, answer.IndexOf("HTTP/1.1", 1));
            }

            static Coroutine Handle(HttpContext context)
            {
                Assert.IsTrue(context.KeepAlive);
                context.KeepAlive = false;
                return context.RespondAsync("text/plain", "bye");
            }
        }

        [TestMethod]
        public void Connection_that_does_not_end_is_kept()
        {
            int requests = 0;

            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(Next + Next + Last);
                Assert.Contains("/next1", answer);
                Assert.Contains("/next2", answer);
                Assert.EndsWith("/last3", answer);
                Assert.AreEqual(3, test.Server.Requests);
            }

            Coroutine Handle(HttpContext context)
            {
                return context.RespondAsync("text/plain", context.Path + ++requests);
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
