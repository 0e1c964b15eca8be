using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>
    /// Tasks that wait, are cancelled and run out of time at random: nothing may get lost, nothing may come twice. The schedule is the
    /// seed's, so a failure, which names it, comes again.
    /// </summary>
    [TestClass]
    public class RandomScheduleTests
    {
        private const int Seeds = 12;
        private const int Workers = 3;
        private const int Items = 8;

        private static int s_random;
        private static int s_inside;
        private static int s_turns;

        [TestMethod]
        public void Every_item_of_a_queue_is_got_once_and_in_order()
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                int[] got = new int[Workers];

                using (TestLoop test = new TestLoop())
                {
                    s_random = seed;
                    test.Poller.PassTime = 1;
                    AsyncQueue queue = new AsyncQueue(1 + seed % 3);
                    Coroutine[] tasks = new Coroutine[2 * Workers];

                    for (int i = 0; i < Workers; i++)
                    {
                        tasks[i] = test.Loop.CreateTask(PutAllAsync(queue, i));
                        tasks[Workers + i] = test.Loop.CreateTask(GetAllAsync(queue, got));
                    }

                    test.Loop.CreateTask(DisturbAsync(tasks));
                    test.Loop.Run(CloseAfterAsync(queue, tasks));
                    test.RunAll();
                    Assert.AreEqual(0, queue.Count, "seed " + seed);

                    for (int i = 0; i < tasks.Length; i++)
                    {
                        Assert.IsNull(tasks[i].Exception, "seed " + seed);
                    }
                }

                for (int i = 0; i < Workers; i++)
                {
                    Assert.AreEqual(Items, got[i], "seed " + seed);
                }
            }
        }

        [TestMethod]
        public void Every_place_of_a_semaphore_comes_back()
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                using (TestLoop test = new TestLoop())
                {
                    s_random = seed;
                    s_inside = 0;
                    s_turns = 0;
                    test.Poller.PassTime = 1;
                    int places = 1 + seed % 2;
                    AsyncSemaphore semaphore = new AsyncSemaphore(places, places);
                    Coroutine[] tasks = new Coroutine[2 * Workers];

                    for (int i = 0; i < tasks.Length; i++)
                    {
                        tasks[i] = test.Loop.CreateTask(EnterAsync(semaphore, places));
                    }

                    test.Loop.CreateTask(DisturbAsync(tasks));
                    test.RunAll();
                    Assert.AreEqual(places, semaphore.Free, "seed " + seed);
                    Assert.AreEqual(tasks.Length * Items, s_turns, "seed " + seed);

                    for (int i = 0; i < tasks.Length; i++)
                    {
                        Assert.IsNull(tasks[i].Exception, "seed " + seed);
                    }
                }
            }
        }

        [TestMethod]
        public void A_lock_is_held_by_one_at_a_time_and_free_in_the_end()
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                using (TestLoop test = new TestLoop())
                {
                    s_random = seed;
                    s_inside = 0;
                    test.Poller.PassTime = 1;
                    AsyncLock gate = new AsyncLock();
                    Coroutine[] tasks = new Coroutine[2 * Workers];

                    for (int i = 0; i < tasks.Length; i++)
                    {
                        tasks[i] = test.Loop.CreateTask(HoldAsync(gate));
                    }

                    test.Loop.CreateTask(DisturbAsync(tasks));
                    test.RunAll();
                    Assert.IsNull(gate.Holder, "seed " + seed);

                    for (int i = 0; i < tasks.Length; i++)
                    {
                        Assert.IsNull(tasks[i].Exception, "seed " + seed);
                    }
                }
            }
        }

        private static async Coroutine CloseAfterAsync(AsyncQueue queue, Coroutine[] tasks)
        {
            for (int i = 0; i < Workers; i++)
            {
                await tasks[i];
            }

            queue.Close();
        }

        private static async Coroutine PutAllAsync(AsyncQueue queue, int i)
        {
            for (int k = 0; k < Items;)
            {
                try
                {
                    await Wait(queue.PutAsync(new int[] { i, k }));
                    k++;
                }
                catch (CanceledException)
                {
                }
                catch (TimeoutException)
                {
                }
            }
        }

        private static async Coroutine GetAllAsync(AsyncQueue queue, int[] got)
        {
            for (; ; )
            {
                try
                {
                    int[] item = (int[])await queue.GetAsync().WaitAsync(Next(3) == 0 ? Next(4) : 1000000);

                    if (item == null)
                    {
                        return;
                    }

                    Assert.AreEqual(got[item[0]], item[1]);
                    got[item[0]]++;
                }
                catch (CanceledException)
                {
                }
                catch (TimeoutException)
                {
                }
            }
        }

        private static async Coroutine EnterAsync(AsyncSemaphore semaphore, int places)
        {
            for (int turn = 0; turn < Items;)
            {
                try
                {
                    await Wait(semaphore);
                }
                catch (CanceledException)
                {
                    continue;
                }
                catch (TimeoutException)
                {
                    continue;
                }

                turn++;
                s_turns++;
                s_inside++;
                Assert.IsTrue(s_inside <= places);

                try
                {
                    await Coroutine.Delay(Next(3));
                }
                catch (CanceledException)
                {
                }

                s_inside--;
                semaphore.Release();
            }
        }

        private static async Coroutine HoldAsync(AsyncLock gate)
        {
            for (int turn = 0; turn < Items;)
            {
                try
                {
                    await Wait(gate);
                }
                catch (CanceledException)
                {
                    continue;
                }
                catch (TimeoutException)
                {
                    continue;
                }

                using (gate)
                {
                    turn++;
                    Assert.AreEqual(1, ++s_inside);

                    try
                    {
                        await Coroutine.Delay(Next(3));
                    }
                    catch (CanceledException)
                    {
                    }

                    s_inside--;
                }
            }
        }

        private static async Coroutine DisturbAsync(Coroutine[] tasks)
        {
            for (int i = 0; i < 60; i++)
            {
                tasks[Next(tasks.Length)].Cancel();

                switch (Next(4))
                {
                    case 0:
                        await Coroutine.Delay(Next(3));
                        break;
                    case 1:
                        await Coroutine.Yield();
                        break;
                }
            }
        }

        // Now and then under a limit.
        private static async Coroutine Wait(Awaitable awaitable)
        {
            if (Next(3) == 0)
            {
                await awaitable.WaitAsync(Next(4));
            }
            else
            {
                await awaitable;
            }
        }

        private static int Next(int bound)
        {
            s_random = s_random * 1103515245 + 12345;
            return ((s_random >> 16) & 0x7FFF) % bound;
        }
    }
}
