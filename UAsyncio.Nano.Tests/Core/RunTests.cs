using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>Run, RunForever, Stop, deadlocks, Hold and Close.</summary>
    [TestClass]
    public class RunTests
    {
        [TestMethod]
        public void Run_returns_the_result()
        {
            Assert.AreEqual(7, TestLoop.RunOne(SevenAsync()));
            Assert.AreEqual("text", TestLoop.RunOne(TextAsync()));
            Assert.IsNull(TestLoop.RunOne(NothingAsync()));

            using (TestLoop test = new TestLoop())
            {
                int typed = test.Loop.Run(SevenAsync());
                Assert.AreEqual(7, typed);
            }

            static async Coroutine<string> TextAsync()
            {
                await Coroutine.Yield();
                return "text";
            }

            static async Coroutine NothingAsync()
            {
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void Run_can_be_called_again_and_tasks_go_on_then()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(ThreeAsync(log));
                test.Loop.Run(SevenAsync());
                Assert.AreEqual("0 1", log.Text);
                test.Loop.Run(SevenAsync());
                Assert.AreEqual("0 1 2", log.Text);
                test.AssertNothingLeft();
            }

            static async Coroutine ThreeAsync(Log log)
            {
                for (int i = 0; i < 3; i++)
                {
                    log.Add(i.ToString());
                    await Coroutine.Yield();
                }
            }
        }

        [TestMethod]
        public void Run_inside_Run_is_refused_and_harmless()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual(7, test.Run(NestAsync(test)));
            }

            static async Coroutine<int> NestAsync(TestLoop test)
            {
                Coroutine<int> inner = SevenAsync();
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(inner));
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.RunForever());
                await Coroutine.Yield();
                return await inner;
            }
        }

        [TestMethod]
        public void Run_refuses_null_and_what_has_started()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine done = SevenAsync();
                test.Run(done);
                Expect.Throws(typeof(ArgumentNullException), () => test.Loop.Run((Coroutine)null));
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(done));
                test.AssertNothingLeft();
            }
        }

        [TestMethod]
        public void Stop_ends_RunForever_after_the_pass()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CallSoon(state => test.Loop.Stop());
                test.Loop.CallSoon(state =>
                {
                    log.Add("same pass");
                    test.Loop.CallSoon(state2 => log.Add("next pass"));
                });
                test.Loop.RunForever();
                Assert.AreEqual("same pass", log.Text);
                test.RunAll();
                Assert.AreEqual("same pass next pass", log.Text);
            }
        }

        [TestMethod]
        public void Stop_makes_Run_fail_and_its_coroutine_can_go_on_later()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine waiting = WaitAsync(gate);
                test.Loop.CallSoon(state => test.Loop.Stop());
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(waiting));
                Assert.IsFalse(waiting.IsCompleted);
                gate.WakeAll();
                test.RunAll();
                Assert.IsTrue(waiting.IsCompleted);
            }
        }

        [TestMethod]
        public void Run_throws_when_nothing_is_left_that_could_wake_its_coroutine()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine waiting = WaitAsync(gate);
                Exception deadlock = Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(waiting));
                Assert.Contains("deadlock", deadlock.Message);
                Assert.AreEqual(0, test.Poller.Polls);

                // The loop can be used on, also for what is cancelled before its first turn, and the coroutine too.
                Coroutine seven = SevenAsync();
                test.Loop.CallSoon(state => seven.Cancel());
                Expect.Throws(typeof(CanceledException), () => test.Loop.Run(seven));
                Assert.AreEqual(7, test.Loop.Run(SevenAsync()));
                gate.WakeAll();
                test.RunAll();
                Assert.IsTrue(waiting.IsCompleted);
            }
        }

        [TestMethod]
        public void Two_tasks_that_wait_for_each_other_are_a_deadlock()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] tasks = new Coroutine[2];
                tasks[0] = test.Loop.CreateTask(AwaitOtherAsync(tasks, 1));
                tasks[1] = AwaitOtherAsync(tasks, 0);
                Assert.Contains("deadlock", Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(tasks[1])).Message);
            }

            static async Coroutine AwaitOtherAsync(Coroutine[] tasks, int other)
            {
                await Coroutine.Yield();
                await tasks[other];
            }
        }

        [TestMethod]
        public void A_timer_or_waiting_io_is_no_deadlock()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                test.Loop.CallLater(1000, state => gate.WakeAll());
                test.Run(WaitAsync(gate));
                Assert.AreEqual(1000, test.Now);
                test.Poller.HasWaiters = true;
                test.Poller.Polled = wait => gate.WakeAll();
                test.Run(WaitAsync(gate));
            }
        }

        [TestMethod]
        public void Hold_says_that_something_outside_will_come_and_Release_that_it_has()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                test.Loop.Hold();
                test.Loop.Hold();
                test.Loop.Release();
                test.Poller.Polled = wait =>
                {
                    Assert.AreEqual(-1, (int)wait);
                    test.Loop.Post(state => gate.WakeAll());
                };
                test.Run(WaitAsync(gate));
                Assert.AreEqual(1, test.Poller.Polls);
                test.Loop.Release();
                Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(WaitAsync(gate)));
            }
        }

        [TestMethod]
        public void RunForever_with_nothing_to_do_waits_and_is_no_deadlock()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Poller.Polled = wait =>
                {
                    Assert.AreEqual(-1, (int)wait);
                    test.Loop.Stop();
                };
                test.Loop.RunForever();
                Assert.AreEqual(1, test.Poller.Polls);
            }
        }

        [TestMethod]
        public void Close_gives_the_threads_place_back_and_closing_twice_does_nothing()
        {
            TestLoop first = new TestLoop();
            first.Loop.Close();
            first.Loop.Close();
            Assert.AreEqual(1, first.Poller.Closes);
            Expect.Throws(typeof(InvalidOperationException), () => EventLoop.Current.Close());

            using (TestLoop second = new TestLoop())
            {
                first.Loop.Close();
                Assert.AreSame(second.Loop, EventLoop.Current);
                second.Run(SevenAsync());
            }
        }

        [TestMethod]
        public void A_closed_loop_takes_nothing_and_runs_nothing()
        {
            TestLoop test = new TestLoop();
            test.Loop.Close();
            Expect.Throws(typeof(ObjectDisposedException), () => test.Loop.CreateTask(SevenAsync()));
            Expect.Throws(typeof(ObjectDisposedException), () => test.Loop.CallSoon(state => { }));
            Expect.Throws(typeof(ObjectDisposedException), () => test.Loop.CallLater(1, state => { }));
            Expect.Throws(typeof(ObjectDisposedException), () => test.Loop.Run(SevenAsync()));
            Expect.Throws(typeof(ObjectDisposedException), () => test.Loop.RunForever());
        }

        [TestMethod]
        public void Close_while_it_runs_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(CloseAsync(test.Loop));
            }

            static async Coroutine CloseAsync(EventLoop loop)
            {
                await Coroutine.Yield();
                Expect.Throws(typeof(InvalidOperationException), () => loop.Close());
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void Close_with_tasks_alive_leaves_them_where_they_are()
        {
            Log log = new Log();
            TestLoop test = new TestLoop();
            Gate gate = new Gate();
            Coroutine alive = test.Loop.CreateTask(WaitAsync(gate));
            test.Loop.Run(SevenAsync());
            test.Loop.Close();
            Assert.IsFalse(alive.IsCompleted);
            Assert.AreEqual(1, gate.Waiters);
        }

        [TestMethod]
        public void What_a_closed_loop_has_never_begun_can_be_cancelled_beside_the_next_one_and_takes_no_slot_there()
        {
            TestLoop first = new TestLoop();
            Coroutine ready = first.Loop.CreateTask(SevenAsync());
            Coroutine late = first.Loop.CallLater(5, state => { });
            first.Loop.Close();

            using (TestLoop second = new TestLoop())
            {
                int slots = second.Loop.FreeSlots;
                Assert.IsTrue(ready.Cancel());
                Assert.IsTrue(late.Cancel());
                Assert.IsTrue(ready.IsCanceled && late.IsCanceled);
                Assert.AreEqual(slots, second.Loop.FreeSlots);
            }
        }

        private static async Coroutine<int> SevenAsync()
        {
            await Coroutine.Yield();
            return 7;
        }

        private static async Coroutine WaitAsync(Gate gate)
        {
            await gate;
        }
    }
}
