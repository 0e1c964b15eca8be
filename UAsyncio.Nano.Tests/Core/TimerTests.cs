using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>The timer queue, seen through the loop.</summary>
    [TestClass]
    public class TimerTests
    {
        [DataRow(-5)]
        [DataRow(int.MaxValue - 4)]
        public void Vector_timers_wrap(int start)
        {
            Assert.AreEqual("3 10 20", Fire(start, new int[] { 20, 3, 10 }));
        }

        [TestMethod]
        public void All_due_together_have_their_turn_in_order_wherever_the_run_queue_ends()
        {
            for (int turns = 0; turns < 8; turns++)
            {
                Log log = new Log();

                using (TestLoop test = new TestLoop(8, 8))
                {
                    test.Run(MainAsync(test.Loop, turns, log));
                }

                Assert.AreEqual("0 1 2 3 4 5 6", log.Text);
            }

            static async Coroutine MainAsync(EventLoop loop, int turns, Log log)
            {
                for (int i = 0; i < turns; i++)
                {
                    await Coroutine.Yield();
                }

                for (int i = 0; i < 7; i++)
                {
                    _ = loop.CallLater(10, word => log.Add((string)word), i.ToString());
                }

                await Coroutine.Delay(10);
            }
        }

        [TestMethod]
        public void Vector_timers_equal_ones_in_push_order()
        {
            Log log = new Log();
            int[] delays = { 30, 10, 20, 10, 10, 0, 10, 30 };

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < delays.Length; i++)
                {
                    test.Loop.CallLater(delays[i], word => log.Add((string)word), delays[i] + "/" + i);
                }

                test.RunAll();
            }

            Assert.AreEqual("0/5 10/1 10/3 10/4 10/6 20/2 30/0 30/7", log.Text);
        }

        [TestMethod]
        public void Vector_timers_remove()
        {
            Log log = new Log();
            int[] delays = { 8, 29, 10, 15, 25, 9, 2 };

            using (TestLoop test = new TestLoop())
            {
                Coroutine removed = null;

                for (int i = 0; i < delays.Length; i++)
                {
                    Coroutine handle = test.Loop.CallLater(delays[i], word => log.Add((string)word), delays[i].ToString());
                    removed = delays[i] == 29 ? handle : removed;
                }

                Assert.IsTrue(removed.Cancel());
                test.RunAll();
            }

            Assert.AreEqual("2 8 9 10 15 25", log.Text);
        }

        [TestMethod]
        public void Removing_one_of_equal_timers_leaves_the_others_in_order()
        {
            for (int removed = 0; removed < 4; removed++)
            {
                Log log = new Log();
                string expected = "";

                using (TestLoop test = new TestLoop())
                {
                    Coroutine[] handles = new Coroutine[4];

                    for (int i = 0; i < handles.Length; i++)
                    {
                        handles[i] = test.Loop.CallLater(10, word => log.Add((string)word), i.ToString());
                        expected += i == removed ? "" : (expected.Length == 0 ? "" : " ") + i;
                    }

                    handles[removed].Cancel();
                    test.RunAll();
                }

                Assert.AreEqual(expected, log.Text);
            }
        }

        [TestMethod]
        public void Many_timers_set_and_removed_at_random_fire_in_order()
        {
            uint random = 12345;

            using (TestLoop test = new TestLoop(70, 64, new FakePoller(int.MaxValue - 100)))
            {
                int lastDue = test.Now;
                int lastIndex = -1;
                int fired = 0;
                int removed = 0;
                Coroutine[] handles = new Coroutine[64];
                int[] due = new int[64];
                LoopCallback fire = state =>
                {
                    int index = (int)state;
                    fired++;
                    Assert.AreEqual(due[index], test.Now);
                    Assert.IsTrue(due[index] - lastDue > 0 || (due[index] == lastDue && index > lastIndex), "out of order");
                    lastDue = due[index];
                    lastIndex = index;
                };

                for (int i = 0; i < handles.Length; i++)
                {
                    random = random * 1103515245 + 12345;
                    int delay = 1 + (int)(random >> 16) % 200;
                    due[i] = test.Now + delay;
                    handles[i] = test.Loop.CallLater(delay, fire, i);
                }

                for (int i = 0; i < handles.Length; i += 3)
                {
                    handles[i].Cancel();
                    removed++;
                }

                test.Loop.CallSoon(state => { });
                test.Run(WaitAsync());
                Assert.AreEqual(64, fired + removed);
            }

            static async Coroutine WaitAsync()
            {
                await Coroutine.Delay(500);
            }
        }

        [TestMethod]
        public void The_loop_waits_until_the_next_timer_and_no_longer()
        {
            Log waits = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Poller.Polled = wait => waits.Add(wait.ToString());
                test.Loop.CallLater(70, state => { });
                test.Loop.CallLater(30, state => { });
                test.Run(WaitAsync());
            }

            Assert.AreEqual("30 40 30", waits.Text);

            static async Coroutine WaitAsync()
            {
                await Coroutine.Delay(100);
            }
        }

        [TestMethod]
        public void A_timer_that_is_overdue_fires_once()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CallLater(10, state => log.Add("a"));
                test.Loop.CallLater(5, state => test.Poller.Ticks += 1000);
                test.Loop.CallLater(11, state => log.Add("b"));
                test.RunAll();
            }

            Assert.AreEqual("a b", log.Text);
        }

        [TestMethod]
        public void The_longest_delay_works_across_the_wrap()
        {
            using (TestLoop test = new TestLoop(4, 4, new FakePoller(int.MaxValue - 10)))
            {
                test.Run(WaitAsync());
                Assert.AreEqual(Coroutine.MaxDelay, test.Now - (int.MaxValue - 10));
            }

            static async Coroutine WaitAsync()
            {
                await Coroutine.Delay(Coroutine.MaxDelay);
            }
        }

        private static string Fire(int start, int[] delays)
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop(16, 16, new FakePoller(start)))
            {
                for (int i = 0; i < delays.Length; i++)
                {
                    test.Loop.CallLater(delays[i], word => log.Add((string)word), delays[i].ToString());
                }

                test.RunAll();
            }

            return log.Text;
        }
    }
}
