using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncQueue: who puts or gets is cancelled, or its time is up; no item and no place is lost.</summary>
    [TestClass]
    public class QueueCancelTests
    {
        [TestMethod]
        public void A_getter_that_is_cancelled_after_it_was_woken_leaves_the_item_to_the_next()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(4);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(QueueWork.GetAsync(queue, log, "a"));
                test.Loop.CreateTask(QueueWork.GetAsync(queue, log, "b"));
                test.Loop.CallSoon(state =>
                {
                    queue.TryPut("x");
                    a.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);

                // Nobody waits: it stays in the queue.
                Coroutine c = test.Loop.CreateTask(QueueWork.GetAsync(queue, log, "c"));
                test.Loop.CallSoon(state =>
                {
                    queue.TryPut("y");
                    c.Cancel();
                });
                test.RunAll();
                Assert.AreEqual("y", (string)queue.TryGet());
            }

            Assert.AreEqual("bx", log.Text);
        }

        [TestMethod]
        public void A_putter_that_is_cancelled_has_not_put_and_the_next_one_does()
        {
            AsyncQueue queue = new AsyncQueue(1);

            using (TestLoop test = new TestLoop())
            {
                queue.TryPut("first");
                Coroutine a = test.Loop.CreateTask(QueueWork.PutAsync(queue, "a"));
                Coroutine b = test.Loop.CreateTask(QueueWork.PutAsync(queue, "b"));
                test.Loop.CallSoon(state =>
                {
                    // It has been woken for the place, and then is cancelled.
                    Assert.AreEqual("first", (string)queue.TryGet());
                    Assert.IsFalse(queue.TryPut("overtakes"));
                    a.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);
                Assert.IsTrue(b.IsCompleted);
                Assert.AreEqual("b", (string)queue.TryGet());
                Assert.IsTrue(queue.TryPut("free again"));
            }
        }

        [TestMethod]
        public void Waiters_that_are_cancelled_in_line_leave_it()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(1);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(QueueWork.GetAsync(queue, log, "a"));
                test.Loop.CreateTask(QueueWork.GetAsync(queue, log, "b"));
                test.Loop.CallLater(5, state => a.Cancel());
                test.Loop.CallLater(10, state => queue.TryPut("x"));
                test.RunAll();
            }

            Assert.AreEqual("bx", log.Text);
        }

        [TestMethod]
        public void A_get_under_a_limit_loses_no_item()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
            }

            static async Coroutine MainAsync()
            {
                AsyncQueue queue = new AsyncQueue(2);
                bool timedOut = false;

                try
                {
                    await queue.GetAsync().WaitAsync(10);
                }
                catch (TimeoutException)
                {
                    timedOut = true;
                }

                Assert.IsTrue(timedOut);
                Assert.IsTrue(queue.TryPut("x"));
                Assert.AreEqual("x", (string)await queue.GetAsync().WaitAsync(10));
            }
        }
    }
}
