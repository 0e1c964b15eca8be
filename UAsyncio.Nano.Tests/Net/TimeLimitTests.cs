using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A time limit of a read or a write takes a timer while it waits, and gives it back.</summary>
    [TestClass]
    public class TimeLimitTests
    {
        [TestMethod]
        public void A_read_that_waits_has_one_timer_until_its_bytes_come()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                Coroutine reader = test.Loop.CreateTask(LimitedAsync(new AsyncStream(transport), 20));
                int timers = test.Loop.FreeTimers;
                int waiting = -1;
                test.Poller.Slept = state =>
                {
                    test.Poller.Slept = null;
                    waiting = test.Loop.FreeTimers;
                    transport.Gives("abc");
                };
                Assert.AreEqual(3, test.Run(AwaitAsync(reader)));
                Assert.AreEqual(timers - 1, waiting);
                Assert.AreEqual(timers, test.Loop.FreeTimers);
            }
        }

        [TestMethod]
        public void A_read_without_a_limit_has_none()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                int waiting = -1;
                test.Poller.Slept = state =>
                {
                    test.Poller.Slept = null;
                    waiting = test.Loop.FreeTimers;
                    transport.Gives("abc");
                };
                Assert.AreEqual(3, test.Run(LimitedAsync(new AsyncStream(transport), -1)));
                Assert.AreEqual(EventLoop.DefaultLength, waiting);
            }
        }

        [TestMethod]
        public void Where_all_timers_are_taken_it_is_refused_and_what_has_come_stays()
        {
            using (NetLoop test = new NetLoop(EventLoop.DefaultLength, 1))
            {
                Assert.AreEqual(3, test.Run(RefusedAsync(test.Loop, new AsyncStream(new FakeTransport().Gives("abc")))));
            }
        }

        [TestMethod]
        public void A_limit_goes_on_through_the_turn_that_a_read_gives_to_the_others()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();

                for (int i = 0; i < 100; i++)
                {
                    transport.Gives("x");
                }

                Assert.AreEqual(100, test.Run(ManyAsync(new AsyncStream(transport), 100)));
                Assert.AreEqual(EventLoop.DefaultLength, test.Loop.FreeTimers);
            }
        }

        private static async Coroutine<int> LimitedAsync(AsyncStream stream, int milliseconds)
        {
            return await stream.ReadAsync(new byte[10], 0, 10).WaitAsync(milliseconds);
        }

        private static async Coroutine<int> RefusedAsync(EventLoop loop, AsyncStream stream)
        {
            Coroutine timer = loop.CallLater(1000, state => { });

            try
            {
                await LimitedAsync(stream, 20);
                return -1;
            }
            catch (InvalidOperationException)
            {
            }

            timer.Cancel();
            return await LimitedAsync(stream, 20);
        }

        private static async Coroutine<int> ManyAsync(AsyncStream stream, int times)
        {
            int sum = 0;

            for (int i = 0; i < times; i++)
            {
                sum += await LimitedAsync(stream, 20);
            }

            return sum;
        }

        private static async Coroutine<int> AwaitAsync(Coroutine task)
        {
            await task;
            return (int)task.Result;
        }
    }
}
