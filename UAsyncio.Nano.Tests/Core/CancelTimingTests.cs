using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>A cancellation in the very pass in which something else happens to the one that is cancelled.</summary>
    [TestClass]
    public class CancelTimingTests
    {
        [TestMethod]
        public void A_task_cancelled_during_a_yield_still_has_one_turn_only()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(YieldCatchAsync(log));
                test.Loop.CallSoon(state => task.Cancel());
                test.RunAll();
            }

            Assert.AreEqual("start caught end", log.Text);

            static async Coroutine YieldCatchAsync(Log log)
            {
                log.Add("start");

                try
                {
                    await Coroutine.Yield();
                    log.Add("went on");
                }
                catch (CanceledException)
                {
                    log.Add("caught");
                }

                await Coroutine.Yield();
                log.Add("end");
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_in_the_pass_in_which_it_was_woken_gets_the_cancellation_once()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine task = test.Loop.CreateTask(CatchAsync(gate, log));
                test.Loop.CallSoon(state =>
                {
                    gate.WakeAll();
                    Assert.IsTrue(task.Cancel());
                });
                test.Loop.CallLater(1, state => gate.WakeAll());
                test.RunAll();
            }

            Assert.AreEqual("caught woken", log.Text);
        }

        [TestMethod]
        public void A_sleeper_that_is_cancelled_in_the_pass_in_which_it_is_due_gets_the_cancellation_once()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine task = null;
                test.Loop.CallLater(10, state => task.Cancel());
                task = test.Loop.CreateTask(SleepAsync(log));
                test.RunAll();
            }

            Assert.AreEqual("caught at 10 end at 20", log.Text);

            static async Coroutine SleepAsync(Log log)
            {
                try
                {
                    await Coroutine.Delay(10);
                    log.Add("slept");
                }
                catch (CanceledException)
                {
                    log.Add("caught at " + EventLoop.Current.Ticks);
                }

                await Coroutine.Delay(10);
                log.Add("end at " + EventLoop.Current.Ticks);
            }
        }

        [TestMethod]
        public void One_that_waits_for_a_task_which_has_just_ended_is_cancelled_and_the_task_is_not()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(YieldAsync());
                Coroutine waiter = test.Loop.CreateTask(AwaitAsync(task));

                // Pass 2: the task ends, its waiter becomes ready, and then this runs.
                test.Loop.CallSoon(state => test.Loop.CallSoon(state2 =>
                {
                    Assert.IsTrue(task.IsCompleted);
                    Assert.IsFalse(waiter.IsCompleted);
                    Assert.IsTrue(waiter.Cancel());
                }));
                test.RunAll();
                Assert.IsTrue(waiter.IsCanceled);
                Assert.IsFalse(task.IsFaulted);
            }
        }

        private static async Coroutine CatchAsync(Gate gate, Log log)
        {
            try
            {
                await gate;
                log.Add("not cancelled");
            }
            catch (CanceledException)
            {
                log.Add("caught");
            }

            await gate;
            log.Add("woken");
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine)
        {
            await coroutine;
        }

        private static async Coroutine YieldAsync()
        {
            await Coroutine.Yield();
        }
    }
}
