using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>CloseAsync of a server with connections.</summary>
    [TestClass]
    public class ServerCloseTests
    {
        [TestMethod]
        public void It_waits_for_the_handlers()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                Assert.AreEqual("still open, closed", test.Run(MainAsync(test.Loop)));
            }

            static async Coroutine<string> MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2 });
                AsyncStream client = await OpenAsync(server);
                Coroutine closing = loop.CreateTask(server.CloseAsync());
                await client.WriteAsync("b\n");
                string text = await client.ReadLineAsync(10) == "b" && !closing.IsCompleted ? "still open, " : "closed too early, ";
                client.Dispose();
                await closing;
                return text + "closed";
            }
        }

        [TestMethod]
        public void It_can_cancel_them()
        {
            Network.Require();
            Log log = new Log();

            using (SocketLoop test = new SocketLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.GetType().Name);
                test.Run(MainAsync(log));
            }

            Assert.AreEqual("clean clean clean", log.Text);

            static async Coroutine MainAsync(Log log)
            {
                TcpServer server = Tcp.StartServer(stream => SleepAsync(stream, log), IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 3 });
                AsyncStream[] clients = new AsyncStream[3];

                for (int i = 0; i < clients.Length; i++)
                {
                    clients[i] = await OpenAsync(server);
                }

                await server.CloseAsync(true);
                Assert.AreEqual(0, server.Connections);

                for (int i = 0; i < clients.Length; i++)
                {
                    Assert.AreEqual("end", await Read.SomeAsync(clients[i], 10));
                    clients[i].Dispose();
                }
            }

            static async Coroutine SleepAsync(AsyncStream stream, Log log)
            {
                try
                {
                    await stream.WriteAsync(await stream.ReadLineAsync(10) + "\n");
                    await Coroutine.Delay(Coroutine.MaxDelay);
                }
                finally
                {
                    await Coroutine.Delay(1);
                    log.Add("clean");
                }
            }
        }

        [TestMethod]
        public void What_handlers_throw_meanwhile_is_reported()
        {
            Network.Require();
            Log log = new Log();

            using (SocketLoop test = new SocketLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.Message);
                test.Run(MainAsync(test.Loop));
            }

            Assert.AreEqual("late", log.Text);

            static async Coroutine MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(FailAtEndAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2 });
                AsyncStream client = await OpenAsync(server);
                Coroutine closing = loop.CreateTask(server.CloseAsync());
                await Coroutine.Yield();
                client.Dispose();
                await closing;
            }

            static async Coroutine FailAtEndAsync(AsyncStream stream)
            {
                await Serve.EchoAsync(stream);
                throw new ArgumentException("late");
            }
        }

        [TestMethod]
        public void Closed_by_the_exception_handler_because_of_an_accept_it_frees_its_port()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0);
                int port = server.Port;
                loop.ExceptionHandler = (task, exception) => server.Close();
                Socket[] all = Sockets();
#pragma warning disable UAN304 // The listener takes it in without the server's task.
                all[0].Connect(new IPEndPoint(IPAddress.Loopback, port));
#pragma warning restore UAN304

                while (!server.IsClosed)
                {
                    await Coroutine.Delay(1);
                }

                for (int i = 0; i < all.Length && all[i] != null; i++)
                {
                    all[i].Close();
                }

                await Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, port).CloseAsync();

                // The first one still waits before its next accept.
                await Coroutine.Delay(200);
            }

            // As many as the device has left, so that an accept fails.
            static Socket[] Sockets()
            {
                Socket[] sockets = new Socket[64];

                try
                {
                    for (int i = 0; i < sockets.Length; i++)
                    {
                        sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    }
                }
                catch (SocketException)
                {
                }

                return sockets;
            }
        }

        [TestMethod]
        public void It_can_be_given_a_time_limit()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(MainAsync().WaitAsync(20000));
            }

            static async Coroutine MainAsync()
            {
                TcpServer server = Tcp.StartServer(EchoAndSleepAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 3 });
                AsyncStream[] clients = new AsyncStream[3];

                for (int i = 0; i < clients.Length; i++)
                {
                    clients[i] = await OpenAsync(server);
                }

                bool timeout = false;

                try
                {
                    await server.CloseAsync().WaitAsync(20);
                }
                catch (TimeoutException)
                {
                    timeout = true;
                }

                await server.CloseAsync(true);

                for (int i = 0; i < clients.Length; i++)
                {
                    clients[i].Dispose();
                }

                Assert.IsTrue(timeout, "no TimeoutException");
            }

            static async Coroutine EchoAndSleepAsync(AsyncStream stream)
            {
                await stream.WriteAsync(await stream.ReadLineAsync(10) + "\n");
                await Coroutine.Delay(Coroutine.MaxDelay);
            }
        }

        [TestMethod]
        public void Two_can_wait_for_it()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2 });
                AsyncStream client = await OpenAsync(server);
                Coroutine first = loop.CreateTask(server.CloseAsync());
                Coroutine second = loop.CreateTask(server.CloseAsync());
                await Coroutine.Delay(2);
                Assert.IsFalse(first.IsCompleted);
                client.Dispose();
                await first;
                await second;
            }
        }

        // A connection that has its handler running.
        private static async Coroutine<AsyncStream> OpenAsync(TcpServer server)
        {
            AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);
            await stream.WriteAsync("a\n");
            Assert.AreEqual("a", await stream.ReadLineAsync(10));
            return stream;
        }
    }
}
