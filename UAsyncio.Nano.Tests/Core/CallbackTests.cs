using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>CallSoon and CallLater.</summary>
    [TestClass]
    public class CallbackTests
    {
        [TestMethod]
        public void CallLater_calls_at_its_time_and_once()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CallLater(25, state => log.Add("at " + test.Now));
                test.Run(DelayAsync(100));
            }

            Assert.AreEqual("at 25", log.Text);
        }

        [TestMethod]
        public void A_cancelled_CallSoon_is_not_called_and_its_slot_is_free()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine handle = test.Loop.CallSoon(state => log.Add("called"));
                Assert.IsTrue(handle.Cancel());
                Assert.IsFalse(handle.Cancel());
                Assert.IsTrue(handle.IsCanceled);
                test.AssertNothingLeft();
                test.RunAll();
            }

            Assert.AreEqual("", log.Text);
        }

        [TestMethod]
        public void A_cancelled_CallLater_is_not_called_and_its_slot_and_timer_are_free()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine handle = test.Loop.CallLater(10, state => log.Add("called"));
                Assert.IsTrue(handle.Cancel());
                test.AssertNothingLeft();
                test.Run(DelayAsync(20));
            }

            Assert.AreEqual("", log.Text);
        }

        [TestMethod]
        public void A_CallLater_that_is_due_already_can_still_be_cancelled()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine second = null;
                test.Loop.CallLater(10, state => Assert.IsTrue(second.Cancel()));
                second = test.Loop.CallLater(10, state => log.Add("called"));
                test.Loop.CallLater(10, state => log.Add("third"));
                test.Run(DelayAsync(20));
            }

            Assert.AreEqual("third", log.Text);
        }

        [TestMethod]
        public void A_handle_that_was_called_cannot_be_cancelled()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine handle = test.Loop.CallSoon(state => { });
                test.RunAll();
                Assert.IsTrue(handle.IsCompleted);
                Assert.IsFalse(handle.IsFaulted);
                Assert.IsFalse(handle.Cancel());
            }
        }

        [TestMethod]
        public void A_callback_that_cancels_itself_is_refused()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine handle = null;
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.GetType().Name);
                handle = test.Loop.CallSoon(state => handle.Cancel());
                test.RunAll();
            }

            Assert.AreEqual("InvalidOperationException", log.Text);
        }

        [TestMethod]
        public void Awaiting_a_handle_waits_for_the_call()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(30, test.Run(MainAsync(test.Loop)));
            }

            static async Coroutine<int> MainAsync(EventLoop loop)
            {
                await loop.CallLater(30, state => { });
                return loop.Ticks;
            }
        }

        [TestMethod]
        public void Awaiting_a_handle_that_is_cancelled_throws()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine handle = test.Loop.CallLater(30, state => { });
                test.Loop.CallLater(10, state => handle.Cancel());
                test.RunFailing(typeof(CanceledException), AwaitAsync(handle));
                Assert.AreEqual(10, test.Now);
            }

            static async Coroutine AwaitAsync(Coroutine handle)
            {
                await handle;
            }
        }

        [TestMethod]
        public void A_callback_can_schedule_the_next_for_ever_without_more_slots()
        {
            using (TestLoop test = new TestLoop(2, 1))
            {
                int[] count = new int[1];
                LoopCallback again = null;
                again = state =>
                {
                    // Its own slot is taken until it has returned: two are enough.
                    if (++count[0] < 50)
                    {
                        test.Loop.CallSoon(again);
                    }
                    else
                    {
                        test.Loop.Stop();
                    }
                };
                test.Loop.CallSoon(again);
                test.Loop.RunForever();
                Assert.AreEqual(50, count[0]);
                test.AssertNothingLeft();
            }
        }

        [TestMethod]
        public void Arguments_are_checked()
        {
            using (TestLoop test = new TestLoop())
            {
                Expect.Throws(typeof(ArgumentNullException), () => test.Loop.CallSoon(null));
                Expect.Throws(typeof(ArgumentNullException), () => test.Loop.CallLater(1, null));
                Expect.Throws(typeof(ArgumentNullException), () => test.Loop.Post(null));
                Expect.Throws(typeof(ArgumentNullException), () => test.Loop.CreateTask(null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => test.Loop.CallLater(-1, state => { }));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => test.Loop.CallLater(Coroutine.MaxDelay + 1, state => { }));
                test.AssertNothingLeft();
                test.Loop.CallLater(Coroutine.MaxDelay, state => { }).Cancel();
            }
        }

        private static async Coroutine DelayAsync(int milliseconds)
        {
            await Coroutine.Delay(milliseconds);
        }
    }
}
