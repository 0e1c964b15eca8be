using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>AsyncQueue: it is closed, and its items are dealt with.</summary>
    [TestClass]
    public class QueueEndTests
    {
        [TestMethod]
        public void What_several_coroutines_are_waited_for_with_keeps_what_it_got()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(MainAsync(test.Loop));
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                AsyncQueue queue = new AsyncQueue(4);
                queue.TryPut("a");
                Coroutine<object> get = queue.GetAsync();
                Assert.AreEqual(0, await Coroutine.WhenAny(get, Work.SleepAsync(100)));
                await queue.PutAsync("b");
                Assert.AreEqual("b", (string)await queue.GetAsync());
                Assert.AreEqual("a", (string)await get);

                Coroutine<object[]> all = loop.CreateTask(Coroutine.WhenAll(queue.GetAsync(), queue.PutAsync("c"), Work.SleepAsync(10)));
                await Coroutine.Delay(1);
                await queue.PutAsync("d");
                Assert.AreEqual("d", (string)await queue.GetAsync());
                Assert.AreEqual("c", (string)(await all)[0]);
                await Coroutine.Delay(100);
            }
        }

        [TestMethod]
        public void Close_ends_those_that_wait_and_leaves_what_is_in_it()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                AsyncQueue empty = new AsyncQueue(1);
                test.Loop.CreateTask(QueueWork.GetAsync(empty, log, "get"));
                test.Loop.CallSoon(state => empty.Close());
                test.RunAll();
                AsyncQueue full = new AsyncQueue(1);
                full.TryPut("last");
                Coroutine put = test.Loop.CreateTask(QueueWork.PutAsync(full, "late"));
                test.Loop.CallSoon(state => full.Close());
                test.RunAll();
                Assert.IsInstanceOfType(put.Exception, typeof(InvalidOperationException));
                Assert.IsFalse(full.TryPut("late"));
                test.Loop.CreateTask(QueueWork.GetAsync(full, log, "rest"));
                test.Loop.CreateTask(QueueWork.GetAsync(full, log, "end"));
                test.RunAll();
                full.Close();
            }

            Assert.AreEqual("get- restlast end-", log.Text);
        }

        [TestMethod]
        public void Who_has_a_place_and_not_had_its_turn_when_the_queue_closes_puts_nothing()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                AsyncQueue queue = new AsyncQueue(1);
                queue.TryPut("first");
                Coroutine put = test.Loop.CreateTask(QueueWork.PutAsync(queue, "second"));
                test.Loop.CallLater(5, state =>
                {
                    // The place is the second one's, and before its turn there is nothing, and nothing more will come.
                    Assert.AreEqual("first", queue.TryGet());
                    queue.Close();
                });
                test.Loop.CallLater(5, state => Assert.IsNull(queue.TryGet()));
                test.RunAll();
                Assert.IsInstanceOfType(put.Exception, typeof(InvalidOperationException));
                Assert.AreEqual(0, queue.Count);
                test.Run(QueueWork.GetAsync(queue, log, "end"));
            }

            Assert.AreEqual("end-", log.Text);
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
        public void Join_does_not_wait_for_what_has_given_way()
        {
            AsyncQueue queue = new AsyncQueue(2, dropOldest: true);

            using (TestLoop test = new TestLoop())
            {
                for (int i = 0; i < 3; i++)
                {
                    queue.TryPut("item");
                }

                queue.Done();
                queue.Done();
                Expect.Throws(typeof(InvalidOperationException), () => queue.Done());
                Coroutine joined = queue.JoinAsync();
                test.Run(joined);
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
    }
}
