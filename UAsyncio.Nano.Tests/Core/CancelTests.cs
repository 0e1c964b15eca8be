using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>When Cancel does what, seen from the one that calls it.</summary>
    [TestClass]
    public class CancelTests
    {
        [TestMethod]
        public void Cancel_of_a_finished_coroutine_returns_false()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine done = YieldAsync();
                test.Run(done);
                Assert.IsFalse(done.Cancel());
                Assert.IsFalse(done.IsCanceled);
                Coroutine failed = FailAsync();
                test.RunFailing(typeof(ArgumentException), failed);
                Assert.IsFalse(failed.Cancel());
                Assert.IsInstanceOfType(failed.Exception, typeof(ArgumentException));
            }

            static async Coroutine FailAsync()
            {
                throw new ArgumentException();
            }
        }

        [TestMethod]
        public void Cancel_of_one_that_was_never_scheduled_ends_it()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine cold = LogAsync(log);
                Assert.IsTrue(cold.Cancel());
                Assert.IsTrue(cold.IsCanceled);
                Assert.IsFalse(cold.Cancel());
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.CreateTask(cold));
                test.RunFailing(typeof(CanceledException), AwaitAsync(cold));
            }

            Assert.AreEqual("", log.Text);
        }

        [TestMethod]
        public void Cancel_before_the_first_turn_wakes_those_that_await_the_task()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine victim = null;
                Coroutine waiter = test.Loop.CreateTask(AwaitVictimAsync());
                test.Loop.CallSoon(state => victim.Cancel());
                victim = test.Loop.CreateTask(LogAsync(log), "victim");
                test.RunAll();
                Assert.IsTrue(waiter.IsCanceled);
                Assert.AreEqual("victim", victim.Name);

                async Coroutine AwaitVictimAsync()
                {
                    await victim;
                }
            }

            Assert.AreEqual("", log.Text);
        }

        [TestMethod]
        public void Cancelling_twice_before_the_delivery_is_one_cancellation()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine task = test.Loop.CreateTask(CatchAsync(gate, log));
                test.Loop.CallSoon(state =>
                {
                    Assert.IsTrue(task.Cancel());
                    Assert.IsTrue(task.Cancel());
                });
                test.Loop.CallLater(1, state => gate.WakeAll());
                test.RunAll();
                Assert.IsFalse(task.IsFaulted);
            }

            Assert.AreEqual("caught woken", log.Text);
        }

        [TestMethod]
        public void Cancelling_again_after_the_delivery_is_a_second_cancellation()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine task = test.Loop.CreateTask(CatchAsync(gate, log));
                test.Loop.CallLater(1, state => task.Cancel());
                test.Loop.CallLater(2, state => task.Cancel());
                test.Run(DelayAsync(3));
                Assert.IsTrue(task.IsCanceled);
            }

            Assert.AreEqual("caught", log.Text);
        }

        [TestMethod]
        public void A_coroutine_cannot_cancel_itself_nor_one_that_awaits_it()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] self = new Coroutine[1];
                self[0] = OuterAsync(self);
                Assert.AreEqual("survived", test.Run(self[0]));
            }

            static async Coroutine<string> OuterAsync(Coroutine[] self)
            {
                Expect.Throws(typeof(InvalidOperationException), () => self[0].Cancel());
                await Coroutine.Yield();
                Expect.Throws(typeof(InvalidOperationException), () => self[0].Cancel());
                await InnerAsync(self);
                return "survived";
            }

            static async Coroutine InnerAsync(Coroutine[] self)
            {
                Expect.Throws(typeof(InvalidOperationException), () => self[0].Cancel());
                await Coroutine.Yield();
                Expect.Throws(typeof(InvalidOperationException), () => self[0].Cancel());
            }
        }

        [TestMethod]
        public void A_cancelled_sleeper_leaves_no_timer()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(DelayAsync(1000));
                test.Loop.CallLater(10, state =>
                {
                    task.Cancel();
                    Assert.AreEqual(16, test.Loop.FreeTimers);
                });
                test.RunAll();
                Assert.IsTrue(test.Now < 20);
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_in_a_line_leaves_it_and_the_next_is_served()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine first = test.Loop.CreateTask(LineAsync(gate, log, "first"));
                test.Loop.CreateTask(LineAsync(gate, log, "second"));
                test.Loop.CallSoon(state =>
                {
                    first.Cancel();
                    Assert.AreEqual(1, gate.Waiters);
                    gate.WakeOne();
                });
                test.RunAll();
            }

            Assert.AreEqual("second", log.Text);

            static async Coroutine LineAsync(Gate gate, Log log, string word)
            {
                await gate;
                log.Add(word);
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

        private static async Coroutine LogAsync(Log log)
        {
            log.Add("ran");
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine)
        {
            await coroutine;
        }

        private static async Coroutine YieldAsync()
        {
            await Coroutine.Yield();
        }

        private static async Coroutine DelayAsync(int milliseconds)
        {
            await Coroutine.Delay(milliseconds);
        }
    }
}
