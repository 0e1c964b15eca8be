using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>Responses of which the app does not read all: whether their connection is kept.</summary>
    [TestClass]
    public class UnreadResponseTests
    {
        private const string Length5 = "Content-Length: 5\r\n\r\n";
        private const string Chunks = "Transfer-Encoding: chunked\r\n\r\n";

        // More than the buffer holds in which the head was: the rest of it is in the socket.
        private const string X50 = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
        private const string X300 = X50 + X50 + X50 + X50 + X50 + X50;

        [TestMethod]
        [DataRow(Length5 + "hello", 1)]
        [DataRow(Chunks + "5;x\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n", 1)]
        [DataRow(Chunks + "5\r\nhello\r\n0\r\nA: b\r\nC: d\r\n\r\n", 1)]
        [DataRow("Content-Length: 300\r\n\r\n" + X300, 1)]
        [DataRow("Content-Length: 600\r\n\r\n" + X300 + X300, 1)]
        [DataRow(Chunks + "12C\r\n" + X300 + "\r\n0\r\n\r\n", 1)]
        [DataRow(Chunks + "12C\r\n" + X300 + "\r\n12c;a=" + X50 + X50 + "\r\n" + X300 + "\r\n0\r\nA: b\r\n\r\n", 1)]
        [DataRow("Content-Length: 301\r\n\r\n" + X300, 0)]
        [DataRow(Chunks + "12C\r\n" + X300 + "\r\n0\r\n", 0)]
        [DataRow("Connection: close\r\n" + Length5 + "hello", 0)]
        [DataRow(Length5 + "hell", 0)]
        [DataRow(Length5 + "hello!", 0)]
        [DataRow("\r\nhello", 0)]
        [DataRow(Chunks + "5\r\nhello\r\n", 0)]
        [DataRow(Chunks + "5\r\nhello\r\n0\r\n", 0)]
        [DataRow(Chunks + "5\r\nhelloo\r\n0\r\n\r\n", 0)]
        public void Connection_is_kept_where_all_of_what_nobody_reads_has_come(string answer, int kept)
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\n" + answer, async (client, url) =>
            {
                (await client.GetAsync(url)).Dispose();
                Assert.AreEqual(kept, client.IdleConnections);
            });
        }

        // Nobody wants the fields behind a body, which is whole: it is not refused for their sake.
        [TestMethod]
        [DataRow(1, 300)]
        [DataRow(1, 5000)]
        [DataRow(20, 5)]
        public void Body_with_more_behind_it_than_is_looked_at_is_whole_and_its_connection_closed(int fields, int length)
        {
            string trailers = string.Empty;

            for (int i = 0; i < fields; i++)
            {
                trailers += "X: " + new string('x', length) + "\r\n";
            }

            ClientTest.RunRaw("HTTP/1.1 200 OK\r\n" + Chunks + "5\r\nhello\r\n0\r\n" + trailers + "\r\n", async (client, url) =>
            {
                for (int i = 0; i < 2; i++)
                {
                    Assert.AreEqual("hello", await client.GetStringAsync(url));
                    Assert.AreEqual(0, client.IdleConnections);
                }
            });
        }

        [TestMethod]
        [DataRow("X\r\n")]
        [DataRow("X: \u0001\r\n")]
        [DataRow("X: y\n")]
        [DataRow("X: y")]
        public void Body_with_something_else_than_fields_behind_it_is_refused(string behind)
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\n" + Chunks + "5\r\nhello\r\n0\r\n" + behind, async (client, url) =>
            {
                Assert.AreEqual(502, await ClientTest.StatusOfAsync(client, url));
            });
        }

        [TestMethod]
        [DataRow("5\r\nContent-Length: 5", 200)]
        [DataRow("5\r\nContent-Length: 5\r\nContent-Length: 5", 200)]
        [DataRow("5, 5", 200)]
        [DataRow("5,5", 200)]
        [DataRow("5\r\nContent-Length: 4", 502)]
        [DataRow("5\r\nContent-Length: 05", 502)]
        [DataRow("5\r\nContent-Length:", 502)]
        [DataRow("5, 5, 6", 502)]
        [DataRow("5,", 502)]
        [DataRow(",5", 502)]
        [DataRow(",", 502)]
        [DataRow("5 5", 502)]
        [DataRow("5;5", 502)]
        [DataRow("5a", 502)]
        public void Length_that_is_said_more_than_once_counts_where_it_is_the_same(string length, int status)
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nhello", async (client, url) =>
            {
                Assert.AreEqual(status, await ClientTest.StatusOfAsync(client, url));
                Assert.AreEqual(status == 200 ? 1 : 0, client.IdleConnections);
            });
        }

        [TestMethod]
        [DataRow(1)]
        [DataRow(5)]
        [DataRow(7)]
        public void Connection_is_kept_where_the_rest_has_come(int count)
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\n" + Chunks + "5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n", async (client, url) =>
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    byte[] buffer = new byte[8];

                    for (int read = 0; read < count;)
                    {
                        read += await response.Body.ReadAsync(buffer, read, count - read);
                    }

                    Assert.IsFalse(response.Body.IsEnded);
                }

                Assert.AreEqual(1, client.IdleConnections);
            });
        }

        [TestMethod]
        public void Requests_whose_answers_nobody_reads_go_over_one_connection()
        {
            System.Net.IPEndPoint first = null;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                for (int i = 0; i < 5; i++)
                {
                    (await client.PostAsync(url, "text/plain", "a")).Dispose();
                    Assert.AreEqual(404, await ClientTest.StatusOfAsync(client, url));
                    Assert.AreEqual(1, client.IdleConnections);
                }
            });

            async Coroutine HandleAsync(HttpContext context)
            {
                first = first ?? context.RemoteEndPoint;
                Assert.AreEqual(first.Port, context.RemoteEndPoint.Port);
                await context.ReadBodyAsync();
                context.StatusCode = context.Method == "POST" ? 200 : 404;
                await context.RespondAsync("application/json", "{\"status\":\"" + context.StatusCode + "\"}");
            }
        }

        // What comes for ever is not read for ever.
        [TestMethod]
        public void Much_that_nobody_reads_is_left_and_its_connection_closed()
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + new string('x', 3000), async (client, url) =>
            {
                (await client.GetAsync(url)).Dispose();
                Assert.AreEqual(0, client.IdleConnections);
            });
        }

        [TestMethod]
        public void Response_that_somebody_reads_still_closes_its_connection()
        {
            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                HttpResponse response = await client.GetAsync(url);
                Coroutine<string> reading = EventLoop.Current.CreateTask(response.ReadTextAsync(100));
                await Coroutine.Delay(20);
                response.Dispose();
                Assert.AreEqual(0, client.IdleConnections);
                await Expect.ThrowsAsync(typeof(System.ObjectDisposedException), reading);
            });

            static async Coroutine HandleAsync(HttpContext context)
            {
                context.StartResponse("text/plain");
                await context.WriteAsync("hello");
                await context.FlushAsync();
                context.CancelWhenClientLeaves();
                await Coroutine.Delay(10 * Nano.Tests.Http.HttpTest.Patience);
            }
        }
    }
}
