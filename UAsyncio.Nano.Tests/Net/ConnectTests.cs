using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>OpenConnectionAsync; that nothing leaks the host's runner sees.</summary>
    [TestClass]
    public class ConnectTests
    {
        [TestMethod]
        public void A_refused_connection_is_SocketException_10061()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                int port = Network.ClosedPort();

                for (int i = 0; i < 20; i++)
                {
                    SocketException refused = (SocketException)test.RunFailing(typeof(SocketException), Tcp.OpenConnectionAsync("127.0.0.1", port));
                    Assert.AreEqual(10061, refused.ErrorCode);
                }
            }
        }

        [TestMethod]
        public void A_name_that_nobody_has_is_a_SocketException()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.RunFailing(typeof(SocketException), Tcp.OpenConnectionAsync("no-such-host.invalid", 80));
            }
        }

        [TestMethod]
        public void The_time_limit_holds_and_the_loop_goes_on_meanwhile()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            using (SilentPeer peer = new SilentPeer())
            {
                test.Run(peer.FillAsync());
                Expect.Throws(typeof(TimeoutException), () => test.Loop.Run(Tcp.OpenConnectionAsync("127.0.0.1", peer.Port, 50)));
                Coroutine connecting = test.Loop.CreateTask(Tcp.OpenConnectionAsync("127.0.0.1", peer.Port));

                for (int turns = 0; turns < 20; turns++)
                {
                    test.Loop.Run(Work.SleepAsync(1));
                }

                Assert.IsFalse(connecting.IsCompleted);
                connecting.Cancel();
                test.Run(StreamSharingTests.UntilAsync(connecting));
            }
        }

        [TestMethod]
        public void The_time_limit_can_be_a_time_span()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            using (SilentPeer peer = new SilentPeer())
            {
                TimeSpan limit = TimeSpan.FromMilliseconds(50);
                test.Run(peer.FillAsync());
                Expect.Throws(typeof(TimeoutException), () => test.Loop.Run(Tcp.OpenConnectionAsync("127.0.0.1", peer.Port, limit)));
                Expect.Throws(typeof(TimeoutException), () => test.Loop.Run(Tcp.OpenConnectionAsync("127.0.0.1", peer.Port, new TlsClientOptions(), limit)));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => test.Loop.Run(Tcp.OpenConnectionAsync("127.0.0.1", peer.Port, TimeSpan.MinValue)));
            }
        }

        [TestMethod]
        public void A_cancelled_connection_leaves_the_helper_thread_to_the_next()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            using (SilentPeer peer = new SilentPeer())
            {
                test.Run(peer.FillAsync());
                Coroutine<AsyncStream> cancelled = test.Loop.CreateTask(Tcp.OpenConnectionAsync("127.0.0.1", peer.Port));
                test.Loop.CallLater(20, state => Assert.IsTrue(cancelled.Cancel()));
                test.Run(StreamSharingTests.UntilAsync(cancelled));
                Assert.IsTrue(cancelled.IsCanceled);
                Assert.AreEqual("ok", test.Run(ConnectAsync()));
            }
        }

        [TestMethod]
        public void A_host_that_does_not_answer_holds_up_no_other()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            using (SilentPeer peer = new SilentPeer())
            {
                test.Run(peer.FillAsync());

                // Three by name: a slow resolver would hold as many threads.
                Coroutine[] stuck = new Coroutine[3];

                for (int i = 0; i < stuck.Length; i++)
                {
                    stuck[i] = test.Loop.CreateTask(Tcp.OpenConnectionAsync("localhost", peer.Port));
                }

                // A fourth one by name waits for one of those, and one by address passes it.
                Coroutine<string> fourth = test.Loop.CreateTask(ConnectAsync("localhost"));
                test.Loop.Run(Work.SleepAsync(20));
                Assert.AreEqual("ok", test.Loop.Run(ConnectAsync()));
                Expect.Throws(typeof(TimeoutException), () => test.Loop.Run(Tcp.OpenConnectionAsync("localhost", peer.Port, 50)));
                Assert.IsFalse(fourth.IsCompleted);
                stuck[1].Cancel();
                test.Loop.Run(StreamSharingTests.UntilAsync(fourth));
                Assert.AreEqual("ok", fourth.Result);

                for (int i = 0; i < stuck.Length; i++)
                {
                    stuck[i].Cancel();
                    test.Loop.Run(StreamSharingTests.UntilAsync(stuck[i]));
                }

                test.AssertNothingLeft();
            }
        }

        [TestMethod]
        public void Cancelled_before_its_turn_it_opens_nothing()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                Coroutine<AsyncStream> connecting = test.Loop.CreateTask(Tcp.OpenConnectionAsync("127.0.0.1", 80));
                connecting.Cancel();
                test.AssertNothingLeft();
                Assert.IsTrue(connecting.IsCanceled);
            }
        }

        [TestMethod]
        public void Cancelled_at_any_moment_it_leaks_nothing()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => { };
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0);

                for (int i = 0; i < 30; i++)
                {
                    Coroutine<AsyncStream> connecting = loop.CreateTask(Tcp.OpenConnectionAsync("127.0.0.1", server.Port));

                    for (int turn = 0; turn < i; turn++)
                    {
                        await Coroutine.Yield();
                    }

                    if (!connecting.Cancel())
                    {
                        connecting.Result.Dispose();
                        continue;
                    }

                    try
                    {
                        (await connecting).Dispose();
                    }
                    catch (CanceledException)
                    {
                    }
                }

                await server.CloseAsync();
            }
        }

        [TestMethod]
        public void Several_connections_at_once_are_opened_one_after_the_other()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                Assert.AreEqual(6, test.Run(MainAsync(test.Loop)));
            }

            static async Coroutine<int> MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 6 });
                Coroutine[] connecting = new Coroutine[6];

                for (int i = 0; i < connecting.Length; i++)
                {
                    connecting[i] = loop.CreateTask(Tcp.OpenConnectionAsync("127.0.0.1", server.Port));
                }

                int opened = 0;

                for (int i = 0; i < connecting.Length; i++)
                {
                    await connecting[i];
                    ((AsyncStream)connecting[i].Result).Dispose();
                    opened++;
                }

                await server.CloseAsync();
                return opened;
            }
        }

        [TestMethod]
        public void Arguments_are_checked()
        {
            using (NetLoop test = new NetLoop())
            {
                test.RunFailing(typeof(ArgumentNullException), Tcp.OpenConnectionAsync(null, 80));
                test.RunFailing(typeof(ArgumentOutOfRangeException), Tcp.OpenConnectionAsync("localhost", 0));
                test.RunFailing(typeof(ArgumentOutOfRangeException), Tcp.OpenConnectionAsync("localhost", 65536));
                test.RunFailing(typeof(ArgumentOutOfRangeException), Tcp.OpenConnectionAsync("localhost", 80, -2));
                Expect.Throws(typeof(ArgumentNullException), () => Tcp.StartServer(null, IPAddress.Any, 0));
                test.AssertNothingLeft();
            }
        }

        private static async Coroutine<string> ConnectAsync(string host = "127.0.0.1")
        {
            TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 1 });
            (await Tcp.OpenConnectionAsync(host, server.Port, 10000)).Dispose();
            await server.CloseAsync();
            return "ok";
        }
    }
}
