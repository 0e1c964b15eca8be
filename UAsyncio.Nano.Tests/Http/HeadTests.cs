using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Heads, one after the other on a connection.</summary>
    [TestClass]
    public class HeadTests
    {
        // What a head says may be known from the one before.
        [TestMethod]
        public void Head_that_comes_again_says_the_same_and_another_says_its_own()
        {
            string[] heads =
            {
                "GET /a?x=1 HTTP/1.1\r\nHost: h\r\nX: 1\r\n\r\n",
                "GET /a?x=1 HTTP/1.1\r\nHost: h\r\nX: 2\r\n\r\n",
                "PUT /c%20d HTTP/1.1\r\nHost: h\r\nX: 1\r\n\r\n",
                "GET http://other/b HTTP/1.1\r\nHost: h\r\nX: 1\r\n\r\n",
                "GET /a?x=1 HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n",
                "GET /a?x=1 HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\n",
                "\r\nGET /e HTTP/1.1\r\nHost: h\r\nX: 1\r\n\r\n",
                "HEAD /a?x=1 HTTP/1.1\r\nHost: h\r\nX: 1\r\n\r\n",
                "GET http://other/b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: \u00e9\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: " + new string('x', 600) + "\r\n\r\n",
            };
            string[] said =
            {
                "GET|/a|x=1|h|1|True", "GET|/a|x=1|h|2|True", "PUT|/c d||h|1|True", "GET|/b||other|1|True", "GET|/a|x=1|h|-|True", "GET|/a|x=1|h|-|True",
                "GET|/e||h|1|True", "HEAD|/a|x=1|h|1|True", "GET|/b||other|-|True", "GET|/||-|-|True", string.Empty,
                "GET|/||h|\u00c3\u00a9|True", "GET|/||h|" + new string('x', 600) + "|True",
            };
            string seen = string.Empty;

            using (HttpTest test = new HttpTest(Handle))
            {
                test.Loop.Run(AskAsync(test).WaitAsync(HttpTest.Patience));
            }

            async Coroutine AskAsync(HttpTest test)
            {
                using (AsyncStream stream = await test.OpenAsync())
                {
                    for (int i = 0; i < heads.Length * heads.Length; i++)
                    {
                        // Each twice after each other one.
                        await CheckAsync(stream, i / heads.Length);
                        await CheckAsync(stream, i % heads.Length);
                        await CheckAsync(stream, i % heads.Length);

                        if (i % heads.Length == 0)
                        {
                            Assert.IsTrue((await test.AskAsync("GET / HTTP/1.1\r\nHost: h\r\nX : 1\r\n\r\n")).IndexOf("HTTP/1.1 400 ") == 0);
                        }
                    }
                }
            }

            async Coroutine CheckAsync(AsyncStream stream, int index)
            {
                seen = string.Empty;
                await stream.WriteAsync(heads[index]);

                while (await stream.ReadLineAsync(200) != string.Empty)
                {
                }

                Assert.AreEqual(said[index], seen);
            }

            async Coroutine Handle(HttpContext context)
            {
                seen = context.Method + "|" + context.Path + "|" + context.Query + "|" + (context.Host ?? "-") + "|" + (context.GetHeader("x") ?? "-") + "|" + (context.KeepAlive ? "True" : "False");
                await context.RespondAsync(null, string.Empty);
            }
        }

        [TestMethod]
        public void Fields_mean_what_they_mean_in_the_version_of_their_request()
        {
            string kept = string.Empty;

            using (HttpTest test = new HttpTest(Handle))
            {
                test.Ask("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.0\r\nHost: h\r\n\r\n");
                Assert.AreEqual("True False ", kept);
            }

            async Coroutine Handle(HttpContext context)
            {
                kept += context.KeepAlive ? "True " : "False ";
                await context.RespondAsync(null, string.Empty);
            }
        }

        [TestMethod]
        public void Field_is_found_by_its_whole_name_only()
        {
            string seen = null;

            using (HttpTest test = new HttpTest(Handle))
            {
                test.Ask("GET /?host:1 HTTP/1.1\r\nX-Host: 2\r\nY: host: 3\r\nHostess: 4\r\nHost: 5\r\nConnection: close\r\n\r\n");
                Assert.AreEqual("5", seen);
            }

            async Coroutine Handle(HttpContext context)
            {
                seen = context.GetHeader("host");
            }
        }
    }
}
