using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>WhenAny and WhenAnyOnly; Shield.</summary>
    [TestClass]
    public class WhenAnyTests
    {
        [TestMethod]
        public void The_first_to_end_is_told_and_the_others_go_on()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine slow = Work.ResultAsync(30, 1);
                Coroutine quick = Work.ResultAsync(10, 2);
                Assert.AreEqual(1, (int)test.Loop.Run(Coroutine.WhenAny(slow, quick)));
                Assert.AreEqual(10, test.Now);
                Assert.AreEqual(2, (int)quick.Result);
                Assert.AreEqual(1, (int)test.Loop.Run(JoinAsync(slow)));
                test.RunAll();
            }
        }

        [TestMethod]
        public void Only_cancels_the_others_and_awaits_their_cleanup()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine slow = Work.SlowCleanAsync(5);
                Assert.AreEqual(0, (int)test.Run(Coroutine.WhenAnyOnly(Work.SleepAsync(10), slow)));
                Assert.IsTrue(slow.IsCanceled);
                Assert.AreEqual(15, test.Now);
            }
        }

        [TestMethod]
        public void One_that_has_ended_already_is_the_first()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine ended = Give.Now(1);
                test.Run(ended);
                Assert.AreEqual(1, (int)test.Run(Coroutine.WhenAnyOnly(Work.SleepAsync(10), ended)));
                Coroutine other = Give.Now(2);
                test.Run(other);
                Assert.AreEqual(0, (int)test.Run(Coroutine.WhenAny(other, ended)));
                Assert.AreEqual(0, test.Now);
                test.RunFailing(typeof(ArgumentException), Coroutine.WhenAny());
            }
        }

        [TestMethod]
        public void The_failure_of_the_first_is_had_from_it_and_not_reported()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("reported " + exception.Message);
                test.Run(MainAsync(log));
                test.RunAll();
            }

            Assert.AreEqual("0 caught a reported b", log.Text);

            static async Coroutine MainAsync(Log log)
            {
                Coroutine[] both = { Work.FailAsync(10, "a"), Work.FailAsync(20, "b") };
                int first = await Coroutine.WhenAny(both);
                log.Add(first.ToString());

                try
                {
                    await both[first];
                }
                catch (ArgumentException exception)
                {
                    log.Add("caught " + exception.Message);
                }

                await Coroutine.Delay(50);
            }
        }

        [TestMethod]
        public void A_failure_in_the_cleanup_of_one_that_only_has_cancelled_is_reported()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("reported " + exception.Message);
                Assert.AreEqual(0, (int)test.Run(Coroutine.WhenAnyOnly(Work.SleepAsync(10), FailInCleanupAsync())));
                test.RunAll();
            }

            Assert.AreEqual("reported cleanup", log.Text);
        }

        [TestMethod]
        public void A_failure_that_who_waits_is_cancelled_before_is_reported()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("reported " + exception.Message);
                Coroutine task = test.Loop.CreateTask(Work.FailAsync(10, "a"));
                Coroutine first = test.Loop.CreateTask(AwaitShieldAsync(task));
                Coroutine second = test.Loop.CreateTask(AwaitShieldAsync(task));

                // Both are woken by its end, and cancelled before their turns.
                test.Loop.CreateTask(CancelAtEndAsync(task, first, second));
                test.RunAll();
                Assert.IsTrue(first.IsCanceled && second.IsCanceled);
            }

            Assert.AreEqual("reported a", log.Text);

            static async Coroutine CancelAtEndAsync(Coroutine task, Coroutine first, Coroutine second)
            {
                while (!task.IsCompleted)
                {
                    await Coroutine.Yield();
                }

                first.Cancel();
                second.Cancel();
            }
        }

        [TestMethod]
        public void Cancelling_it_leaves_the_others_alone_and_only_does_not()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine a = Work.ResultAsync(20, 1);
                Coroutine any = test.Loop.CreateTask(Coroutine.WhenAny(a));
                Coroutine b = Work.ResultAsync(20, 1);
                Coroutine only = test.Loop.CreateTask(Coroutine.WhenAnyOnly(b));
                test.Loop.CallLater(10, state =>
                {
                    any.Cancel();
                    only.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(any.IsCanceled && only.IsCanceled && b.IsCanceled);
                Assert.AreEqual(1, (int)a.Result);
            }
        }

        [TestMethod]
        public void Of_a_task_that_goes_on_no_slot_is_kept_however_often_it_is_waited_for()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine stop = test.Loop.CreateTask(Work.SleepAsync(996));
                Coroutine ended = Give.Now(1);
                test.Loop.Run(ended);
                int rounds = (int)test.Loop.Run(CountAsync(stop, ended));
                Assert.AreEqual(996, test.Now);
                Assert.IsTrue(rounds > 50, rounds.ToString());
                test.RunAll();
            }

            static async Coroutine<int> CountAsync(Coroutine stop, Coroutine ended)
            {
                for (int rounds = 0; ; rounds++)
                {
                    if (await Coroutine.WhenAny(stop, Work.SleepAsync(10)) == 0)
                    {
                        return rounds;
                    }

                    Assert.AreEqual(1, await Coroutine.WhenAny(stop, ended));
                    await Expect.ThrowsAsync(typeof(TimeoutException), Coroutine.WhenAny(stop).WaitAsync(5));
                    await Expect.ThrowsAsync(typeof(TimeoutException), Coroutine.WhenAny(stop).WaitAsync(0));
                    Assert.AreEqual(EventLoop.DefaultLength - 2, EventLoop.Current.FreeSlots);
                }
            }
        }

        [TestMethod]
        public void A_task_that_was_left_and_fails_is_reported_unless_it_is_awaited()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("reported " + exception.Message);
                Coroutine first = test.Loop.CreateTask(Work.FailAsync(10, "a"));
                Coroutine second = test.Loop.CreateTask(Work.FailAsync(20, "b"));
                Assert.AreEqual(2, (int)test.Loop.Run(Coroutine.WhenAny(first, second, Coroutine.Delay(5))));
                test.Run(Expect.ThrowsAsync(typeof(ArgumentException), second));
                test.RunAll();
            }

            Assert.AreEqual("reported a", log.Text);
        }

        [TestMethod]
        public void Only_takes_one_of_what_comes_in_the_same_turn_and_leaves_the_others()
        {
            using (TestLoop test = new TestLoop())
            {
                AsyncEvent one = new AsyncEvent(autoReset: true);
                AsyncEvent two = new AsyncEvent(autoReset: true);
                AsyncQueue queue = new AsyncQueue(2);
                Coroutine get = queue.GetAsync();
                test.Loop.CallLater(10, state =>
                {
                    one.Set();
                    two.Set();
                    queue.TryPut("item");
                });
                Assert.AreEqual(0, (int)test.Run(Coroutine.WhenAnyOnly(one.WaitAsync(), two.WaitAsync(), get, Coroutine.Delay(20))));
                Assert.IsFalse(one.IsSet);
                Assert.IsTrue(two.IsSet);
                Assert.IsTrue(get.IsCanceled);
                Assert.AreEqual("item", (string)queue.TryGet());

                // What is there from the beginning is not taken either.
                one.Set();
                Assert.AreEqual(0, (int)test.Run(Coroutine.WhenAnyOnly(one.WaitAsync(), two.WaitAsync())));
                Assert.IsTrue(two.IsSet);
            }
        }

        [TestMethod]
        public void What_has_ended_when_only_is_cancelled_is_there_still()
        {
            using (TestLoop test = new TestLoop())
            {
                AsyncQueue queue = new AsyncQueue(2);
                Coroutine[] two = { queue.GetAsync(), Coroutine.Delay(50) };
                Coroutine task = test.Loop.CreateTask(Coroutine.WhenAnyOnly(two));
                test.Loop.CallLater(10, state =>
                {
                    queue.TryPut("item");
                    task.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(task.IsCanceled);
                Assert.AreEqual("item", (string)two[0].Result);
                Assert.IsTrue(two[1].IsCanceled);
            }
        }

        [TestMethod]
        public void What_can_be_awaited_is_made_a_coroutine()
        {
            using (TestLoop test = new TestLoop())
            {
                AsyncEvent ready = new AsyncEvent();
                Coroutine delay = test.Loop.CreateTask(Coroutine.Delay(10));
                test.Loop.CallLater(5, state => ready.Set());
                test.Run(Coroutine.WhenAll(ready.WaitAsync(), Coroutine.Yield(), Coroutine.Delay(7), delay));
                Assert.AreEqual(10, test.Now);
                Assert.IsTrue(delay.IsCompleted);
                VoidAwaitable nothing = null;
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAll(nothing));
            }
        }

        [TestMethod]
        public void A_shield_keeps_cancellations_and_limits_out()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine inner = Work.ResultAsync(50, 7);
                Coroutine outer = test.Loop.CreateTask(AwaitShieldAsync(inner));
                test.Loop.CallLater(10, state => outer.Cancel());
                test.RunAll();
                Assert.IsTrue(outer.IsCanceled);
                Assert.AreEqual(7, (int)inner.Result);
                Coroutine second = Work.ResultAsync(50, 8);
                test.Loop.CreateTask(second);
                Expect.Throws(typeof(TimeoutException), () => test.Loop.Run(Coroutine.Shield(second).WaitAsync(10)));
                test.RunAll();
                Assert.AreEqual(8, (int)second.Result);
            }
        }

        [TestMethod]
        public void Through_a_shield_the_outcome_comes_out()
        {
            using (TestLoop test = new TestLoop())
            {
                test.RunFailing(typeof(ArgumentException), AwaitShieldAsync(Give.ThrowLater("inner")));
                test.Run(AwaitShieldAsync(Give.Later(1)));
            }
        }

        private static async Coroutine FailInCleanupAsync()
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

        private static async Coroutine AwaitShieldAsync(Coroutine inner)
        {
            await Coroutine.Shield(inner);
        }

        private static async Coroutine<object> JoinAsync(Coroutine coroutine)
        {
            await coroutine;
            return coroutine.Result;
        }
    }
}
