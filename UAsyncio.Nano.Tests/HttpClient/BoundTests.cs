using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>No more connections than there may be at a time.</summary>
    [TestClass]
    public class BoundTests
    {
        [TestMethod]
        public void More_requests_than_connections_take_turns()
        {
            int active = 0;
            int most = 0;

            ClientTest.Run(HandleAsync, AskAsync, new HttpClientOptions { MaxConnections = 2, MaxIdleConnections = 2 });
            Assert.AreEqual(2, most);

            async Coroutine HandleAsync(HttpContext context)
            {
                active++;
                most = active > most ? active : most;
                await Coroutine.Delay(5);
                active--;
                await context.RespondAsync("text/plain", context.Path);
            }

            async Coroutine AskAsync(HttpClient client, string url)
            {
                object[] texts = await Coroutine.WhenAll(
                    client.GetStringAsync(url + "/1"), client.GetStringAsync(url + "/2"), client.GetStringAsync(url + "/3"), client.GetStringAsync(url + "/4"), client.GetStringAsync(url + "/5"));

                for (int i = 0; i < texts.Length; i++)
                {
                    Assert.AreEqual("/" + (i + 1), (string)texts[i]);
                }

                Assert.AreEqual(2, client.IdleConnections);
            }
        }

        [TestMethod]
        public void Kept_connection_counts_and_makes_room_for_another_server()
        {
            Network.Require();
            EventLoop loop = new EventLoop(24, 24);
            int open = 0;
            TcpServer one = Tcp.StartServer(ServeAsync, IPAddress.Loopback, 0);
            TcpServer other = Tcp.StartServer(ServeAsync, IPAddress.Loopback, 0);
            HttpClient client = new HttpClient(new HttpClientOptions { MaxConnections = 2, MaxIdleConnections = 3 });

            try
            {
                loop.Run(AskAsync().WaitAsync(HttpTest.Patience));
            }
            finally
            {
                client.Dispose();
                loop.Run(one.CloseAsync(cancelHandlers: true));
                loop.Run(other.CloseAsync(cancelHandlers: true));
                loop.Close();
            }

            async Coroutine AskAsync()
            {
                await Coroutine.WhenAll(client.GetStringAsync("http://127.0.0.1:" + one.Port), client.GetStringAsync("http://127.0.0.1:" + one.Port));
                Assert.AreEqual(2, client.IdleConnections);

                // In use while one is kept.
                using (await client.GetAsync("http://127.0.0.1:" + other.Port))
                {
                    Assert.AreEqual(1, client.IdleConnections);

                    // In use beside it: none may be kept.
                    using (await client.GetAsync("http://127.0.0.1:" + other.Port))
                    {
                        Assert.AreEqual(0, client.IdleConnections);
                    }
                }

                // Both are kept, and no others.
                Assert.AreEqual(2, client.IdleConnections);

                while (open > 2)
                {
                    await Coroutine.Delay(1);
                }
            }

            async Coroutine ServeAsync(AsyncStream stream)
            {
                open++;

                try
                {
                    for (string line; (line = await stream.ReadLineAsync(1000)) != null;)
                    {
                        if (line.Length == 0)
                        {
                            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                        }
                    }
                }
                finally
                {
                    open--;
                }
            }
        }

        [TestMethod]
        public void Kept_connection_behind_one_that_its_server_has_closed_is_one_requests()
        {
            Network.Require();
            EventLoop loop = new EventLoop(24, 24);
            int open = 0;
            TcpServer server = Tcp.StartServer(ServeAsync, IPAddress.Loopback, 0);
            HttpClient client = new HttpClient(new HttpClientOptions { MaxIdleConnections = 2 });

            try
            {
                loop.Run(AskAsync("http://127.0.0.1:" + server.Port).WaitAsync(HttpTest.Patience));
            }
            finally
            {
                client.Dispose();
                loop.Run(server.CloseAsync(cancelHandlers: true));
                loop.Close();
            }

            async Coroutine AskAsync(string url)
            {
                // The last one to be kept is the first one to be taken.
                using (HttpResponse closing = await client.GetAsync(url + "/close"))
                {
                    Assert.AreEqual("/keep", await client.GetStringAsync(url + "/keep"));
                    Assert.AreEqual("/close", await closing.ReadTextAsync(100));
                }

                while (open > 1)
                {
                    await Coroutine.Delay(1);
                }

                Assert.AreEqual(2, client.IdleConnections);

                using (HttpResponse one = await client.GetAsync(url + "/one"))
                {
                    Assert.AreEqual(0, client.IdleConnections);

                    using (HttpResponse other = await client.GetAsync(url + "/other"))
                    {
                        Assert.AreEqual("/one", await one.ReadTextAsync(100));
                        Assert.AreEqual("/other", await other.ReadTextAsync(100));
                    }
                }
            }

            async Coroutine ServeAsync(AsyncStream stream)
            {
                open++;

                try
                {
                    for (string path = null, line; path != "/close" && (line = await stream.ReadLineAsync(1000)) != null;)
                    {
                        path = line.Split(' ')[1];

                        while (await stream.ReadLineAsync(1000) != string.Empty)
                        {
                        }

                        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: " + path.Length + "\r\n\r\n" + path);
                    }
                }
                finally
                {
                    open--;
                }
            }
        }

        [TestMethod]
        public void Request_that_waited_too_long_for_its_turn_takes_none()
        {
            HttpClientOptions options = new HttpClientOptions { MaxConnections = 1 };
            ClientTest.Run(context => context.RespondAsync("text/plain", context.Path), AskAsync, options);

            async Coroutine AskAsync(HttpClient client, string url)
            {
                int patience = options.ConnectTimeout;

                using (await client.GetAsync(url + "/1"))
                {
                    options.ConnectTimeout = 20;
                    await Expect.ThrowsAsync(typeof(TimeoutException), client.GetStringAsync(url));
                }

                options.ConnectTimeout = patience;
                Assert.AreEqual("/2", await client.GetStringAsync(url + "/2"));
            }
        }

        [TestMethod]
        public void Request_that_is_given_up_while_it_waits_takes_no_turn()
        {
            ClientTest.Run(context => context.RespondAsync("text/plain", context.Path), AskAsync, new HttpClientOptions { MaxConnections = 1 });

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                using (await client.GetAsync(url + "/1"))
                {
                    Coroutine task = EventLoop.Current.CreateTask(client.GetStringAsync(url + "/2"));
                    await Coroutine.Yield();
                    await Coroutine.Yield();
                    task.Cancel();
                    await Expect.ThrowsAsync(typeof(CanceledException), task);
                }

                Assert.AreEqual("/3", await client.GetStringAsync(url + "/3"));
            }
        }

        [TestMethod]
        public void Turn_of_a_request_that_fails_is_the_next_ones()
        {
            ClientTest.Run(context => throw new HttpException(404), AskAsync, new HttpClientOptions { MaxConnections = 1, MaxRedirects = 0, ConnectTimeout = 5000 });

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                string refusing = "http://127.0.0.1:" + Network.ClosedPort();

                for (int i = 0; i < 3; i++)
                {
                    await Expect.ThrowsAsync(typeof(SocketException), client.GetStringAsync(refusing));
                    Assert.AreEqual(404, await ClientTest.StatusOfAsync(client, url));
                }
            }
        }

        [TestMethod]
        public void Redirect_needs_one_turn_at_a_time()
        {
            ClientTest.Run(
                context => context.Path == "/a" ? context.RedirectAsync("/b") : context.RespondAsync("text/plain", context.Path),
                async (client, url) =>
                {
                    Assert.AreEqual("/b", await client.GetStringAsync(url + "/a"));
                },
                new HttpClientOptions { MaxConnections = 1 });
        }

        [TestMethod]
        public void Request_that_waits_when_the_client_is_disposed_of_fails()
        {
            ClientTest.Run(context => context.RespondAsync("text/plain", context.Path), AskAsync, new HttpClientOptions { MaxConnections = 1 });

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                Coroutine task;

                using (await client.GetAsync(url + "/1"))
                {
                    task = EventLoop.Current.CreateTask(Expect.ThrowsAsync(typeof(ObjectDisposedException), client.GetStringAsync(url)));
                    await Coroutine.Yield();
                    await Coroutine.Yield();
                    client.Dispose();
                }

                await task;
            }
        }
    }
}
