using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>How the device's poller waits.</summary>
    [TestClass]
    public class IdleTests
    {
        [TestMethod]
        public void With_io_parked_it_sleeps_longer_and_longer_up_to_MaxSleep()
        {
            using (NetLoop test = new NetLoop())
            {
                Assert.AreEqual("data", ReadWith(test, 47));
                Assert.AreEqual("1 2 4 8 8 8 8 8", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void MaxSleep_can_be_set()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Poller.MaxSleep = 3;
                Assert.AreEqual("data", ReadWith(test, 12));
                Assert.AreEqual("1 2 3 3 3", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void A_sleep_ends_with_the_next_timer()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Loop.CallLater(5, state => test.Poller.Sleeps.Add("timer"));
                Assert.AreEqual("data", ReadWith(test, 12));
                Assert.AreEqual("1 2 2 timer 1 2 4", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void With_nothing_parked_it_sleeps_in_one_piece()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Run(Work.SleepAsync(5000));
                Assert.AreEqual("5000", test.Poller.Sleeps.Text);
                Assert.AreEqual(0, test.Poller.IdleRounds);
            }
        }

        [TestMethod]
        public void With_nothing_at_all_it_sleeps_until_it_is_woken()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Poller.Slept = state => test.Loop.Stop();
                test.Loop.RunForever();
                Assert.AreEqual("-1", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void After_an_event_it_polls_for_the_window_before_it_sleeps()
        {
            Assert.AreEqual(4, LooksAfterAnEvent(4));
            Assert.AreEqual(20, LooksAfterAnEvent(20));

            // Without a window: once at the await and once in the pass.
            Assert.AreEqual(2, LooksAfterAnEvent(0));
        }

        [TestMethod]
        public void An_event_puts_it_back_to_short_sleeps()
        {
            using (NetLoop test = new NetLoop())
            {
                Assert.AreEqual("data", ReadWith(test, 15));
                Assert.AreEqual("data", ReadWith(test, 7));
                Assert.AreEqual("1 2 4 8 1 2 4", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void Wake_ends_the_wait_although_io_is_parked()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                Coroutine reader = test.Loop.CreateTask(Read.SomeAsync(new AsyncStream(transport), 10));
                test.Poller.Slept = state =>
                {
                    if (test.Now == 7)
                    {
                        test.Loop.Post(state2 => reader.Cancel());
                    }
                };
                Run(test, reader);
                Assert.AreEqual("1 2 4", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void A_Wake_before_the_wait_ends_the_next_one()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Poller.Wake();
                test.Poller.Poll(1000);
                Assert.AreEqual("", test.Poller.Sleeps.Text);
                test.Poller.Poll(1000);
                Assert.AreEqual("1000", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void IdleRounds_counts_what_found_nothing()
        {
            using (NetLoop test = new NetLoop())
            {
                ReadWith(test, 15);

                // One before each sleep.
                Assert.AreEqual(4, test.Poller.IdleRounds);
            }
        }

        [TestMethod]
        public void Wake_ups_in_ten_seconds_are_as_documented()
        {
            // Nothing parked: the timers', and none of its own.
            Assert.AreEqual(1, WakeUps(8, 10000, false));
            Assert.AreEqual(10, WakeUps(8, 1000, false));
            Assert.AreEqual(100, WakeUps(8, 100, false));

            // A read parked: 125 a second, and some more after each timer.
            Assert.AreEqual(1253, WakeUps(8, 10000, true));
            Assert.AreEqual(1280, WakeUps(8, 1000, true));
            Assert.AreEqual(1500, WakeUps(8, 100, true));
            Assert.AreEqual(205, WakeUps(50, 10000, true));
            Assert.AreEqual(19, WakeUps(1000, 10000, true));
        }

        [TestMethod]
        public void The_defaults_are_as_documented()
        {
            DevicePoller poller = new DevicePoller();
            Assert.AreEqual(4, poller.Window);
            Assert.AreEqual(8, poller.MaxSleep);
            Assert.AreEqual(1000, poller.RestTime);
            Assert.IsNull(poller.Resting);
            Assert.IsFalse(poller.HasWaiters);
        }

        // How often it wakes in 10 s, with a timer that comes again and again, and with or without a read to which nothing comes.
        private static int WakeUps(int maxSleep, int interval, bool isReading)
        {
            using (NetLoop test = new NetLoop())
            {
                int sleeps = 0;
                test.Poller.MaxSleep = maxSleep;
                test.Poller.Slept = state => sleeps++;
                Coroutine reader = isReading ? test.Loop.CreateTask(Read.SomeAsync(new AsyncStream(new FakeTransport()), 10)) : null;
                test.Loop.Run(TickAsync(interval));

                if (isReading)
                {
                    reader.Cancel();
                }

                return sleeps;
            }

            static async Coroutine TickAsync(int interval)
            {
                for (int time = 0; time < 10000; time += interval)
                {
                    await Coroutine.Delay(interval);
                }
            }
        }

        // How often it looks between an event and the first sleep; a look takes 1 ms.
        private static int LooksAfterAnEvent(int window)
        {
            using (NetLoop test = new NetLoop())
            {
                test.Poller.Window = window;
                FakeTransport transport = new FakeTransport();
                int readsAtEvent = 0;
                int readsAtSleep = 0;
                transport.Reading = state =>
                {
                    test.Poller.Advance(1);

                    if (transport.Reads == 3)
                    {
                        readsAtEvent = transport.Reads;
                        transport.Gives("first");
                    }
                };
                test.Poller.Slept = state =>
                {
                    if (readsAtEvent > 0)
                    {
                        readsAtSleep = transport.Reads;
                        transport.Gives("second");
                    }
                };
                test.Run(TwoReadsAsync(new AsyncStream(transport)));
                return readsAtSleep - readsAtEvent;
            }

            static async Coroutine TwoReadsAsync(AsyncStream stream)
            {
                Assert.AreEqual("first", await Read.SomeAsync(stream, 10));
                Assert.AreEqual("second", await Read.SomeAsync(stream, 10));
            }
        }

        // A read whose data comes after so many ms, from a peer and not by a timer.
        internal static string ReadWith(NetLoop test, int milliseconds)
        {
            FakeTransport transport = new FakeTransport();
            int due = test.Now + milliseconds;
            Coroutine reader = Read.SomeAsync(new AsyncStream(transport), 10);
            test.Poller.Slept = state =>
            {
                if (test.Now - due >= 0)
                {
                    test.Poller.Slept = null;
                    transport.Gives("data");
                }
            };
            return (string)test.Run(reader);
        }

        private static void Run(NetLoop test, Coroutine task)
        {
            // Without a timer of its own, unlike UntilAsync.
            test.Run(AwaitAsync(task));
        }

        private static async Coroutine AwaitAsync(Coroutine task)
        {
            try
            {
                await task;
            }
            catch (CanceledException)
            {
            }
        }
    }
}
