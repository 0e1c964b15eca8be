using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncEvent: MicroPython's asyncio_event, asyncio_event_fair, asyncio_event_stress; CPython's EventTests.</summary>
    [TestClass]
    public class EventTests
    {
        [TestMethod]
        public void A_set_event_does_not_make_wait()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(test.Poller));
            }

            static async Coroutine MainAsync(FakePoller poller)
            {
                AsyncEvent set = new AsyncEvent();
                Assert.IsFalse(set.IsSet);
                set.Set();
                Assert.IsTrue(set.IsSet);
                await set.WaitAsync();
                await set.WaitAsync();
                Assert.IsTrue(set.IsSet);
                Assert.AreEqual(0, poller.Polls);
            }
        }

        [TestMethod]
        public void What_is_set_before_there_is_a_loop_is_set_when_it_runs()
        {
            AsyncEvent set = new AsyncEvent();
            AsyncEvent once = new AsyncEvent(false, true);
            AsyncQueue queue = new AsyncQueue(2);
            set.Set();
            once.Set();
            Assert.IsTrue(queue.TryPut("first"));
            Assert.IsTrue(queue.TryPut("second"));
            Assert.AreEqual("first", queue.TryGet());
            queue.Close();

            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("second", test.Run(MainAsync()));
            }

            async Coroutine<object> MainAsync()
            {
                await set.WaitAsync();
                await once.WaitAsync();
                return await queue.GetAsync();
            }
        }

        [TestMethod]
        public void Set_wakes_all_in_the_order_in_which_they_came()
        {
            Log log = new Log();
            AsyncEvent set = new AsyncEvent();

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 5; i++)
                {
                    test.Loop.CreateTask(WaitAsync(set, log, i.ToString()));
                }

                test.Loop.CallLater(5, state => log.Add("set"));
                test.Loop.CallLater(5, state => set.Set());
                test.RunAll();
            }

            Assert.AreEqual("set 0 1 2 3 4", log.Text);
        }

        [TestMethod]
        public void Who_was_woken_goes_on_although_it_is_reset_before_its_turn()
        {
            Log log = new Log();
            AsyncEvent set = new AsyncEvent();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(WaitAsync(set, log, "woken"));
                test.Loop.CallSoon(state =>
                {
                    set.Set();
                    set.Reset();
                });
                test.RunAll();
                Assert.IsFalse(set.IsSet);
            }

            Assert.AreEqual("woken", log.Text);
        }

        [TestMethod]
        public void One_that_waits_again_after_a_reset_waits_for_the_next_set()
        {
            Log log = new Log();
            AsyncEvent set = new AsyncEvent();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(TwiceAsync(set, log));
                test.Loop.CallLater(10, state => set.Set());
                test.Loop.CallLater(20, state => set.Set());
                test.RunAll();
            }

            Assert.AreEqual("10 20", log.Text);

            static async Coroutine TwiceAsync(AsyncEvent set, Log log)
            {
                for (int i = 0; i < 2; i++)
                {
                    await set.WaitAsync();
                    set.Reset();
                    log.Add((EventLoop.Current.Ticks / 10 * 10).ToString());
                }
            }
        }

        [TestMethod]
        public void A_waiter_that_is_cancelled_leaves_and_the_others_are_woken()
        {
            Log log = new Log();
            AsyncEvent set = new AsyncEvent();

            using (TestLoop test = new TestLoop())
            {
                Coroutine[] tasks = new Coroutine[4];

                for (int i = 0; i < tasks.Length; i++)
                {
                    tasks[i] = test.Loop.CreateTask(WaitAsync(set, log, i.ToString()));
                }

                test.Loop.CallLater(5, state =>
                {
                    tasks[0].Cancel();
                    tasks[2].Cancel();
                });
                test.Loop.CallLater(10, state => set.Set());
                test.RunAll();
                Assert.IsTrue(tasks[0].IsCanceled && tasks[2].IsCanceled);
            }

            Assert.AreEqual("1 3", log.Text);
        }

        [TestMethod]
        public void A_wait_under_a_limit_ends_by_it_and_leaves_nothing_behind()
        {
            AsyncEvent set = new AsyncEvent();

            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("limit", test.Run(Work.LimitAsync(RunAsync(set), 10)));
                Assert.IsFalse(set.HasWaiters);
            }

            static async Coroutine RunAsync(AsyncEvent set)
            {
                await set.WaitAsync();
            }
        }

        [TestMethod]
        public void With_automatic_reset_each_set_lets_one_through()
        {
            Log log = new Log();
            AsyncEvent set = new AsyncEvent(autoReset: true);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 3; i++)
                {
                    test.Loop.CreateTask(WaitAsync(set, log, i.ToString()));
                }

                for (int i = 1; i <= 3; i++)
                {
                    test.Loop.CallLater(10 * i, state =>
                    {
                        log.Add("set");
                        set.Set();
                    });
                }

                test.RunAll();
            }

            Assert.AreEqual("set 0 set 1 set 2", log.Text);
        }

        [TestMethod]
        public void With_automatic_reset_one_that_is_cancelled_after_it_was_woken_passes_the_set_on()
        {
            Log log = new Log();
            AsyncEvent set = new AsyncEvent(autoReset: true);

            using (TestLoop test = new TestLoop())
            {
                Coroutine first = test.Loop.CreateTask(WaitAsync(set, log, "first"));
                Coroutine second = test.Loop.CreateTask(WaitAsync(set, log, "second"));
                test.Loop.CallSoon(state =>
                {
                    set.Set();
                    first.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(first.IsCanceled);
                Assert.IsFalse(set.IsSet);

                // Nobody else waits: it stays set.
                Coroutine third = test.Loop.CreateTask(WaitAsync(set, log, "third"));
                test.Loop.CallSoon(state =>
                {
                    set.Set();
                    third.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(set.IsSet);
            }

            Assert.AreEqual("second", log.Text);
        }

        private static async Coroutine WaitAsync(AsyncEvent set, Log log, string word)
        {
            await set.WaitAsync();
            log.Add(word);
        }
    }
}
