using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>Broadcast: one writer, readers with places of their own.</summary>
    [TestClass]
    public class BroadcastTests
    {
        [TestMethod]
        public void Each_reader_gets_every_value()
        {
            Log log = new Log();
            Broadcast news = new Broadcast(4);

            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(ReadAsync(news.CreateReader(), log, "a"));
                test.Loop.CreateTask(ReadAsync(news.CreateReader(), log, "b"));
                test.Loop.CallLater(5, state => news.Publish("1"));
                test.Loop.CallLater(10, state =>
                {
                    news.Publish("2");
                    news.Publish("3");
                });
                test.RunAll();
                Assert.AreEqual("3", (string)news.Last);
            }

            Assert.AreEqual("a1 b1 a2 a3 b2 b3", log.Text);

            static async Coroutine ReadAsync(BroadcastReader reader, Log log, string word)
            {
                for (int count = 0; count < 3;)
                {
                    await reader.WaitToReadAsync();
                    object value;

                    while ((value = reader.TryRead()) != null)
                    {
                        log.Add(word + value);
                        count++;
                    }
                }

                Assert.AreEqual(0, reader.Lost);
            }
        }

        [TestMethod]
        public void A_slow_reader_loses_the_oldest_and_is_told()
        {
            using (TestLoop test = new TestLoop())
            {
                Broadcast news = new Broadcast(2);
                BroadcastReader slow = news.CreateReader();
                Assert.IsNull(news.Last);
                Assert.IsNull(slow.TryRead());

                for (int i = 0; i < 5; i++)
                {
                    news.Publish(i.ToString());
                }

                Assert.AreEqual("3", (string)slow.TryRead());
                Assert.AreEqual(3, slow.Lost);
                Assert.AreEqual("4", (string)slow.TryRead());
                Assert.IsNull(slow.TryRead());

                // Who comes later does not get what was before.
                Assert.IsNull(news.CreateReader().TryRead());
                Expect.Throws(typeof(ArgumentNullException), () => news.Publish(null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new Broadcast(0));
            }
        }

        [TestMethod]
        public void A_reader_that_is_cancelled_leaves_the_others_in_line()
        {
            using (TestLoop test = new TestLoop())
            {
                Broadcast news = new Broadcast(1);
                Coroutine a = test.Loop.CreateTask(WaitAsync(news.CreateReader()));
                Coroutine b = test.Loop.CreateTask(WaitAsync(news.CreateReader()));
                test.Loop.CallLater(5, state => a.Cancel());
                test.Loop.CallLater(10, state => news.Publish("x"));
                test.RunAll();
                Assert.IsTrue(a.IsCanceled);
                Assert.IsFalse(b.IsFaulted);
            }

            static async Coroutine WaitAsync(BroadcastReader reader)
            {
                await reader.WaitToReadAsync();
            }
        }
    }
}
