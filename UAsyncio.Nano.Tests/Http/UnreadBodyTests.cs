using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Requests whose body the handler does not read, or not whole: whether their connection is kept.</summary>
    [TestClass]
    public class UnreadBodyTests
    {
        // What is in the body is no request.
        private const string Body = "GET /body HTTP/1.1\r\nHost: a\r\n\r\n";
        private const string Last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        [DataRow("/answer", 200)]
        [DataRow("/start", 200)]
        [DataRow("/some", 200)]
        [DataRow("/behind", 200)]
        [DataRow("/watch", 200)]
        [DataRow("/refuse", 401)]
        [DataRow("/nothing", 404)]
        public void Body_that_has_come_is_passed_over(string path, int status)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = test.Ask(Post(path, string.Empty, Body.Length) + Body + Post(path, string.Empty, Body.Length) + Body + Last);
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.EndsWith("\r\n\r\n/last", answer);
                Assert.AreEqual(3, test.Server.Requests);
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        [TestMethod]
        [DataRow("/answer", "", 32)]
        [DataRow("/refuse", "", 32)]
        [DataRow("/answer", "Expect: 100-continue\r\n", 0)]
        [DataRow("/some", "", 32)]
        public void Connection_of_a_body_that_is_to_come_yet_is_closed(string path, string fields, int come)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = test.Ask(Post(path, fields, 33) + Body.Substring(0, come < Body.Length ? come : Body.Length));
                Assert.Contains("\r\nConnection: close\r\n", answer);
                Assert.AreEqual(-1, answer.IndexOf("HTTP/1.1", 1));
                Assert.AreEqual(1, test.Server.Requests);
            }
        }

        private static string Post(string path, string fields, int length)
        {
            return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "Content-Length: " + length + "\r\n\r\n";
        }

        private static async Coroutine HandleAsync(HttpContext context)
        {
            byte[] some = new byte[5];

            switch (context.Path)
            {
                case "/refuse":
                    context.RequireBearer("secret");
                    break;
                case "/nothing":
                    return;
                case "/start":
                    context.StartResponse("text/plain");
                    await context.WriteAsync("started");
                    return;
                case "/behind":
                    context.StartResponse("text/plain");
                    await context.Body.ReadAsync(some, 0, some.Length);
                    await context.WriteAsync("started");
                    return;
                case "/some":
                    await context.Body.ReadAsync(some, 0, some.Length);
                    break;
                case "/watch":
                    context.CancelWhenClientLeaves();
                    await Coroutine.Yield();
                    break;
            }

            await context.RespondAsync("text/plain", context.Path);
        }
    }
}
