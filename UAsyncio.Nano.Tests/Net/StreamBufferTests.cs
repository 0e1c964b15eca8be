using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>The buffer of a stream, as a protocol parses it: what has come, what was examined, what is consumed.</summary>
    [TestClass]
    public class StreamBufferTests
    {
        [TestMethod]
        public void A_byte_is_found_by_its_distance_from_the_start()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = Filled(test, "ab;cd;");
                Assert.AreEqual(2, stream.Find((byte)';'));
                stream.Consume(3);
                Assert.AreEqual(2, stream.Find((byte)';'));
                Assert.AreEqual(3, stream.Buffered);
                Assert.AreEqual((byte)'c', stream.Buffer[stream.BufferStart]);
            }
        }

        [TestMethod]
        public void What_was_examined_in_vain_is_not_examined_again()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().Gives("abc", "d;");
                AsyncStream stream = new AsyncStream(transport);
                test.Run(FillAsync(stream));
                Assert.AreEqual(-1, stream.Find((byte)';'));
                Assert.AreEqual(3, stream.Examined);

                // It would be found, if it were looked for.
                stream.Buffer[stream.BufferStart] = (byte)';';
                test.Run(FillAsync(stream));
                Assert.AreEqual(4, stream.Find((byte)';'));
                Assert.AreEqual(4, stream.Examined);
            }
        }

        [TestMethod]
        public void What_was_examined_stays_so_when_the_bytes_are_moved()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().Gives("12345678", "9;");
                AsyncStream stream = new AsyncStream(transport);
                test.Run(FillAsync(stream, 8));
                stream.Consume(5);
                Assert.AreEqual(-1, stream.Find((byte)';'));
                Assert.AreEqual(3, stream.Examined);
                test.Run(FillAsync(stream, 8));
                Assert.AreEqual(0, stream.BufferStart);
                Assert.AreEqual(3, stream.Examined);
                Assert.AreEqual(4, stream.Find((byte)';'));
            }
        }

        [TestMethod]
        public void To_consume_less_than_was_examined_leaves_the_rest_examined_and_more_leaves_none()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = Filled(test, "abcdef");
                stream.Examined = 4;
                stream.Consume(3);
                Assert.AreEqual(1, stream.Examined);
                stream.Consume(2);
                Assert.AreEqual(0, stream.Examined);
                Assert.AreEqual(1, stream.Buffered);
            }
        }

        [TestMethod]
        public void More_than_is_there_cannot_be_consumed_nor_examined()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = Filled(test, "abc");
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.Consume(4));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.Consume(-1));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.Examined = 4);
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.Examined = -1);
                Assert.AreEqual(3, stream.Buffered);
            }
        }

        [TestMethod]
        public void A_stream_that_has_read_nothing_has_nothing_to_find()
        {
            AsyncStream stream = new AsyncStream(new FakeTransport());
            Assert.AreEqual(0, stream.Buffered);
            Assert.AreEqual(-1, stream.Find((byte)'\n'));
        }

        [TestMethod]
        public void What_comes_for_one_while_another_consumes_all_that_was_there_is_what_is_there_then()
        {
            NetLoop.RunOne(ConsumeAsync());

            static async Coroutine ConsumeAsync()
            {
                FakeTransport transport = new FakeTransport().Gives("abc");
                AsyncStream stream = new AsyncStream(transport);
                await stream.FillAsync(8);
                Coroutine<string> reading = EventLoop.Current.CreateTask(stream.ReadLineAsync(8));
                await Coroutine.Yield();
                stream.Consume(3);
                transport.Gives("de\n");
                Assert.AreEqual("de", await reading);
                Assert.AreEqual(0, stream.Buffered);
            }
        }

        [TestMethod]
        public void A_buffer_that_somebody_reads_into_is_not_let_go()
        {
            NetLoop.RunOne(TrimAsync());

            static async Coroutine TrimAsync()
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine<string> reading = EventLoop.Current.CreateTask(stream.ReadLineAsync(8));
                await Coroutine.Yield();
                stream.TrimBuffer();
                transport.Gives("de\n");
                Assert.AreEqual("de", await reading);
                stream.TrimBuffer();
                Assert.IsNull(stream.Buffer);
            }
        }

        [TestMethod]
        public void A_full_buffer_takes_no_more()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().Gives("abcdef");
                AsyncStream stream = new AsyncStream(transport);
                Assert.AreEqual(4, test.Run(FillAsync(stream, 4)));
                Assert.AreEqual(0, test.Run(FillAsync(stream, 4)));
                Assert.AreEqual(0, test.Run(FillAsync(stream, 2)));
                Assert.AreEqual(2, test.Run(FillAsync(stream, 7)));
                Assert.AreEqual(6, stream.Buffered);
                Assert.AreEqual(7, stream.Buffer.Length);
            }
        }

        [TestMethod]
        public void A_buffer_of_no_bytes_is_refused_and_does_not_look_like_the_end()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = new AsyncStream(new FakeTransport().Gives("line\n"));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.FillAsync(0));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.TryFill(-1));
                Assert.AreEqual("line", (string)test.Run(stream.ReadLineAsync(10)));
            }
        }

        [TestMethod]
        public void What_is_given_back_is_examined_anew()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().Gives(";b", "cd");
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(Read.ExactlyAsync(stream, 10));
                test.Loop.CallLater(5, state => reader.Cancel());
                test.Run(StreamSharingTests.UntilAsync(reader));
                Assert.AreEqual(4, stream.Buffered);
                Assert.AreEqual(0, stream.Examined);
                Assert.AreEqual(0, stream.Find((byte)';'));
            }
        }

        private static AsyncStream Filled(NetLoop test, string text)
        {
            AsyncStream stream = new AsyncStream(new FakeTransport().Gives(text));
            test.Run(FillAsync(stream));
            return stream;
        }

        private static async Coroutine<int> FillAsync(AsyncStream stream, int limit = 100)
        {
            return await stream.FillAsync(limit);
        }
    }
}
