using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>What a server says, or does not, as the app gets it.</summary>
    [TestClass]
    public class AnswerTests
    {
        [TestMethod]
        public void Response_in_chunks_is_read_by_lines()
        {
            ClientTest.Run(HandleAsync, ReadAsync);

            static async Coroutine HandleAsync(HttpContext context)
            {
                context.StartResponse("text/plain");

                for (int i = 0; i < 100; i++)
                {
                    await context.WriteAsync("line " + i + (i % 2 == 0 ? "\n" : "\r\n"));

                    if (i % 10 == 0)
                    {
                        await context.FlushAsync();
                    }
                }

                await context.WriteAsync("the last");
            }

            static async Coroutine ReadAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    for (int i = 0; i < 100; i++)
                    {
                        Assert.AreEqual("line " + i, await response.ReadLineAsync(20));
                    }

                    Assert.AreEqual("the last", await response.ReadLineAsync(20));
                    Assert.AreEqual(null, await response.ReadLineAsync(20));
                }

                Assert.AreEqual(1, client.IdleConnections);
            }
        }

        [TestMethod]
        public void Read_that_is_given_up_anywhere_goes_on_there()
        {
            ClientTest.Run(HandleAsync, ReadAsync);

            static async Coroutine HandleAsync(HttpContext context)
            {
                AsyncStream stream = context.TakeConnection();
                string answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\none\r\n5\r\n\ntwo\n\r\n0\r\nA: b\r\n\r\n";

                for (int i = 0; i < answer.Length; i++)
                {
                    await stream.WriteAsync(answer.Substring(i, 1));

                    for (int turn = 0; turn < 4; turn++)
                    {
                        await Coroutine.Yield();
                    }
                }
            }

            static async Coroutine ReadAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    string seen = string.Empty;

                    for (bool isEnded = false; !isEnded;)
                    {
                        try
                        {
                            string line = await response.ReadLineAsync(20).WaitAsync(0);
                            isEnded = line == null;
                            seen += isEnded ? "the end" : line + "|";
                        }
                        catch (TimeoutException)
                        {
                            await Coroutine.Yield();
                        }
                    }

                    Assert.AreEqual("one|two|the end", seen);
                }

                using (HttpResponse response = await client.GetAsync(url))
                {
                    string text = null;

                    while (text == null)
                    {
                        try
                        {
                            text = await response.ReadTextAsync(20).WaitAsync(0);
                        }
                        catch (TimeoutException)
                        {
                            await Coroutine.Yield();
                        }
                    }

                    Assert.AreEqual("one\ntwo\n", text);
                }
            }
        }

        // Behind an emoji a device's own search finds nothing.
        [TestMethod]
        public void Fields_are_found_behind_characters_of_any_width()
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\nX: \U0001F600\r\n \U0001F600\r\nContent-Length: 2\r\nY: \u00e4\r\n\r\nok", async (client, url) =>
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    Assert.AreEqual("\u00e4", response.GetHeader("Y"));
                    Assert.AreEqual("%F0%9F%98%80 %F0%9F%98%80", response.GetHeader("X"));
                    Assert.AreEqual("ok", await response.ReadTextAsync(10));
                }
            });
        }

        [TestMethod]
        public void Cookies_are_told_from_each_other()
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\nX: y\r\nset-cookie: b=2\r\nX: z\r\n\r\n", async (client, url) =>
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    Assert.AreEqual("a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\nb=2", response.GetHeader("Set-Cookie"));
                    Assert.AreEqual("y, z", response.GetHeader("X"));
                }
            });
        }

        [TestMethod]
        public void Agreement_to_a_body_is_read_whole_however_slowly_it_comes()
        {
            ClientTest.Run(HandleAsync, AskAsync, new HttpClientOptions { ExpectFrom = 10 });

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                HttpRequest request = new HttpRequest("POST", url);
                request.SetBody("text/plain", new byte[20]);

                using (HttpResponse response = await client.SendAsync(request))
                {
                    Assert.AreEqual("ok", await response.ReadTextAsync(10));
                }
            }

            static async Coroutine HandleAsync(HttpContext context)
            {
                AsyncStream stream = context.TakeConnection();
                await stream.WriteAsync("HTTP/1.1 100 Continue\r\nA: b\r\n");
                await Coroutine.Delay(1300);
                await stream.WriteAsync("\r\n");
                byte[] body = new byte[20];
                await stream.ReadExactlyAsync(body, 0, body.Length);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        }

        [TestMethod]
        public void Line_has_no_more_bytes_than_it_may()
        {
            ClientTest.Run(context => context.RespondAsync("text/plain", "12345\r\n1\n123456\n"), async (client, url) =>
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    int status = 0;
                    Assert.AreEqual("12345", await response.ReadLineAsync(5));
                    Assert.AreEqual("1", await response.ReadLineAsync(int.MaxValue));

                    try
                    {
                        await response.ReadLineAsync(5);
                    }
                    catch (HttpException exception)
                    {
                        status = exception.StatusCode;
                    }

                    Assert.AreEqual(413, status);
                }
            });
        }

        [TestMethod]
        public void Server_that_says_for_ever_that_it_goes_on_is_given_up()
        {
            string answer = string.Empty;

            for (int i = 0; i < 300; i++)
            {
                answer += "HTTP/1.1 102 Processing\r\n\r\n";
            }

            ClientTest.RunRaw(answer + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", async (client, url) =>
            {
                Assert.AreEqual(502, await ClientTest.StatusOfAsync(client, url));
            });
        }

        [TestMethod]
        [DataRow("HTTP/1.1", "close", 0)]
        [DataRow("HTTP/1.1", "x, CLOSE", 0)]
        [DataRow("HTTP/1.1", "closed-not", 1)]
        [DataRow("HTTP/1.1", "x-close", 1)]
        [DataRow("HTTP/1.0", "Keep-Alive", 1)]
        [DataRow("HTTP/1.0", "no-keep-alive", 0)]
        public void Connection_is_kept_as_the_tokens_say(string version, string connection, int kept)
        {
            ClientTest.RunRaw(version + " 200 OK\r\nConnection: " + connection + "\r\nContent-Length: 1\r\n\r\na", async (client, url) =>
            {
                Assert.AreEqual("a", await client.GetStringAsync(url));
                Assert.AreEqual(kept, client.IdleConnections);
            });
        }

        [TestMethod]
        public void Response_that_is_not_read_to_its_end_closes_its_connection()
        {
            ClientTest.Run(context => context.RespondAsync("text/plain", new byte[5000]), async (client, url) =>
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    byte[] some = new byte[10];
                    Assert.IsTrue(await response.Body.ReadAsync(some, 0, 10) > 0);
                }

                Assert.AreEqual(0, client.IdleConnections);
            });
        }

        [TestMethod]
        public void Server_that_is_silent_is_given_up_and_its_socket_is_free()
        {
            ClientTest.Run(SilentAsync, async (client, url) =>
            {
                bool timedOut = false;

                try
                {
                    await client.GetStringAsync(url);
                }
                catch (TimeoutException)
                {
                    timedOut = true;
                }

                Assert.IsTrue(timedOut);
                Assert.AreEqual(0, client.IdleConnections);
            }, new HttpClientOptions { ResponseTimeout = 50 });

            static async Coroutine SilentAsync(HttpContext context)
            {
                context.CancelWhenClientLeaves();
                await Coroutine.Delay(HttpTest.Patience);
            }
        }

        [TestMethod]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok")]
        [DataRow("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok")]
        [DataRow("HTTP/1.0 200 OK\r\n\r\nto the end", "to the end")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nok\r\n0\r\nX: y\r\n\r\n", "ok")]
        [DataRow("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok")]
        [DataRow("HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\nok", "ok")]
        [DataRow("HTTP/1.1 204 No Content\r\n\r\n", "")]
        [DataRow("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404")]
        [DataRow("", "502")]
        [DataRow("nonsense\r\n\r\n", "502")]
        [DataRow("HTTP/1.1 2x0 OK\r\n\r\n", "502")]
        [DataRow("HTTP/2.0 200 OK\r\n\r\n", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "502")]
        [DataRow("HTTP/1.1 200 OK\rContent-Length: 2\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nFoo: 1\rBar: 2\r\nContent-Length: 2\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nFoo: \U0001F600\r\n a\rb\r\nContent-Length: 2\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\ncut off", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Len", "502")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", "413")]
        public void Answer_is_understood_or_refused(string answer, string expected)
        {
            ClientTest.RunRaw(answer, async (client, url) =>
            {
                string seen;

                try
                {
                    seen = await client.GetStringAsync(url);
                }
                catch (HttpException exception)
                {
                    seen = exception.StatusCode.ToString();
                }

                Assert.AreEqual(expected, seen);
            });
        }
    }
}
