using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncBarrier: CPython's BarrierTests.</summary>
    [TestClass]
    public class BarrierTests
    {
        [TestMethod]
        public void The_last_one_to_come_lets_all_go_on_again_and_again()
        {
            Log log = new Log();
            AsyncBarrier barrier = new AsyncBarrier(3);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 3; i++)
                {
                    test.Loop.CreateTask(RoundsAsync(barrier, log, i));
                }

                test.RunAll();
                Assert.AreEqual(0, barrier.Count);
            }

            Assert.AreEqual("0a 1a 2a 2b 0b 1b 1c 2c 0c", log.Text);

            static async Coroutine RoundsAsync(AsyncBarrier barrier, Log log, int i)
            {
                log.Add(i + "a");
                await barrier.WaitAsync();
                log.Add(i + "b");
                await barrier.WaitAsync();
                log.Add(i + "c");
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_leaves_and_another_takes_its_place()
        {
            AsyncBarrier barrier = new AsyncBarrier(2);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(WaitAsync(barrier));
                Coroutine b = null;
                Coroutine c = null;
                test.Loop.CallLater(5, state => a.Cancel());
                test.Loop.CallLater(10, state => b = test.Loop.CreateTask(WaitAsync(barrier)));
                test.Loop.CallLater(15, state =>
                {
                    Assert.AreEqual(1, barrier.Count);
                    Assert.IsFalse(b.IsCompleted);
                    c = test.Loop.CreateTask(WaitAsync(barrier));
                });
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);
                Assert.IsFalse(b.IsFaulted || c.IsFaulted);
            }
        }

        [TestMethod]
        public void Abort_breaks_it_until_it_is_reset()
        {
            AsyncBarrier barrier = new AsyncBarrier(3);

            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                Coroutine a = test.Loop.CreateTask(WaitAsync(barrier));
                Coroutine b = test.Loop.CreateTask(WaitAsync(barrier));
                test.Loop.CallSoon(state => barrier.Abort());
                test.RunAll();
                Assert.IsInstanceOfType(a.Exception, typeof(InvalidOperationException));
                Assert.IsInstanceOfType(b.Exception, typeof(InvalidOperationException));
                Assert.IsTrue(barrier.IsBroken);
                test.RunFailing(typeof(InvalidOperationException), WaitAsync(barrier));
                barrier.Reset();
                Assert.IsFalse(barrier.IsBroken);

                for (int i = 0; i < 3; i++)
                {
                    test.Loop.CreateTask(WaitAsync(barrier));
                }

                test.RunAll();
            }
        }

        [TestMethod]
        public void A_barrier_for_one_never_waits_and_for_none_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(WaitAsync(new AsyncBarrier(1)));
                Assert.AreEqual(0, test.Poller.Polls);
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncBarrier(0));
            }
        }

        [TestMethod]
        public void Reset_ends_the_waits_and_the_next_round_is_whole()
        {
            AsyncBarrier barrier = new AsyncBarrier(3);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(AgainAsync(barrier));
                Coroutine b = test.Loop.CreateTask(AgainAsync(barrier));
                Coroutine c = null;
                test.Loop.CallLater(5, state =>
                {
                    barrier.Reset();
                    Assert.IsFalse(barrier.IsBroken);
                    Assert.AreEqual(0, barrier.Count);
                });
                test.Loop.CallLater(10, state => c = test.Loop.CreateTask(WaitAsync(barrier)));
                test.RunAll();
                Assert.IsFalse(a.IsFaulted || b.IsFaulted || c.IsFaulted);
                Assert.IsFalse(barrier.IsBroken);
            }

            static async Coroutine AgainAsync(AsyncBarrier barrier)
            {
                await Expect.ThrowsAsync(typeof(InvalidOperationException), barrier.WaitAsync());
                await barrier.WaitAsync();
            }
        }

        [TestMethod]
        public void Who_was_let_through_is_through_although_it_is_reset_or_aborted_before_its_turn()
        {
            AsyncBarrier barrier = new AsyncBarrier(3);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(WaitAsync(barrier));
                Coroutine b = test.Loop.CreateTask(WaitAsync(barrier));
                Coroutine last = test.Loop.CreateTask(LastAsync(barrier));
                test.RunAll();
                Assert.IsFalse(a.IsFaulted || b.IsFaulted || last.IsFaulted);
                Assert.IsTrue(barrier.IsBroken);
            }

            static async Coroutine LastAsync(AsyncBarrier barrier)
            {
                await barrier.WaitAsync();
                barrier.Reset();
                barrier.Abort();
            }
        }

        private static async Coroutine WaitAsync(AsyncBarrier barrier)
        {
            await barrier.WaitAsync();
        }
    }
}
