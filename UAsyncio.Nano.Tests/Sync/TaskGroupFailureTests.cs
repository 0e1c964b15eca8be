using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>TaskGroup: a task of it fails, or its body: CPython's test_taskgroups.</summary>
    [TestClass]
    public class TaskGroupFailureTests
    {
        [TestMethod]
        public void A_failure_cancels_the_others_at_once_and_comes_out_of_join()
        {
            using (TestLoop test = new TestLoop())
            {
                test.RunFailing(typeof(ArgumentException), MainAsync(test));
                Assert.AreEqual(50, test.Now);
            }

            static async Coroutine MainAsync(TestLoop test)
            {
                TaskGroup group = new TaskGroup();

                try
                {
                    Coroutine slow = group.CreateTask(Work.SlowCleanAsync(5));
                    _ = group.CreateTask(Work.FailAsync(10, "a"));
                    await Coroutine.Delay(50);
                    Assert.IsTrue(slow.IsCanceled);
                    Assert.IsFalse(group.IsRunning);
                    Coroutine late = Work.SleepAsync(1);
                    Expect.Throws(typeof(InvalidOperationException), () => group.CreateTask(late));
                    late.Cancel();
                    await group.JoinAsync();
                }
                finally
                {
                    await group.CloseAsync();
                }
            }
        }

        [TestMethod]
        public void When_the_body_fails_close_cancels_and_awaits_all()
        {
            Coroutine slow = Work.SlowCleanAsync(5);

            using (TestLoop test = new TestLoop())
            {
                test.RunFailing(typeof(ArgumentException), MainAsync(slow));
                Assert.IsTrue(slow.IsCanceled);
                Assert.AreEqual(15, test.Now);
            }

            static async Coroutine MainAsync(Coroutine slow)
            {
                TaskGroup group = new TaskGroup();

                try
                {
                    _ = group.CreateTask(slow);
                    await Work.FailAsync(10, "body");
                    await group.JoinAsync();
                }
                finally
                {
                    await group.CloseAsync();
                }
            }
        }

        [TestMethod]
        public void A_failure_that_nobody_joins_for_is_reported()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("reported " + exception.Message);
                Exception failure = test.RunFailing(typeof(ArgumentException), MainAsync());
                Assert.AreEqual("body", failure.Message);
            }

            Assert.AreEqual("reported task", log.Text);

            static async Coroutine MainAsync()
            {
                TaskGroup group = new TaskGroup();

                try
                {
                    _ = group.CreateTask(Work.FailAsync(10, "task"));
                    await Work.FailAsync(20, "body");
                    await group.JoinAsync();
                }
                finally
                {
                    await group.CloseAsync();
                    await group.CloseAsync();
                }
            }
        }

        [TestMethod]
        public void When_two_tasks_end_in_one_pass_the_failure_of_the_second_is_reported_once()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.Message);
                Coroutine first = test.Loop.CreateTask(Work.FailAsync(10, "a"));
                Coroutine second = test.Loop.CreateTask(Work.FailAsync(10, "b"));
                Assert.AreEqual("a", test.RunFailing(typeof(ArgumentException), Coroutine.WhenAll(first, second)).Message);
                first = test.Loop.CreateTask(Work.SleepAsync(10));
                second = test.Loop.CreateTask(Work.FailAsync(10, "c"));
                Assert.AreEqual(0, (int)test.Run(Coroutine.WhenAnyOnly(first, second)));
                second = Work.FailAsync(10, "d");
                Assert.AreEqual(0, (int)test.Loop.Run(Coroutine.WhenAny(second, second)));
                test.RunAll();
            }

            Assert.AreEqual("b c d", log.Text);
        }

        [TestMethod]
        public void A_failure_comes_out_of_a_join_that_is_cancelled_while_the_others_clean_up()
        {
            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                Coroutine main = test.Loop.CreateTask(MainAsync());
                test.Loop.CallLater(20, state => main.Cancel());
                test.RunAll();
                Assert.AreEqual("first", main.Exception.Message);
            }

            static async Coroutine MainAsync()
            {
                TaskGroup group = new TaskGroup();
                _ = group.CreateTask(Work.SlowCleanAsync(50));
                _ = group.CreateTask(Work.FailAsync(10, "first"));
                await group.JoinAsync();
            }
        }

        [TestMethod]
        public void A_failure_in_a_cleanup_comes_out_of_a_join_that_is_cancelled_or_out_of_time()
        {
            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                Coroutine main = test.Loop.CreateTask(OuterAsync());
                test.Loop.CallLater(10, state => main.Cancel());
                test.RunAll();
                Assert.AreEqual("cleanup", main.Exception.Message);
                Exception failure = test.RunFailing(typeof(ArgumentException), OuterAsync().WaitAsync(10));
                Assert.AreEqual("cleanup", failure.Message);
            }

            static async Coroutine OuterAsync()
            {
                TaskGroup group = new TaskGroup();
                _ = group.CreateTask(Work.SleepAsync(1000));
                _ = group.CreateTask(InnerAsync());
                await group.JoinAsync();
            }

            static async Coroutine InnerAsync()
            {
                TaskGroup group = new TaskGroup();
                _ = group.CreateTask(FailInCleanupAsync());
                await group.JoinAsync();
            }

            static async Coroutine FailInCleanupAsync()
            {
                try
                {
                    await Coroutine.Delay(1000);
                }
                finally
                {
                    throw new ArgumentException("cleanup");
                }
            }
        }

        [TestMethod]
        public void Tasks_that_make_others_for_ever_end_with_the_failure_of_another()
        {
            using (TestLoop test = new TestLoop())
            {
                Exception failure = test.RunFailing(typeof(ArgumentException), MainAsync());
                Assert.AreEqual("enough", failure.Message);
            }

            static async Coroutine MainAsync()
            {
                TaskGroup group = new TaskGroup();
                _ = group.CreateTask(HydraAsync(group));
                _ = group.CreateTask(Work.FailAsync(50, "enough"));
                await group.JoinAsync();
            }

            static async Coroutine HydraAsync(TaskGroup group)
            {
                await Coroutine.Delay(1);
                _ = group.CreateTask(HydraAsync(group));
            }
        }
    }
}
