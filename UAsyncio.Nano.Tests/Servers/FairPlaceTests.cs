using System;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>Clients that take places and do not use them: whoever has sent least for longest, or takes nothing, makes room.</summary>
    [TestClass]
    public class FairPlaceTests
    {
        private const int Places = 3;

        [TestMethod]
        public void Beside_as_many_half_sent_lines_as_places_a_newcomer_is_answered_within_a_second()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = Places, MaxWaiting = 1 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                Socket[] attackers = new Socket[Places];

                for (int i = 0; i < Places; i++)
                {
                    attackers[i] = test.Connect("half a line");
                }

                await test.UntilAsync(() => test.Server.IsFull);

                using (Socket newcomer = test.Connect("hello\n"))
                {
                    int start = test.Now;
                    Assert.AreEqual("hello", await test.AnswerOfAsync(newcomer));
                    Assert.IsTrue(test.Now - start < 1000, (test.Now - start).ToString());
                }

                // One was enough.
                Assert.AreEqual(1, CloseAll(attackers));
            }
        }

        [TestMethod]
        public void Beside_three_times_as_many_that_come_back_at_once_it_is_answered_within_three_seconds()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = Places, MaxWaiting = 1 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                Socket[] attackers = new Socket[3 * Places];

                for (int i = 0; i < attackers.Length; i++)
                {
                    attackers[i] = test.Connect("half a line");
                }

                Coroutine attack = test.Loop.CreateTask(ComeBackAsync(test, attackers));
                await Coroutine.Delay(2000);

                using (Socket newcomer = test.Connect("hello\n"))
                {
                    int start = test.Now;
                    Assert.AreEqual("hello", await test.AnswerOfAsync(newcomer));
                    Assert.IsTrue(test.Now - start < 3000, (test.Now - start).ToString());
                }

                attack.Cancel();
                await Coroutine.Yield();
                CloseAll(attackers);
            }

            static async Coroutine ComeBackAsync(RoomTest test, Socket[] attackers)
            {
                for (; ; )
                {
                    for (int i = 0; i < attackers.Length; i++)
                    {
                        if (RoomTest.IsClosed(attackers[i]))
                        {
                            attackers[i].Close();
                            attackers[i] = test.Connect("half a line");
                        }
                    }

                    await Coroutine.Delay(10);
                }
            }
        }

        [TestMethod]
        public void Whoever_has_sent_least_goes_first()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 2, MaxWaiting = 1 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket busy = test.Connect(new string('x', 600)))
                using (Socket lazy = test.Connect("x"))
                {
                    await test.UntilAsync(() => test.Server.IsFull);

                    using (Socket newcomer = test.Connect("hello\n"))
                    {
                        Assert.AreEqual("hello", await test.AnswerOfAsync(newcomer));
                        Assert.IsTrue(RoomTest.IsClosed(lazy));
                        RoomTest.Send(busy, "\n");
                        await test.UntilAsync(() => busy.Poll(0, SelectMode.SelectRead));
                        Assert.IsFalse(RoomTest.IsClosed(busy));
                    }
                }
            }
        }

        [TestMethod]
        public void Without_anybody_who_waits_they_stay()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 1 }))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket slow = test.Connect("slow"))
                {
                    await Coroutine.Delay(20000);
                    RoomTest.Send(slow, "ly\n");
                    Assert.AreEqual("slowly", await test.AnswerOfAsync(slow));
                }
            }
        }

        [TestMethod]
        public void Clients_that_take_nothing_make_room_after_three_seconds()
        {
            _ = Unread.MoreThanFits;

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 2, MaxWaiting = 1 }, WriteOrAnswerAsync))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect("large\n"))
                using (Socket second = test.Connect("large\n"))
                {
                    await test.UntilAsync(() => test.Server.IsFull);
                    await Coroutine.Delay(5000);

                    using (Socket newcomer = test.Connect("hello\n"))
                    {
                        int start = test.Now;
                        Assert.AreEqual("hello", await test.AnswerOfAsync(newcomer));
                        int waited = test.Now - start;

                        // From when the last byte was taken, which the computer's network decides.
                        Assert.IsTrue(waited >= 3000 && waited < 10000, waited.ToString());
                    }
                }
            }
        }

        [TestMethod]
        public void A_handler_that_has_not_said_so_makes_no_room()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 1 }, StayAsync))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket first = test.Connect("x"))
                {
                    await test.UntilAsync(() => test.Server.IsFull);

                    using (Socket second = test.Connect("x"))
                    {
                        await Coroutine.Delay(20000);
                        Assert.IsFalse(RoomTest.IsClosed(first));
                        Assert.IsFalse(RoomTest.IsClosed(second));
                    }
                }
            }

            static async Coroutine StayAsync(TcpConnection connection)
            {
                while (await connection.ReadAsync(new byte[1], 0, 1) > 0)
                {
                }
            }
        }

        private static async Coroutine WriteOrAnswerAsync(TcpConnection connection)
        {
            connection.MakesRoom = true;
            string line = await connection.ReadLineAsync(10);

            try
            {
                if (line == "large")
                {
                    int large = Unread.MoreThanFits;
                    await connection.WriteAsync(new byte[large], 0, large);
                }
                else
                {
                    await connection.WriteAsync(line);
                }
            }
            catch (ObjectDisposedException)
            {
                // It has made room.
            }
        }

        // How many the server had closed.
        private static int CloseAll(Socket[] clients)
        {
            int closed = 0;

            for (int i = 0; i < clients.Length; i++)
            {
                closed += RoomTest.IsClosed(clients[i]) ? 1 : 0;
                clients[i].Close();
            }

            return closed;
        }
    }
}
