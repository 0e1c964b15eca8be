using System;
using System.Threading;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>Post, and what else another thread may do.</summary>
    [TestClass]
    public class PostTests
    {
        [TestMethod]
        public void Posted_calls_happen_in_order_before_what_is_ready()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CallSoon(state => log.Add("ready"));
                test.Loop.Post(word => log.Add((string)word), "1");
                test.Loop.Post(word => log.Add((string)word), "2");
                test.RunAll();
            }

            Assert.AreEqual("1 2 ready", log.Text);
        }

        [TestMethod]
        public void A_posted_call_takes_no_slot()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop(1, 1))
            {
                test.Loop.Post(state => log.Add("posted"));
                Assert.AreEqual(1, test.Poller.Wakes);
                test.AssertNothingLeft();
                test.RunAll();
            }

            Assert.AreEqual("posted", log.Text);
        }

        [TestMethod]
        public void What_a_posted_call_posts_waits_for_the_next_pass()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.Post(state =>
                {
                    log.Add("1");
                    test.Loop.Post(state2 =>
                    {
                        log.Add("2 in pass " + test.Poller.Polls);
                        test.Loop.Stop();
                    });
                });
                test.Loop.RunForever();
            }

            Assert.AreEqual("1 2 in pass 1", log.Text);
        }

        [TestMethod]
        public void With_calls_posted_the_loop_does_not_wait()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.CallLater(1000, state => { });
                test.Loop.CallSoon(state => test.Loop.Post(state2 => test.Loop.Stop()));
                test.Loop.RunForever();
                Assert.AreEqual(1, test.Poller.Polls);
                Assert.AreEqual(0, test.Poller.LastWait);
                test.Poller.Ticks = 1000;
                test.RunAll();
            }
        }

        [TestMethod]
        public void A_call_too_many_is_refused_by_an_error_that_names_the_capacity_and_what_raises_it()
        {
            int[] count = new int[1];

            using (TestLoop test = new TestLoop(5, 1))
            {
                LoopCallback call = state => count[0]++;

                for (int i = 0; i < 5; i++)
                {
                    test.Loop.Post(call);
                }

                Expect.Refused("5", "readyLength", () => test.Loop.Post(call));
                test.RunAll();
                test.Loop.Post(call);
                test.RunAll();
            }

            Assert.AreEqual(6, count[0]);
        }

        [TestMethod]
        public void A_call_posted_by_another_thread_wakes_an_idle_loop()
        {
            Log log = new Log();
            WatchedPoller poller = new WatchedPoller();
            EventLoop loop = new EventLoop(4, 4, poller);
            int loopThread = Thread.CurrentThread.ManagedThreadId;

            try
            {
                Thread thread = new Thread(() =>
                {
                    for (int i = 0; i < 3; i++)
                    {
                        poller.WaitUntilIdle();
                        loop.Post(state => log.Add(Thread.CurrentThread.ManagedThreadId == loopThread ? "here" : "elsewhere"));
                    }

                    poller.WaitUntilIdle();
                    loop.Post(state => loop.Stop());
                });
                thread.Start();
                loop.RunForever();
                thread.Join();
            }
            finally
            {
                loop.Close();
            }

            Assert.AreEqual("here here here", log.Text);
        }

        [TestMethod]
        public void Stop_by_another_thread_ends_an_idle_loop()
        {
            WatchedPoller poller = new WatchedPoller();
            EventLoop loop = new EventLoop(4, 4, poller);

            try
            {
                Thread thread = new Thread(() =>
                {
                    poller.WaitUntilIdle();
                    loop.Stop();
                });
                thread.Start();
                loop.RunForever();
                thread.Join();
            }
            finally
            {
                loop.Close();
            }
        }

        [TestMethod]
        public void Of_calls_posted_by_several_threads_none_is_lost()
        {
            const int Threads = 3;
            const int Calls = 100;
            int[] count = new int[1];
            EventLoop loop = new EventLoop(4, 4);

            try
            {
                Thread[] threads = new Thread[Threads];
                LoopCallback call = state =>
                {
                    if (++count[0] == Threads * Calls)
                    {
                        loop.Stop();
                    }
                };
                ThreadStart work = () =>
                {
                    for (int i = 0; i < Calls;)
                    {
                        try
                        {
                            loop.Post(call);
                            i++;
                        }
                        catch (InvalidOperationException)
                        {
                            // Full: again.
                            Thread.Sleep(0);
                        }
                    }
                };

                for (int i = 0; i < Threads; i++)
                {
                    threads[i] = new Thread(work);
                    threads[i].Start();
                }

                loop.RunForever();

                for (int i = 0; i < Threads; i++)
                {
                    threads[i].Join();
                }
            }
            finally
            {
                loop.Close();
            }

            Assert.AreEqual(Threads * Calls, count[0]);
        }
    }
}
