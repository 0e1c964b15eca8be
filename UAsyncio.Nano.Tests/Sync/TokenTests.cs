using System;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Cancellation;

#pragma warning disable UAN304 // On helper threads: blocking is what is tested.

namespace UAsyncio.Nano.Tests.Sync
{
    [TestClass]
    public class TokenTests
    {
        [TestMethod]
        public void A_token_cancels_a_coroutine_and_its_cleanup_is_awaited()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(CleanupAsync());
                Assert.AreEqual(150, test.Now);
            }
        }

        [TestMethod]
        public void A_token_that_another_thread_cancels_ends_the_wait_of_an_idle_loop()
        {
            using (TestLoop test = new RealLoop())
            {
                test.Run(OtherThreadAsync());
            }
        }

        [TestMethod]
        public void A_token_that_is_canceled_already_keeps_a_coroutine_from_starting()
        {
            TestLoop.RunOne(CanceledBeforeAsync());
        }

        [TestMethod]
        public void A_token_that_is_canceled_already_ends_a_task_that_has_begun()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
                Assert.AreEqual(50, test.Now);

                async Coroutine MainAsync()
                {
                    CancellationTokenSource source = new CancellationTokenSource();
                    source.Cancel();
                    Coroutine task = test.Loop.CreateTask(CleanUpAsync());
                    await Coroutine.Yield();
                    await Expect.ThrowsAsync(typeof(OperationCanceledException), task.WaitAsync(source.Token));
                    Assert.IsTrue(task.IsCanceled);
                }
            }

            static async Coroutine CleanUpAsync()
            {
                try
                {
                    await Coroutine.Delay(1000);
                }
                finally
                {
                    await Coroutine.Delay(50);
                }
            }
        }

        [TestMethod]
        public void A_token_that_nobody_cancels_changes_nothing()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(NotCanceledAsync(test));
            }
        }

        [TestMethod]
        public void A_token_that_cannot_be_canceled_takes_no_slots()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                int free = loop.FreeSlots;
                Coroutine waits = loop.CreateTask(Work.SleepAsync(10).WaitAsync(CancellationToken.None));
                await Coroutine.Yield();
                Assert.AreEqual(free - 1, loop.FreeSlots);
                await waits;
            }
        }

        [TestMethod]
        public void A_result_in_spite_of_the_token_is_the_outcome()
        {
            TestLoop.RunOne(InSpiteAsync());
        }

        [TestMethod]
        public void A_cancellation_from_outside_is_told_apart()
        {
            TestLoop.RunOne(OutsideAsync());
        }

        [TestMethod]
        public void A_cancellation_sets_a_source_and_an_end_does_not()
        {
            TestLoop.RunOne(SourceAsync());
        }

        [TestMethod]
        public void Blocking_work_is_told_by_its_token()
        {
            using (TestLoop test = new RealLoop())
            {
                test.Run(WorkAsync());
            }
        }

        [TestMethod]
        public void Nothing_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine none = null;
                test.RunFailing(typeof(ArgumentNullException), none.WaitAsync(CancellationToken.None));
                test.RunFailing(typeof(ArgumentNullException), none.CancelsAsync(new CancellationTokenSource()));
                test.RunFailing(typeof(ArgumentNullException), Work.SleepAsync(1).CancelsAsync(null));
                Expect.Throws(typeof(ArgumentNullException), () => CancellationExtensions.RunAsync(null));
            }
        }

        private static async Coroutine CleanupAsync()
        {
            CancellationTokenSource source = new CancellationTokenSource();
            _ = EventLoop.Current.CallLater(100, state => source.Cancel());
            Coroutine work = Work.SlowCleanAsync(50);
            await Expect.ThrowsAsync(typeof(OperationCanceledException), work.WaitAsync(source.Token));
            Assert.IsTrue(work.IsCanceled);
        }

        private static async Coroutine OtherThreadAsync()
        {
            CancellationTokenSource source = new CancellationTokenSource();
            new Thread(source.Cancel).Start();
            await Expect.ThrowsAsync(typeof(OperationCanceledException), Work.SleepAsync(1000000).WaitAsync(source.Token));
        }

        private static async Coroutine CanceledBeforeAsync()
        {
            bool hasBegun = false;
            Coroutine work = BeginAsync();
            await Expect.ThrowsAsync(typeof(OperationCanceledException), work.WaitAsync(new CancellationToken(true)));
            Assert.IsTrue(work.IsCanceled);
            Assert.IsFalse(hasBegun);

            // One that has ended is what it is.
            work = Work.ResultAsync(0, 3);
            await work;
            await work.WaitAsync(new CancellationToken(true));
            Assert.AreEqual(3, (int)work.Result);

            async Coroutine BeginAsync()
            {
                hasBegun = true;
                await Coroutine.Yield();
            }
        }

        private static async Coroutine NotCanceledAsync(TestLoop test)
        {
            CancellationTokenSource source = new CancellationTokenSource();
            Coroutine work = Work.ResultAsync(10, 5);
            await work.WaitAsync(source.Token);
            Assert.AreEqual(5, (int)work.Result);
            await Work.SleepAsync(10).WaitAsync(CancellationToken.None);
            await Expect.ThrowsAsync(typeof(ArgumentException), Work.FailAsync(10, "own").WaitAsync(source.Token));

            // It is let go: nothing hears of it any more.
            int wakes = test.Poller.Wakes;
            source.Cancel();
            Assert.AreEqual(wakes, test.Poller.Wakes);
        }

        private static async Coroutine InSpiteAsync()
        {
            CancellationTokenSource source = new CancellationTokenSource();
            _ = EventLoop.Current.CallLater(10, state => source.Cancel());
            Coroutine work = Work.SwallowAsync(1000);
            await work.WaitAsync(source.Token);
            Assert.AreEqual("swallowed", (string)work.Result);
        }

        private static async Coroutine OutsideAsync()
        {
            CancellationTokenSource source = new CancellationTokenSource();
            Coroutine work = Work.SleepAsync(1000);
            Coroutine waiting = EventLoop.Current.CreateTask(work.WaitAsync(source.Token));
            await Coroutine.Delay(10);
            waiting.Cancel();
            await Expect.ThrowsAsync(typeof(CanceledException), waiting);
            Assert.IsTrue(work.IsCanceled);

            // So is one of what is awaited.
            work = EventLoop.Current.CreateTask(Work.SleepAsync(1000));
            waiting = EventLoop.Current.CreateTask(work.WaitAsync(source.Token));
            await Coroutine.Delay(10);
            work.Cancel();
            await Expect.ThrowsAsync(typeof(CanceledException), waiting);
            source.Cancel();
        }

        private static async Coroutine SourceAsync()
        {
            CancellationTokenSource source = new CancellationTokenSource();
            await Work.SleepAsync(10).CancelsAsync(source);
            await Expect.ThrowsAsync(typeof(ArgumentException), Work.FailAsync(10, "own").CancelsAsync(source));
            Assert.IsFalse(source.IsCancellationRequested);
            Coroutine waiting = EventLoop.Current.CreateTask(Work.SleepAsync(1000).CancelsAsync(source));
            await Coroutine.Delay(10);
            waiting.Cancel();
            await Expect.ThrowsAsync(typeof(CanceledException), waiting);
            Assert.IsTrue(source.IsCancellationRequested);
        }

        private static async Coroutine WorkAsync()
        {
            AutoResetEvent begun = new AutoResetEvent(false);
            ThreadSafeFlag told = new ThreadSafeFlag();
            Coroutine work = EventLoop.Current.CreateTask(CancellationExtensions.RunAsync((token, state) => Wait(token, (AutoResetEvent)state, told), begun));
            await Coroutine.Run(state => begun.WaitOne());
            work.Cancel();
            await Expect.ThrowsAsync(typeof(CanceledException), work);
            await told.WaitAsync();
        }

        private static void Wait(CancellationToken token, AutoResetEvent begun, ThreadSafeFlag told)
        {
            begun.Set();
            token.WaitHandle.WaitOne();
            told.Set();
        }

        /// <summary>With the device's poller: other threads wake it.</summary>
        private sealed class RealLoop : TestLoop
        {
            public RealLoop()
                : base(EventLoop.DefaultLength, EventLoop.DefaultLength, new DevicePoller())
            {
            }
        }
    }
}
