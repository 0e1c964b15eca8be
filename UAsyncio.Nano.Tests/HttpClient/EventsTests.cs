using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>Server-sent events as they are listened to: HttpEvents.</summary>
    [TestClass]
    public class EventsTests
    {
        [TestMethod]
        public void Events_go_on_where_they_were_when_the_connection_ends()
        {
            string lastId = null;
            int connections = 0;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                using (HttpEvents events = new HttpEvents(client, url) { RetryTime = 5 })
                {
                    Assert.AreEqual("one", await events.NextAsync());
                    Assert.AreEqual("message", events.Type);
                    Assert.AreEqual("two\nlines", await events.NextAsync());
                    Assert.AreEqual("change", events.Type);
                    Assert.AreEqual("one", await events.NextAsync());
                    Assert.AreEqual("7", lastId);
                    Assert.AreEqual("two\nlines", await events.NextAsync());
                    Assert.AreEqual(null, await events.NextAsync());
                }
            });

            async Coroutine HandleAsync(HttpContext context)
            {
                if (++connections == 3)
                {
                    context.StatusCode = 204;
                    await context.RespondAsync(null, string.Empty);
                    return;
                }

                lastId = context.GetHeader("Last-Event-ID");
                context.StartResponse("text/event-stream");
                await context.WriteAsync(":comment\n\ndata: one\n\nevent: change\nid: 7\ndata: two\ndata:lines\n\nid: 8\ndata: not ended\n");
            }
        }

        // As the Web Platform Tests have it (eventsource/format-*), but for a NUL, at which a device's strings end.
        [TestMethod]
        [DataRow("\uFEFFdata:1\n\n\uFEFFdata:2\n\ndata:3\n\n", "message 1|message 3|")]
        [DataRow(":\n:\r\ndata:1\n:data:2\n\n", "message 1|")]
        [DataRow("data\n\ndata\ndata\n\ndata:test\n\n", "message |message \n|message test|")]
        [DataRow("data:test\ndata: test\ndata:  test\n\n", "message test\ntest\n test|")]
        [DataRow("DATA:no\n data:no\nx:no\ndata:1\n\n", "message 1|")]
        [DataRow("event:test\ndata:x\n\ndata:x\n\n", "test x|message x|")]
        [DataRow("event: \ndata:data\n\n", "message data|")]
        [DataRow("data:a\rdata:b\r\n\rdata:c\n\r", "message a\nb|message c|")]
        [DataRow("event:lost\n\ndata:data\n\n", "message data|")]
        [DataRow("id:1\ndata:a\n\ndata:b\n\nid\ndata:c\n\n", "message a 1|message b 1|message c|")]
        [DataRow("id: a\u0001b\ndata:x\n\n", "message x|")]
        [DataRow("retry: x\nretry:10\nretry:1 0\ndata:x\n\n", "message x|")]
        public void Events_are_told_apart_as_browsers_do(string stream, string expected)
        {
            int connections = 0;
            string seen = string.Empty;
            string lastId = "none";

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                using (HttpEvents events = new HttpEvents(client, url) { RetryTime = 5 })
                {
                    for (string data = await events.NextAsync(); data != null; data = await events.NextAsync())
                    {
                        seen += events.Type + " " + data + (events.LastId != null && events.LastId.Length > 0 ? " " + events.LastId : string.Empty) + "|";
                    }
                }
            });

            Assert.AreEqual(expected, seen);
            Assert.AreEqual(null, lastId);

            Coroutine HandleAsync(HttpContext context)
            {
                if (++connections == 2)
                {
                    lastId = context.GetHeader("Last-Event-ID");
                    context.StatusCode = 204;
                    return context.RespondAsync(null, string.Empty);
                }

                return context.RespondAsync("text/event-stream", stream);
            }
        }

        [TestMethod]
        [DataRow("", 3000)]
        [DataRow("retry: 0\n", 3000)]
        [DataRow("retry: 300000\n", 300000)]
        [DataRow("retry: 999999999\n", 86400000)]
        public void Data_may_be_as_long_as_was_said_and_the_server_says_when_to_come_again(string retry, int expected)
        {
            ClientTest.RunRaw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + retry + "data: 0123456789\n\n:\ndata: 0123456789X\n\n", async (client, url) =>
            {
                using (HttpEvents events = new HttpEvents(client, url, 10))
                {
                    int status = 0;
                    Assert.AreEqual("0123456789", await events.NextAsync());
                    Assert.AreEqual(expected, events.RetryTime);

                    try
                    {
                        await events.NextAsync();
                    }
                    catch (HttpException exception)
                    {
                        status = exception.StatusCode;
                    }

                    Assert.AreEqual(413, status);
                    Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => events.RetryTime = -1);
                    Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => new HttpEvents(client, url, -1));
                    Assert.ThrowsException(typeof(ArgumentNullException), () => new HttpEvents(null, url));
                }
            });
        }

        [TestMethod]
        public void Server_is_not_asked_earlier_because_whoever_waited_has_stopped_waiting()
        {
            int connections = 0;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                using (HttpEvents events = new HttpEvents(client, url) { RetryTime = 10 * HttpTest.Patience })
                {
                    Assert.AreEqual("one", await events.NextAsync());

                    for (int i = 0; i < 4; i++)
                    {
                        try
                        {
                            await events.NextAsync().WaitAsync(30);
                        }
                        catch (TimeoutException)
                        {
                        }
                    }

                    Assert.AreEqual(1, connections);
                }
            });

            Coroutine HandleAsync(HttpContext context)
            {
                connections++;
                return context.RespondAsync("text/event-stream", "data: one\n\n");
            }
        }

        [TestMethod]
        public void Event_is_not_lost_when_whoever_waited_for_it_has_stopped_waiting()
        {
            bool goesOn = false;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                using (HttpEvents events = new HttpEvents(client, url))
                {
                    bool timedOut = false;
                    Assert.AreEqual("first", await events.NextAsync());

                    try
                    {
                        await events.NextAsync().WaitAsync(30);
                    }
                    catch (TimeoutException)
                    {
                        timedOut = true;
                    }

                    Assert.IsTrue(timedOut);
                    goesOn = true;
                    Assert.AreEqual("one\ntwo", await events.NextAsync());
                    Assert.AreEqual("change", events.Type);
                }
            });

            async Coroutine HandleAsync(HttpContext context)
            {
                context.StartResponse("text/event-stream");
                await context.WriteAsync("data: first\n\nevent: change\ndata: one\n");
                await context.FlushAsync();

                while (!goesOn)
                {
                    await Coroutine.Delay(1);
                }

                await context.WriteAsync("data: two\n\n");
            }
        }

        [TestMethod]
        [DataRow(404, 404)]
        [DataRow(200, 415)]
        [DataRow(302, 508)]
        public void Answer_that_would_be_the_same_again_is_told(int status, int told)
        {
            ClientTest.Run(
                context =>
                {
                    context.AddHeader("Location", "/");
                    context.StatusCode = status;
                    return context.RespondAsync("text/plain", "no events");
                },
                async (client, url) =>
                {
                    using (HttpEvents events = new HttpEvents(client, url) { RetryTime = 1 })
                    {
                        int answer = 0;

                        try
                        {
                            await events.NextAsync();
                        }
                        catch (HttpException exception)
                        {
                            answer = exception.StatusCode;
                        }

                        Assert.AreEqual(told, answer);
                    }
                });
        }

        // As those of most servers do by default, which come when a piece's time is up.
        [TestMethod]
        public void Comment_that_comes_later_than_a_piece_of_another_body_may_is_waited_for()
        {
            int connections = 0;

            ClientTest.Run(
                HandleAsync,
                async (client, url) =>
                {
                    using (HttpEvents events = new HttpEvents(client, url) { RetryTime = 1 })
                    {
                        Assert.AreEqual("one", await events.NextAsync());
                    }
                },
                new HttpClientOptions { BodyTimeout = 1500 });
            Assert.AreEqual(1, connections);

            async Coroutine HandleAsync(HttpContext context)
            {
                connections++;
                context.StartResponse("text/event-stream");
                await context.FlushAsync();
                await Coroutine.Delay(2000);
                await context.WriteAsync(":\n\ndata: one\n\n");
            }
        }

        [TestMethod]
        public void Request_is_asked_each_time_as_it_is_then()
        {
            string asked = string.Empty;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                HttpRequest request = new HttpRequest("POST", url);
                request.AddHeader("X-Topic", "a");
                request.SetBearer("old");
                request.SetBody("text/plain", "b");

                using (HttpEvents events = new HttpEvents(client, request) { RetryTime = 1 })
                {
                    await Expect.ThrowsAsync(typeof(HttpException), events.NextAsync());
                    request.SetBearer("new");
                    Assert.AreEqual("one", await events.NextAsync());
                    Assert.AreEqual("one", await events.NextAsync());
                    Assert.AreEqual("one", await events.NextAsync());
                }
            });

            string rest = " text/event-stream a text/plain b|";
            Assert.AreEqual("POST Bearer old" + rest + "POST Bearer new" + rest + "POST Bearer new 7" + rest + "POST Bearer new 7" + rest, asked);

            async Coroutine HandleAsync(HttpContext context)
            {
                byte[] body = await context.ReadBodyAsync();
                string last = context.GetHeader("Last-Event-ID");
                asked += context.Method + " " + context.GetHeader("Authorization") + (last == null ? string.Empty : " " + last) + " " + context.GetHeader("Accept")
                    + " " + context.GetHeader("X-Topic") + " " + context.GetHeader("Content-Type") + " " + System.Text.Encoding.UTF8.GetString(body, 0, body.Length) + "|";
                context.RequireBearer("new");
                await context.RespondAsync("text/event-stream", "id: 7\ndata: one\n\n");
            }
        }

        [TestMethod]
        public void Listening_without_client_or_request_is_refused()
        {
            EventLoop loop = new EventLoop();
            Expect.Throws(typeof(ArgumentNullException), () => new HttpEvents(null, new HttpRequest("GET", "http://a")));
            Expect.Throws(typeof(ArgumentNullException), () => new HttpEvents(new HttpClient(), (HttpRequest)null));
            loop.Close();
        }
    }
}
