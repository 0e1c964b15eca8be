using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>TcpServer.</summary>
    [TestClass]
    public class ServerTests
    {
        [TestMethod]
        public void Handlers_that_throw_are_reported_and_survived()
        {
            Network.Require();
            Log log = new Log();

            using (SocketLoop test = new SocketLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.Message);
                test.Run(MainAsync());
            }

            Assert.AreEqual("at once later at once later", log.Text);

            static async Coroutine MainAsync()
            {
                int[] count = new int[1];
                TcpServer server = Tcp.StartServer(
                    stream =>
                    {
                        if (count[0]++ % 2 == 0)
                        {
                            throw new ArgumentException("at once");
                        }

                        return FailAsync(stream);
                    },
                    IPAddress.Loopback,
                    0);

                for (int i = 0; i < 4; i++)
                {
                    AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);
                    await stream.WriteAsync("x");

                    // The server closes the stream, whatever happened.
                    while (await EndAsync(stream) != "end")
                    {
                    }

                    stream.Dispose();
                }

                Assert.AreEqual(0, server.Connections);
                await server.CloseAsync();
            }

            static async Coroutine FailAsync(AsyncStream stream)
            {
                await stream.ReadExactlyAsync(new byte[1], 0, 1);
                throw new ArgumentException("later");
            }
        }

        [TestMethod]
        public void At_the_limit_clients_wait_in_the_backlog_until_one_goes()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2 });
                AsyncStream[] clients = new AsyncStream[4];

                for (int i = 0; i < clients.Length; i++)
                {
                    clients[i] = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);
                    await clients[i].WriteAsync("hello\n");
                }

                Assert.AreEqual("hello", await clients[0].ReadLineAsync(10));
                Assert.AreEqual("hello", await clients[1].ReadLineAsync(10));

                while (!server.HasClientsWaiting)
                {
                    await Coroutine.Delay(1);
                }

                Assert.IsTrue(server.IsFull);
                Assert.AreEqual(2, server.Connections);
                Coroutine third = loop.CreateTask(clients[2].ReadLineAsync(10));
                Coroutine fourth = loop.CreateTask(clients[3].ReadLineAsync(10));
                await Coroutine.Delay(20);
                Assert.IsFalse(third.IsCompleted);
                clients[1].Dispose();
                await third;
                Assert.AreEqual("hello", (string)third.Result);
                Assert.IsFalse(fourth.IsCompleted);
                clients[0].Dispose();
                await fourth;
                clients[2].Dispose();
                clients[3].Dispose();
                await server.CloseAsync();
                Assert.AreEqual(0, server.Connections);
            }
        }

        [TestMethod]
        public void A_port_in_use_is_SocketException_10048_and_costs_nothing()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(MainAsync(test));
            }

            static async Coroutine MainAsync(TestLoop test)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2 });
                int free = test.Loop.FreeSlots;

                for (int i = 0; i < 20; i++)
                {
                    SocketException inUse = (SocketException)Expect.Throws(
                        typeof(SocketException),
                        () => Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, server.Port, new TcpServerOptions { MaxConnections = 2 }));
                    Assert.AreEqual(10048, inUse.ErrorCode);
                }

                Assert.AreEqual(free, test.Loop.FreeSlots);
                await server.CloseAsync();
            }
        }

        [TestMethod]
        public void A_server_keeps_a_slot_for_each_connection_and_is_refused_where_there_are_not_enough()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop(10, 4))
            {
                Expect.Refused("10", "readyLength", () => Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 10 }));
                test.AssertNothingLeft();
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 8 });
                Assert.AreEqual(1, test.Loop.FreeSlots);
                test.Run(server.CloseAsync());
            }
        }

        [TestMethod]
        public void The_slots_come_back_whatever_the_order_of_closing()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                for (int order = 0; order < 3; order++)
                {
                    test.Run(MainAsync(order));
                }
            }

            static async Coroutine MainAsync(int order)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 3 });
                AsyncStream first = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);
                AsyncStream second = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);
                await first.WriteAsync("a\n");
                await first.ReadLineAsync(10);
                await second.WriteAsync("b\n");
                await second.ReadLineAsync(10);

                if (order == 0)
                {
                    server.Close();
                }

                first.Dispose();
                await Coroutine.Delay(order);

                if (order == 1)
                {
                    server.Close();
                }

                second.Dispose();
                await server.CloseAsync();
                Assert.AreEqual(0, server.Connections);
            }
        }

        [TestMethod]
        public void After_Close_the_port_is_free_at_once()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(MainAsync());
            }

            static async Coroutine MainAsync()
            {
                TcpServer first = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2 });
                int port = first.Port;
                first.Close();
                first.Close();
                TcpServer second = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, port, new TcpServerOptions { MaxConnections = 2 });
                await first.CloseAsync();
                await second.CloseAsync();
                await second.CloseAsync();
            }
        }

        private static async Coroutine<string> EndAsync(AsyncStream stream)
        {
            try
            {
                return await Read.SomeAsync(stream, 10);
            }
            catch (SocketException)
            {
                // Closed with a byte unread: a reset.
                return "end";
            }
        }
    }
}
