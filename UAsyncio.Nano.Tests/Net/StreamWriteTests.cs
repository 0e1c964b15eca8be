using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>WriteAsync.</summary>
    [TestClass]
    public class StreamWriteTests
    {
        [TestMethod]
        public void Vector_write_spooling()
        {
            FakeTransport sink = new FakeTransport().Takes(3, 0, 4);

            using (NetLoop test = new NetLoop())
            {
                Assert.AreEqual(10, test.Run(WriteAsync(new AsyncStream(sink), "0123456789")));
                Assert.AreEqual("(0,10) (3,7) (3,7) (7,3)", sink.Writes.Text);
                Assert.AreEqual("0123456789", sink.Written);

                // It waited for the sink once, and that wait ended without a sleep.
                Assert.AreEqual("", test.Poller.Sleeps.Text);
            }
        }

        [TestMethod]
        public void A_write_begins_at_its_offset()
        {
            FakeTransport sink = new FakeTransport().Takes(1, 0, 1);
            Assert.AreEqual(3, NetLoop.RunOne(MainAsync(new AsyncStream(sink))));
            Assert.AreEqual("(2,3) (3,2) (3,2) (4,1)", sink.Writes.Text);

            static async Coroutine<int> MainAsync(AsyncStream stream)
            {
                return await stream.WriteAsync(new byte[] { 1, 2, 65, 66, 67, 3 }, 2, 3);
            }
        }

        [TestMethod]
        public void A_string_goes_as_UTF8_and_its_bytes_are_counted()
        {
            FakeTransport sink = new FakeTransport();
            Assert.AreEqual(6, NetLoop.RunOne(MainAsync(new AsyncStream(sink))));
            Assert.AreEqual("a\u00fc\u20ac", sink.Written);

            static async Coroutine<int> MainAsync(AsyncStream stream)
            {
                return await stream.WriteAsync("a\u00fc\u20ac");
            }
        }

        [TestMethod]
        public void A_write_of_nothing_asks_nobody()
        {
            FakeTransport sink = new FakeTransport();
            Assert.AreEqual(0, NetLoop.RunOne(WriteAsync(new AsyncStream(sink), "")));
            Assert.AreEqual("", sink.Writes.Text);
        }

        [TestMethod]
        public void Writes_one_after_the_other_keep_their_order()
        {
            FakeTransport sink = new FakeTransport().Takes(1, 0, 0, 1, 2, 0, 1);
            NetLoop.RunOne(MainAsync(new AsyncStream(sink)));
            Assert.AreEqual("first second third", sink.Written);

            static async Coroutine MainAsync(AsyncStream stream)
            {
                await stream.WriteAsync("first ");
                await stream.WriteAsync("second ");
                await stream.WriteAsync("third");
            }
        }

        [TestMethod]
        public void An_error_arrives_once_and_the_next_write_is_a_new_one()
        {
            FakeTransport sink = new FakeTransport().Takes(3, 0, new ArgumentException("reset"));

            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = new AsyncStream(sink);
                Assert.AreEqual("reset", test.RunFailing(typeof(ArgumentException), WriteAsync(stream, "0123456789")).Message);
                Assert.AreEqual(2, test.Run(WriteAsync(stream, "ab")));
                Assert.AreEqual("012ab", sink.Written);
            }
        }

        [TestMethod]
        public void A_long_write_to_a_sink_that_always_takes_some_lets_the_others_run()
        {
            object[] takes = new object[400];

            for (int i = 0; i < takes.Length; i++)
            {
                takes[i] = 1;
            }

            FakeTransport sink = new FakeTransport().Takes(takes);

            using (NetLoop test = new NetLoop())
            {
                int[] turns = new int[1];
                Coroutine other = test.Loop.CreateTask(CountAsync(turns));
                byte[] buffer = new byte[400];
                Assert.AreEqual(400, test.Loop.Run(BytesAsync(new AsyncStream(sink), buffer)));
                Assert.IsTrue(turns[0] >= 50, turns[0].ToString());
                other.Cancel();
                test.Loop.Run(WriteAsync(new AsyncStream(sink), ""));
                test.AssertNothingLeft();
            }

            static async Coroutine<int> BytesAsync(AsyncStream stream, byte[] buffer)
            {
                return await stream.WriteAsync(buffer, 0, buffer.Length);
            }

            static async Coroutine CountAsync(int[] turns)
            {
                for (; ; )
                {
                    turns[0]++;
                    await Coroutine.Yield();
                }
            }
        }

        private static async Coroutine<int> WriteAsync(AsyncStream stream, string text)
        {
            return await stream.WriteAsync(text);
        }
    }
}
