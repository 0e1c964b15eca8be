using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>Schedules of MicroPython's event_fair and gather_notimpl, of CPython's test_locks, test_taskgroups and test_timeouts.</summary>
    [TestClass]
    public class PortedTests
    {
        [TestMethod]
        public void Tasks_that_set_and_wait_again_and_again_leave_the_others_their_turns()
        {
            Log log = new Log();
            AsyncEvent set = new AsyncEvent();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(YieldAsync(log, "a"));
                test.Loop.CreateTask(SetAndWaitAsync(log, set, "1"));
                test.Loop.CreateTask(YieldAsync(log, "b"));
                test.Loop.CreateTask(SetAndWaitAsync(log, set, "2"));
                test.Loop.CallLater(100, state => set.Set());
                test.RunAll();
            }

            Assert.AreEqual("a 1 b 2 a b 1 a b 2 a b 1 2 1 2", log.Text);
        }

        [TestMethod]
        public void One_that_WhenAll_waits_for_can_be_awaited_by_others_as_well()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine one = test.Loop.CreateTask(Work.ResultAsync(10, 1));
                Coroutine other = test.Loop.CreateTask(Work.ResultAsync(20, 2));
                Coroutine before = test.Loop.CreateTask(AwaitAsync(one));
                Coroutine all = test.Loop.CreateTask(Coroutine.WhenAll(one, other));
                Coroutine after = test.Loop.CreateTask(AwaitAsync(one));
                test.RunAll();
                Assert.AreEqual(1, (int)before.Result);
                Assert.AreEqual(1, (int)after.Result);
                Assert.AreEqual(2, (int)((object[])all.Result)[1]);
            }
        }

        [TestMethod]
        public void NotifyAll_wakes_all_in_their_order_one_after_the_other()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                AsyncCondition changed = new AsyncCondition(new AsyncLock());

                for (int i = 0; i < 3; i++)
                {
                    test.Loop.CreateTask(WaitAsync(changed, log, i.ToString()));
                }

                test.Loop.CreateTask(NotifyAllAsync(changed, log));
                test.RunAll();
            }

            Assert.AreEqual("notified 0in 0out 1in 1out 2in 2out", log.Text);
        }

        [TestMethod]
        public void A_failure_in_an_inner_group_comes_out_of_the_outer_one_and_cancels_its_tasks()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Exception failure = test.RunFailing(typeof(ArgumentException), NestAsync(SleepAsync(log, "outer"), Work.FailAsync(10, "inner")));
                Assert.AreEqual("inner", failure.Message);
                Assert.AreEqual(10, test.Now);
            }

            Assert.AreEqual("outer", log.Text);
        }

        [TestMethod]
        public void A_failure_in_an_outer_group_comes_out_when_the_inner_one_has_ended()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Exception failure = test.RunFailing(typeof(ArgumentException), NestAsync(Work.FailAsync(10, "outer"), SleepAsync(log, "inner")));
                Assert.AreEqual("outer", failure.Message);
                Assert.AreEqual(1000, test.Now);
            }

            Assert.AreEqual("inner", log.Text);
        }

        [TestMethod]
        public void A_limit_in_the_cleanup_of_a_cancelled_one_ends_it_by_its_time()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(CleanUnderLimitAsync());
                test.Loop.CallLater(5, state => task.Cancel());
                test.RunAll();
                Assert.AreEqual("limit", (string)task.Result);
            }
        }

        private static async Coroutine YieldAsync(Log log, string name)
        {
            for (int i = 0; i < 4; i++)
            {
                log.Add(name);
                await Coroutine.Yield();
            }
        }

        private static async Coroutine SetAndWaitAsync(Log log, AsyncEvent set, string name)
        {
            for (int i = 0; i < 4; i++)
            {
                set.Set();
                set.Reset();
                log.Add(name);
                await set.WaitAsync();
            }
        }

        private static async Coroutine<int> AwaitAsync(Coroutine task)
        {
            await task;
            return (int)task.Result;
        }

        private static async Coroutine WaitAsync(AsyncCondition changed, Log log, string name)
        {
            await changed.Lock.AcquireAsync();

            using (changed.Lock)
            {
                await changed.WaitAsync();
                log.Add(name + "in");
                await Coroutine.Yield();
                log.Add(name + "out");
            }
        }

        private static async Coroutine NotifyAllAsync(AsyncCondition changed, Log log)
        {
            await changed.Lock.AcquireAsync();

            using (changed.Lock)
            {
                changed.NotifyAll();
                await Coroutine.Yield();
                log.Add("notified");
            }
        }

        private static async Coroutine NestAsync(Coroutine ofOuter, Coroutine ofInner)
        {
            TaskGroup outer = new TaskGroup();

            try
            {
                _ = outer.CreateTask(ofOuter);
                TaskGroup inner = new TaskGroup();

                try
                {
                    _ = inner.CreateTask(ofInner);
                    await inner.JoinAsync();
                }
                finally
                {
                    await inner.CloseAsync();
                }

                await outer.JoinAsync();
            }
            finally
            {
                await outer.CloseAsync();
            }
        }

        // Ends after 1000 ms, or when it is cancelled.
        private static async Coroutine SleepAsync(Log log, string name)
        {
            try
            {
                await Coroutine.Delay(1000);
            }
            finally
            {
                log.Add(name);
            }
        }

        private static async Coroutine<string> CleanUnderLimitAsync()
        {
            try
            {
                await Coroutine.Delay(1000);
            }
            catch (CanceledException)
            {
                return await Work.LimitAsync(Work.SleepAsync(1000), 10);
            }

            return null;
        }
    }
}
