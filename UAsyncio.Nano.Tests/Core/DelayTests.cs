using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>Delay and Yield.</summary>
    [TestClass]
    public class DelayTests
    {
        [TestMethod]
        public void It_waits_as_long_as_it_says()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(123, test.Run(MainAsync()));
            }

            static async Coroutine<int> MainAsync()
            {
                await Coroutine.Delay(100);
                await Coroutine.Delay(23);
                return EventLoop.Current.Ticks;
            }
        }

        [TestMethod]
        public void A_delay_of_0_is_one_turn_and_takes_no_timer()
        {
            using (TestLoop test = new TestLoop(1, 1))
            {
                test.Run(MainAsync(test));
                Assert.AreEqual(0, test.Now);
            }

            static async Coroutine MainAsync(TestLoop test)
            {
                for (int i = 0; i < 3; i++)
                {
                    Assert.AreEqual(i, test.Poller.Polls);
                    await Coroutine.Delay(0);
                    Assert.AreEqual(1, test.Loop.FreeTimers);
                }
            }
        }

        [DataRow(-1)]
        [DataRow(int.MinValue)]
        [DataRow(Coroutine.MaxDelay + 1)]
        [DataRow(int.MaxValue)]
        public void Out_of_range_it_is_refused(int milliseconds)
        {
            using (TestLoop test = new TestLoop())
            {
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => Coroutine.Delay(milliseconds));
            }
        }

        [TestMethod]
        public void Counted_from_the_await_on()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(60, test.Run(MainAsync()));
            }

            static async Coroutine<int> MainAsync()
            {
                Awaitable held = Coroutine.Delay(10);
                await Coroutine.Delay(50);
                await held;
                return EventLoop.Current.Ticks;
            }
        }

        [TestMethod]
        public void Several_can_be_held_and_awaited_in_any_order()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("30 50 60", test.Run(MainAsync()));
            }

            static async Coroutine<string> MainAsync()
            {
                Awaitable ten = Coroutine.Delay(10);
                Awaitable twenty = Coroutine.Delay(20);
                Awaitable thirty = Coroutine.Delay(30);
                Log log = new Log();
                await thirty;
                log.Add(EventLoop.Current.Ticks.ToString());
                await twenty;
                log.Add(EventLoop.Current.Ticks.ToString());
                await ten;
                log.Add(EventLoop.Current.Ticks.ToString());
                return log.Text;
            }
        }

        [TestMethod]
        public void Awaited_twice_it_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                test.RunFailing(typeof(InvalidOperationException), MainAsync());
            }

            static async Coroutine MainAsync()
            {
                Awaitable delay = Coroutine.Delay(10);
                await delay;
                await delay;
            }
        }

        [TestMethod]
        public void Many_sleep_at_once_and_wake_in_order()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 8; i++)
                {
                    test.Loop.CreateTask(SleepAsync(log, 80 - 10 * i));
                }

                test.RunAll();
            }

            Assert.AreEqual("10 20 30 40 50 60 70 80", log.Text);

            static async Coroutine SleepAsync(Log log, int milliseconds)
            {
                await Coroutine.Delay(milliseconds);
                log.Add(milliseconds.ToString());
            }
        }

        [TestMethod]
        public void Awaited_at_once_it_is_the_loops_own_object_and_allocates_nothing()
        {
            using (TestLoop test = new TestLoop(4, 1))
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                Awaitable first = Coroutine.Delay(10);
                await first;

                for (int i = 0; i < 3; i++)
                {
                    Awaitable next = Coroutine.Delay(10);
                    Assert.AreSame(first, next);
                    await next;
                }
            }
        }

        [TestMethod]
        public void After_one_that_was_refused_for_lack_of_a_timer_it_still_allocates_nothing()
        {
            using (TestLoop test = new TestLoop(4, 1))
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                Awaitable first = Coroutine.Delay(10);
                await first;
                Coroutine timer = loop.CallLater(1000, state => { });

                try
                {
                    await Coroutine.Delay(10);
                    Assert.IsTrue(false, "a timer too many");
                }
                catch (InvalidOperationException)
                {
                }

                timer.Cancel();
                Awaitable next = Coroutine.Delay(10);
                Assert.AreSame(first, next);
                await next;
            }
        }
    }
}
