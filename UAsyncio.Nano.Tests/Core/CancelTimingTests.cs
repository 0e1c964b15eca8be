using System.Threading;
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

        [TestMethod]
        public void Tasks_that_wait_for_each_other_can_be_cancelled()
        {
            // One that waits for itself, then two, then three in a ring.
            for (int count = 1; count <= 3; count++)
            {
                using (TestLoop test = new TestLoop())
                {
                    Coroutine[] ring = Ring(test.Loop, count, Timeout.Infinite);
                    test.Loop.CallLater(10, state => Assert.IsTrue(ring[0].Cancel()));
                    test.RunAll();

                    for (int i = 0; i < count; i++)
                    {
                        Assert.IsTrue(ring[i].IsCanceled);
                    }
                }
            }
        }

        [TestMethod]
        public void A_limit_ends_the_wait_of_tasks_for_each_other()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] ring = Ring(test.Loop, 3, 20);
                test.RunAll();
                Assert.IsTrue(ring[0].IsFaulted && ring[1].IsFaulted && ring[2].IsFaulted);
                Assert.IsTrue(test.Now < 40);
            }
        }

        // Each waits for the next one, the first one under a limit.
        private static Coroutine[] Ring(EventLoop loop, int count, int milliseconds)
        {
            Coroutine[] ring = new Coroutine[count];

            for (int i = 0; i < count; i++)
            {
                ring[i] = loop.CreateTask(AwaitNextAsync(ring, i, i == 0 ? milliseconds : Timeout.Infinite));
            }

            return ring;

            static async Coroutine AwaitNextAsync(Coroutine[] ring, int index, int milliseconds)
            {
                Coroutine next = ring[(index + 1) % ring.Length];
                await (milliseconds < 0 ? next : next.WaitAsync(milliseconds));
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
