using System;
using System.Threading;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>Coroutine.Run: what waits, on helper threads; and which task has its turn.</summary>
    [TestClass]
    public class BlockingTests
    {
        [TestMethod]
        public void The_loop_goes_on_while_a_function_waits_on_a_thread()
        {
            EventLoop loop = new EventLoop();

            try
            {
                loop.Run(MainAsync(loop));
            }
            finally
            {
                loop.Close();
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                // The function ends only when the loop has done something meanwhile.
                ManualResetEvent other = new ManualResetEvent(false);
                _ = loop.CallLater(5, state => other.Set());
                Coroutine call = Coroutine.Run(WaitFor, other);
                await call;
                Assert.IsTrue(call.IsCompleted);
            }
        }

        [TestMethod]
        public void Its_exception_comes_out()
        {
            EventLoop loop = new EventLoop();

            try
            {
                Expect.Throws(typeof(ArgumentException), () => loop.Run(Coroutine.Run(state => throw new ArgumentException())));
                Expect.Throws(typeof(ArgumentNullException), () => Coroutine.Run(null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => Coroutine.MaxHelperThreads = 0);
            }
            finally
            {
                loop.Close();
            }
        }

        [TestMethod]
        public void No_more_run_at_a_time_than_there_are_threads_and_all_are_called()
        {
            EventLoop loop = new EventLoop();
            int[] counts = new int[3];

            try
            {
                Coroutine[] calls = new Coroutine[8];

                for (int i = 0; i < calls.Length; i++)
                {
                    calls[i] = Coroutine.Run(CountAndWait, counts);
                }

                loop.Run(Coroutine.WhenAll(calls));
            }
            finally
            {
                loop.Close();
            }

            Assert.AreEqual(0, counts[0]);
            Assert.IsTrue(counts[1] <= Coroutine.MaxHelperThreads, "at a time: " + counts[1]);
            Assert.AreEqual(8, counts[2]);

            static void CountAndWait(object state)
            {
                int[] counts = (int[])state;

                lock (counts)
                {
                    counts[0]++;
                    counts[1] = counts[0] > counts[1] ? counts[0] : counts[1];
                    counts[2]++;
                }

                Thread.Sleep(2);

                lock (counts)
                {
                    counts[0]--;
                }
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_in_line_is_not_called()
        {
            EventLoop loop = new EventLoop();
            ManualResetEvent end = new ManualResetEvent(false);
            int[] called = new int[1];

            try
            {
                Coroutine first = loop.CreateTask(Coroutine.Run(WaitFor, end));
                Coroutine second = loop.CreateTask(Coroutine.Run(WaitFor, end));
                Coroutine third = loop.CreateTask(Coroutine.Run(state => called[0]++));
                loop.CallLater(5, state =>
                {
                    third.Cancel();

                    // After its turn, in which it leaves the line.
                    loop.CallSoon(state2 => end.Set());
                });
                loop.Run(Coroutine.WhenAllSettled(first, second, third));
                Assert.IsTrue(third.IsCanceled);
                Assert.AreEqual(0, called[0]);
            }
            finally
            {
                loop.Close();
            }
        }

        [TestMethod]
        public void The_current_task_stays_while_it_cancels_those_behind_it()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] others = new Coroutine[2];
                Coroutine first = null;
                first = test.Loop.CreateTask(CancelAsync());
                others[0] = test.Loop.CreateTask(Work.SleepAsync(1));
                others[1] = test.Loop.CreateTask(Work.SleepAsync(1));
                test.RunAll();
                Assert.IsFalse(first.IsFaulted);

                async Coroutine CancelAsync()
                {
                    for (int i = others.Length - 1; i >= 0; i--)
                    {
                        Assert.IsTrue(others[i].Cancel());
                        Assert.AreSame(first, test.Loop.CurrentTask);
                    }
                }
            }
        }

        [TestMethod]
        public void The_current_task_is_the_one_that_has_its_turn()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.IsNull(test.Loop.CurrentTask);
                Coroutine[] tasks = new Coroutine[3];

                for (int i = 0; i < tasks.Length; i++)
                {
                    tasks[i] = test.Loop.CreateTask(OuterAsync(test.Loop, tasks, i));
                }

                test.RunAll();
                Assert.IsNull(test.Loop.CurrentTask);
                Assert.IsNull(tasks[0].Exception);
                Assert.IsNull(tasks[2].Exception);
            }

            static async Coroutine OuterAsync(EventLoop loop, Coroutine[] tasks, int i)
            {
                Assert.AreSame(tasks[i], loop.CurrentTask);
                await InnerAsync(loop, tasks, i);
                Assert.AreSame(tasks[i], loop.CurrentTask);
            }

            static async Coroutine InnerAsync(EventLoop loop, Coroutine[] tasks, int i)
            {
                Assert.AreSame(tasks[i], loop.CurrentTask);
                await Coroutine.Delay(5 - i);
                Assert.AreSame(tasks[i], loop.CurrentTask);
            }
        }

        private static void WaitFor(object state)
        {
            ((ManualResetEvent)state).WaitOne();
        }
    }
}
