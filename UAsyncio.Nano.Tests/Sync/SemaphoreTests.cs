using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncSemaphore: CPython's SemaphoreTests.</summary>
    [TestClass]
    public class SemaphoreTests
    {
        [TestMethod]
        public void It_lets_so_many_through_and_the_rest_in_their_order()
        {
            Log log = new Log();
            AsyncSemaphore places = new AsyncSemaphore(2);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 5; i++)
                {
                    test.Loop.CreateTask(StayAsync(places, log, i.ToString()));
                }

                test.RunAll();
                Assert.AreEqual(2, places.Free);
            }

            Assert.AreEqual("0@0 1@0 2@10 3@10 4@20", log.Text);

            static async Coroutine StayAsync(AsyncSemaphore places, Log log, string word)
            {
                await places.AcquireAsync();
                log.Add(word + "@" + (EventLoop.Current.Ticks / 10 * 10));
                await Coroutine.Delay(10);
                places.Release();
            }
        }

        [TestMethod]
        public void Try_takes_one_only_if_one_is_free()
        {
            AsyncSemaphore places = new AsyncSemaphore(1);
            Assert.IsTrue(places.TryAcquire());
            Assert.IsFalse(places.TryAcquire());
            places.Release();
            Assert.IsTrue(places.TryAcquire());
        }

        [TestMethod]
        public void Released_more_often_than_acquired_is_refused()
        {
            AsyncSemaphore places = new AsyncSemaphore(1, 1);
            Expect.Throws(typeof(InvalidOperationException), () => places.Release());
            Assert.AreEqual(1, places.Free);
            AsyncSemaphore open = new AsyncSemaphore(0);
            open.Release();
            open.Release();
            Assert.AreEqual(2, open.Free);
        }

        [TestMethod]
        public void Numbers_that_make_no_sense_are_refused()
        {
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncSemaphore(-1));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncSemaphore(2, 1));
        }

        [TestMethod]
        public void What_a_cancelled_waiter_was_given_goes_to_the_next()
        {
            AsyncSemaphore places = new AsyncSemaphore(0);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(TakeAsync(places));
                Coroutine b = test.Loop.CreateTask(TakeAsync(places));
                test.Loop.CallSoon(state =>
                {
                    places.Release();
                    a.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);
                Assert.IsFalse(b.IsFaulted);
                Assert.AreEqual(0, places.Free);
                Coroutine c = test.Loop.CreateTask(TakeAsync(places));
                test.Loop.CallSoon(state =>
                {
                    places.Release();
                    c.Cancel();
                });
                test.RunAll();
                Assert.AreEqual(1, places.Free);
            }
        }

        [TestMethod]
        public void One_that_was_let_through_can_be_cancelled_where_there_is_no_room_for_what_goes_back()
        {
            AsyncSemaphore places = new AsyncSemaphore(0, 1);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(TakeAsync(places));
                test.Loop.CallSoon(state =>
                {
                    places.Release();
                    places.Release();
                    a.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);
                Assert.AreEqual(1, places.Free);
            }
        }

        [TestMethod]
        public void Several_releases_in_one_turn_wake_as_many_each_once()
        {
            AsyncSemaphore places = new AsyncSemaphore(0);

            using (TestLoop test = new TestLoop())
            {
                Coroutine[] tasks = new Coroutine[4];

                for (int i = 0; i < tasks.Length; i++)
                {
                    tasks[i] = test.Loop.CreateTask(TakeAsync(places));
                }

                test.Loop.CallSoon(state =>
                {
                    places.Release();
                    places.Release();
                    places.Release();
                });
                test.Loop.CallLater(5, state =>
                {
                    Assert.IsTrue(tasks[2].IsCompleted);
                    Assert.IsFalse(tasks[3].IsCompleted);
                    places.Release();
                });
                test.RunAll();
                Assert.AreEqual(0, places.Free);
            }
        }

        [TestMethod]
        public void One_that_releases_and_acquires_again_comes_after_those_who_wait()
        {
            Log log = new Log();
            AsyncSemaphore places = new AsyncSemaphore(1);

            using (TestLoop test = new TestLoop())
            {
                Coroutine[] tasks = new Coroutine[4];

                for (int i = 0; i < tasks.Length; i++)
                {
                    tasks[i] = test.Loop.CreateTask(TwiceAsync(places, log, i.ToString()));
                }

                // It is cancelled in line: the others keep their order.
                test.Loop.CallSoon(state => tasks[1].Cancel());
                test.RunAll();
                Assert.AreEqual(1, places.Free);
            }

            Assert.AreEqual("0 2 3 0 2 3", log.Text);

            static async Coroutine TwiceAsync(AsyncSemaphore places, Log log, string word)
            {
                for (int i = 0; i < 2; i++)
                {
                    await places.AcquireAsync();
                    log.Add(word);
                    await Coroutine.Yield();
                    places.Release();
                }
            }
        }

        private static async Coroutine TakeAsync(AsyncSemaphore places)
        {
            await places.AcquireAsync();
        }
    }
}
