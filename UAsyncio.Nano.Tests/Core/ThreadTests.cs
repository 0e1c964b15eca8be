using System;
using System.Threading;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>One loop a thread.</summary>
    [TestClass]
    public class ThreadTests
    {
        [TestMethod]
        public void A_second_loop_on_a_thread_is_refused_and_the_first_goes_on()
        {
            using (TestLoop test = new TestLoop())
            {
                Expect.Throws(typeof(InvalidOperationException), () => new EventLoop());
                Assert.AreSame(test.Loop, EventLoop.Current);
                Assert.AreEqual("done", test.Run(YieldAsync(3)));
            }
        }

        [TestMethod]
        public void Without_a_loop_there_is_no_current_one_and_no_delay()
        {
            Expect.Throws(typeof(InvalidOperationException), () => EventLoop.Current.Stop());
            Expect.Throws(typeof(InvalidOperationException), () => Coroutine.Delay(1));
        }

        [TestMethod]
        public void Another_thread_has_no_current_loop()
        {
            using (TestLoop test = new TestLoop())
            {
                Exception[] caught = new Exception[1];
                Thread thread = new Thread(() =>
                {
                    try
                    {
                        EventLoop.Current.Stop();
                    }
                    catch (Exception exception)
                    {
                        caught[0] = exception;
                    }
                });
                thread.Start();
                thread.Join();
                Assert.IsInstanceOfType(caught[0], typeof(InvalidOperationException));
            }
        }

        [TestMethod]
        public void Loops_on_several_threads_know_nothing_of_each_other()
        {
            const int Threads = 3;
            string[] results = new string[Threads];
            Thread[] threads = new Thread[Threads];

            for (int i = 0; i < Threads; i++)
            {
                int index = i;
                threads[i] = new Thread(() =>
                {
                    try
                    {
                        results[index] = RunMany();
                    }
                    catch (Exception exception)
                    {
                        results[index] = exception.GetType().Name + exception.Message;
                    }
                });
            }

            for (int i = 0; i < Threads; i++)
            {
                threads[i].Start();
            }

            for (int i = 0; i < Threads; i++)
            {
                threads[i].Join();
                Assert.AreEqual("30", results[i]);
            }

            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("done", test.Run(YieldAsync(3)));
            }
        }

        [TestMethod]
        public void A_loop_goes_on_when_another_threads_loop_comes_and_goes()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
                Assert.AreSame(test.Loop, EventLoop.Current);
            }

            static async Coroutine MainAsync()
            {
                for (int i = 0; i < 3; i++)
                {
                    string[] result = new string[1];
                    Thread thread = new Thread(() => result[0] = RunMany());
                    thread.Start();
                    await Coroutine.Delay(5);
#pragma warning disable UAN304 // The thread has ended, or nearly.
                    thread.Join();
#pragma warning restore UAN304
                    Assert.AreEqual("30", result[0]);
                    await Coroutine.Delay(5);
                }
            }
        }

        private static string RunMany()
        {
            int result = 0;

            for (int i = 0; i < 10; i++)
            {
                using (TestLoop test = new TestLoop(4, 4))
                {
                    test.Loop.CreateTask(YieldAsync(5));
                    result += (int)test.Run(DelaysAsync(test));
                }
            }

            return result.ToString();
        }

        private static async Coroutine<int> DelaysAsync(TestLoop test)
        {
            for (int i = 0; i < 3; i++)
            {
                await Coroutine.Delay(7);
                Assert.AreSame(test.Loop, EventLoop.Current);
                await YieldAsync(2);
            }

            return test.Now / 7;
        }

        private static async Coroutine<string> YieldAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                await Coroutine.Yield();
            }

            return "done";
        }
    }
}
