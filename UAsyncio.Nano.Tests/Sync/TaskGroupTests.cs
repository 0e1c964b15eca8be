using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>TaskGroup: CPython's test_taskgroups.</summary>
    [TestClass]
    public class TaskGroupTests
    {
        [TestMethod]
        public void Join_waits_for_all()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
                Assert.AreEqual(20, test.Now);
            }

            static async Coroutine MainAsync()
            {
                TaskGroup group = new TaskGroup();
                Coroutine a = group.CreateTask(Work.ResultAsync(20, 1), "a");
                Coroutine b = group.CreateTask(Work.ResultAsync(10, 2));
                Assert.IsTrue(group.IsRunning);
                await group.JoinAsync();
                Assert.IsFalse(group.IsRunning);
                Assert.AreEqual(3, (int)a.Result + (int)b.Result);
                await group.CloseAsync();
            }
        }

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
        public void A_failure_comes_out_of_a_join_that_is_cancelled_while_the_others_clean_up()
        {
            using (TestLoop test = new TestLoop())
            {
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

        [TestMethod]
        public void When_it_has_been_joined_it_takes_no_more_tasks()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
            }

            static async Coroutine MainAsync()
            {
                TaskGroup group = new TaskGroup();
                await group.JoinAsync();
                Coroutine late = Work.SleepAsync(1);
                Expect.Throws(typeof(InvalidOperationException), () => group.CreateTask(late));
                late.Cancel();
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_alone_is_no_failure()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(test));
                Assert.AreEqual(20, test.Now);
            }

            static async Coroutine MainAsync(TestLoop test)
            {
                TaskGroup group = new TaskGroup();
                Coroutine victim = group.CreateTask(Work.SleepAsync(1000));
                _ = group.CreateTask(Work.SleepAsync(20));
                _ = test.Loop.CallLater(10, state => victim.Cancel());
                await group.JoinAsync();
                Assert.IsTrue(victim.IsCanceled);
            }
        }

        [TestMethod]
        public void A_task_can_make_others_of_its_group()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(log));
            }

            Assert.AreEqual("2 1 0", log.Text);

            static async Coroutine MainAsync(Log log)
            {
                TaskGroup group = new TaskGroup();
                _ = group.CreateTask(SpawnAsync(group, log, 2));
                await group.JoinAsync();
            }

            static async Coroutine SpawnAsync(TaskGroup group, Log log, int depth)
            {
                await Coroutine.Delay(1);
                log.Add(depth.ToString());

                if (depth > 0)
                {
                    _ = group.CreateTask(SpawnAsync(group, log, depth - 1));
                }
            }
        }

        [TestMethod]
        public void A_cancelled_join_cancels_and_awaits_all_and_so_it_does_when_it_is_cancelled_again()
        {
            Coroutine slow = Work.SlowCleanAsync(20);

            using (TestLoop test = new TestLoop())
            {
                Coroutine main = test.Loop.CreateTask(MainAsync(slow));
                test.Loop.CallLater(10, state => main.Cancel());
                test.Loop.CallLater(20, state => main.Cancel());
                test.RunAll();
                Assert.IsTrue(main.IsCanceled);
                Assert.IsTrue(slow.IsCanceled);
            }

            static async Coroutine MainAsync(Coroutine slow)
            {
                TaskGroup group = new TaskGroup();
                _ = group.CreateTask(slow);
                await group.JoinAsync();
            }
        }

        [TestMethod]
        public void One_that_is_closed_before_its_first_turn_never_runs()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(log));
            }

            Assert.AreEqual("", log.Text);

            static async Coroutine MainAsync(Log log)
            {
                TaskGroup group = new TaskGroup();
                Coroutine a = group.CreateTask(LogAsync(log));
                Coroutine b = group.CreateTask(LogAsync(log));
                await group.CloseAsync();
                Assert.IsTrue(a.IsCanceled && b.IsCanceled);
            }

            static async Coroutine LogAsync(Log log)
            {
                log.Add("ran");
            }
        }
    }
}
