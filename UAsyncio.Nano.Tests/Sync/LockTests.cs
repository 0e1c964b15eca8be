using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncLock: MicroPython's asyncio_lock, asyncio_lock_cancel; CPython's LockTests.</summary>
    [TestClass]
    public class LockTests
    {
        [TestMethod]
        public void It_is_held_by_the_task_and_free_afterwards()
        {
            using (TestLoop test = new TestLoop())
            {
                AsyncLock gate = new AsyncLock();
                test.Run(MainAsync(gate, test.Loop));
                Assert.IsNull(gate.Holder);
            }

            static async Coroutine MainAsync(AsyncLock gate, EventLoop loop)
            {
                await gate.AcquireAsync();

                using (gate)
                {
                    Assert.AreSame(loop.CurrentTask, gate.Holder);
                }

                Assert.IsNull(gate.Holder);
                await HoldAsync(gate, loop);
            }

            // A child holds it for its task.
            static async Coroutine HoldAsync(AsyncLock gate, EventLoop loop)
            {
                await Coroutine.Yield();
                await gate.AcquireAsync();
                Assert.AreSame(loop.CurrentTask, gate.Holder);
                gate.Release();
            }
        }

        [TestMethod]
        public void It_is_handed_on_in_the_order_in_which_they_came()
        {
            Log log = new Log();
            AsyncLock gate = new AsyncLock();

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 4; i++)
                {
                    test.Loop.CreateTask(ThriceAsync(gate, log, i));
                }

                test.RunAll();
                Assert.IsNull(gate.Holder);
            }

            Assert.AreEqual("0 1 2 3 0 1 2 3 0 1 2 3", log.Text);

            static async Coroutine ThriceAsync(AsyncLock gate, Log log, int i)
            {
                for (int round = 0; round < 3; round++)
                {
                    await gate.AcquireAsync();
                    log.Add(i.ToString());
                    await Coroutine.Delay(1);
                    gate.Release();
                }
            }
        }

        [TestMethod]
        public void Nobody_overtakes_one_that_was_woken()
        {
            Log log = new Log();
            AsyncLock gate = new AsyncLock();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(HoldAsync(gate, log, "a", 5));
                test.Loop.CreateTask(HoldAsync(gate, log, "b", 5));

                // In the same turn in which a releases it, before b has had its turn.
                test.Loop.CreateTask(AfterAsync(gate, log));
                test.RunAll();
            }

            Assert.AreEqual("a b c", log.Text);

            static async Coroutine AfterAsync(AsyncLock gate, Log log)
            {
                await Coroutine.Delay(5);
                await HoldAsync(gate, log, "c", 1);
            }
        }

        [TestMethod]
        public void A_task_that_holds_it_and_waits_for_it_is_told()
        {
            AsyncLock gate = new AsyncLock();

            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(gate));
            }

            static async Coroutine MainAsync(AsyncLock gate)
            {
                await gate.AcquireAsync();
                await ChildAsync(gate);
                gate.Release();
            }

            static async Coroutine ChildAsync(AsyncLock gate)
            {
                InvalidOperationException caught = null;

                try
                {
                    await gate.AcquireAsync();
                }
                catch (InvalidOperationException exception)
                {
                    caught = exception;
                }

                Assert.IsNotNull(caught);
                Assert.Contains("holds the lock already", caught.Message);
                caught = null;

                try
                {
                    await gate.WaitAsync(10);
                }
                catch (InvalidOperationException exception)
                {
                    caught = exception;
                }

                Assert.IsNotNull(caught);
            }
        }

        [TestMethod]
        public void Releasing_what_nobody_holds_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                Expect.Throws(typeof(InvalidOperationException), () => new AsyncLock().Release());
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_in_line_leaves_it_and_the_next_one_is_served()
        {
            Log log = new Log();
            AsyncLock gate = new AsyncLock();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(HoldAsync(gate, log, "a", 10));
                Coroutine b = test.Loop.CreateTask(HoldAsync(gate, log, "b", 10));
                test.Loop.CreateTask(HoldAsync(gate, log, "c", 10));
                test.Loop.CallLater(5, state => b.Cancel());
                test.RunAll();
                Assert.IsTrue(b.IsCanceled);
                Assert.IsNull(gate.Holder);
            }

            Assert.AreEqual("a c", log.Text);
        }

        [TestMethod]
        public void One_that_is_cancelled_after_it_was_given_the_lock_passes_it_on()
        {
            Log log = new Log();
            AsyncLock gate = new AsyncLock();

            using (TestLoop test = new TestLoop())
            {
                Coroutine b = null;
                test.Loop.CreateTask(ReleaseAndCancelAsync(() => b.Cancel()));
                b = test.Loop.CreateTask(HoldAsync(gate, log, "b", 1));
                test.Loop.CreateTask(HoldAsync(gate, log, "c", 1));
                test.RunAll();
                Assert.IsTrue(b.IsCanceled);
                Assert.IsNull(gate.Holder);

                // The last one in line: it is free then.
                Coroutine d = null;
                test.Loop.CreateTask(ReleaseAndCancelAsync(() => d.Cancel()));
                d = test.Loop.CreateTask(HoldAsync(gate, log, "d", 1));
                test.RunAll();
                Assert.IsTrue(d.IsCanceled);
                Assert.IsNull(gate.Holder);
            }

            Assert.AreEqual("c", log.Text);

            async Coroutine ReleaseAndCancelAsync(Action cancel)
            {
                await gate.AcquireAsync();
                await Coroutine.Delay(5);
                gate.Release();
                cancel();
            }
        }

        [TestMethod]
        public void One_whose_lock_others_have_released_can_be_cancelled_and_takes_nobody_elses()
        {
            AsyncLock gate = new AsyncLock();

            using (TestLoop test = new TestLoop())
            {
                Coroutine b = null;
                test.Loop.CreateTask(ReleaseTwiceAsync(false));
                b = test.Loop.CreateTask(HoldAsync(gate, new Log(), "b", 1));
                test.RunAll();
                Assert.IsTrue(b.IsCanceled);
                Assert.IsNull(gate.Holder);

                // It is given to this task before b is cancelled, and stays its.
                test.Loop.CreateTask(ReleaseTwiceAsync(true));
                b = test.Loop.CreateTask(HoldAsync(gate, new Log(), "b", 1));
                test.RunAll();
                Assert.IsTrue(b.IsCanceled);
                Assert.IsNull(gate.Holder);

                async Coroutine ReleaseTwiceAsync(bool again)
                {
                    await gate.AcquireAsync();
                    await Coroutine.Delay(5);
                    gate.Release();
                    gate.Release();

                    if (again)
                    {
                        await gate.AcquireAsync();
                    }

                    b.Cancel();

                    if (again)
                    {
                        Assert.AreSame(test.Loop.CurrentTask, gate.Holder);
                        gate.Release();
                    }
                }
            }
        }

        [TestMethod]
        public void A_limit_on_the_wait_leaves_the_line()
        {
            Log log = new Log();
            AsyncLock gate = new AsyncLock();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(HoldAsync(gate, log, "a", 20));
                test.Loop.CreateTask(LimitedAsync(gate, log));
                test.Loop.CreateTask(HoldAsync(gate, log, "c", 1));
                test.RunAll();
                Assert.IsNull(gate.Holder);
            }

            Assert.AreEqual("a timeout c", log.Text);

            static async Coroutine LimitedAsync(AsyncLock gate, Log log)
            {
                try
                {
                    await gate.WaitAsync(10);
                    log.Add("held");
                }
                catch (TimeoutException)
                {
                    log.Add("timeout");
                }
            }
        }

        private static async Coroutine HoldAsync(AsyncLock gate, Log log, string word, int milliseconds)
        {
            await gate.AcquireAsync();

            using (gate)
            {
                log.Add(word);
                await Coroutine.Delay(milliseconds);
            }
        }
    }
}
