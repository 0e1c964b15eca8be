using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>What a coroutine is before, while and after it runs.</summary>
    [TestClass]
    public class CoroutineTests
    {
        [TestMethod]
        public void It_is_cold_until_it_is_awaited_or_scheduled()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine awaited = WordAsync(log, "awaited");
                Coroutine scheduled = WordAsync(log, "scheduled");
                test.Loop.Run(WordAsync(log, "other"));
                Assert.AreEqual("other", log.Text);
                test.Loop.CreateTask(scheduled);
                Assert.AreEqual("other", log.Text);
                test.Run(AwaitAsync(awaited));
            }

            Assert.AreEqual("other scheduled awaited", log.Text);
        }

        [TestMethod]
        public void A_finished_one_can_be_awaited_again_without_a_turn()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> coroutine = SumAsync(2, 3);
                Assert.AreEqual(5, test.Run(coroutine));
                Assert.AreEqual(10, test.Run(TwiceAsync(coroutine)));
                Assert.AreEqual(5, (int)((Coroutine)coroutine).Result);
            }

            static async Coroutine<int> TwiceAsync(Coroutine<int> coroutine)
            {
                return await coroutine + await coroutine;
            }
        }

        [TestMethod]
        public void A_task_gives_its_result_to_all_that_await_it_in_their_order()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> task = test.Loop.CreateTask(SumAsync(1, 2));

                for (int i = 0; i < 5; i++)
                {
                    test.Loop.CreateTask(LogResultAsync(log, i, task));
                }

                test.RunAll();
            }

            Assert.AreEqual("0:3 1:3 2:3 3:3 4:3", log.Text);
        }

        [TestMethod]
        public void A_child_that_others_await_too_resumes_its_parent_and_wakes_them()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> child = SumAsync(1, 2);

                for (int i = 0; i < 3; i++)
                {
                    test.Loop.CreateTask(LogResultAsync(log, i, child));
                }

                test.RunAll();
                test.AssertNothingLeft();
            }

            Assert.AreEqual("0:3 1:3 2:3", log.Text);
        }

        [TestMethod]
        public void CreateTask_of_one_that_has_started_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine task = test.Loop.CreateTask(GateAsync(gate));
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.CreateTask(task));
                test.Loop.CallSoon(state =>
                {
                    // Suspended now.
                    Expect.Throws(typeof(InvalidOperationException), () => test.Loop.CreateTask(task));
                    gate.WakeAll();
                });
                test.RunAll();
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.CreateTask(task));
                test.AssertNothingLeft();
            }
        }

        [TestMethod]
        public void CreateTask_returns_the_same_and_its_name_stays()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine coroutine = GateAsync(gate);
                Coroutine task = test.Loop.CreateTask(coroutine, "pump");
                Assert.AreSame(coroutine, task);
                Assert.AreEqual("pump", task.Name);
                test.Loop.CreateTask(AwaitAsync(task));
                test.Loop.CallSoon(state =>
                {
                    Assert.AreEqual("pump", task.Name);
                    gate.WakeAll();
                });
                test.RunAll();
                Assert.AreEqual("pump", task.Name);
            }
        }

        [TestMethod]
        public void The_name_of_one_without_tells_its_method()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine coroutine = SumAsync(1, 2);
                Assert.Contains("SumAsync", coroutine.Name);
                test.Run(coroutine);
                Assert.Contains("SumAsync", coroutine.Name);
            }
        }

        [TestMethod]
        public void Its_state_can_be_asked_for()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine<int> coroutine = SumAsync(1, 2);
                Assert.IsFalse(coroutine.IsCompleted);
                Assert.IsNull(coroutine.Exception);
                Expect.Throws(typeof(InvalidOperationException), () => ((Coroutine)coroutine).Result.ToString());
                test.Run(coroutine);
                Assert.IsTrue(coroutine.IsCompleted);
                Assert.IsFalse(coroutine.IsFaulted);
                Assert.IsFalse(coroutine.IsCanceled);
                Assert.IsNull(coroutine.Exception);
                Assert.AreEqual(3, coroutine.Result);
            }
        }

        [TestMethod]
        public void The_result_of_one_that_failed_is_its_exception()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine failing = FailAsync();
                test.RunFailing(typeof(ArgumentException), failing);
                Assert.IsTrue(failing.IsCompleted);
                Assert.IsTrue(failing.IsFaulted);
                Assert.AreSame(failing.Exception, Expect.Throws(typeof(ArgumentException), () => failing.Result.ToString()));
            }

            static async Coroutine FailAsync()
            {
                await Coroutine.Yield();
                throw new ArgumentException();
            }
        }

        [TestMethod]
        public void One_task_can_wait_for_many_one_after_the_other()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] tasks = new Coroutine[10];

                for (int i = 0; i < tasks.Length; i++)
                {
                    tasks[i] = test.Loop.CreateTask(SumAsync(i, i));
                }

                Assert.AreEqual(90, test.Run(TotalAsync(tasks)));
            }

            static async Coroutine<int> TotalAsync(Coroutine[] tasks)
            {
                int total = 0;

                for (int i = tasks.Length - 1; i >= 0; i--)
                {
                    await tasks[i];
                    total += (int)tasks[i].Result;
                }

                return total;
            }
        }

        private static async Coroutine<int> SumAsync(int a, int b)
        {
            await Coroutine.Yield();
            return a + b;
        }

        private static async Coroutine WordAsync(Log log, string word)
        {
            log.Add(word);
            await Coroutine.Yield();
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine)
        {
            await coroutine;
        }

        private static async Coroutine GateAsync(Gate gate)
        {
            await gate;
        }

        private static async Coroutine LogResultAsync(Log log, int index, Coroutine<int> task)
        {
            log.Add(index + ":" + await task);
        }
    }
}
