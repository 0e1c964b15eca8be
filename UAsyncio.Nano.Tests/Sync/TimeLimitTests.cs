using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>TimeLimit: CPython's test_timeouts.</summary>
    [TestClass]
    public class TimeLimitTests
    {
        [TestMethod]
        public void Without_rescheduling_it_is_a_limit()
        {
            using (TestLoop test = new TestLoop())
            {
                TimeLimit limit = new TimeLimit(10);
                test.RunFailing(typeof(TimeoutException), limit.RunAsync(Work.SleepAsync(100)));
                Assert.IsTrue(limit.HasExpired);
                Assert.AreEqual(10, test.Now);
                TimeLimit enough = new TimeLimit(10);
                Assert.AreEqual(7, (int)test.Run(enough.RunAsync(Work.ResultAsync(5, 7))));
                Assert.IsFalse(enough.HasExpired);
                Assert.IsFalse(enough.Reschedule(5));
            }
        }

        [TestMethod]
        public void Each_rescheduling_begins_the_time_anew()
        {
            using (TestLoop test = new TestLoop())
            {
                TimeLimit limit = new TimeLimit(10);
                test.RunFailing(typeof(TimeoutException), limit.RunAsync(PiecesAsync(limit)));
                Assert.AreEqual(50, test.Now);
            }

            static async Coroutine PiecesAsync(TimeLimit limit)
            {
                for (int i = 0; i < 5; i++)
                {
                    await Coroutine.Delay(8);
                    Assert.IsTrue(limit.Reschedule(10));
                }

                await Coroutine.Delay(1000);
            }
        }

        [TestMethod]
        public void Its_expiry_is_told_apart_from_a_cancellation_inside_and_outside()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                TimeLimit limit = new TimeLimit(10);
                test.RunFailing(typeof(TimeoutException), limit.RunAsync(CleanAsync(limit, log)));
                TimeLimit other = new TimeLimit(10);
                Coroutine task = test.Loop.CreateTask(other.RunAsync(CleanAsync(other, log)));
                test.Loop.CallLater(5, state => task.Cancel());
                test.RunAll();
                Assert.IsTrue(task.IsCanceled);
                Assert.IsFalse(other.HasExpired);
            }

            Assert.AreEqual("expired cancelled", log.Text);

            static async Coroutine CleanAsync(TimeLimit limit, Log log)
            {
                try
                {
                    await Coroutine.Delay(100);
                }
                finally
                {
                    log.Add(limit.HasExpired ? "expired" : "cancelled");
                    Assert.AreEqual(!limit.HasExpired, limit.Reschedule(20));
                }
            }
        }

        [TestMethod]
        public void That_the_time_was_up_is_known_whatever_came_of_it()
        {
            using (TestLoop test = new TestLoop())
            {
                TimeLimit kept = new TimeLimit(10);
                test.Run(kept.RunAsync(EndAsync(null)));
                Assert.IsTrue(kept.HasExpired);
                TimeLimit failed = new TimeLimit(10);
                test.RunFailing(typeof(ArgumentException), failed.RunAsync(EndAsync(new ArgumentException("cleanup"))));
                Assert.IsTrue(failed.HasExpired);
                TimeLimit enough = new TimeLimit(200);
                test.RunFailing(typeof(ArgumentException), enough.RunAsync(EndAsync(new ArgumentException("in time"))));
                Assert.IsFalse(enough.HasExpired);
            }

            static async Coroutine EndAsync(Exception failure)
            {
                try
                {
                    await Coroutine.Delay(100);
                }
                catch (CanceledException)
                {
                }

                if (failure != null)
                {
                    throw failure;
                }
            }
        }

        [TestMethod]
        public void What_makes_no_sense_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new TimeLimit(-1));
                TimeLimit limit = new TimeLimit(10);
                Expect.Throws(typeof(InvalidOperationException), () => limit.Reschedule(5));
                test.Run(limit.RunAsync(Give.Later(1)));
                Expect.Throws(typeof(InvalidOperationException), () => limit.RunAsync(Give.Later(1)));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => limit.Reschedule(-1));
            }
        }

        [TestMethod]
        public void What_is_let_go_at_the_end_of_its_time_can_set_a_timer()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop(16, 6))
            {
                // Timers are behind each other up to the end of their room, which is free at its beginning then.
                for (int i = 1; i <= 3; i++)
                {
                    test.Loop.CallLater(i, state => log.Add("call"));
                }

                test.Loop.CreateTask(LimitAsync("a", new SetsTimer(test.Loop), 5));
                test.Loop.CreateTask(LimitAsync("b", new WaitList(), 5));
                test.Loop.CreateTask(LimitAsync("c", new WaitList(), 6));
                test.RunAll();
            }

            Assert.AreEqual("call call call a b c", log.Text);

            async Coroutine LimitAsync(string name, Awaitable awaitable, int milliseconds)
            {
                try
                {
                    await awaitable.WaitAsync(milliseconds);
                }
                catch (TimeoutException)
                {
                    log.Add(name);
                }
            }
        }

        // Sets a timer when it is not waited for any more.
        private sealed class SetsTimer : WaitLine
        {
            private readonly EventLoop _loop;

            public SetsTimer(EventLoop loop)
            {
                _loop = loop;
            }

            protected override bool Unpark(Coroutine waiter)
            {
                _loop.CallLater(100, state => { });
                return base.Unpark(waiter);
            }
        }
    }
}
