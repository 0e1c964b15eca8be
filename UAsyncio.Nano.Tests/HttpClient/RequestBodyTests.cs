using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>What a request brings with it, as the server gets it.</summary>
    [TestClass]
    public class RequestBodyTests
    {
        [TestMethod]
        [DataRow(10, false)]
        [DataRow(5000, false)]
        [DataRow(17000, true)]
        public void Body_is_posted(int length, bool expects)
        {
            bool expected = false;

            ClientTest.Run(HandleAsync, PostAsync);
            Assert.AreEqual(expects, expected);

            async Coroutine HandleAsync(HttpContext context)
            {
                expected = context.GetHeader("Expect") != null;
                byte[] body = await context.Body.ReadToEndAsync(20000);
                await context.RespondAsync("text/plain", context.GetHeader("Content-Type") + " " + body.Length + " " + (char)body[body.Length - 1]);
            }

            async Coroutine PostAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.PostAsync(url + "/", "text/plain", new string('x', length - 1) + "y"))
                {
                    Assert.AreEqual(200, response.StatusCode);
                    Assert.AreEqual("text/plain " + length + " y", await response.ReadTextAsync(100));
                }

                Assert.AreEqual(1, client.IdleConnections);
            }
        }

        [TestMethod]
        [DataRow(-1)]
        [DataRow(11)]
        public void Body_is_written_as_it_is_made(int length)
        {
            ClientTest.Run(HandleAsync, PutAsync);

            static async Coroutine HandleAsync(HttpContext context)
            {
                byte[] body = await context.ReadBodyAsync();
                await context.RespondAsync("text/plain", context.ContentLength + " " + Encoding.UTF8.GetString(body, 0, body.Length));
            }

            async Coroutine PutAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest("PUT", url) { Length = length, Writer = WriteAsync };

                using (HttpResponse response = await client.SendAsync(request))
                {
                    Assert.AreEqual(length + " hello world", await response.ReadTextAsync(100));
                }
            }

            static async Coroutine WriteAsync(HttpRequestBody body)
            {
                await body.WriteAsync("hello");
                await body.WriteAsync(" world");
            }
        }

        [TestMethod]
        public void Server_that_does_not_want_a_large_body_is_not_sent_it()
        {
            ClientTest.Run(context => throw new HttpException(403), PostAsync);

            static async Coroutine PostAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest("POST", url) { Writer = body => throw new Exception("sent") };

                using (HttpResponse response = await client.SendAsync(request))
                {
                    Assert.AreEqual(403, response.StatusCode);
                    Assert.IsFalse(response.IsSuccess);
                }
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Server_that_knows_no_expectation_is_sent_the_body_without_one(bool isWritten)
        {
            int requests = 0;
            ClientTest.Run(HandleAsync, PostAsync, new HttpClientOptions { ExpectFrom = 1 });
            Assert.AreEqual(2, requests);

            async Coroutine HandleAsync(HttpContext context)
            {
                requests++;

                if (context.GetHeader("Expect") != null)
                {
                    throw new HttpException(417);
                }

                byte[] body = await context.ReadBodyAsync();
                await context.RespondAsync("text/plain", body.Length.ToString());
            }

            async Coroutine PostAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest("POST", url);

                if (isWritten)
                {
                    request.Writer = body => body.WriteAsync("12345");
                }
                else
                {
                    request.SetBody("text/plain", new byte[5]);
                }

                using (HttpResponse response = await client.SendAsync(request))
                {
                    Assert.AreEqual("5", await response.ReadTextAsync(10));
                }
            }
        }

        [TestMethod]
        [DataRow("POST", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")]
        [DataRow("GET", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")]
        public void Connection_on_which_the_server_waits_for_something_else_is_not_kept(string method, string answer)
        {
            ClientTest.RunRaw(answer, AskAsync, new HttpClientOptions { ExpectFrom = 1 });

            async Coroutine AskAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest(method, url);

                if (method == "POST")
                {
                    request.SetBody("text/plain", new byte[9]);
                }

                (await client.SendAsync(request)).Dispose();
                Assert.AreEqual(0, client.IdleConnections);
            }
        }

        [TestMethod]
        public void Body_that_has_ended_takes_no_more()
        {
            HttpRequestBody kept = null;
            ClientTest.Run(EchoAsync, AskAsync);

            static async Coroutine EchoAsync(HttpContext context)
            {
                await context.RespondAsync("text/plain", await context.ReadBodyAsync());
            }

            async Coroutine AskAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.SendAsync(new HttpRequest("POST", url) { Writer = WriteAsync }))
                {
                    Assert.AreEqual("abc", await response.ReadTextAsync(100));
                    await Expect.ThrowsAsync(typeof(InvalidOperationException), kept.WriteAsync("smuggled"));
                }
            }

            async Coroutine WriteAsync(HttpRequestBody body)
            {
                kept = body;
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), body.WriteAsync(new byte[4], 2, 3));
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), body.WriteAsync(new byte[4], 0, -1));
                await body.WriteAsync("abc");
            }
        }

        [TestMethod]
        public void Post_on_a_connection_that_ends_in_place_of_an_answer_is_not_made_twice()
        {
            int requests = 0;
            ClientTest.Run(HandleAsync, AskAsync);
            Assert.AreEqual(2, requests);

            async Coroutine HandleAsync(HttpContext context)
            {
                await context.ReadBodyAsync();

                if (++requests == 2)
                {
                    context.TakeConnection();
                    return;
                }

                await context.RespondAsync("text/plain", "ok");
            }

            async Coroutine AskAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.PostAsync(url, "text/plain", "a"))
                {
                    Assert.AreEqual("ok", await response.ReadTextAsync(2));
                }

                Assert.AreEqual(1, client.IdleConnections);
                await Expect.ThrowsAsync(typeof(HttpException), client.PostAsync(url, "text/plain", "b"));
            }
        }

        [TestMethod]
        [DataRow("GET")]
        [DataRow("PUT")]
        public void Connection_that_ends_in_place_of_an_answer_is_replaced_also_where_agreement_to_a_body_is_waited_for(string method)
        {
            int requests = 0;
            ClientTest.Run(HandleAsync, AskAsync, new HttpClientOptions { ExpectFrom = 1 });
            Assert.AreEqual(3, requests);

            async Coroutine HandleAsync(HttpContext context)
            {
                if (++requests == 2)
                {
                    context.TakeConnection();
                    return;
                }

                byte[] body = await context.ReadBodyAsync();
                await context.RespondAsync("text/plain", body.Length.ToString());
            }

            async Coroutine AskAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest(method, url);

                if (method == "PUT")
                {
                    request.SetBody("text/plain", new byte[1]);
                }

                for (int i = 0; i < 2; i++)
                {
                    using (HttpResponse response = await client.SendAsync(request))
                    {
                        Assert.AreEqual(method == "PUT" ? "1" : "0", await response.ReadTextAsync(1));
                    }
                }
            }
        }

        [TestMethod]
        public void Body_that_is_made_once_is_not_led_elsewhere_unless_it_is_not_wanted_there()
        {
            ClientTest.Run(HandleAsync, SendAsync);

            static async Coroutine HandleAsync(HttpContext context)
            {
                await context.ReadBodyAsync();

                if (context.Path == "/b")
                {
                    await context.RespondAsync("text/plain", context.Method);
                }
                else
                {
                    await context.RedirectAsync("/b", int.Parse(context.Path.Substring(1)));
                }
            }

            static async Coroutine SendAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.SendAsync(new HttpRequest("PUT", url + "/302") { Length = 1, Writer = body => body.WriteAsync("x") }))
                {
                    Assert.AreEqual(302, response.StatusCode);
                }

                using (HttpResponse response = await client.SendAsync(new HttpRequest("PUT", url + "/303") { Length = 1, Writer = body => body.WriteAsync("x") }))
                {
                    Assert.AreEqual("GET", await response.ReadTextAsync(10));
                }
            }
        }

        [TestMethod]
        public void Answer_that_comes_before_the_body_has_gone_is_the_answer()
        {
            for (int i = 0; i < 10; i++)
            {
                ClientTest.RunRaw("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n", PostAsync, new HttpClientOptions { ExpectFrom = int.MaxValue });
            }

            static async Coroutine PostAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.PostAsync(url, "text/plain", new string('x', 20000)))
                {
                    Assert.AreEqual(413, response.StatusCode);
                }
            }
        }
    }
}
