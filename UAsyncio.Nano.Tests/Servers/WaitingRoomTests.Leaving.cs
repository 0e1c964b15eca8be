using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    // Who has to go, and when.
    public partial class WaitingRoomTests
    {
        [TestMethod]
        public void Where_sockets_run_out_the_one_that_is_silent_longest_goes_and_not_before_3500_ms()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 1 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect())
                {
                    await test.UntilAsync(() => test.Server.Connections == 1);
                    int accepted = test.Now;
                    await Coroutine.Delay(100);

                    using (Socket second = test.Connect())
                    {
                        await test.UntilAsync(() => test.Server.Connections == 2);

                        using (Socket third = test.Connect("hello\n"))
                        {
                            await Coroutine.Delay(3300);
                            Assert.IsFalse(RoomTest.IsClosed(first));
                            Assert.IsTrue(test.Server.HasClientsWaiting);
                            Assert.AreEqual("hello", await test.AnswerOfAsync(third));
                            int waited = test.Now - accepted;
                            Assert.IsTrue(waited >= 3500 && waited < 3700, waited.ToString());
                            Assert.IsTrue(RoomTest.IsClosed(first));
                            Assert.IsFalse(RoomTest.IsClosed(second));
                        }
                    }
                }
            }
        }

        [TestMethod]
        public void What_was_lost_and_comes_after_3_s_is_served()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 0 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket late = test.Connect())
                {
                    await test.UntilAsync(() => test.Server.Connections == 1);

                    using (Socket other = test.Connect("other\n"))
                    {
                        await Coroutine.Delay(3100);
                        RoomTest.Send(late, "late\n");
                        Assert.AreEqual("late", await test.AnswerOfAsync(late));

                        // That one has been served, and waits again.
                        Assert.AreEqual("other", await test.AnswerOfAsync(other));
                    }
                }
            }
        }

        [TestMethod]
        public void One_that_was_served_makes_room_after_half_a_second_of_silence()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 0 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket kept = test.Connect("hello\n"))
                {
                    Assert.AreEqual("hello", await test.AnswerOfAsync(kept));
                    int served = test.Now;

                    using (Socket other = test.Connect("other\n"))
                    {
                        Assert.AreEqual("other", await test.AnswerOfAsync(other));
                        int waited = test.Now - served;
                        Assert.IsTrue(waited >= 490 && waited < 700, waited.ToString());
                        Assert.IsTrue(RoomTest.IsClosed(kept));
                    }
                }
            }
        }

        [TestMethod]
        public void No_more_go_than_others_need()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 2 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect())
                using (Socket second = test.Connect())
                using (Socket third = test.Connect())
                {
                    await test.UntilAsync(() => test.Server.Connections == 3);
                    await Coroutine.Delay(10000);

                    using (Socket other = test.Connect("other\n"))
                    {
                        Assert.AreEqual("other", await test.AnswerOfAsync(other));
                        Assert.IsTrue(RoomTest.IsClosed(first));
                        Assert.IsFalse(RoomTest.IsClosed(second));
                        Assert.IsFalse(RoomTest.IsClosed(third));
                    }
                }
            }
        }

        [TestMethod]
        public void A_silent_client_is_closed_after_the_idle_time_which_takes_no_timer()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { IdleTimeout = 5000 }, null, 1))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect())
                {
                    await test.UntilAsync(() => test.Server.Connections == 1);
                    int accepted = test.Now;
                    Assert.AreEqual(1, test.Loop.FreeTimers);
                    await Coroutine.Delay(4900);
                    Assert.AreEqual(1, test.Server.Connections);
                    await test.UntilAsync(() => test.Server.Connections == 0);
                    Assert.IsTrue(test.Now - accepted < 5100, test.Now.ToString());
                    Assert.IsTrue(RoomTest.IsClosed(client));
                    await Coroutine.Delay(10);
                    Assert.AreEqual("", test.Errors.Text);
                }
            }
        }
    }
}
