using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncCondition: CPython's ConditionTests.</summary>
    [TestClass]
    public class ConditionTests
    {
        [TestMethod]
        public void A_notification_wakes_as_many_as_it_says_in_their_order_and_each_holds_the_lock()
        {
            Log log = new Log();
            AsyncCondition changed = new AsyncCondition(new AsyncLock());

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 4; i++)
                {
                    test.Loop.CreateTask(WaitAsync(changed, log, i.ToString()));
                }

                test.Loop.CallLater(5, state => test.Loop.CreateTask(NotifyAsync(changed, log, 1)));
                test.Loop.CallLater(10, state => test.Loop.CreateTask(NotifyAsync(changed, log, 2)));
                test.Loop.CallLater(50, state => test.Loop.CreateTask(NotifyAsync(changed, log, 9)));
                test.RunAll();
                Assert.IsNull(changed.Lock.Holder);
            }

            Assert.AreEqual("notify 0 notify 1 2 notify 3", log.Text);
        }

        [TestMethod]
        public void Without_the_lock_it_is_refused()
        {
            AsyncCondition changed = new AsyncCondition(new AsyncLock());

            using (TestLoop test = new TestLoop())
            {
                Expect.Throws(typeof(InvalidOperationException), () => changed.Notify());
                Expect.Throws(typeof(InvalidOperationException), () => changed.NotifyAll());
                Expect.Throws(typeof(ArgumentNullException), () => new AsyncCondition(null));
                test.RunFailing(typeof(InvalidOperationException), changed.WaitAsync());
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_holds_the_lock_before_it_ends()
        {
            Log log = new Log();
            AsyncCondition changed = new AsyncCondition(new AsyncLock());

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(WaitAsync(changed, log, "a"));
                test.Loop.CallLater(5, state => test.Loop.CreateTask(HoldAndCancelAsync(a)));
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);
                Assert.IsNull(changed.Lock.Holder);
            }

            Assert.AreEqual("released ended", log.Text);

            async Coroutine HoldAndCancelAsync(Coroutine a)
            {
                await changed.Lock.AcquireAsync();
                a.Cancel();
                a.Cancel();
                await Coroutine.Delay(10);
                Assert.IsFalse(a.IsCompleted);
                log.Add("released");
                changed.Lock.Release();
                await Coroutine.Delay(10);
                log.Add("ended");
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_after_it_was_notified_passes_the_notification_on()
        {
            Log log = new Log();
            AsyncCondition changed = new AsyncCondition(new AsyncLock());

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(WaitAsync(changed, log, "a"));
                test.Loop.CreateTask(WaitAsync(changed, log, "b"));

                // At once, and while it waits for the lock.
                test.Loop.CallLater(5, state => test.Loop.CreateTask(NotifyAndCancelAsync(a, 0)));
                test.RunAll();
                Assert.AreEqual("b", log.Text);
                Coroutine c = test.Loop.CreateTask(WaitAsync(changed, log, "c"));
                test.Loop.CreateTask(WaitAsync(changed, log, "d"));
                test.Loop.CallLater(5, state => test.Loop.CreateTask(NotifyAndCancelAsync(c, 5)));
                test.RunAll();
                Assert.IsTrue(c.IsCanceled);
            }

            Assert.AreEqual("b d", log.Text);

            async Coroutine NotifyAndCancelAsync(Coroutine victim, int milliseconds)
            {
                await changed.Lock.AcquireAsync();
                changed.Notify();

                if (milliseconds > 0)
                {
                    await Coroutine.Delay(milliseconds);
                }

                victim.Cancel();
                changed.Lock.Release();
            }
        }

        [TestMethod]
        public void A_limit_on_the_wait_ends_with_the_lock_held()
        {
            AsyncCondition changed = new AsyncCondition(new AsyncLock());

            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(changed));
                Assert.IsNull(changed.Lock.Holder);
            }

            static async Coroutine MainAsync(AsyncCondition changed)
            {
                await changed.Lock.AcquireAsync();
                Assert.AreEqual("limit", await Work.LimitAsync(changed.WaitAsync(), 10));
                Assert.IsNotNull(changed.Lock.Holder);
                changed.Lock.Release();
            }
        }

        [TestMethod]
        public void Two_conditions_share_a_lock_and_each_wakes_its_own()
        {
            Log log = new Log();
            AsyncLock gate = new AsyncLock();
            AsyncCondition first = new AsyncCondition(gate);
            AsyncCondition second = new AsyncCondition(gate);

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(WaitAsync(first, log, "first"));
                test.Loop.CreateTask(WaitAsync(second, log, "second"));
                test.Loop.CallLater(5, state => test.Loop.CreateTask(NotifyAsync(second, log, 2)));
                test.Loop.CallLater(10, state => test.Loop.CreateTask(NotifyAsync(first, log, 2)));
                test.RunAll();
                Assert.IsNull(gate.Holder);
            }

            Assert.AreEqual("notify second notify first", log.Text);
        }

        private static async Coroutine WaitAsync(AsyncCondition changed, Log log, string word)
        {
            await changed.Lock.AcquireAsync();

            using (changed.Lock)
            {
                await changed.WaitAsync();
                Assert.AreSame(EventLoop.Current.CurrentTask, changed.Lock.Holder);
                log.Add(word);
            }
        }

        private static async Coroutine NotifyAsync(AsyncCondition changed, Log log, int count)
        {
            await changed.Lock.AcquireAsync();

            using (changed.Lock)
            {
                log.Add("notify");
                changed.Notify(count);
            }
        }
    }
}
