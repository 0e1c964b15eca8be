using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A peer that goes without a word.</summary>
    [TestClass]
    public class HangUpTests
    {
        [TestMethod]
        public void Vector_hang_up_storm()
        {
            Network.Require();
            Log log = new Log();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(MainAsync(test.Loop, log));
            }

            Assert.AreEqual("read hang-up slept slept slept", log.Text);

            static async Coroutine MainAsync(EventLoop loop, Log log)
            {
                AsyncEvent counted = new AsyncEvent();
                TcpServer server = Tcp.StartServer(stream => IgnoreAsync(stream, log, counted), IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 2 });
                await Serve.ResetAsync(server.Port);

                while (!log.Text.EndsWith("hang-up"))
                {
                    await Coroutine.Delay(1);
                }

                int slots = loop.FreeSlots;
                int timers = loop.FreeTimers;
                await Coroutine.Delay(300);
                Assert.AreEqual(slots, loop.FreeSlots);

                // On a busy machine the handler has slept already.
                Assert.IsTrue(loop.FreeTimers >= timers);
                counted.Set();
                await server.CloseAsync();
            }

            static async Coroutine IgnoreAsync(AsyncStream stream, Log log, AsyncEvent counted)
            {
                byte[] buffer = new byte[1];
                await stream.ReadAsync(buffer, 0, 1);
                log.Add("read");
                await stream.WriteAsync(buffer, 0, 1);

                try
                {
                    await stream.ReadAsync(buffer, 0, 1);
                }
                catch (SocketException)
                {
                }

                log.Add("hang-up");

                for (int i = 0; i < 3; i++)
                {
                    int before = EventLoop.Current.Ticks;
                    await Coroutine.Delay(200);
                    int slept = EventLoop.Current.Ticks - before;
                    log.Add(slept >= 200 ? "slept" : "slept " + slept);
                }

                await counted.WaitAsync();
            }
        }

        [TestMethod]
        public void Clients_that_come_and_reset_at_once_leave_nothing()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => Assert.IsInstanceOfType(exception, typeof(SocketException));
                test.Run(MainAsync());
            }

            static async Coroutine MainAsync()
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 3 });

                for (int i = 0; i < 30; i++)
                {
                    // With nothing sent, with a byte on its way, and with a byte echoed but not read: a reset.
                    if (i % 3 == 2)
                    {
                        await Serve.ResetAsync(server.Port);
                        continue;
                    }

                    using (Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                    {
#pragma warning disable UAN304 // The listener takes it in without the server's task.
                        client.Connect(new IPEndPoint(IPAddress.Loopback, server.Port));

                        if (i % 3 == 1)
                        {
                            client.Send(new byte[] { 65 });
#pragma warning restore UAN304
                        }
                    }

                    await Coroutine.Yield();
                }

                AsyncStream alive = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);
                await alive.WriteAsync("alive\n");
                Assert.AreEqual("alive", await alive.ReadLineAsync(10));
                alive.Dispose();

                while (server.Connections > 0)
                {
                    await Coroutine.Delay(1);
                }

                await server.CloseAsync();
            }
        }
    }
}
