using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>Who makes room, and from when the time counts.</summary>
    [TestClass]
    public class MakingRoomTests
    {
        [TestMethod]
        public void Where_a_place_is_wanted_and_no_socket_those_that_wait_for_a_word_stay()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 2 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket silent = test.Connect())
                {
                    await Coroutine.Delay(10000);

                    using (Socket slow = test.Connect("half a line"))
                    {
                        await test.UntilAsync(() => test.Server.IsFull);

                        using (Socket newcomer = test.Connect("hello\n"))
                        {
                            Assert.AreEqual("hello", await test.AnswerOfAsync(newcomer));
                            Assert.IsTrue(RoomTest.IsClosed(slow));
                            Assert.IsFalse(RoomTest.IsClosed(silent));
                        }
                    }
                }
            }
        }

        [TestMethod]
        [DataRow("", 100)]
        [DataRow("a line\n", 100)]
        public void Who_is_served_has_half_a_second_and_a_millisecond_for_each_byte_of_this_time(string before, int bytes)
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 1 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            async Coroutine MainAsync(RoomTest test)
            {
                await Coroutine.Delay(5000);

                using (Socket slow = test.Connect(before))
                {
                    if (before.Length > 0)
                    {
                        Assert.AreEqual("a line", await test.AnswerOfAsync(slow));

                        // 900 bytes more, and as many back.
                        for (int i = 0; i < 9; i++)
                        {
                            RoomTest.Send(slow, new string('y', 99) + "\n");
                            Assert.AreEqual(99, (await test.AnswerOfAsync(slow)).Length);
                        }

                        await test.UntilAsync(() => !test.Server.IsFull);
                    }

                    // How long it was silent before does not count.
                    await Coroutine.Delay(2000);
                    RoomTest.Send(slow, new string('x', bytes));
                    await test.UntilAsync(() => test.Server.IsFull);
                    int start = test.Now;

                    using (Socket newcomer = test.Connect("hello\n"))
                    {
                        Assert.AreEqual("hello", await test.AnswerOfAsync(newcomer));
                        int waited = test.Now - start;
                        Assert.IsTrue(waited >= 480 + bytes && waited < 700 + bytes, waited.ToString());
                        Assert.IsTrue(RoomTest.IsClosed(slow));
                    }
                }
            }
        }

        [TestMethod]
        public void Handler_that_waits_for_something_else_than_its_client_makes_no_room()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 1 }, ThinkAsync))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect("1\n"))
                {
                    await test.UntilAsync(() => test.Server.IsFull);

                    using (Socket second = test.Connect("2\n"))
                    {
                        Assert.AreEqual("1", await test.AnswerOfAsync(first));
                        Assert.AreEqual("2", await test.AnswerOfAsync(second));
                    }
                }
            }

            static async Coroutine ThinkAsync(TcpConnection connection)
            {
                connection.MakesRoom = true;
                string line = await connection.ReadLineAsync(10);
                await Coroutine.Delay(2000);
                await connection.WriteAsync(line);
            }
        }

        [TestMethod]
        public void While_one_makes_room_no_other_has_to()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 2, MaxWaiting = 1 }, EndSlowlyAsync))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect("half a line"))
                using (Socket second = test.Connect("half"))
                {
                    await test.UntilAsync(() => test.Server.IsFull);

                    using (Socket newcomer = test.Connect("hello\n"))
                    {
                        Assert.AreEqual("hello", await test.AnswerOfAsync(newcomer));
                        Assert.IsTrue(RoomTest.IsClosed(first) != RoomTest.IsClosed(second));
                    }
                }
            }

            static async Coroutine EndSlowlyAsync(TcpConnection connection)
            {
                connection.MakesRoom = true;

                try
                {
                    await connection.WriteAsync(await connection.ReadLineAsync(100));
                }
                finally
                {
                    await Coroutine.Delay(1000);
                }
            }
        }

        [TestMethod]
        public void Silence_of_one_that_is_kept_counts_from_its_answer()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 0 }, AnswerLateAsync))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket kept = test.Connect("late\n"))
                {
                    Assert.AreEqual("late", await test.AnswerOfAsync(kept));
                    int served = test.Now;

                    using (Socket other = test.Connect("other\n"))
                    {
                        Assert.AreEqual("other", await test.AnswerOfAsync(other));
                        Assert.IsTrue(test.Now - served >= 490, (test.Now - served).ToString());
                    }
                }
            }

            static async Coroutine AnswerLateAsync(TcpConnection connection)
            {
                string line = await connection.ReadLineAsync(10);
                await Coroutine.Delay(line == "late" ? 3000 : 0);
                await connection.WriteAsync(line);
                connection.KeepAlive = true;
            }
        }
    }
}
