using System;
using System.Threading;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>ThreadSafeFlag, ThreadSafeQueue and AsyncRing: MicroPython's asyncio_threadsafeflag, and real threads.</summary>
    [TestClass]
    public class ThreadSafeTests
    {
        [TestMethod]
        public void A_flag_that_is_set_before_the_wait_does_not_make_wait_once()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                ThreadSafeFlag flag = new ThreadSafeFlag();
                flag.Set();
                flag.Set();
                Assert.IsTrue(flag.IsSet);
                test.Loop.CreateTask(WaitAsync(flag, log));
                test.Loop.CallLater(10, state => flag.Set());
                test.RunAll();
                Assert.IsFalse(flag.IsSet);
                flag.Set();
                flag.Reset();
                Assert.IsFalse(flag.IsSet);
            }

            Assert.AreEqual("0 10", log.Text);

            static async Coroutine WaitAsync(ThreadSafeFlag flag, Log log)
            {
                for (int i = 0; i < 2; i++)
                {
                    await flag.WaitAsync();
                    log.Add((EventLoop.Current.Ticks / 10 * 10).ToString());
                }
            }
        }

        [TestMethod]
        public void A_second_waiter_is_refused()
        {
            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                ThreadSafeFlag flag = new ThreadSafeFlag();
                Coroutine first = test.Loop.CreateTask(WaitAsync(flag));
                Coroutine second = test.Loop.CreateTask(WaitAsync(flag));
                test.Loop.CallLater(10, state => flag.Set());
                test.RunAll();
                Assert.IsFalse(first.IsFaulted);
                Assert.IsInstanceOfType(second.Exception, typeof(InvalidOperationException));
            }
        }

        [TestMethod]
        public void One_that_is_cancelled_does_not_take_the_flag_along()
        {
            using (TestLoop test = new TestLoop())
            {
                ThreadSafeFlag flag = new ThreadSafeFlag();
                Coroutine first = test.Loop.CreateTask(WaitAsync(flag));

                // While it waits; then after it was woken, in the same pass.
                test.Loop.CallLater(5, state => first.Cancel());
                test.RunAll();
                Assert.IsTrue(first.IsCanceled);
                Coroutine second = test.Loop.CreateTask(WaitAsync(flag));
                test.Loop.CallSoon(state => flag.Set());
                test.Loop.CallSoon(state => test.Loop.Post(state2 => second.Cancel()));
                test.RunAll();
                Assert.IsTrue(second.IsCanceled);
                Assert.IsTrue(flag.IsSet);
                test.Run(WaitAsync(flag));
            }
        }

        [TestMethod]
        public void When_who_waited_was_cancelled_a_deadlock_is_told_again()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine task = test.Loop.CreateTask(WaitAsync(new ThreadSafeFlag()));
                test.Loop.CallLater(5, state => task.Cancel());
                test.RunAll();
                Coroutine parked = new AsyncEvent().WaitAsync();
                Assert.Contains("deadlock", Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(parked)).Message);
            }
        }

        [TestMethod]
        public void A_thread_that_sets_it_ends_the_idling_of_the_loop()
        {
            EventLoop loop = new EventLoop();

            try
            {
                ThreadSafeFlag flag = new ThreadSafeFlag();
                new Thread(() =>
                {
                    Thread.Sleep(20);
                    flag.Set();
                }).Start();

                // Without timers, and without I/O: nothing but the flag ends the wait, and Run sees no deadlock.
                loop.Run(WaitAsync(flag));
            }
            finally
            {
                loop.Close();
            }
        }

        [TestMethod]
        public void A_flag_outlives_its_loop()
        {
            ThreadSafeFlag flag = new ThreadSafeFlag();

            for (int i = 0; i < 3; i++)
            {
                using (TestLoop test = new TestLoop())
                {
                    test.Loop.CallSoon(state => flag.Set());
                    test.Run(WaitAsync(flag));
                    flag.Set();
                }

                flag.Set();
                flag.Reset();
            }
        }

        [TestMethod]
        public void What_a_thread_puts_into_a_queue_is_read_in_its_order()
        {
            const int Items = 200;
            EventLoop loop = new EventLoop();

            try
            {
                ThreadSafeQueue queue = new ThreadSafeQueue(8);
                new Thread(() =>
                {
                    for (int i = 0; i < Items;)
                    {
                        if (queue.TryPut(i.ToString()))
                        {
                            i++;
                        }
                        else
                        {
                            Thread.Sleep(1);
                        }
                    }
                }).Start();
                loop.Run(ReadAllAsync(queue));
                Assert.AreEqual(0, queue.Count);
            }
            finally
            {
                loop.Close();
            }

            static async Coroutine ReadAllAsync(ThreadSafeQueue queue)
            {
                for (int next = 0; next < Items;)
                {
                    await queue.WaitToReadAsync();
                    object item;

                    while ((item = queue.TryRead()) != null)
                    {
                        Assert.AreEqual(next.ToString(), (string)item);
                        next++;
                    }
                }
            }
        }

        [TestMethod]
        public void A_queue_that_still_has_items_does_not_make_wait_and_counts_what_it_had_no_place_for()
        {
            using (TestLoop test = new TestLoop())
            {
                ThreadSafeQueue queue = new ThreadSafeQueue(2);
                Assert.IsTrue(queue.TryPut("a"));
                Assert.IsTrue(queue.TryPut("b"));
                Assert.IsFalse(queue.TryPut("c"));
                Assert.AreEqual(1, queue.Lost);
                test.Run(ReadAsync(queue, "a"));
                test.Run(ReadAsync(queue, "b"));
                Assert.IsNull(queue.TryRead());
                Assert.AreEqual(0, test.Poller.Polls);
                Expect.Throws(typeof(ArgumentNullException), () => queue.TryPut(null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new ThreadSafeQueue(0));
            }

            static async Coroutine ReadAsync(ThreadSafeQueue queue, string expected)
            {
                await queue.WaitToReadAsync();
                Assert.AreEqual(expected, (string)queue.TryRead());
            }
        }

        [TestMethod]
        public void A_ring_passes_bytes_over_its_end_and_counts_what_had_no_room()
        {
            AsyncRing ring = new AsyncRing(5);
            byte[] buffer = new byte[] { 1, 2, 3, 4, 5, 6, 7 };
            byte[] read = new byte[8];

            for (int round = 0; round < 7; round++)
            {
                Assert.AreEqual(3, ring.Write(buffer, round % 4, 3));
                Assert.AreEqual(2, ring.Read(read, 1, 2));
                Assert.AreEqual(1 + round % 4, (int)read[1]);
                Assert.AreEqual(2 + round % 4, (int)read[2]);
                Assert.AreEqual(1, ring.Read(read, 0, 8));
                Assert.AreEqual(3 + round % 4, (int)read[0]);
            }

            Assert.AreEqual(0, ring.Read(read, 0, 8));
            Assert.AreEqual(5, ring.Write(buffer, 0, 7));
            Assert.AreEqual(2, ring.Lost);
            Assert.AreEqual(0, ring.Write(buffer, 0, 1));
            Assert.AreEqual(5, ring.Count);
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => ring.Write(buffer, 5, 3));
            Expect.Throws(typeof(ArgumentNullException), () => ring.Read(null, 0, 0));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncRing(0));
        }

        [TestMethod]
        public void A_reader_of_a_ring_waits_for_a_thread_that_writes()
        {
            EventLoop loop = new EventLoop();

            try
            {
                AsyncRing ring = new AsyncRing(16);
                new Thread(() =>
                {
                    byte[] one = new byte[1];

                    for (int i = 0; i < 100;)
                    {
                        one[0] = (byte)i;
                        i += ring.Write(one, 0, 1);

                        if (ring.Count == 16)
                        {
                            Thread.Sleep(1);
                        }
                    }
                }).Start();
                loop.Run(ReadAllAsync(ring));
            }
            finally
            {
                loop.Close();
            }

            static async Coroutine ReadAllAsync(AsyncRing ring)
            {
                byte[] buffer = new byte[7];

                for (int next = 0; next < 100;)
                {
                    await ring.WaitToReadAsync();
                    int count = ring.Read(buffer, 0, buffer.Length);

                    for (int i = 0; i < count; i++)
                    {
                        Assert.AreEqual(next, (int)buffer[i]);
                        next++;
                    }
                }
            }
        }

        private static async Coroutine WaitAsync(ThreadSafeFlag flag)
        {
            await flag.WaitAsync();
        }
    }
}
