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
        public void A_cancelled_close_awaits_all_and_is_cancelled_then()
        {
            Coroutine slow = Work.SlowCleanAsync(20);

            using (TestLoop test = new TestLoop())
            {
                Coroutine main = test.Loop.CreateTask(MainAsync(slow));
                test.Loop.CallLater(10, state => main.Cancel());
                test.RunAll();
                Assert.IsTrue(main.IsCanceled);
                Assert.IsTrue(slow.IsCanceled);
            }

            static async Coroutine MainAsync(Coroutine slow)
            {
                TaskGroup group = new TaskGroup();
                _ = group.CreateTask(slow);
                await Coroutine.Delay(1);
                await group.CloseAsync();
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
