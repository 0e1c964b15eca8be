using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>What is left when a server or a loop is closed: nothing that goes on, and nothing that is in the way of the next one.</summary>
    [TestClass]
    public class ClosingTests
    {
        [TestMethod]
        public void A_client_that_waits_for_a_place_does_not_get_that_of_a_handler_that_is_cancelled()
        {
            Network.Require();
            int begun = 0;

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1 }, ServeAsync))
            {
                test.Run(MainAsync(test));
                Assert.AreEqual(0, test.Server.Connections);
                Assert.AreEqual(1, begun);
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
                        await test.Server.CloseAsync(true).WaitAsync(1000);
                    }
                }
            }

            async Coroutine ServeAsync(TcpConnection connection)
            {
                begun++;
                await Coroutine.Delay(100000);
            }
        }

        [TestMethod]
        public void What_waits_for_the_end_of_a_server_can_be_listed_when_it_does_not_listen_any_more()
        {
            Network.Require();
            AsyncEvent end = new AsyncEvent();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), connection => WaitAsync(end)))
            {
                test.Run(MainAsync(test));
            }

            async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("1"))
                {
                    await test.UntilAsync(() => test.Loop.FreeSlots < EventLoop.DefaultLength && test.Server.Connections == 1);
                    Coroutine closing = test.Loop.CreateTask(test.Server.CloseAsync());
                    await Coroutine.Delay(10);
                    Assert.AreEqual("accept", closing.Awaiting.ToString());
                    end.Set();
                    await closing;
                }
            }
        }

        [TestMethod]
        public void A_connection_that_is_kept_by_a_server_that_speaks_first_waits_for_its_clients_next_bytes()
        {
            Network.Require();
            int served = 0;

            using (RoomTest test = new RoomTest(new TcpServerOptions { MaxConnections = 1 }, ServeAsync, clientSpeaksFirst: false))
            {
                test.RunAndClose(MainAsync(test));
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect())
                {
                    Assert.AreEqual("1", await test.AnswerOfAsync(client));
                    RoomTest.Send(client, "x");
                    Assert.AreEqual("2", await test.AnswerOfAsync(client));
                }
            }

            async Coroutine ServeAsync(TcpConnection connection)
            {
                served++;

                if (served > 1)
                {
                    await connection.ReadAsync(new byte[1], 0, 1);
                }

                await connection.WriteAsync(served.ToString());
                connection.KeepAlive = served == 1;
            }
        }

        [TestMethod]
        public void A_flag_that_a_task_of_a_closed_loop_waits_for_can_be_waited_for_in_the_next_loop()
        {
            ThreadSafeFlag flag = new ThreadSafeFlag();
            TestLoop first = new TestLoop();
            first.Loop.CreateTask(WaitAsync(flag));
            first.Loop.Run(YieldAsync());
            first.Loop.Close();

            using (TestLoop second = new TestLoop())
            {
                Coroutine waiting = second.Loop.CreateTask(WaitAsync(flag));
                second.Loop.Run(YieldAsync());
                Assert.IsFalse(waiting.IsCompleted);
                flag.Set();
                second.Run(YieldAsync());
                Assert.IsTrue(waiting.IsCompleted);
            }
        }

        private static async Coroutine WaitAsync(VoidAwaitable awaited)
        {
            await awaited;
        }

        private static async Coroutine YieldAsync()
        {
            await Coroutine.Yield();
        }
    }
}
