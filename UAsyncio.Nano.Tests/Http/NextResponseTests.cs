using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Responses one behind the other on a connection, and which of them ends it.</summary>
    [TestClass]
    public class NextResponseTests
    {
        private const string Next = "GET /next HTTP/1.1\r\nHost: b\r\n\r\n";
        private const string Last = "GET /last HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n";

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
                Answer("200 OK", "text/plain", new string('x', 1200)),
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
                        await context.RespondAsync("text/plain", new string('x', 1200));
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
    }
}
