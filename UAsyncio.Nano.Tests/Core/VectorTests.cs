using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>The vectors of the loop and of coroutines.</summary>
    [TestClass]
    public class VectorTests
    {
        [TestMethod]
        public void Vector_fair_schedule()
        {
            Log log = new Log();
            string expected = "0 1 2 3 4 5 6 7 8 9";

            for (int i = 1; i < 20; i++)
            {
                expected += " 0 1 2 3 4 5 6 7 8 9";
            }

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 10; i++)
                {
                    test.Loop.CreateTask(AppendAsync(log, i));
                }

                test.RunAll();
            }

            Assert.AreEqual(expected, log.Text);

            static async Coroutine AppendAsync(Log log, int index)
            {
                for (int i = 0; i < 20; i++)
                {
                    log.Add(index.ToString());
                    await Coroutine.Yield();
                }
            }
        }

        [TestMethod]
        public void Vector_full_wait()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                FakePoller poller = test.Poller;
                poller.FixedWait = 100;
                poller.Polled = wait =>
                {
                    if (poller.Ticks == 100)
                    {
                        test.Loop.CallSoon(state => log.Add("A" + poller.Ticks));
                    }
                    else if (poller.Ticks == 1000)
                    {
                        test.Loop.Stop();
                    }
                };

                test.Loop.CallLater(500, state => log.Add("B" + poller.Ticks));
                test.Loop.RunForever();
                Assert.AreEqual(1000, poller.Ticks);
                test.AssertNothingLeft();
            }

            Assert.AreEqual("A100 B500", log.Text);
        }

        [TestMethod]
        public void Vector_cancel()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(test.Loop, log));
            }

            Assert.AreEqual("ping1 ping1 ping1 cancelled ping2 ping2", log.Text);

            static async Coroutine MainAsync(EventLoop loop, Log log)
            {
                Coroutine first = loop.CreateTask(CatchingAsync(log));
                await Coroutine.Delay(300);
                first.Cancel();
                await first;
                Coroutine second = loop.CreateTask(PingAsync(log, "ping2"));
                await Coroutine.Delay(200);
                second.Cancel();
                await Coroutine.Delay(500);
            }

            static async Coroutine CatchingAsync(Log log)
            {
                try
                {
                    await PingAsync(log, "ping1");
                }
                catch (CanceledException)
                {
                    log.Add("cancelled");
                }
            }

            static async Coroutine PingAsync(Log log, string word)
            {
                for (; ; )
                {
                    log.Add(word);
                    await Coroutine.Delay(100);
                }
            }
        }

        [TestMethod]
        public void Vector_cancel_immediate()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(BodyAsync(log));
                Assert.IsTrue(task.Cancel());
                Assert.IsTrue(task.IsCanceled);
                test.AssertNothingLeft();
                test.RunAll();
            }

            Assert.AreEqual("", log.Text);

            static async Coroutine BodyAsync(Log log)
            {
                log.Add("ran");
                await Coroutine.Yield();
                log.Add("ran on");
            }
        }

        [TestMethod]
        public void Vector_cancel_sleep()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Poller.PassTime = 1;
                Assert.AreEqual(true, test.Run(MainAsync(test.Loop)));
            }

            static async Coroutine<bool> MainAsync(EventLoop loop)
            {
                Coroutine sleeper = loop.CreateTask(SleepAsync());
                await Coroutine.Delay(50);
                int before = loop.Ticks;
                sleeper.Cancel();

                try
                {
                    await sleeper;
                }
                catch (CanceledException)
                {
                    return loop.Ticks - before < 10;
                }

                return false;
            }

            static async Coroutine SleepAsync()
            {
                await Coroutine.Delay(1000);
            }
        }

        [TestMethod]
        public void Vector_wait_for()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(log));
            }

            Assert.AreEqual("ping timeout ping ping timeout ping ping 10 end", log.Text);

            static async Coroutine MainAsync(Log log)
            {
                for (int limit = 100; limit <= 300; limit += 100)
                {
                    try
                    {
                        log.Add((await WorkAsync(log).WaitAsync(limit)).ToString());
                    }
                    catch (TimeoutException)
                    {
                        log.Add("timeout");
                    }
                }

                await Coroutine.Delay(100);
                log.Add("end");
            }

            static async Coroutine<int> WorkAsync(Log log)
            {
                for (int i = 0; i < 2; i++)
                {
                    log.Add("ping");
                    await Coroutine.Delay(100);
                }

                return 10;
            }
        }

        [TestMethod]
        public void Vector_cb_args()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CallSoon(log2 => ((Log)log2).Add("soon"), log);
                test.Loop.CallLater(10, text => log.Add((string)text), "later");
                test.Loop.CallLater(20, loop => ((EventLoop)loop).Stop(), test.Loop);
                test.Loop.CallLater(30, text => log.Add((string)text), "too late");
                test.Loop.RunForever();
                Assert.AreEqual(20, test.Now);
            }

            Assert.AreEqual("soon later", log.Text);
        }

        [TestMethod]
        public void Vector_timeouts_that_never_fire()
        {
            using (TestLoop test = new TestLoop(4, 4))
            {
                test.Run(MainAsync(test.Loop));
                Assert.AreEqual(1000, test.Now);
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                for (int i = 0; i < 1000; i++)
                {
                    Assert.AreEqual(i, await QuickAsync(i).WaitAsync(60000));
                    Assert.AreEqual(4, loop.FreeTimers);
                }
            }

            static async Coroutine<int> QuickAsync(int i)
            {
                await Coroutine.Delay(i % 2 == 0 ? 0 : 2);
                return i;
            }
        }
    }
}
