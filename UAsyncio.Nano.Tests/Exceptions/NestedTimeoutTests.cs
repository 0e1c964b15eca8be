using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>Time limits within time limits.</summary>
    [TestClass]
    public class NestedTimeoutTests
    {
        [TestMethod]
        public void When_the_inner_time_is_up_first_only_the_inner_limit_fires()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("inner", test.Run(OuterAsync(30, 50)));
                Assert.AreEqual(30, test.Now);
            }
        }

        [TestMethod]
        public void When_the_outer_time_is_up_first_only_the_outer_limit_fires()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("outer", test.Run(OuterAsync(50, 30)));
                Assert.AreEqual(30, test.Now);
            }
        }

        [TestMethod]
        public void When_both_are_up_in_the_same_pass_one_of_them_is_what_comes_out()
        {
            using (TestLoop test = new TestLoop())
            {
                string result = (string)test.Run(OuterAsync(30, 30));
                Assert.IsTrue(result == "inner" || result == "outer", result);
                Assert.AreEqual(30, test.Now);
            }
        }

        [TestMethod]
        public void Both_up_in_the_same_pass_never_look_like_a_cancellation()
        {
            using (TestLoop test = new TestLoop())
            {
                // No coroutine between them to catch the inner one.
                test.RunFailing(typeof(TimeoutException), Work.SleepAsync(100).WaitAsync(30).WaitAsync(30));
                test.RunFailing(typeof(TimeoutException), Work.SleepAsync(100).WaitAsync(30).WaitAsync(30).WaitAsync(30));
            }
        }

        [TestMethod]
        public void Both_overdue_after_a_busy_pass_never_look_like_a_cancellation()
        {
            for (int order = 0; order < 2; order++)
            {
                using (TestLoop test = new TestLoop())
                {
                    test.Loop.CallLater(5, state => test.Poller.Ticks += 1000);
                    test.RunFailing(typeof(TimeoutException), Work.SleepAsync(5000).WaitAsync(30 + 10 * order).WaitAsync(40 - 10 * order));
                }
            }
        }

        [TestMethod]
        public void When_the_outer_time_is_up_during_the_cleanup_of_the_inner_one_the_outer_limit_fires()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("outer", test.Run(OverAsync(Work.LimitAsync(Work.SlowCleanAsync(100), 30, "inner"), 50)));
                Assert.AreEqual(50, test.Now);
            }
        }

        [TestMethod]
        public void Three_limits_each_fire_for_their_own_work()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine<string> first = Work.LimitAsync(Work.SleepAsync(100), 10, "first");
                Coroutine<string> second = ThenSleepAsync(first, 100);
                Coroutine<string> third = ThenSleepAsync(Work.LimitAsync(second, 20, "second"), 100);
                Assert.AreEqual("third", test.Run(Work.LimitAsync(third, 30, "third")));
                Assert.AreEqual(30, test.Now);
            }
        }

        [TestMethod]
        public void A_limit_under_a_limit_that_never_fires_leaves_no_timer()
        {
            using (TestLoop test = new TestLoop(4, 3))
            {
                for (int i = 0; i < 20; i++)
                {
                    Assert.AreEqual(i, test.Run(Work.ResultAsync(5, i).WaitAsync(60000).WaitAsync(70000)));
                }

                Assert.AreEqual(100, test.Now);
            }
        }

        [TestMethod]
        public void A_result_in_spite_of_it_passes_all_limits()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("swallowed", test.Run(Work.SwallowAsync(1000).WaitAsync(30).WaitAsync(50)));
                Assert.AreEqual("swallowed", test.Run(Work.SwallowAsync(1000).WaitAsync(50).WaitAsync(30)));
            }
        }

        [TestMethod]
        public void A_cancellation_from_outside_passes_all_limits_as_one()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine wait = test.Loop.CreateTask(Work.SleepAsync(1000).WaitAsync(300).WaitAsync(500));
                test.Loop.CallLater(10, state => wait.Cancel());
                test.RunAll();
                Assert.IsTrue(wait.IsCanceled);
            }
        }

        [TestMethod]
        [DataRow(20)]
        [DataRow(25)]
        public void A_cancellation_is_not_lost_when_a_time_is_up_in_its_cleanup(int milliseconds)
        {
            using (TestLoop test = new TestLoop())
            {
                // Cancelled at 20, its cleanup lasts until 120: the limits of 30 and 40 fall into it.
                Coroutine wait = test.Loop.CreateTask(Work.SlowCleanAsync(100).WaitAsync(30).WaitAsync(40));
                test.Loop.CallLater(milliseconds, state => wait.Cancel());
                test.RunAll();
                Assert.IsTrue(wait.IsCanceled);
                Assert.IsTrue(test.Now < 40, "the limit does not bound the cleanup any more");
            }
        }

        [TestMethod]
        public void An_outer_limit_is_not_lost_when_the_inner_time_is_up_in_its_cleanup()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("outer", test.Run(OverAsync(Work.LimitAsync(Work.SlowCleanAsync(100), 50, "inner"), 30)));
                Assert.AreEqual(50, test.Now);
            }
        }

        [TestMethod]
        public void Two_waits_with_limits_on_one_task_both_end()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> task = test.Loop.CreateTask(Work.ResultAsync(1000, 5));
                Coroutine<int> shorter = test.Loop.CreateTask(task.WaitAsync(10));
                Coroutine<int> longer = test.Loop.CreateTask(task.WaitAsync(20));
                test.Loop.ExceptionHandler = (failed, exception) => { };
                test.RunAll();
                Assert.IsInstanceOfType(shorter.Exception, typeof(TimeoutException));

                // For this one the task was cancelled by somebody else.
                Assert.IsTrue(longer.IsCanceled);
            }
        }

        [TestMethod]
        public void One_that_is_under_a_limit_cannot_cancel_the_limit_in_its_first_turn()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] wait = new Coroutine[1];
                wait[0] = test.Loop.CreateTask(CancelAsync(wait).WaitAsync(50));
                test.RunAll();
                Assert.IsFalse(wait[0].IsFaulted);
                Assert.IsTrue(test.Now < 20);
            }

            static async Coroutine CancelAsync(Coroutine[] wait)
            {
                Expect.Throws(typeof(InvalidOperationException), () => wait[0].Cancel());
                await Coroutine.Delay(10);
            }
        }

        private static Coroutine<string> OuterAsync(int inner, int outer)
        {
            return OverAsync(Work.LimitAsync(Work.SleepAsync(100), inner, "inner"), outer);
        }

        private static async Coroutine<string> OverAsync(Coroutine<string> inner, int milliseconds)
        {
            try
            {
                return await inner.WaitAsync(milliseconds);
            }
            catch (TimeoutException)
            {
                return "outer";
            }
        }

        private static async Coroutine<string> ThenSleepAsync(Coroutine<string> first, int milliseconds)
        {
            string result = await first;
            await Coroutine.Delay(milliseconds);
            return result;
        }
    }
}
