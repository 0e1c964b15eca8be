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
                    test.Loop.CreateTask(QueueWork.GetAsync(queue, log, i.ToString()));
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
                test.Loop.CreateTask(QueueWork.GetAsync(queue, log, "a"));
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
        public void All_who_put_end_when_several_items_are_taken_at_once()
        {
            AsyncQueue queue = new AsyncQueue(2);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 4; i++)
                {
                    test.Loop.CreateTask(QueueWork.PutAsync(queue, i.ToString()));
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
    }
}
