using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncQueue: MicroPython's asyncio_event_queue, CPython's test_queues.</summary>
    [TestClass]
    public class QueueTests
    {
        [TestMethod]
        public void Items_come_out_in_the_order_in_which_they_went_in()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(test.Poller));
            }

            static async Coroutine MainAsync(FakePoller poller)
            {
                AsyncQueue queue = new AsyncQueue(3);

                for (int round = 0; round < 5; round++)
                {
                    await queue.PutAsync("a" + round);
                    await queue.PutAsync("b" + round);
                    Assert.AreEqual(2, queue.Count);
                    Assert.AreEqual("a" + round, (string)await queue.GetAsync());
                    Assert.AreEqual("b" + round, (string)await queue.GetAsync());
                }

                Assert.AreEqual(0, queue.Count);
                Assert.AreEqual(0, poller.Polls);
            }
        }

        [TestMethod]
        public void Who_gets_waits_for_who_puts_and_the_other_way_round()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(2);

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(PutAllAsync(queue, log));
                test.Loop.CreateTask(GetAllAsync(queue, log));
                test.RunAll();
            }

            Assert.AreEqual("+1 +2 -1 -2 +3 +4 -3 -4 end", log.Text);

            static async Coroutine PutAllAsync(AsyncQueue queue, Log log)
            {
                for (int i = 1; i <= 4; i++)
                {
                    await queue.PutAsync(i.ToString());
                    log.Add("+" + i);
                }

                queue.Close();
            }

            static async Coroutine GetAllAsync(AsyncQueue queue, Log log)
            {
                string item;

                while ((item = (string)await queue.GetAsync()) != null)
                {
                    log.Add("-" + item);
                }

                log.Add("end");
            }
        }

        [TestMethod]
        public void Getters_are_served_in_the_order_in_which_they_came()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(4);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 3; i++)
                {
                    test.Loop.CreateTask(GetAsync(queue, log, i.ToString()));
                }

                test.Loop.CallSoon(state =>
                {
                    queue.TryPut("x");
                    queue.TryPut("y");
                    queue.TryPut("z");
                });
                test.RunAll();
            }

            Assert.AreEqual("0x 1y 2z", log.Text);
        }

        [TestMethod]
        public void Try_puts_and_gets_only_what_can_be_had_at_once()
        {
            AsyncQueue queue = new AsyncQueue(2);

            using (TestLoop test = new TestLoop())
            {
                Assert.IsNull(queue.TryGet());
                Assert.IsTrue(queue.TryPut("a"));
                Assert.IsTrue(queue.TryPut("b"));
                Assert.IsFalse(queue.TryPut("c"));
                Assert.AreEqual("a", (string)queue.TryGet());
                Assert.AreEqual("b", (string)queue.TryGet());
                Assert.IsNull(queue.TryGet());
                Expect.Throws(typeof(ArgumentNullException), () => queue.TryPut(null));
                Expect.Throws(typeof(ArgumentNullException), () => queue.PutAsync(null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncQueue(0));
            }
        }

        [TestMethod]
        public void An_item_that_a_getter_was_woken_for_is_not_taken_by_another()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(4);

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(GetAsync(queue, log, "a"));
                test.Loop.CallSoon(state =>
                {
                    queue.TryPut("x");
                    Assert.IsNull(queue.TryGet());
                });
                test.RunAll();
            }

            Assert.AreEqual("ax", log.Text);
        }

        [TestMethod]
        public void A_getter_that_is_cancelled_after_it_was_woken_leaves_the_item_to_the_next()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(4);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(GetAsync(queue, log, "a"));
                test.Loop.CreateTask(GetAsync(queue, log, "b"));
                test.Loop.CallSoon(state =>
                {
                    queue.TryPut("x");
                    a.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);

                // Nobody waits: it stays in the queue.
                Coroutine c = test.Loop.CreateTask(GetAsync(queue, log, "c"));
                test.Loop.CallSoon(state =>
                {
                    queue.TryPut("y");
                    c.Cancel();
                });
                test.RunAll();
                Assert.AreEqual("y", (string)queue.TryGet());
            }

            Assert.AreEqual("bx", log.Text);
        }

        [TestMethod]
        public void A_putter_that_is_cancelled_has_not_put_and_the_next_one_does()
        {
            AsyncQueue queue = new AsyncQueue(1);

            using (TestLoop test = new TestLoop())
            {
                queue.TryPut("first");
                Coroutine a = test.Loop.CreateTask(PutAsync(queue, "a"));
                Coroutine b = test.Loop.CreateTask(PutAsync(queue, "b"));
                test.Loop.CallSoon(state =>
                {
                    // It has been woken for the place, and then is cancelled.
                    Assert.AreEqual("first", (string)queue.TryGet());
                    Assert.IsFalse(queue.TryPut("overtakes"));
                    a.Cancel();
                });
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);
                Assert.IsTrue(b.IsCompleted);
                Assert.AreEqual("b", (string)queue.TryGet());
                Assert.IsTrue(queue.TryPut("free again"));
            }
        }

        [TestMethod]
        public void Waiters_that_are_cancelled_in_line_leave_it()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(1);

            using (TestLoop test = new TestLoop())
            {
                Coroutine a = test.Loop.CreateTask(GetAsync(queue, log, "a"));
                test.Loop.CreateTask(GetAsync(queue, log, "b"));
                test.Loop.CallLater(5, state => a.Cancel());
                test.Loop.CallLater(10, state => queue.TryPut("x"));
                test.RunAll();
            }

            Assert.AreEqual("bx", log.Text);
        }

        [TestMethod]
        public void A_get_under_a_limit_loses_no_item()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync());
            }

            static async Coroutine MainAsync()
            {
                AsyncQueue queue = new AsyncQueue(2);
                bool timedOut = false;

                try
                {
                    await queue.GetAsync().WaitAsync(10);
                }
                catch (TimeoutException)
                {
                    timedOut = true;
                }

                Assert.IsTrue(timedOut);
                Assert.IsTrue(queue.TryPut("x"));
                Assert.AreEqual("x", (string)await queue.GetAsync().WaitAsync(10));
            }
        }

        [TestMethod]
        public void With_drop_oldest_nobody_waits_to_put()
        {
            AsyncQueue queue = new AsyncQueue(2, dropOldest: true);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 5; i++)
                {
                    Assert.IsTrue(queue.TryPut(i.ToString()));
                }

                Assert.AreEqual(3, queue.Dropped);
                Assert.AreEqual(2, queue.Count);
                Assert.AreEqual("3", (string)queue.TryGet());
                Assert.AreEqual("4", (string)queue.TryGet());
            }
        }

        [TestMethod]
        public void Close_ends_those_that_wait_and_leaves_what_is_in_it()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                AsyncQueue empty = new AsyncQueue(1);
                test.Loop.CreateTask(GetAsync(empty, log, "get"));
                test.Loop.CallSoon(state => empty.Close());
                test.RunAll();
                AsyncQueue full = new AsyncQueue(1);
                full.TryPut("last");
                Coroutine put = test.Loop.CreateTask(PutAsync(full, "late"));
                test.Loop.CallSoon(state => full.Close());
                test.RunAll();
                Assert.IsInstanceOfType(put.Exception, typeof(InvalidOperationException));
                Assert.IsFalse(full.TryPut("late"));
                test.Loop.CreateTask(GetAsync(full, log, "rest"));
                test.Loop.CreateTask(GetAsync(full, log, "end"));
                test.RunAll();
                full.Close();
            }

            Assert.AreEqual("get- restlast end-", log.Text);
        }

        [TestMethod]
        public void Who_joins_a_closed_queue_waits_until_what_was_in_it_is_done()
        {
            using (TestLoop test = new TestLoop())
            {
                AsyncQueue queue = new AsyncQueue(1);
                queue.TryPut("last");
                Coroutine join = test.Loop.CreateTask(JoinAsync(queue));
                test.Loop.CallSoon(state => queue.Close());
                test.Loop.CallLater(5, state => Assert.AreEqual("last", queue.TryGet()));
                test.Loop.CallLater(10, state =>
                {
                    Assert.IsFalse(join.IsCompleted);
                    queue.Done();
                });
                test.RunAll();
                Assert.IsFalse(join.IsFaulted);
                test.Run(JoinAsync(queue));
            }

            static async Coroutine JoinAsync(AsyncQueue queue)
            {
                await queue.JoinAsync();
            }
        }

        [TestMethod]
        public void All_who_put_end_when_several_items_are_taken_at_once()
        {
            AsyncQueue queue = new AsyncQueue(2);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 4; i++)
                {
                    test.Loop.CreateTask(PutAsync(queue, i.ToString()));
                }

                test.Loop.CallLater(5, state =>
                {
                    Assert.AreEqual("0", queue.TryGet());
                    Assert.AreEqual("1", queue.TryGet());
                });
                test.RunAll();
                Assert.AreEqual("2", queue.TryGet());
                Assert.AreEqual("3", queue.TryGet());
            }
        }

        [TestMethod]
        public void Join_waits_until_each_item_has_been_dealt_with()
        {
            Log log = new Log();
            AsyncQueue queue = new AsyncQueue(4);

            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(queue, log));
                Expect.Throws(typeof(InvalidOperationException), () => queue.Done());
            }

            Assert.AreEqual("did a did b joined", log.Text);

            static async Coroutine MainAsync(AsyncQueue queue, Log log)
            {
                await queue.JoinAsync();
                await queue.PutAsync("a");
                await queue.PutAsync("b");
                _ = EventLoop.Current.CreateTask(ServeAsync(queue, log));
                await queue.JoinAsync();
                log.Add("joined");
            }

            static async Coroutine ServeAsync(AsyncQueue queue, Log log)
            {
                for (int i = 0; i < 2; i++)
                {
                    object item = await queue.GetAsync();
                    await Coroutine.Delay(5);
                    log.Add("did " + item);
                    queue.Done();
                }
            }
        }

        [TestMethod]
        public void A_task_can_be_made_of_a_get()
        {
            using (TestLoop test = new TestLoop())
            {
                AsyncQueue queue = new AsyncQueue(1);
                Coroutine task = test.Loop.CreateTask(queue.GetAsync());
                test.Loop.CallLater(5, state => queue.TryPut("x"));
                test.RunAll();
                Assert.AreEqual("x", (string)task.Result);
            }
        }

        private static async Coroutine GetAsync(AsyncQueue queue, Log log, string word)
        {
            object item = await queue.GetAsync();
            log.Add(word + (item ?? "-"));
        }

        private static async Coroutine PutAsync(AsyncQueue queue, string item)
        {
            await queue.PutAsync(item);
        }
    }
}
