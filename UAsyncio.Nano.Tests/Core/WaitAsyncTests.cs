using System;
using System.Threading;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>A time limit over one awaitable.</summary>
    [TestClass]
    public class WaitAsyncTests
    {
        [TestMethod]
        public void In_time_it_gives_the_result_and_removes_the_timer()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(5, test.Run(Work.ResultAsync(10, 5).WaitAsync(100)));
                Assert.AreEqual(10, test.Now);
            }
        }

        [TestMethod]
        public void In_time_it_gives_the_exception_and_removes_the_timer()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("early", test.RunFailing(typeof(ArgumentException), Work.FailAsync(10, "early").WaitAsync(100)).Message);
                Assert.AreEqual(10, test.Now);
            }
        }

        [TestMethod]
        public void Too_late_it_throws_TimeoutException_and_the_inner_one_is_cancelled()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine inner = Work.ResultAsync(100, 5);
                test.RunFailing(typeof(TimeoutException), inner.WaitAsync(30));
                Assert.AreEqual(30, test.Now);
                Assert.IsTrue(inner.IsCanceled);
            }
        }

        [TestMethod]
        public void The_cleanup_of_the_inner_one_is_awaited_first()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.RunFailing(typeof(TimeoutException), CleanAsync(log).WaitAsync(30));
                Assert.AreEqual(50, test.Now);
            }

            Assert.AreEqual("cleaning clean", log.Text);

            static async Coroutine CleanAsync(Log log)
            {
                try
                {
                    await Coroutine.Delay(1000);
                }
                finally
                {
                    log.Add("cleaning");
                    await Coroutine.Delay(20);
                    log.Add("clean");
                }
            }
        }

        [TestMethod]
        public void A_result_in_spite_of_the_cancellation_is_not_lost()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("swallowed", test.Run(Work.SwallowAsync(1000).WaitAsync(30)));
                Assert.AreEqual(30, test.Now);
            }
        }

        [TestMethod]
        public void An_exception_of_the_cleanup_is_not_lost()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("cleanup", test.RunFailing(typeof(ArgumentException), FailInCleanupAsync().WaitAsync(30)).Message);
            }

            static async Coroutine FailInCleanupAsync()
            {
                try
                {
                    await Coroutine.Delay(1000);
                }
                finally
                {
                    await Coroutine.Yield();
                    throw new ArgumentException("cleanup");
                }
            }
        }

        [TestMethod]
        public void Cancelling_the_wait_cancels_the_inner_one_and_is_no_timeout()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine inner = Work.ResultAsync(100, 5);
                Coroutine wait = test.Loop.CreateTask(inner.WaitAsync(50));
                test.Loop.CallLater(10, state => wait.Cancel());
                test.RunAll();
                Assert.IsTrue(wait.IsCanceled);
                Assert.IsTrue(inner.IsCanceled);
                Assert.IsTrue(test.Now < 20);
            }
        }

        [TestMethod]
        public void Cancelling_the_one_that_awaits_it_does_the_same()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine outer = test.Loop.CreateTask(Work.LimitAsync(Work.ResultAsync(100, 5), 50));
                test.Loop.CallLater(10, state => outer.Cancel());
                test.RunAll();
                Assert.IsTrue(outer.IsCanceled);
            }
        }

        [TestMethod]
        public void Cancelling_the_inner_one_is_no_timeout()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine inner = test.Loop.CreateTask(Work.ResultAsync(100, 5));
                test.Loop.CallLater(10, state => inner.Cancel());
                test.RunFailing(typeof(CanceledException), inner.WaitAsync(50));
                Assert.AreEqual(10, test.Now);
            }
        }

        [TestMethod]
        public void Cancelled_while_the_cleanup_after_a_timeout_runs_it_is_cancelled()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine wait = test.Loop.CreateTask(Work.SlowCleanAsync(100).WaitAsync(10));
                test.Loop.CallLater(20, state => wait.Cancel());
                test.RunAll();
                Assert.IsTrue(wait.IsCanceled);
                Assert.IsTrue(test.Now < 30);
            }
        }

        [TestMethod]
        public void Cancelled_in_the_pass_in_which_the_time_is_up_it_is_cancelled()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine wait = null;
                test.Loop.CallLater(10, state => Assert.IsTrue(wait.Cancel()));
                wait = test.Loop.CreateTask(Work.ResultAsync(100, 5).WaitAsync(10));
                test.RunAll();
                Assert.IsTrue(wait.IsCanceled);
            }
        }

        [TestMethod]
        public void Over_a_task_it_cancels_the_task()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> task = test.Loop.CreateTask(Work.ResultAsync(100, 5));
                test.RunFailing(typeof(TimeoutException), task.WaitAsync(30));
                Assert.IsTrue(task.IsCanceled);
            }
        }

        [TestMethod]
        public void Over_a_task_that_has_not_had_its_turn_the_time_counts_from_the_await()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> task = test.Loop.CreateTask(Work.ResultAsync(20, 5));
                Assert.AreEqual(5, test.Run(task.WaitAsync(30)));
                Coroutine<int> second = Work.ResultAsync(20, 6);
                test.Run(Work.SleepAsync(100));
                Assert.AreEqual(6, test.Run(second.WaitAsync(30)));
            }
        }

        [TestMethod]
        public void Over_one_that_is_finished_it_gives_its_outcome_at_once()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> done = Work.ResultAsync(1, 5);
                test.Run(done);
                Assert.AreEqual(5, test.Run(done.WaitAsync(0)));
                Coroutine failed = Work.FailAsync(1, "done");
                test.RunFailing(typeof(ArgumentException), failed);
                test.RunFailing(typeof(ArgumentException), failed.WaitAsync(10));
            }
        }

        [TestMethod]
        public void A_limit_of_0_gives_it_its_first_turn_only()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(1, test.Run(NowAsync().WaitAsync(0)));
                test.RunFailing(typeof(TimeoutException), YieldAsync(log).WaitAsync(0));
                Assert.AreEqual(0, test.Now);
            }

            Assert.AreEqual("first", log.Text);

            static async Coroutine<int> NowAsync()
            {
                return 1;
            }

            static async Coroutine YieldAsync(Log log)
            {
                log.Add("first");
                await Coroutine.Yield();
                log.Add("second");
            }
        }

        [TestMethod]
        public void An_infinite_limit_takes_no_timer()
        {
            using (TestLoop test = new TestLoop(1, 1))
            {
                Assert.AreEqual(5, test.Run(Work.ResultAsync(1000000, 5).WaitAsync(Timeout.Infinite)));
            }
        }

        [DataRow(-2)]
        [DataRow(Coroutine.MaxDelay + 1)]
        public void A_limit_out_of_range_is_refused(int milliseconds)
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine inner = Work.ResultAsync(1, 5);
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => inner.WaitAsync(milliseconds));
                Assert.AreEqual(5, test.Run(inner.WaitAsync(Coroutine.MaxDelay)));
            }
        }

        [DataRow(-20)]
        [DataRow(int.MaxValue - 20)]
        public void It_works_across_the_wrap_of_the_clock(int start)
        {
            using (TestLoop test = new TestLoop(4, 4, new FakePoller(start)))
            {
                test.RunFailing(typeof(TimeoutException), Work.ResultAsync(100, 5).WaitAsync(50));
                Assert.AreEqual(50, test.Now - start);
            }

            using (TestLoop test = new TestLoop(4, 4, new FakePoller(start)))
            {
                Assert.AreEqual(5, test.Run(Work.ResultAsync(50, 5).WaitAsync(100)));
            }
        }

        [TestMethod]
        public void Like_any_coroutine_it_is_cold()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine wait = LogAsync(log).WaitAsync(10);
                test.Run(Work.SleepAsync(100));
                Assert.AreEqual("", log.Text);
                test.Run(wait);
                Assert.AreEqual("ran", log.Text);
            }

            static async Coroutine LogAsync(Log log)
            {
                log.Add("ran");
            }
        }
    }
}
