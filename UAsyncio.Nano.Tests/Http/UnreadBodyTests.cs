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
        private const string Request = "GET /body HTTP/1.1\r\nHost: a\r\n\r\n";
        private const string Last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        [DataRow("/answer", 1, 200)]
        [DataRow("/answer", 31, 200)]
        [DataRow("/start", 1, 200)]
        [DataRow("/start", 31, 200)]
        [DataRow("/some", 1, 200)]
        [DataRow("/some", 31, 200)]
        [DataRow("/behind", 1, 200)]
        [DataRow("/behind", 31, 200)]
        [DataRow("/watch", 1, 200)]
        [DataRow("/refuse", 1, 401)]
        [DataRow("/refuse", 31, 401)]
        [DataRow("/nothing", 1, 404)]
        public void Body_that_has_come_is_passed_over(string path, int requests, int status)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string post = Post(path, string.Empty, requests * Request.Length);

                for (int i = 0; i < requests; i++)
                {
                    post += Request;
                }

                string answer = test.Ask(post + post + Last);
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.EndsWith("\r\n\r\n/last", answer);
                Assert.AreEqual(3, test.Server.Requests);
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        [TestMethod]
        [DataRow("/answer", "", 33, 32)]
        [DataRow("/refuse", "", 33, 32)]
        [DataRow("/some", "", 33, 32)]
        [DataRow("/answer", "Expect: 100-continue\r\n", 33, 0)]
        [DataRow("/answer", "", 1500, 1500)]
        public void Connection_of_a_body_that_is_to_come_yet_or_long_is_closed(string path, string fields, int length, int come)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = test.Ask(Post(path, fields, length) + new string('x', come));
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
