using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Inspection;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>Handlers that somebody cancels before their first turn, as a console can: their code never runs.</summary>
    [TestClass]
    public class FirstTurnTests
    {
        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void Its_connection_is_closed_and_its_place_is_free(bool clientSpeaksFirst)
        {
            Network.Require();
            AsyncEvent end = new AsyncEvent();
            int begun = 0;

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 2 }, WaitAsync, clientSpeaksFirst: clientSpeaksFirst))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual(2, begun);
            }

            async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect("1"))
                {
                    await test.UntilAsync(() => begun == 1);

                    using (Socket second = test.Connect("2"))
                    {
                        await CancelNextAsync(test);
                        await test.UntilAsync(() => test.Server.Connections == 1);
                        await test.UntilAsync(() => IsGone(second));
                        Assert.IsFalse(RoomTest.IsClosed(first));
                    }

                    using (Socket third = test.Connect("3"))
                    {
                        await test.UntilAsync(() => begun == 2);
                        end.Set();
                        await test.UntilAsync(() => test.Server.Connections == 0);
                    }
                }
            }

            async Coroutine WaitAsync(TcpConnection connection)
            {
                begun++;
                await end.WaitAsync();
            }
        }

        [TestMethod]
        public void Neither_is_one_kept_that_was_kept_before()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1 }))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual(1, test.Handled);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("1\n"))
                {
                    Assert.AreEqual("1", await test.AnswerOfAsync(client));
                    await test.UntilAsync(() => !test.Server.IsFull);
                    RoomTest.Send(client, "2\n");
                    await CancelNextAsync(test);
                    await test.UntilAsync(() => IsGone(client));
                }
            }
        }

        [TestMethod]
        public void Nor_is_one_kept_by_a_server_that_was_closed_meanwhile()
        {
            Network.Require();
            AsyncEvent end = new AsyncEvent();
            int begun = 0;

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1 }, KeepAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual(1, begun);
            }

            async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("1\n2\n"))
                {
                    await test.UntilAsync(() => begun == 1);
                    test.Server.Close();
                    end.Set();
                    Assert.AreEqual("", await test.AnswerOfAsync(client));
                }
            }

            async Coroutine KeepAsync(TcpConnection connection)
            {
                begun++;
                await connection.ReadLineAsync(10);
                await end.WaitAsync();
                connection.KeepAlive = true;
            }
        }

        // What it had sent was not read: so the connection was reset.
        private static bool IsGone(Socket client)
        {
            try
            {
                return RoomTest.IsClosed(client);
            }
            catch (SocketException)
            {
                return true;
            }
        }

        // The task that is made next, before its turn: who has yielded is in front of it.
        private static async Coroutine CancelNextAsync(RoomTest test)
        {
            PlainWatch watch = new PlainWatch();
            test.Loop.Watch = watch;

            while (watch.NextTask(null) == null)
            {
                await Coroutine.Yield();
            }

            test.Loop.Watch = null;
            Assert.IsTrue(watch.NextTask(null).Cancel());
        }
    }
}
