using System;
using System.Net.Sockets;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>What a handler can tell its connection: TcpConnection.</summary>
    [TestClass]
    public class ConnectionTests
    {
        [TestMethod]
        public void A_deadline_ends_a_read_by_TimeoutException_and_takes_no_timer()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), ReadAsync, 1))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("abc"))
                {
                    Assert.AreEqual("time is up", await test.AnswerOfAsync(client));
                    Assert.IsTrue(test.Now >= 1000 && test.Now < 1100, test.Now.ToString());

                    // What had come is not lost, and there is no limit any more.
                    await Coroutine.Delay(5000);
                    RoomTest.Send(client, "def");
                    Assert.AreEqual("abcdef", await test.AnswerOfAsync(client));
                }
            }

            static async Coroutine ReadAsync(TcpConnection connection)
            {
                byte[] buffer = new byte[6];
                connection.SetDeadline(1000);

                try
                {
                    await connection.ReadExactlyAsync(buffer, 0, 6);
                }
                catch (TimeoutException)
                {
                    await connection.WriteAsync("time is up");
                }

                await connection.WriteAsync(await Read.ExactlyAsync(connection, 6));
            }
        }

        [TestMethod]
        public void A_deadline_that_is_set_after_a_minute_of_silence_ends_a_read_too()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), ReadAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("a"))
                {
                    await Coroutine.Delay(60000);
                    RoomTest.Send(client, "b");
                    Assert.AreEqual("time is up", await test.AnswerOfAsync(client));
                    Assert.IsTrue(test.Now >= 61000 && test.Now < 61100, test.Now.ToString());
                }
            }

            static async Coroutine ReadAsync(TcpConnection connection)
            {
                await Read.ExactlyAsync(connection, 2);
                connection.SetDeadline(1000);

                try
                {
                    await Read.ExactlyAsync(connection, 1);
                }
                catch (TimeoutException)
                {
                    await connection.WriteAsync("time is up");
                }
            }
        }

        [TestMethod]
        public void A_deadline_leaves_alone_what_has_been_read()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), ReadAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("abcdefghijklmnopqrstuvwxyz"))
                {
                    Assert.AreEqual("abcdefghijklmnopqrstuvwxyz", await test.AnswerOfAsync(client));
                }
            }

            static async Coroutine ReadAsync(TcpConnection connection)
            {
                byte[] buffer = new byte[26];
                connection.SetDeadline(1);
                ((SteppedPoller)EventLoop.Current.Poller).Advance(100);

                // Of so many reads that find something at once, one has a turn of the loop.
                for (int i = 0; i < buffer.Length; i++)
                {
                    await connection.ReadExactlyAsync(buffer, i, 1);
                }

                await connection.WriteAsync(buffer, 0, buffer.Length);
            }
        }

        [TestMethod]
        public void A_deadline_ends_a_write_that_the_client_does_not_take()
        {
            _ = Unread.MoreThanFits;

            using (RoomTest test = new RoomTest(new TcpServerOptions(), WriteAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("TimeoutException", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("x"))
                {
                    await test.UntilAsync(() => test.Errors.Text.Length > 0);
                }
            }

            static async Coroutine WriteAsync(TcpConnection connection)
            {
                connection.SetDeadline(1000);
                byte[] large = new byte[Unread.MoreThanFits];
                await connection.WriteAsync(large, 0, large.Length);
            }
        }

        [TestMethod]
        public void A_deadline_can_be_a_time_span()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), ReadAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("TimeoutException", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("x"))
                {
                    await test.UntilAsync(() => test.Errors.Text.Length > 0);
                    Assert.IsTrue(test.Now >= 2000 && test.Now < 2100, test.Now.ToString());
                }
            }

            static async Coroutine ReadAsync(TcpConnection connection)
            {
                byte[] buffer = new byte[6];
                connection.SetDeadline(new TimeSpan(0, 0, 1));
                connection.SetDeadline(Timeout.InfiniteTimeSpan);
                connection.SetDeadline(new TimeSpan(0, 0, 2));
                await connection.ReadExactlyAsync(buffer, 0, 6);
            }
        }

        [TestMethod]
        public void A_deadline_can_be_renewed_and_taken_back()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), ReadAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("1"))
                {
                    for (int i = 2; i < 5; i++)
                    {
                        await Coroutine.Delay(800);
                        RoomTest.Send(client, i.ToString());
                    }

                    await Coroutine.Delay(5000);
                    RoomTest.Send(client, "5");
                    Assert.AreEqual("done", await test.AnswerOfAsync(client));
                }
            }

            static async Coroutine ReadAsync(TcpConnection connection)
            {
                byte[] buffer = new byte[1];

                for (int i = 0; i < 4; i++)
                {
                    connection.SetDeadline(1000);
                    await connection.ReadAsync(buffer, 0, 1);
                }

                connection.SetDeadline(Timeout.Infinite);
                await connection.ReadAsync(buffer, 0, 1);
                await connection.WriteAsync("done");
            }
        }

        [TestMethod]
        public void A_deadline_out_of_range_is_refused()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), CheckAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("x"))
                {
                    Assert.AreEqual("checked", await test.AnswerOfAsync(client));
                }
            }

            static async Coroutine CheckAsync(TcpConnection connection)
            {
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.SetDeadline(0));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.SetDeadline(-2));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.SetDeadline(Coroutine.MaxDelay + 1));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.SetDeadline(TimeSpan.Zero));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.SetDeadline(TimeSpan.MaxValue));
                Expect.Throws(typeof(ArgumentNullException), () => connection.HandOver(null));
                await connection.WriteAsync("checked");
            }
        }

        [TestMethod]
        public void A_connection_that_is_handed_over_is_served_by_the_next_handler_at_once_and_the_first_is_garbage()
        {
            Network.Require();
            Coroutine first = null;

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1 }, FirstAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("upgrade\n"))
                {
                    Assert.AreEqual("second", await test.AnswerOfAsync(client));
                    Assert.IsTrue(first.IsCompleted);
                    Assert.IsTrue(test.Server.IsFull);
                    RoomTest.Send(client, "more\n");
                    Assert.AreEqual("more", await test.AnswerOfAsync(client));
                    await test.UntilAsync(() => RoomTest.IsClosed(client));
                }
            }

            Coroutine FirstAsync(TcpConnection connection)
            {
                first = UpgradeAsync(connection);
                return first;
            }

            static async Coroutine UpgradeAsync(TcpConnection connection)
            {
                Assert.AreEqual("upgrade", await connection.ReadLineAsync(10));
                connection.HandOver(SecondAsync);
            }

            static async Coroutine SecondAsync(TcpConnection connection)
            {
                await connection.WriteAsync("second");
                await connection.WriteAsync(await connection.ReadLineAsync(10));
            }
        }

        [TestMethod]
        public void A_handler_that_throws_closes_its_connection_whatever_it_had_said()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), FailAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("ArgumentException", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("x"))
                {
                    await test.UntilAsync(() => client.Poll(0, SelectMode.SelectRead));
                    await test.UntilAsync(() => test.Server.Connections == 0);
                }
            }

            static async Coroutine FailAsync(TcpConnection connection)
            {
                connection.KeepAlive = true;
                connection.HandOver(FailAsync);
                await connection.ReadAsync(new byte[1], 0, 1);
                throw new ArgumentException();
            }
        }
    }
}
