using System;
using System.Threading;
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
        public void It_ends_at_any_tick_as_at_any_other_and_so_does_what_is_awaited_next()
        {
            // What a coroutine notes in the place of its tick when it is cancelled is among these.
            for (int start = -300; start < 300; start += 100)
            {
                using (TestLoop test = new TestLoop(EventLoop.DefaultLength, EventLoop.DefaultLength, new FakePoller(start)))
                {
                    AsyncEvent set = new AsyncEvent();
                    set.Set();
                    Assert.AreEqual(start + 100, test.Run(MainAsync(set)));
                }
            }

            static async Coroutine<int> MainAsync(AsyncEvent set)
            {
                for (int i = 0; i < 100; i++)
                {
                    await Coroutine.Delay(1);
                    await Coroutine.Yield();
                    await set.WaitAsync();
                }

                return EventLoop.Current.Ticks;
            }
        }

        [TestMethod]
        public void After_a_cancellation_that_was_caught_the_next_ones_end_as_ever()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                Coroutine task = loop.CreateTask(TwiceAsync());
                await Coroutine.Delay(5);
                task.Cancel();
                await task;
                Assert.AreEqual(35, loop.Ticks);
            }

            static async Coroutine TwiceAsync()
            {
                try
                {
                    await Coroutine.Delay(10);
                    throw new Exception("it was cancelled");
                }
                catch (CanceledException)
                {
                }

                await Coroutine.Yield();
                await Coroutine.Delay(10);
                await Coroutine.Delay(20);
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
        public void Kept_and_awaited_twice_it_waits_twice()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
                Assert.AreEqual(20, test.Now);
            }

            static async Coroutine MainAsync()
            {
#pragma warning disable UAN306 // That it is refused is what is tested.
                Awaitable delay = Coroutine.Delay(10);
#pragma warning restore UAN306
                await delay;
                await delay;
            }
        }

        [TestMethod]
        public void Two_that_are_made_before_either_is_awaited_keep_their_times()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
                Assert.AreEqual(25, test.Now);
            }

            static async Coroutine MainAsync()
            {
                Awaitable first = Coroutine.Delay(10);
                Awaitable second = Coroutine.Delay(15);
                await first;
                await second;
            }
        }

        [TestMethod]
        public void Under_a_time_limit_the_shorter_of_the_two_ends_it()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(Coroutine.Delay(10).WaitAsync(20));
                Assert.AreEqual(10, test.Now);
                test.RunFailing(typeof(TimeoutException), Coroutine.Delay(20).WaitAsync(10));
                Assert.AreEqual(20, test.Now);
                test.AssertNothingLeft();
            }
        }

        [TestMethod]
        public void On_another_thread_it_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                Exception refused = null;
                test.RunAll();
                Thread thread = new Thread(() =>
                {
                    try
                    {
                        Coroutine.Delay(10);
                    }
                    catch (InvalidOperationException exception)
                    {
                        refused = exception;
                    }
                });
                thread.Start();
                thread.Join();
                Assert.IsNotNull(refused);
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
        public void One_that_is_refused_for_lack_of_a_timer_leaves_the_next_one_as_it_was()
        {
            using (TestLoop test = new TestLoop(4, 1))
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
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
                await Coroutine.Delay(10);
            }
        }
    }
}
