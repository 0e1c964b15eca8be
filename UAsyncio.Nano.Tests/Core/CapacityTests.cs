using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>Who is admitted, who is refused and how; and that a wake-up never fails.</summary>
    [TestClass]
    public class CapacityTests
    {
        [TestMethod]
        public void A_task_too_many_is_refused_by_an_error_that_names_the_capacity_and_what_raises_it()
        {
            using (TestLoop test = new TestLoop(3, 2))
            {
                Gate gate = Fill(test.Loop, 3);
                Assert.AreEqual(0, test.Loop.FreeSlots);
                Expect.Refused("3", "readyLength", () => test.Loop.CreateTask(WaitAsync(gate)));
                Expect.Refused("3", "readyLength", () => test.Loop.CallSoon(state => { }));
                Expect.Refused("3", "readyLength", () => test.Loop.CallLater(1, state => { }));
                Expect.Refused("3", "readyLength", () => test.Loop.Run(WaitAsync(gate)));
                Empty(test, gate);
            }
        }

        [TestMethod]
        public void A_callback_too_many_in_the_timers_is_refused_and_takes_no_slot()
        {
            using (TestLoop test = new TestLoop(4, 2))
            {
                test.Loop.CallLater(1, state => { });
                test.Loop.CallLater(2, state => { });
                Assert.AreEqual(0, test.Loop.FreeTimers);
                Expect.Refused("2", "timerLength", () => test.Loop.CallLater(1, state => { }));
                Assert.AreEqual(2, test.Loop.FreeSlots);
                test.RunAll();
            }
        }

        [TestMethod]
        public void A_delay_without_a_timer_fails_at_its_await_and_the_coroutine_goes_on()
        {
            using (TestLoop test = new TestLoop(4, 1))
            {
                test.Poller.PassTime = 1;
                test.Loop.CallLater(10, state => { });
                Assert.AreEqual("refused 15", test.Run(MainAsync(test.Loop)));
            }

            static async Coroutine<string> MainAsync(EventLoop loop)
            {
                string text = "";

                try
                {
                    await Coroutine.Delay(5);
                }
                catch (InvalidOperationException exception)
                {
                    Assert.Contains("1", exception.Message);
                    Assert.Contains("timerLength", exception.Message);
                    text = "refused ";
                }

                while (loop.FreeTimers == 0)
                {
                    await Coroutine.Yield();
                }

                await Coroutine.Delay(5);
                return text + loop.Ticks;
            }
        }

        [TestMethod]
        public void A_time_limit_without_a_timer_is_refused_and_leaves_nothing_running()
        {
            using (TestLoop test = new TestLoop(4, 1))
            {
                test.Loop.CallLater(1000, state => { });
                test.Poller.PassTime = 1;
                Log log = new Log();
                Expect.Refused("1", "timerLength", () => test.Loop.Run(QuickAsync(log).WaitAsync(10)));
                Assert.AreEqual("", log.Text);
                test.RunAll();
            }

            static async Coroutine QuickAsync(Log log)
            {
                log.Add("ran");
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void A_time_limit_and_the_delay_under_it_take_a_timer_each()
        {
            using (TestLoop test = new TestLoop(4, 2))
            {
                Assert.AreEqual(5, test.Run(MainAsync(test.Loop)));
            }

            static async Coroutine<int> MainAsync(EventLoop loop)
            {
                return await InnerAsync(loop).WaitAsync(10);
            }

            static async Coroutine<int> InnerAsync(EventLoop loop)
            {
                await Coroutine.Delay(3);
                Assert.AreEqual(1, loop.FreeTimers);
                return 5;
            }
        }

        [TestMethod]
        public void One_timer_is_not_enough_for_a_time_limit_over_a_delay_and_the_error_says_so()
        {
            using (TestLoop test = new TestLoop(4, 1))
            {
                Log log = new Log();
                Expect.Refused("1", "timerLength", () => test.Loop.Run(SleepAsync(log).WaitAsync(10)));
                test.Run(YieldsAsync(3));
                test.AssertNothingLeft();
                Assert.DoesNotContains("slept", log.Text);
            }

            static async Coroutine SleepAsync(Log log)
            {
                await Coroutine.Delay(5);
                log.Add("slept");
            }
        }

        [TestMethod]
        public void A_slot_is_free_again_after_success_failure_and_cancellation()
        {
            using (TestLoop test = new TestLoop(2, 1))
            {
                test.Loop.ExceptionHandler = (task, exception) => { };
                Gate gate = new Gate();

                for (int i = 0; i < 5; i++)
                {
                    test.Loop.CreateTask(YieldsAsync(1));
                    test.RunAll();
                    test.Loop.CallSoon(state => throw new ArgumentException());
                    test.RunAll();
                    Coroutine cancelled = test.Loop.CreateTask(WaitAsync(gate));
                    test.Loop.Run(YieldsAsync(1));
                    cancelled.Cancel();
                    test.RunAll();
                }
            }
        }

        [TestMethod]
        public void A_refused_coroutine_has_not_started_and_can_be_given_again()
        {
            using (TestLoop test = new TestLoop(1, 1))
            {
                Gate gate = Fill(test.Loop, 1);
                Coroutine refused = YieldsAsync(1);
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.CreateTask(refused));
                Empty(test, gate);
                test.Run(refused);
                Assert.IsTrue(refused.IsCompleted);
            }
        }

        [TestMethod]
        public void Waking_as_many_as_there_are_slots_at_once_works()
        {
            using (TestLoop test = new TestLoop(8, 1))
            {
                Gate gate = Fill(test.Loop, 7);
                Assert.AreEqual(7, test.Run(WakeAllAsync(gate, 7)));
            }

            static async Coroutine<int> WakeAllAsync(Gate gate, int expected)
            {
                await Coroutine.Yield();
                int waiters = gate.Waiters;
                gate.WakeAll();
                await Coroutine.Yield();
                await Coroutine.Yield();
                return waiters;
            }
        }

        [TestMethod]
        public void Timers_of_all_slots_due_at_once_wake_all()
        {
            using (TestLoop test = new TestLoop(8, 8))
            {
                Log log = new Log();

                for (int i = 0; i < 7; i++)
                {
                    test.Loop.CreateTask(SleepAsync(log));
                }

                test.Run(SleepAsync(log));
                Assert.AreEqual("slept slept slept slept slept slept slept slept", log.Text);
            }

            static async Coroutine SleepAsync(Log log)
            {
                await Coroutine.Delay(10);
                log.Add("slept");
            }
        }

        [TestMethod]
        public void Children_take_no_slot()
        {
            using (TestLoop test = new TestLoop(1, 1))
            {
                Assert.AreEqual(20, test.Run(DeepAsync(20)));
            }

            static async Coroutine<int> DeepAsync(int depth)
            {
                if (depth == 0)
                {
                    await Coroutine.Delay(1);
                    return 0;
                }

                return 1 + await DeepAsync(depth - 1);
            }
        }

        [DataRow(0, 1)]
        [DataRow(1, 0)]
        [DataRow(-1, 16)]
        [DataRow(32768, 1)]
        [DataRow(1, 32768)]
        public void Queue_lengths_out_of_range_are_refused(int readyLength, int timerLength)
        {
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new EventLoop(readyLength, timerLength));
            new TestLoop().Dispose();
        }

        [TestMethod]
        public void The_default_lengths_are_16()
        {
            using (TestLoop test = new TestLoop(16, 16))
            {
                test.AssertNothingLeft();
            }

            EventLoop loop = new EventLoop();
            int slots = loop.FreeSlots;
            int timers = loop.FreeTimers;
            loop.Close();
            Assert.AreEqual(16, slots);
            Assert.AreEqual(16, timers);
        }

        private static Gate Fill(EventLoop loop, int tasks)
        {
            Gate gate = new Gate();

            for (int i = 0; i < tasks; i++)
            {
                loop.CreateTask(WaitAsync(gate));
            }

            return gate;
        }

        // All slots are taken: the loop is stopped by the poller.
        private static void Empty(TestLoop test, Gate gate)
        {
            test.Poller.Polled = state =>
            {
                gate.WakeAll();
                test.Loop.Stop();
            };
            test.Loop.RunForever();
            test.Poller.Polled = null;
            test.AssertNothingLeft();
        }

        private static async Coroutine WaitAsync(Gate gate)
        {
            await gate;
        }

        private static async Coroutine YieldsAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                await Coroutine.Yield();
            }
        }
    }
}
