using System;
using System.Threading;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    [TestClass]
    public class TimeSpanTests
    {
        [TestMethod]
        public void A_delay_takes_a_time_span()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(DelayAsync());
                Assert.AreEqual(1501, test.Now);
            }
        }

        [TestMethod]
        public void A_time_limit_takes_a_time_span()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(5, (int)test.Run(LimitAsync()));
                Assert.AreEqual(4100, test.Now);
            }
        }

        [TestMethod]
        public void A_call_for_later_takes_a_time_span()
        {
            using (TestLoop test = new TestLoop())
            {
                int called = 0;
                test.Loop.CallLater(new TimeSpan(0, 0, 2), state => called = test.Now);
                test.RunAll();
                Assert.AreEqual(2000, called);
            }
        }

        [TestMethod]
        public void Time_spans_out_of_range_are_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                Refuse(() => Coroutine.Delay(new TimeSpan(-TimeSpan.TicksPerMillisecond)));
                Refuse(() => Coroutine.Delay(new TimeSpan(13, 0, 0, 0)));
                Refuse(() => Coroutine.Delay(TimeSpan.MaxValue));
                Refuse(() => test.Run(Work.SleepAsync(1).WaitAsync(new TimeSpan(-2 * TimeSpan.TicksPerMillisecond))));
                Refuse(() => test.Run(Work.SleepAsync(1).WaitAsync(TimeSpan.MaxValue)));
                Refuse(() => test.Loop.CallLater(TimeSpan.MinValue, state => { }));
                Refuse(() => new TimeLimit(new TimeSpan(-TimeSpan.TicksPerMillisecond)));
            }
        }

        [TestMethod]
        public void An_infinite_time_span_waits_for_ever()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(Work.SleepAsync(100000).WaitAsync(Timeout.InfiniteTimeSpan));
                Assert.AreEqual(100000, test.Now);
            }
        }

        private static void Refuse(Action action)
        {
            Expect.Throws(typeof(ArgumentOutOfRangeException), action);
        }

        private static async Coroutine DelayAsync()
        {
            // 1501.9 ms.
            await Coroutine.Delay(new TimeSpan((1501 * TimeSpan.TicksPerMillisecond) + 9000));
            await Coroutine.Delay(TimeSpan.Zero);
        }

        private static async Coroutine<int> LimitAsync()
        {
            TimeSpan second = new TimeSpan(0, 0, 1);
            await Expect.ThrowsAsync(typeof(TimeoutException), Work.SleepAsync(5000).WaitAsync(second));
            await Expect.ThrowsAsync(typeof(TimeoutException), Coroutine.Delay(5000).WaitAsync(second));
            TimeLimit limit = new TimeLimit(second);
            _ = EventLoop.Current.CallLater(900, state => limit.Reschedule(second));
            await Expect.ThrowsAsync(typeof(TimeoutException), limit.RunAsync(Work.SleepAsync(5000)));
            return await Work.ResultAsync(200, 5).WaitAsync(second);
        }
    }
}
