using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>What a pass does, and in which order.</summary>
    [TestClass]
    public class OrderTests
    {
        [TestMethod]
        public void Ready_tasks_run_in_the_order_in_which_they_were_created()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 5; i++)
                {
                    test.Loop.CreateTask(TwiceAsync(log, i.ToString()));
                    test.Loop.CallSoon(word => log.Add((string)word), "c" + i);
                }

                test.RunAll();
            }

            Assert.AreEqual("0 c0 1 c1 2 c2 3 c3 4 c4 0 1 2 3 4", log.Text);
        }

        [TestMethod]
        public void The_ring_keeps_its_order_when_it_wraps()
        {
            Log log = new Log();
            string expected = "";

            using (TestLoop test = new TestLoop(3, 1))
            {
                for (int i = 0; i < 7; i++)
                {
                    test.Loop.CreateTask(TwiceAsync(log, "a"));
                    test.Loop.CreateTask(TwiceAsync(log, "b"));
                    test.RunAll();
                    expected += (i == 0 ? "" : " ") + "a b a b";
                }
            }

            Assert.AreEqual(expected, log.Text);
        }

        [TestMethod]
        public void A_due_timer_goes_behind_what_is_ready()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Poller.PassTime = 10;
                test.Loop.CallLater(10, word => log.Add("timer"));
                test.Loop.CreateTask(TwiceAsync(log, "ready"));
                test.RunAll();
            }

            Assert.AreEqual("ready ready timer", log.Text);
        }

        [TestMethod]
        public void A_woken_coroutine_goes_behind_what_is_ready()
        {
            Log log = new Log();
            Gate gate = new Gate();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(WaitAsync(gate, log));
                test.Loop.CallSoon(state => gate.WakeAll());
                test.Loop.CreateTask(TwiceAsync(log, "a"));
                test.RunAll();
            }

            Assert.AreEqual("a woken a", log.Text);
        }

        [TestMethod]
        public void Each_has_one_turn_a_pass()
        {
            using (TestLoop test = new TestLoop())
            {
                FakePoller poller = test.Poller;
                test.Run(MainAsync(poller));
            }

            static async Coroutine MainAsync(FakePoller poller)
            {
                for (int i = 0; i < 10; i++)
                {
                    Assert.AreEqual(i, poller.Polls);
                    await Coroutine.Yield();
                }
            }
        }

        [TestMethod]
        public void Each_has_one_turn_a_pass_also_when_a_ready_one_is_cancelled()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] victims = new Coroutine[3];
                Coroutine main = MainAsync(test.Poller, victims);
                test.Loop.CreateTask(main);

                for (int i = 0; i < victims.Length; i++)
                {
                    victims[i] = test.Loop.CallSoon(state => { });
                }

                test.RunAll();
                Assert.IsNull(main.Exception);
            }

            static async Coroutine MainAsync(FakePoller poller, Coroutine[] victims)
            {
                for (int i = 0; i < victims.Length; i++)
                {
                    Assert.AreEqual(i, poller.Polls);
                    victims[victims.Length - 1 - i].Cancel();
                    await Coroutine.Yield();
                }
            }
        }

        [TestMethod]
        public void What_is_created_in_a_pass_runs_in_the_next()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.CallSoon(state =>
                {
                    Assert.AreEqual(0, test.Poller.Polls);
                    test.Loop.CallSoon(state2 => Assert.AreEqual(1, test.Poller.Polls));
                    test.Loop.CallLater(0, state2 => Assert.AreEqual(1, test.Poller.Polls));
                });
                test.RunAll();
                Assert.AreEqual(2, test.Poller.Polls);
            }
        }

        [TestMethod]
        public void Io_is_polled_on_every_pass_also_while_something_is_ready()
        {
            Log waits = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Poller.Polled = wait => waits.Add(wait.ToString());
                test.Loop.CallLater(50, state => { });
                test.Run(MainAsync());
            }

            Assert.AreEqual("0 0 0 50", waits.Text);

            static async Coroutine MainAsync()
            {
                await Coroutine.Yield();
                await Coroutine.Yield();
                await Coroutine.Delay(0);
                await Coroutine.Delay(50);
            }
        }

        [TestMethod]
        public void While_io_is_waited_for_and_nothing_else_the_wait_is_endless()
        {
            Gate gate = new Gate();

            using (TestLoop test = new TestLoop())
            {
                FakePoller poller = test.Poller;
                poller.HasWaiters = true;
                poller.Polled = wait =>
                {
                    Assert.AreEqual(-1, (int)wait);
                    gate.WakeAll();
                };
                test.Run(WaitAsync(gate, new Log()));
                Assert.AreEqual(1, poller.Polls);
            }
        }

        [TestMethod]
        public void A_child_that_never_suspends_costs_no_pass()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(100, test.Run(MainAsync()));
                Assert.AreEqual(0, test.Poller.Polls);
            }

            static async Coroutine<int> MainAsync()
            {
                int sum = 0;

                for (int i = 0; i < 100; i++)
                {
                    sum += await OneAsync();
                }

                return sum;
            }

            static async Coroutine<int> OneAsync()
            {
                return 1;
            }
        }

        [TestMethod]
        public void A_parent_goes_on_in_the_turn_in_which_its_child_ends()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(DeepAsync(test.Poller, 10));
                Assert.AreEqual(1, test.Poller.Polls);
            }

            static async Coroutine DeepAsync(FakePoller poller, int depth)
            {
                if (depth == 0)
                {
                    await Coroutine.Yield();
                    return;
                }

                Assert.AreEqual(0, poller.Polls);
                await DeepAsync(poller, depth - 1);
                Assert.AreEqual(1, poller.Polls);
            }
        }

        private static async Coroutine TwiceAsync(Log log, string word)
        {
            log.Add(word);
            await Coroutine.Yield();
            log.Add(word);
        }

        private static async Coroutine WaitAsync(Gate gate, Log log)
        {
            await gate;
            log.Add("woken");
        }
    }
}
