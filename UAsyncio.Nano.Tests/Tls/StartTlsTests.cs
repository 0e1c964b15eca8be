using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Tls
{
    /// <summary>StartTlsAsync, as far as it gets with a peer that does not speak TLS.</summary>
    [TestClass]
    public class StartTlsTests
    {
        private const int Patience = 60000;

        private delegate Coroutine Check(AsyncStream client, AsyncStream server);

        [TestMethod]
        public void Options_have_to_be_given()
        {
            Run(async (client, server) =>
            {
                Assert.AreEqual("System.ArgumentNullException", await FailureAsync(client.StartTlsAsync((TlsClientOptions)null)));
                Assert.AreEqual("System.ArgumentNullException", await FailureAsync(client.StartTlsAsync((TlsServerOptions)null)));
                Assert.IsFalse(client.IsClosed);
            });
        }

        [TestMethod]
        public void Client_has_to_know_the_name_of_a_server_that_it_verifies()
        {
            Run(async (client, server) =>
            {
                Assert.AreEqual("System.ArgumentException", await FailureAsync(client.StartTlsAsync(new TlsClientOptions())));
                Assert.AreEqual("System.ArgumentException", await FailureAsync(client.StartTlsAsync(new TlsClientOptions { HostName = "" })));
                Assert.AreEqual("System.ArgumentException", await FailureAsync(Tcp.OpenConnectionAsync("127.0.0.1", 443, new TlsClientOptions { HostName = "" })));
                Assert.IsFalse(client.IsClosed);
            });
        }

        [TestMethod]
        public void Hello_has_to_be_given_time()
        {
            Run(async (client, server) =>
            {
                Assert.AreEqual("System.ArgumentOutOfRangeException", await FailureAsync(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = 0 })));
                Assert.AreEqual("System.ArgumentOutOfRangeException", await FailureAsync(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = -2 })));
                Assert.AreEqual("System.ArgumentOutOfRangeException", await FailureAsync(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = int.MaxValue })));
                Assert.IsFalse(server.IsClosed);
            });
        }

        [TestMethod]
        public void Stream_with_unread_bytes_is_refused_and_stays_open()
        {
            Run(async (client, server) =>
            {
                await server.WriteAsync("one\r\ntwo\r\n");
                Assert.AreEqual("one", await client.ReadLineAsync(10));
                Assert.AreEqual("System.InvalidOperationException", await FailureAsync(client.StartTlsAsync(new TlsClientOptions { HostName = "a" })));
                Assert.AreEqual("System.InvalidOperationException", await FailureAsync(client.StartTlsAsync(new TlsServerOptions())));
                Assert.AreEqual("two", await client.ReadLineAsync(10));
            });
        }

        [TestMethod]
        public void Stream_that_another_coroutine_reads_is_refused_and_goes_on_for_it()
        {
            Run(async (client, server) =>
            {
                Coroutine<string> reading = EventLoop.Current.CreateTask(client.ReadLineAsync(10));
                await Coroutine.Yield();
                Assert.AreEqual("System.InvalidOperationException", await FailureAsync(client.StartTlsAsync(new TlsClientOptions { HostName = "a" })));
                Assert.AreEqual("System.InvalidOperationException", await FailureAsync(client.StartTlsAsync(new TlsServerOptions())));
                await server.WriteAsync("line\r\n");
                Assert.AreEqual("line", await reading);
            });
        }

        [TestMethod]
        public void Peer_that_has_reset_before_is_a_TlsException()
        {
            Run(async (client, server) =>
            {
                await ResetAsync(server, client);
                await Expect.ThrowsAsync(typeof(SocketException), client.ReadAsync(new byte[1], 0, 1));
                await EndsAsync(client.StartTlsAsync(new TlsClientOptions { HostName = "device.test" }));
                Assert.IsTrue(client.IsClosed);
            });
        }

        [TestMethod]
        public void Client_that_resets_in_place_of_a_hello_is_a_TlsException()
        {
            Run(async (client, server) =>
            {
                Coroutine starting = EventLoop.Current.CreateTask(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = Patience }));
                await Coroutine.Yield();
                client.Dispose();
                await EndsAsync(starting);
                Assert.IsTrue(server.IsClosed);
            });

            Run(async (client, server) =>
            {
                await ResetAsync(client, server);
                await EndsAsync(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = Patience }));
                Assert.IsTrue(server.IsClosed);
            });
        }

        [TestMethod]
        public void Server_that_waits_for_a_hello_ends_when_its_stream_is_closed()
        {
            Run(async (client, server) =>
            {
                Coroutine starting = EventLoop.Current.CreateTask(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = Patience }));
                await Coroutine.Yield();
                server.Dispose();
                Assert.AreEqual("System.ObjectDisposedException", await FailureAsync(starting));
            });
        }

        [TestMethod]
        public void Server_that_is_cancelled_closes_its_stream()
        {
            Run(async (client, server) =>
            {
                Coroutine starting = EventLoop.Current.CreateTask(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = Patience }));
                await Coroutine.Yield();
                starting.Cancel();
                Assert.AreEqual("UAsyncio.Nano.CanceledException", await FailureAsync(starting));
                Assert.IsTrue(server.IsClosed);
                Assert.AreEqual(0, await client.ReadAsync(new byte[1], 0, 1));
            });
        }

        [TestMethod]
        public void Server_gives_a_silent_client_up_and_closes_its_stream()
        {
            Run(async (client, server) =>
            {
                Assert.AreEqual("UAsyncio.Nano.Net.TlsException", await FailureAsync(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = 10 })));
                Assert.IsTrue(server.IsClosed);
                Assert.AreEqual(0, await client.ReadAsync(new byte[1], 0, 1));
            });
        }

        [TestMethod]
        public void Server_sees_that_somebody_else_has_read_the_hello()
        {
            Run(async (client, server) =>
            {
                Coroutine starting = EventLoop.Current.CreateTask(server.StartTlsAsync(new TlsServerOptions { HelloTimeout = Patience }));
                await Coroutine.Yield();
                Coroutine<string> reading = EventLoop.Current.CreateTask(server.ReadLineAsync(10));
                await Coroutine.Yield();
                await client.WriteAsync("x");
                Assert.AreEqual("UAsyncio.Nano.Net.TlsException", await FailureAsync(starting));
                await FailureAsync(reading);
            });
        }

        private static void Run(Check check)
        {
            Network.Require();
            EventLoop loop = new EventLoop();

            try
            {
                loop.Run(ConnectAsync(check).WaitAsync(Patience));
                Assert.AreEqual(EventLoop.DefaultLength, loop.FreeTimers, "timers are still set");
            }
            finally
            {
                loop.Close();
            }
        }

        private static async Coroutine ConnectAsync(Check check)
        {
            AsyncStream accepted = null;
            TcpServer server = Tcp.StartServer(
                async stream =>
                {
                    accepted = stream;

                    while (!stream.IsClosed)
                    {
                        await Coroutine.Delay(1);
                    }
                },
                IPAddress.Loopback,
                0);

            using (AsyncStream client = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port))
            {
                while (accepted == null)
                {
                    await Coroutine.Delay(1);
                }

                using (accepted)
                {
                    await check(client, accepted);
                }
            }

            await server.CloseAsync();
        }

        // What it has not read makes a reset of its end.
        private static async Coroutine ResetAsync(AsyncStream one, AsyncStream other)
        {
            await other.WriteAsync("unread");
            await one.WriteAsync("x");
            await other.ReadAsync(new byte[1], 0, 1);
            one.Dispose();
        }

        private static async Coroutine EndsAsync(Coroutine starting)
        {
            TlsException exception = null;

            try
            {
                await starting;
            }
            catch (TlsException caught)
            {
                exception = caught;
            }

            Assert.IsNotNull(exception);
            Assert.AreEqual((int)TlsError.PeerClosed, (int)exception.Error);
        }

        private static async Coroutine<string> FailureAsync(Coroutine coroutine)
        {
            try
            {
                await coroutine;
                return "none";
            }
            catch (Exception exception)
            {
                return exception.GetType().FullName;
            }
        }
    }
}
