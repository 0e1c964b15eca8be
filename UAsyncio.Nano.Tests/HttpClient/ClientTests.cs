using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>Requests as the server gets them, and responses as the app does.</summary>
    [TestClass]
    public class ClientTests
    {
        [TestMethod]
        public void Text_is_got_and_the_connection_is_kept()
        {
            int connections = 0;

            ClientTest.Run(
                context => context.RespondAsync("text/plain", context.Method + " " + context.Path + "?" + context.Query),
                async (client, url) =>
                {
                    for (int i = 0; i < 5; i++)
                    {
                        Assert.AreEqual("GET /a b?c=" + i, await client.GetStringAsync(url + "/a%20b?c=" + i + "#d"));
                        connections = client.IdleConnections;
                        Assert.AreEqual(1, connections);
                    }
                });
        }

        [TestMethod]
        public void Failure_has_its_status_in_its_text()
        {
            ClientTest.Run(context => throw new HttpException(404), AskAsync);

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                string text = null;

                try
                {
                    await client.GetStringAsync(url);
                }
                catch (HttpException exception)
                {
                    text = exception.Message;
                }

                Assert.AreEqual("HTTP 404", text);
            }
        }

        [TestMethod]
        [DataRow("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", 502, true)]
        [DataRow("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n", 504, true)]
        [DataRow("HTTP/1.1 508 Loop Detected\r\nContent-Length: 0\r\n\r\n", 508, true)]
        [DataRow("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n", 413, true)]
        [DataRow("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, true)]
        [DataRow("SSH-2.0-OpenSSH_9.2\r\n", 502, false)]
        [DataRow("", 502, false)]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", 502, false)]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world", 413, false)]
        [DataRow("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", 508, false)]
        public void Status_that_the_server_has_answered_is_told_from_one_for_what_came(string answer, int status, bool isAnswer)
        {
            ClientTest.RunRaw(answer, async (client, url) =>
            {
                HttpException failure = null;

                try
                {
                    await client.GetStringAsync(url, 10);
                }
                catch (HttpException exception)
                {
                    failure = exception;
                }

                Assert.AreEqual(status, failure.StatusCode);
                Assert.AreEqual(isAnswer, failure.IsAnswer);
                Assert.AreEqual("HTTP " + status, failure.Message);
            });
        }

        [TestMethod]
        [DataRow("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", 401, true)]
        [DataRow("HTTP/1.1 415 Unsupported Media Type\r\nContent-Length: 0\r\n\r\n", 415, true)]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", 415, false)]
        public void Events_that_a_server_refuses_are_told_from_what_is_none(string answer, int status, bool isAnswer)
        {
            ClientTest.RunRaw(answer, async (client, url) =>
            {
                using (HttpEvents events = new HttpEvents(client, url))
                {
                    HttpException failure = null;

                    try
                    {
                        await events.NextAsync();
                    }
                    catch (HttpException exception)
                    {
                        failure = exception;
                    }

                    Assert.AreEqual(status, failure.StatusCode);
                    Assert.AreEqual(isAnswer, failure.IsAnswer);
                }
            });
        }

        [TestMethod]
        public void Request_that_is_sent_again_says_who_asks_and_what_its_body_is_once()
        {
            ClientTest.Run(context => context.RespondAsync("text/plain", context.GetHeader("Authorization") + "|" + context.GetHeader("Content-Type")), AskAsync);

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest("PUT", url);

                for (int i = 1; i < 3; i++)
                {
                    request.SetBearer("token" + i);
                    request.SetBody("text/" + i, new byte[1]);

                    using (HttpResponse response = await client.SendAsync(request))
                    {
                        Assert.AreEqual("Bearer token" + i + "|text/" + i, await response.ReadTextAsync(100));
                    }
                }
            }
        }

        [TestMethod]
        [DataRow(301, "POST", "GET /b 0 none")]
        [DataRow(301, "PUT", "PUT /b 4 text/plain")]
        [DataRow(302, "POST", "GET /b 0 none")]
        [DataRow(302, "DELETE", "DELETE /b 4 text/plain")]
        [DataRow(303, "PUT", "GET /b 0 none")]
        [DataRow(303, "DELETE", "GET /b 0 none")]
        [DataRow(307, "POST", "POST /b 4 text/plain")]
        [DataRow(308, "PUT", "PUT /b 4 text/plain")]
        public void Redirect_is_followed_as_its_status_says(int status, string method, string seen)
        {
            ClientTest.Run(HandleAsync, SendAsync);

            async Coroutine HandleAsync(HttpContext context)
            {
                byte[] body = await context.ReadBodyAsync();

                if (context.Path == "/a/x")
                {
                    await context.RedirectAsync("/b", status);
                }
                else
                {
                    await context.RespondAsync("text/plain", context.Method + " " + context.Path + " " + body.Length + " " + (context.GetHeader("Content-Type") ?? "none"));
                }
            }

            async Coroutine SendAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest(method, url + "/a/x");
                request.SetBody("text/plain", new byte[4]);

                using (HttpResponse response = await client.SendAsync(request))
                {
                    Assert.AreEqual(seen, await response.ReadTextAsync(100));
                }
            }
        }

        [TestMethod]
        public void Redirects_in_a_circle_come_to_an_end()
        {
            int requests = 0;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                Assert.AreEqual(508, await ClientTest.StatusOfAsync(client, url));
                Assert.AreEqual(4, requests);
            }, new HttpClientOptions { MaxRedirects = 3 });

            Coroutine HandleAsync(HttpContext context)
            {
                requests++;
                return context.RedirectAsync("/");
            }
        }

        [TestMethod]
        public void Credentials_are_sent_but_not_to_another_server()
        {
            HttpServer other = null;
            string seen = null;
            string seenByOther = null;

            ClientTest.Run(HandleAsync, AskAsync);
            Assert.AreEqual("Basic dXNlcjpwYXNz|1", seen);
            Assert.AreEqual("|1", seenByOther);

            Coroutine HandleAsync(HttpContext context)
            {
                seen = context.GetHeader("Authorization") + "|" + context.GetHeader("X");
                return context.RedirectAsync("http://127.0.0.1:" + other.Port + "/");
            }

            Coroutine OtherAsync(HttpContext context)
            {
                seenByOther = context.GetHeader("Authorization") + "|" + context.GetHeader("X");
                return context.RespondAsync("text/plain", "ok");
            }

            async Coroutine AskAsync(HttpClient client, string url)
            {
                other = new HttpServer(OtherAsync, System.Net.IPAddress.Loopback, 0);
                HttpRequest request = new HttpRequest("GET", url);
                request.SetBasic("user", "pass");
                request.AddHeader("X", "1");
                (await client.SendAsync(request)).Dispose();
                client.Dispose();
                await other.CloseAsync(cancelHandlers: true);
            }
        }

        [TestMethod]
        public void Cookies_are_sent_in_one_field()
        {
            Nano.Tests.Net.Network.Require();
            EventLoop loop = new EventLoop();
            string seen = string.Empty;
            TcpServer server = Tcp.StartServer(AnswerAsync, System.Net.IPAddress.Loopback, 0);
            int port = server.Port;

            using (HttpClient client = new HttpClient())
            {
                HttpRequest request = new HttpRequest("GET", "http://127.0.0.1:" + port);
                request.AddHeader("Cookie", "a=b");
                request.AddHeader("X", "1");
                request.AddHeader("cookie", "c=d");
                ((HttpResponse)loop.Run(client.SendAsync(request).WaitAsync(HttpTest.Patience))).Dispose();
            }

            loop.Run(server.CloseAsync(cancelHandlers: true));
            loop.Close();
            Assert.AreEqual("Host: 127.0.0.1:" + port + "|Cookie: a=b; c=d|X: 1|", seen);

            async Coroutine AnswerAsync(AsyncStream stream)
            {
                string line = await stream.ReadLineAsync(100);

                while ((line = await stream.ReadLineAsync(100)) != string.Empty)
                {
                    seen += line + "|";
                }

                await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n");
            }
        }

        [TestMethod]
        public void Connection_that_the_server_has_closed_is_replaced_once()
        {
            int requests = 0;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                for (int i = 0; i < 4; i++)
                {
                    Assert.AreEqual("ok", await client.GetStringAsync(url));
                }

                Assert.AreEqual(4, requests);
            });

            // It says that it keeps the connection, and does not.
            async Coroutine HandleAsync(HttpContext context)
            {
                requests++;
                AsyncStream stream = context.TakeConnection();
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        }

        [TestMethod]
        public void Connection_that_was_kept_for_longer_than_it_may_is_not_used_again()
        {
            int port = 0;
            bool isSame = true;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                await client.GetStringAsync(url);
                await Coroutine.Delay(50);
                await client.GetStringAsync(url);
                Assert.IsFalse(isSame);
            }, new HttpClientOptions { IdleTimeout = 10 });

            Coroutine HandleAsync(HttpContext context)
            {
                isSame = port == context.RemoteEndPoint.Port;
                port = context.RemoteEndPoint.Port;
                return context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        public void Connection_of_a_server_that_knows_no_chunks_and_sends_them_is_not_kept()
        {
            ClientTest.RunRaw("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", async (client, url) =>
            {
                Assert.AreEqual("a", await client.GetStringAsync(url));
                Assert.AreEqual(0, client.IdleConnections);
            });
        }
    }
}
