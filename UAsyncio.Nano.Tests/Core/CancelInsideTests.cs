using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>What a cancellation does inside the one that is cancelled.</summary>
    [TestClass]
    public class CancelInsideTests
    {
        [TestMethod]
        public void It_is_thrown_at_the_innermost_await_and_runs_the_finally_blocks_from_the_inside()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(LevelAsync(3, new Gate(), log));
                test.Loop.CallSoon(state => task.Cancel());
                test.RunAll();
                Assert.IsTrue(task.IsCanceled);
            }

            Assert.AreEqual("in3 in2 in1 gate out1 out2 out3", log.Text);

            static async Coroutine LevelAsync(int level, Gate gate, Log log)
            {
                try
                {
                    log.Add("in" + level);
                    await (level == 1 ? GateAsync(gate, log) : LevelAsync(level - 1, gate, log));
                }
                finally
                {
                    log.Add("out" + level);
                }
            }
        }

        [TestMethod]
        public void Awaits_in_finally_run_to_their_end()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(CleanAsync(new Gate(), log));
                test.Loop.CallSoon(state => task.Cancel());
                test.RunFailing(typeof(CanceledException), AwaitAsync(task));
                Assert.AreEqual(10, test.Now);
            }

            Assert.AreEqual("gate cleaning clean", log.Text);

            static async Coroutine CleanAsync(Gate gate, Log log)
            {
                try
                {
                    await GateAsync(gate, log);
                }
                finally
                {
                    log.Add("cleaning");
                    await Coroutine.Delay(10);
                    log.Add("clean");
                }
            }
        }

        [TestMethod]
        public void It_can_be_caught_and_the_coroutine_goes_on_to_its_result()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(StubbornAsync(new Gate()));
                test.Loop.CallSoon(state => task.Cancel());
                test.RunAll();
                Assert.IsFalse(task.IsCanceled);
                Assert.IsFalse(task.IsFaulted);
                Assert.AreEqual("went on", (string)task.Result);
            }

            static async Coroutine<string> StubbornAsync(Gate gate)
            {
                try
                {
                    await gate;
                }
                catch (CanceledException)
                {
                    await Coroutine.Delay(5);
                }

                await Coroutine.Yield();
                return "went on";
            }
        }

        [TestMethod]
        public void A_parent_whose_child_catches_it_is_not_cancelled()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(ParentAsync(new Gate(), log));
                test.Loop.CallSoon(state => task.Cancel());
                test.RunAll();
                Assert.IsFalse(task.IsFaulted);
            }

            Assert.AreEqual("child parent", log.Text);

            static async Coroutine ParentAsync(Gate gate, Log log)
            {
                await ChildAsync(gate, log);
                await Coroutine.Yield();
                log.Add("parent");
            }

            static async Coroutine ChildAsync(Gate gate, Log log)
            {
                try
                {
                    await gate;
                }
                catch (CanceledException)
                {
                    log.Add("child");
                }
            }
        }

        [TestMethod]
        public void Another_exception_thrown_instead_is_what_comes_out()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(ReplaceAsync(new Gate()));
                test.Loop.CallSoon(state => task.Cancel());
                Assert.AreEqual("instead", test.RunFailing(typeof(ArgumentException), AwaitAsync(task)).Message);
                Assert.IsFalse(task.IsCanceled);
            }

            static async Coroutine ReplaceAsync(Gate gate)
            {
                try
                {
                    await gate;
                }
                catch (CanceledException)
                {
                    throw new ArgumentException("instead");
                }
            }
        }

        [TestMethod]
        public void It_is_forwarded_to_a_task_that_is_awaited()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine inner = test.Loop.CreateTask(GateAsync(new Gate(), new Log()));
                Coroutine outer = test.Loop.CreateTask(AwaitAsync(inner));
                test.Loop.CallSoon(state => outer.Cancel());
                test.RunAll();
                Assert.IsTrue(inner.IsCanceled);
                Assert.IsTrue(outer.IsCanceled);
            }
        }

        [TestMethod]
        public void All_that_await_a_cancelled_task_get_it()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(GateAsync(new Gate(), new Log()));
                Coroutine first = test.Loop.CreateTask(AwaitAsync(task));
                Coroutine second = test.Loop.CreateTask(AwaitAsync(task));
                test.Loop.CallSoon(state => task.Cancel());
                test.RunAll();
                Assert.IsTrue(first.IsCanceled);
                Assert.IsTrue(second.IsCanceled);
            }
        }

        [TestMethod]
        public void A_cancellation_of_the_cleanup_ends_the_cleanup()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(SlowCleanAsync(new Gate(), log));
                test.Loop.CallLater(1, state => task.Cancel());
                test.Loop.CallLater(5, state => task.Cancel());
                test.RunAll();
                Assert.IsTrue(task.IsCanceled);
                Assert.IsTrue(test.Now < 20);
            }

            Assert.AreEqual("gate cleaning", log.Text);

            static async Coroutine SlowCleanAsync(Gate gate, Log log)
            {
                try
                {
                    await GateAsync(gate, log);
                }
                finally
                {
                    log.Add("cleaning");
                    await Coroutine.Delay(1000);
                    log.Add("clean");
                }
            }
        }

        [TestMethod]
        public void The_main_coroutine_can_be_cancelled_and_Run_throws_it()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine main = GateAsync(new Gate(), new Log());
                test.Loop.CallLater(3, state => main.Cancel());
                test.RunFailing(typeof(CanceledException), main);
            }
        }

        private static async Coroutine GateAsync(Gate gate, Log log)
        {
            log.Add("gate");
            await gate;
            log.Add("woken");
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine)
        {
            await coroutine;
        }
    }
}
