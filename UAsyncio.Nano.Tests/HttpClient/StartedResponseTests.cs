using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>A response that was started when its handler fails.</summary>
    [TestClass]
    public class StartedResponseTests
    {
        private const string Next = "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        [DataRow("1.1", -1)]
        [DataRow("1.1", 9)]
        [DataRow("1.0", -1)]
        public void Failure_is_answered_while_nothing_is_out(string version, int length)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = test.Ask("GET / HTTP/" + version + "\r\nHost: a\r\n\r\n" + Next);
                Assert.StartsWith("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n", answer);

                // The connection is as good as after any other 404.
                Assert.EndsWith(version == "1.1" ? "\r\n\r\nnext" : "\r\n\r\n404", answer);
            }

            async Coroutine HandleAsync(HttpContext context)
            {
                if (context.Path == "/next")
                {
                    await context.RespondAsync("text/plain", "next");
                    return;
                }

                context.StartResponse("text/html", length);
                await context.WriteAsync("half");
                throw new HttpException(404);
            }
        }

        [TestMethod]
        [DataRow(-1, "0004\r\nhalf\r\n")]
        [DataRow(9, "half")]
        public void Failure_ends_the_connection_where_something_is_out(int length, string end)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + Next);
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
                Assert.EndsWith("\r\n\r\n" + end, answer);
            }

            async Coroutine HandleAsync(HttpContext context)
            {
                context.StartResponse("text/html", length);
                await context.WriteAsync("half");
                await context.FlushAsync();
                await context.WriteAsync("more");
                throw new HttpException(404);
            }
        }
    }
}
