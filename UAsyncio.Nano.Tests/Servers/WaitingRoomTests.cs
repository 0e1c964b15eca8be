using System;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>A server whose clients speak first: those that wait, and who makes room for whom.</summary>
    [TestClass]
    public partial class WaitingRoomTests
    {
        [TestMethod]
        public void A_client_that_has_sent_nothing_takes_no_place_and_no_coroutine()
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
                {
                    await test.UntilAsync(() => test.Server.Connections == 2);

                    using (Socket third = test.Connect("hello\n"))
                    {
                        Assert.AreEqual("hello", await test.AnswerOfAsync(third));
                        Assert.IsTrue(test.Now < 500, test.Now.ToString());
                        Assert.AreEqual(1, test.Handled);
                        Assert.AreEqual(3, test.Server.Connections);
                    }

                    Assert.IsFalse(RoomTest.IsClosed(first));
                    RoomTest.Send(first, "me too\n");
                    Assert.AreEqual("me too", await test.AnswerOfAsync(first));
                }

                await test.UntilAsync(() => test.Server.Connections == 0);
            }
        }

        [TestMethod]
        public void Closing_that_cancels_the_handlers_ends_though_one_has_not_begun()
        {
            Network.Require();

            AsyncEvent end = new AsyncEvent();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 2 }, EndAsync))
            {
                test.Run(MainAsync(test));
                Assert.AreEqual(0, test.Server.Connections);
                Assert.AreEqual("", test.Errors.Text);
            }

            async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect("1"))
                {
                    await test.UntilAsync(() => test.Server.IsFull);

                    using (Socket second = test.Connect("2"))
                    {
                        await test.UntilAsync(() => test.Server.HasClientsWaiting);

                        // The handler ends right behind this, in the same pass: the second client has its place at the end of the pass.
                        end.Set();
                        await Coroutine.Delay(10);
                        await test.Server.CloseAsync(true).WaitAsync(10000);
                    }
                }
            }

            async Coroutine EndAsync(TcpConnection connection)
            {
                await end.WaitAsync();
                await Coroutine.Delay(10);
            }
        }

        [TestMethod]
        public void A_connection_that_is_kept_is_served_again_when_its_client_sends()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                int slots = test.Loop.FreeSlots;

                using (Socket client = test.Connect("1\n"))
                {
                    Assert.AreEqual("1", await test.AnswerOfAsync(client));

                    for (int i = 2; i < 5; i++)
                    {
                        await Coroutine.Delay(20);
                        Assert.AreEqual(slots, test.Loop.FreeSlots);
                        Assert.IsFalse(test.Server.IsFull);
                        RoomTest.Send(client, i + "\n");
                        Assert.AreEqual(i.ToString(), await test.AnswerOfAsync(client));
                        Assert.AreEqual(i, test.Handled);
                    }

                    // Both at once: the second waits in the stream's buffer, not for anything to come.
                    int sent = test.Now;
                    RoomTest.Send(client, "5\n6\n");
                    await test.UntilAsync(() => test.Handled == 6);
                    Assert.IsTrue(test.Now - sent < 1000, (test.Now - sent).ToString());
                }
            }
        }

        [TestMethod]
        public void Those_that_are_silent_while_they_are_served_are_served_again_and_newcomers_beside_them()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 2 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect("half"))
                {
                    await test.UntilAsync(() => test.Handled == 1);
                    await Coroutine.Delay(300);
                    RoomTest.Send(first, " a line\n");
                    Assert.AreEqual("half a line", await test.AnswerOfAsync(first));
                    RoomTest.Send(first, "half");
                    await test.UntilAsync(() => test.Handled == 2);
                    await Coroutine.Delay(300);

                    using (Socket second = test.Connect("hello\n"))
                    {
                        Assert.AreEqual("hello", await test.AnswerOfAsync(second));
                        RoomTest.Send(first, " of another\n");
                        Assert.AreEqual("half of another", await test.AnswerOfAsync(first));
                    }
                }
            }
        }

        [TestMethod]
        public void A_full_timer_queue_stops_no_server_that_runs()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), null, 1))
            {
                Coroutine timer = test.Loop.CallLater(1000, state => { });
                Assert.AreEqual(0, test.Loop.FreeTimers);
                test.RunAndClose(MainAsync(test, timer));
            }

            static async Coroutine MainAsync(RoomTest test, Coroutine timer)
            {
                using (Socket client = test.Connect("hello\n"))
                {
                    while (!client.Poll(0, SelectMode.SelectRead))
                    {
                        await Coroutine.Yield();
                    }

                    Assert.AreEqual("hello", await test.AnswerOfAsync(client));
                }

                timer.Cancel();
            }
        }

        [TestMethod]
        public void Clients_that_come_and_go_without_a_word_leave_nothing()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 2, MaxWaiting = 2 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                for (int i = 0; i < 20; i++)
                {
                    test.Connect().Close();
                    await Coroutine.Delay(i % 3);
                }

                await test.UntilAsync(() => test.Server.Connections == 0);
                Assert.AreEqual("", test.Errors.Text);
            }
        }

        [TestMethod]
        public void Closing_closes_those_that_wait_at_once_and_serves_whom_something_has_come_from()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions()))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket silent = test.Connect())
                using (Socket client = test.Connect())
                {
                    await test.UntilAsync(() => test.Server.Connections == 2);
                    RoomTest.Send(client, "hello\n");
                    await test.UntilAsync(() => client.Poll(0, SelectMode.SelectWrite));
                    test.Server.Close();
                    Assert.AreEqual("", await test.AnswerOfAsync(silent));
                    Assert.AreEqual("hello", await test.AnswerOfAsync(client));
                    await test.Server.CloseAsync();
                }
            }
        }
    }
}
