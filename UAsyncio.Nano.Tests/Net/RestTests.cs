using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Long sleeps of the device's poller, of which the program is told.</summary>
    [TestClass]
    public class RestTests
    {
        [TestMethod]
        public void Before_a_long_sleep_with_nothing_parked_Resting_is_told_how_long_it_may_be()
        {
            using (NetLoop test = new NetLoop())
            {
                Log rests = new Log();
                test.Poller.Resting = milliseconds => rests.Add(milliseconds.ToString());
                test.Run(Work.SleepAsync(5000));
                test.Run(Work.SleepAsync(1000));
                test.Run(Work.SleepAsync(999));
                Assert.AreEqual("5000 1000", rests.Text);
                test.Poller.RestTime = 999;
                test.Run(Work.SleepAsync(999));
                Assert.AreEqual("5000 1000 999", rests.Text);
            }
        }

        [TestMethod]
        public void What_Resting_sleeps_itself_is_taken_off_the_sleep()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Poller.Resting = milliseconds => test.Poller.Advance(4000);
                test.Run(Work.SleepAsync(5000));
                test.Run(Work.SleepAsync(2000));
                Assert.AreEqual("1000 0", test.Poller.Sleeps.Text);
                Assert.AreEqual(9000, test.Now);
            }
        }

        [TestMethod]
        public void What_Resting_schedules_is_not_slept_over()
        {
            using (NetLoop test = new NetLoop())
            {
                Log log = new Log();
                bool isFirst = true;
                test.Poller.Resting = milliseconds =>
                {
                    if (isFirst)
                    {
                        isFirst = false;
                        test.Loop.CallSoon(state => log.Add(test.Now.ToString()));
                        test.Loop.CallLater(10, state => log.Add(test.Now.ToString()));
                    }
                };
                test.Run(Work.SleepAsync(5000));
                Assert.AreEqual("0 10", log.Text);
                isFirst = true;
                test.Poller.Resting = milliseconds =>
                {
                    if (isFirst)
                    {
                        isFirst = false;
                        test.Loop.CallLater(20, state => log.Add(test.Now.ToString()));
                    }
                };
                test.Run(Work.SleepAsync(5000));
                Assert.AreEqual("0 10 5020", log.Text);
            }
        }

        [TestMethod]
        public void A_rest_without_a_timer_is_told_as_endless_and_what_it_posts_ends_it()
        {
            using (NetLoop test = new NetLoop())
            {
                int told = 0;
                test.Poller.Resting = milliseconds =>
                {
                    told = (int)milliseconds;
                    test.Loop.Post(state => test.Loop.Stop());
                };
                test.Loop.RunForever();
                Assert.AreEqual(-1, told);
            }
        }

        [TestMethod]
        public void With_io_parked_it_does_not_rest()
        {
            using (NetLoop test = new NetLoop())
            {
                bool rested = false;
                test.Poller.RestTime = 0;
                test.Poller.Resting = milliseconds => rested = true;
                Assert.AreEqual("data", IdleTests.ReadWith(test, 5000));
                Assert.IsFalse(rested);
            }
        }
    }
}
