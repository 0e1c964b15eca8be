using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>WhenAll and WhenAllSettled: MicroPython's asyncio_gather, asyncio_gather_finished_early; CPython's gather tests.</summary>
    [TestClass]
    public class WhenAllTests
    {
        [TestMethod]
        public void Results_come_in_the_order_of_the_arguments()
        {
            using (TestLoop test = new TestLoop())
            {
                object[] results = (object[])test.Run(Coroutine.WhenAll(
                    Work.ResultAsync(30, 1), Work.SleepAsync(20), Work.ResultAsync(10, 3), Give.Now(4)));
                Assert.AreEqual(4, results.Length);
                Assert.AreEqual(1, (int)results[0]);
                Assert.IsNull(results[1]);
                Assert.AreEqual(3, (int)results[2]);
                Assert.AreEqual(4, (int)results[3]);
                Assert.AreEqual(30, test.Now);
            }
        }

        [TestMethod]
        public void They_are_awaited_by_await_too()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(3, test.Run(MainAsync()));
                Assert.AreEqual(0, ((object[])test.Run(Coroutine.WhenAll())).Length);
            }

            static async Coroutine<int> MainAsync()
            {
                object[] results = await Coroutine.WhenAll(Give.Later(1), Give.Later(2));
                return (int)results[0] + (int)results[1];
            }
        }

        [TestMethod]
        public void The_first_failure_cancels_the_others_and_awaits_their_cleanup()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Exception failure = test.RunFailing(typeof(ArgumentException), Coroutine.WhenAll(
                    CleanAsync(log, "a"), Work.FailAsync(10, "first"), CleanAsync(log, "b")));
                Assert.AreEqual("first", failure.Message);
                Assert.AreEqual(15, test.Now);
            }

            Assert.AreEqual("a clean b clean", log.Text);
        }

        [TestMethod]
        public void Cancelling_it_cancels_all_and_awaits_their_cleanup()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine all = test.Loop.CreateTask(Coroutine.WhenAll(CleanAsync(log, "a"), CleanAsync(log, "b")));
                test.Loop.CallLater(10, state => Assert.IsTrue(all.Cancel()));
                test.RunAll();
                Assert.IsTrue(all.IsCanceled);
            }

            Assert.AreEqual("a clean b clean", log.Text);
        }

        [TestMethod]
        public void A_limit_on_it_cancels_all()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.RunFailing(typeof(TimeoutException), Coroutine.WhenAll(CleanAsync(log, "a"), CleanAsync(log, "b")).WaitAsync(10));
            }

            Assert.AreEqual("a clean b clean", log.Text);
        }

        [TestMethod]
        public void One_that_is_cancelled_alone_is_a_failure()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine victim = Work.SleepAsync(1000);
                test.Loop.CallLater(10, state => victim.Cancel());
                test.RunFailing(typeof(CanceledException), Coroutine.WhenAll(Work.SleepAsync(1000), victim));
                Assert.IsTrue(test.Now < 1000);
            }
        }

        [TestMethod]
        public void Tasks_that_run_or_have_ended_are_taken_as_well()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine ended = test.Loop.CreateTask(Give.Now(1));
                Coroutine running = test.Loop.CreateTask(Work.ResultAsync(20, 2));
                test.Loop.Run(Give.Later(0));
                Assert.IsTrue(ended.IsCompleted);
                object[] results = (object[])test.Loop.Run(Coroutine.WhenAll(ended, running, running));
                Assert.AreEqual(1, (int)results[0]);
                Assert.AreEqual(2, (int)results[1]);
                Assert.AreEqual(2, (int)results[2]);
                test.AssertNothingLeft();
            }
        }

        [TestMethod]
        public void One_that_had_failed_before_fails_all()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine failed = Give.ThrowNow("before");
                test.RunFailing(typeof(ArgumentException), failed);
                test.RunFailing(typeof(ArgumentException), Coroutine.WhenAll(Work.SleepAsync(1000), failed));
                Assert.IsTrue(test.Now < 1000);
            }
        }

        [TestMethod]
        public void Settled_collects_results_and_failures()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine victim = Work.SleepAsync(1000);
                test.Loop.CallLater(5, state => victim.Cancel());
                object[] results = (object[])test.Run(Coroutine.WhenAllSettled(
                    Work.FailAsync(10, "a"), Work.ResultAsync(20, 2), Give.ThrowNow("c"), victim));
                Assert.AreEqual("a", ((Exception)results[0]).Message);
                Assert.AreEqual(2, (int)results[1]);
                Assert.AreEqual("c", ((Exception)results[2]).Message);
                Assert.IsInstanceOfType(results[3], typeof(CanceledException));
                Assert.AreEqual(20, test.Now);
            }
        }

        [TestMethod]
        public void A_second_failure_is_reported()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("reported " + exception.Message);
                Exception failure = test.RunFailing(typeof(ArgumentException), Coroutine.WhenAll(
                    Work.FailAsync(10, "first"), FailInCleanupAsync("second")));
                Assert.AreEqual("first", failure.Message);
            }

            Assert.AreEqual("reported second", log.Text);
        }

        [TestMethod]
        public void A_failure_in_the_cleanup_comes_out_also_when_it_was_cancelled()
        {
            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                Coroutine all = test.Loop.CreateTask(Coroutine.WhenAll(CleanAsync(new Log(), "a"), FailInCleanupAsync("second")));
                test.Loop.CallLater(10, state => Assert.IsTrue(all.Cancel()));
                test.RunAll();
                Assert.AreEqual("second", all.Exception.Message);
            }
        }

        [TestMethod]
        public void A_failure_wins_over_the_cancellation_of_one_alone()
        {
            int reported = 0;

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => reported++;
                Coroutine victim = Work.SleepAsync(1000);
                test.Loop.CallLater(10, state => victim.Cancel());
                Exception thrown = test.RunFailing(typeof(ArgumentException), Coroutine.WhenAll(victim, FailInCleanupAsync("cleanup")));
                Assert.AreEqual("cleanup", thrown.Message);
                Coroutine failed = Give.ThrowNow("before");
                test.RunFailing(typeof(ArgumentException), failed);
                thrown = test.RunFailing(typeof(ArgumentException), Coroutine.WhenAll(victim, failed));
                Assert.AreEqual("before", thrown.Message);
            }

            Assert.AreEqual(0, reported);
        }

        [TestMethod]
        public void A_failure_in_the_cleanup_of_Settled_is_not_lost()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.Message);
                Coroutine all = test.Loop.CreateTask(Coroutine.WhenAllSettled(Work.FailAsync(5, "settled"), FailInCleanupAsync("cleanup"), FailInCleanupAsync("another")));
                test.Loop.CallLater(10, state => Assert.IsTrue(all.Cancel()));
                test.RunAll();
                Assert.AreEqual("cleanup", all.Exception.Message);
            }

            Assert.AreEqual("another cleanup", log.Text);
        }

        [TestMethod]
        public void Without_room_for_all_none_starts()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop(3))
            {
                Expect.Refused("2 free", "readyLength", () => test.Run(Coroutine.WhenAll(LogAsync(log), LogAsync(log), LogAsync(log))));
                test.AssertNothingLeft();
            }

            Assert.AreEqual("", log.Text);

            static async Coroutine LogAsync(Log log)
            {
                log.Add("ran");
            }
        }

        private static async Coroutine FailInCleanupAsync(string message)
        {
            try
            {
                await Coroutine.Delay(1000);
            }
            finally
            {
                throw new ArgumentException(message);
            }
        }

        private static async Coroutine CleanAsync(Log log, string word)
        {
            try
            {
                await Coroutine.Delay(1000);
            }
            finally
            {
                await Coroutine.Delay(5);
                log.Add(word + " clean");
            }
        }
    }
}
