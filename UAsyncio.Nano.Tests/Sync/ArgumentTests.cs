using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>What cannot be is refused by its name, and nothing has happened then.</summary>
    [TestClass]
    public class ArgumentTests
    {
        [TestMethod]
        public void Null_is_no_coroutine_to_wait_for()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine good = Work.SleepAsync(1);
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAll(null, good));
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAllSettled(good, null));
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAny(null, good));
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAnyOnly(good, null));
                test.RunFailing(typeof(ArgumentException), Coroutine.WhenAny());
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAll(null));
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAllSettled(null));
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAny(null));
                test.RunFailing(typeof(ArgumentNullException), Coroutine.WhenAnyOnly(null));
                Expect.Throws(typeof(ArgumentNullException), () => Coroutine.Shield(null));
                test.Run(good);
            }
        }

        [TestMethod]
        public void Limit_that_was_given_null_runs_the_next_one()
        {
            using (TestLoop test = new TestLoop())
            {
                TimeLimit limit = new TimeLimit(10);
                Expect.Throws(typeof(ArgumentNullException), () => limit.RunAsync(null));
                test.Run(limit.RunAsync(Work.SleepAsync(1)));
            }
        }

        [TestMethod]
        public void Numbers_out_of_range_are_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new Broadcast(0));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new Broadcast(32769));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new Broadcast(int.MaxValue));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => test.Loop.ReserveSlots(-1));
                test.AssertNothingLeft();
            }
        }
    }
}
