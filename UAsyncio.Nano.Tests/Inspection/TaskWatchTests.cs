using System;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Inspection;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>The walk over the tasks of a loop that watches them, and the count of their turns.</summary>
    [TestClass]
    public class TaskWatchTests
    {
        [TestMethod]
        public void The_walk_goes_over_the_live_tasks_the_latest_first()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                WaitList gate = new WaitList();
                test.Loop.CreateTask(WaitAsync(gate), "first");
                test.Loop.CreateTask(SoonAsync(), "ends");
                test.Loop.CreateTask(WaitAsync(gate));
                Assert.AreEqual("WaitAsync ends first", Names(watch));
                test.Loop.Run(SoonAsync());
                Assert.AreEqual("WaitAsync first", Names(watch));
                gate.WakeAll();
                test.RunAll();
                Assert.AreEqual("", Names(watch));
            }
        }

        [TestMethod]
        public void Run_and_reserved_slots_are_in_the_walk_too()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                WaitList gate = new WaitList();
                test.Loop.ReserveSlots(1);
                test.Loop.StartReserved(WaitAsync(gate));
                test.Loop.Run(AssertNamesAsync(watch, "AssertNamesAsync WaitAsync"));
                gate.WakeAll();
                test.RunAll();
            }
        }

        [TestMethod]
        public void The_walk_goes_on_from_a_task_that_has_ended()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                WaitList gate = new WaitList();
                test.Loop.CreateTask(WaitAsync(gate), "first");
                TaskInfo middle = watch.Find(test.Loop.CreateTask(SoonAsync(), "middle"));
                test.Loop.CreateTask(SoonAsync(), "last");
                test.Loop.Run(SoonAsync());
                Assert.IsTrue(middle.Task.IsCompleted);
                Assert.IsNull(watch.Find(middle.Task));
                Assert.AreEqual("first", middle.Next.Task.Name);
                gate.WakeAll();
                test.RunAll();
            }
        }

        [TestMethod]
        public void A_task_cancelled_before_its_first_turn_leaves_the_walk()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                test.Loop.CreateTask(SoonAsync(), "never").Cancel();
                Assert.AreEqual("", Names(watch));
            }
        }

        [TestMethod]
        public void What_could_not_be_made_a_task_is_not_in_the_walk()
        {
            using (TestLoop test = new TestLoop(4, 1))
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                Coroutine last = test.Loop.CallLater(10, state => { });
                Expect.Refused("1", "timerLength", () => test.Loop.CallLater(10, state => { }));
                Assert.AreEqual("Callback", Names(watch));
                last.Cancel();
                Assert.AreEqual("", Names(watch));
            }
        }

        [TestMethod]
        public void Turns_and_the_longest_one_are_counted_with_those_of_children()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                TaskInfo task = watch.Find(test.Loop.CreateTask(StepsAsync(test.Poller), "steps"));
                TaskInfo other = watch.Find(test.Loop.CreateTask(SoonAsync(), "other"));
                test.RunAll();
                Assert.AreEqual(4, task.Turns);
                Assert.AreEqual(70, task.LongestTurn);
                Assert.AreEqual(70, task.TotalTime);
                Assert.AreEqual(2, other.Turns);
                Assert.AreEqual(0, other.LongestTurn);
            }
        }

        [TestMethod]
        public void LongTurn_is_told_the_task_and_the_coroutine_and_what_it_throws_is_reported()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                Log log = new Log();
                watch.TurnLimit = 50;
                watch.LongTurn = (task, resumed, time) =>
                {
                    log.Add(task.Name + "/" + resumed.Name + "/" + time);
                    throw new ArgumentException("broken");
                };
                test.Loop.ExceptionHandler = (task, exception) => log.Add(task.Name + ":" + exception.Message);
                test.Loop.CreateTask(StepsAsync(test.Poller), "steps");
                test.RunAll();
                Assert.AreEqual("steps/BusyAsync/70 steps:broken", log.Text);
            }
        }

        [TestMethod]
        public void TurnLimit_that_is_negative_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => watch.TurnLimit = -1);
                Assert.AreEqual(100, watch.TurnLimit);
            }
        }

        [TestMethod]
        public void A_turn_that_is_under_way_is_seen_from_another_thread()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                string seen = null;
                int time = 0;
                test.Loop.CreateTask(BlockAsync(test, () =>
                {
                    Thread other = new Thread(() =>
                    {
                        time = watch.TurnTime;
                        seen = watch.TurnOf.Name;
                    });
                    other.Start();
                    other.Join();
                }), "stuck");
                test.RunAll();
                Assert.AreEqual(5000, time);
                Assert.AreEqual("stuck", seen);
                Assert.AreEqual(0, watch.TurnTime);
            }
        }

        [TestMethod]
        public void The_watchdog_tells_a_turn_once_while_it_lasts_and_names_the_task()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                Log log = new Log();

                // Its own timer does not come by then: the test looks.
                using (Watchdog dog = new Watchdog(watch, new TimeSpan(0, 1, 40), (task, resumed, time) => log.Add(task.Name + "/" + resumed.Name + "/" + time)))
                {
                    test.Loop.CreateTask(OuterAsync(StuckAsync(test, dog)), "pump");
                    test.RunAll();
                    dog.Look();
                }

                Assert.AreEqual("pump/StuckAsync/100000", log.Text);
            }

            static async Coroutine StuckAsync(TestLoop test, Watchdog dog)
            {
                dog.Look();
                await Coroutine.Yield();
                test.Poller.Ticks += 99999;
                dog.Look();
                test.Poller.Ticks++;
                dog.Look();
                dog.Look();
            }
        }

        private static string Names(TaskWatch watch)
        {
            Log log = new Log();

            for (TaskInfo info = watch.First; info != null; info = info.Next)
            {
                log.Add(info.Task.Name);
            }

            return log.Text;
        }

        private static async Coroutine AssertNamesAsync(TaskWatch watch, string expected)
        {
            await Coroutine.Yield();
            Assert.AreEqual(expected, Names(watch));
        }

        private static async Coroutine SoonAsync()
        {
            await Coroutine.Yield();
        }

        private static async Coroutine WaitAsync(WaitList gate)
        {
            await gate;
        }

        private static async Coroutine OuterAsync(Coroutine inner)
        {
            await inner;
        }

        private static async Coroutine StepsAsync(FakePoller poller)
        {
            await Coroutine.Yield();
            await BusyAsync(poller);
            await Coroutine.Yield();
        }

        private static async Coroutine BusyAsync(FakePoller poller)
        {
            await Coroutine.Yield();
            poller.Ticks += 70;
        }

        private static async Coroutine BlockAsync(TestLoop test, Action look)
        {
            await Coroutine.Yield();
            test.Poller.Ticks += 5000;
            look();
        }
    }
}
