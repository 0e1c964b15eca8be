using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>Schedules of MicroPython's asyncio tests: cancel_fair, cancel_fair2, wait_for's races, wait_for_linked_task.</summary>
    [TestClass]
    public class PortedTests
    {
        [TestMethod]
        public void Tasks_that_cancel_each_other_again_and_again_leave_the_others_their_turns()
        {
            Log log = new Log();
            Coroutine[] tasks = new Coroutine[3];

            using (TestLoop test = new TestLoop())
            {
                tasks[0] = test.Loop.CreateTask(CancelOtherAsync(log, tasks, 0, 1));
                tasks[1] = test.Loop.CreateTask(CancelOtherAsync(log, tasks, 1, 0));
                tasks[2] = test.Loop.CreateTask(CancelOtherAsync(log, tasks, 2, -1));
                test.RunAll();
            }

            Assert.AreEqual("0 1 2 0done 1canceled 2done 0canceled 1canceled 2done 0canceled 1canceled 2done", log.Text);
        }

        [TestMethod]
        public void One_that_several_cancel_until_it_has_ended_ends_and_so_do_they()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine other = test.Loop.CreateTask(YieldForEverAsync(log));

                for (int i = 0; i < 3; i++)
                {
                    test.Loop.CreateTask(CancelUntilItHasEndedAsync(log, other, i.ToString()));
                }

                test.RunAll();
            }

            Assert.AreEqual("canceled 0 1 2", log.Text);
        }

        [TestMethod]
        public void Cancelled_at_whichever_turn_of_its_work_a_limit_ends_once_and_leaves_nothing()
        {
            for (int turns = 0; turns < 6; turns++)
            {
                using (TestLoop test = new TestLoop())
                {
                    Coroutine wait = test.Loop.CreateTask(Work.SleepAsync(0).WaitAsync(2000));
                    test.Run(CancelAfterAsync(wait, turns));
                    Assert.AreEqual(turns == 0, wait.IsCanceled, turns.ToString());
                    Assert.IsTrue(wait.IsCompleted);
                    Assert.AreEqual(0, test.Now);
                }
            }
        }

        [TestMethod]
        public void Tasks_that_wait_for_the_one_before_each_end_after_it()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine first = test.Loop.CreateTask(AfterAsync(null, log, "0"));
                Coroutine second = test.Loop.CreateTask(AfterAsync(first, log, "1"));
                Coroutine third = test.Loop.CreateTask(AfterAsync(second, log, "2"));
                test.Loop.Run(WaitForAsync(first, log, "first"));
                test.Run(WaitForAsync(third, log, "third"));
            }

            Assert.AreEqual("0 first 1 2 third", log.Text);
        }

        private static async Coroutine CancelOtherAsync(Log log, Coroutine[] tasks, int id, int other)
        {
            for (int i = 0; i < 3; i++)
            {
                try
                {
                    if (i == 0)
                    {
                        log.Add(id.ToString());
                    }

                    await Coroutine.Yield();
                    log.Add(id + "done");
                }
                catch (CanceledException)
                {
                    log.Add(id + "canceled");
                }

                if (other >= 0)
                {
                    tasks[other].Cancel();
                }
            }
        }

        private static async Coroutine YieldForEverAsync(Log log)
        {
            try
            {
                for (; ; )
                {
                    await Coroutine.Yield();
                }
            }
            finally
            {
                log.Add("canceled");
            }
        }

        private static async Coroutine CancelUntilItHasEndedAsync(Log log, Coroutine other, string name)
        {
            while (other.Cancel())
            {
                await Coroutine.Yield();
            }

            log.Add(name);
        }

        private static async Coroutine CancelAfterAsync(Coroutine wait, int turns)
        {
            for (int i = 0; i < turns; i++)
            {
                await Coroutine.Yield();
            }

            wait.Cancel();

            while (!wait.IsCompleted)
            {
                await Coroutine.Yield();
            }
        }

        private static async Coroutine AfterAsync(Coroutine before, Log log, string name)
        {
            if (before != null)
            {
                await before;
            }

            await Coroutine.Delay(100);
            log.Add(name);
        }

        private static async Coroutine WaitForAsync(Coroutine task, Log log, string name)
        {
            await task;
            log.Add(name);
        }
    }
}
