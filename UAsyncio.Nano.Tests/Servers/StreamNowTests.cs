using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>What a protocol that is an operation itself does with a stream: what can be done at once; and what goes back into its buffer.</summary>
    [TestClass]
    public class StreamNowTests
    {
        [TestMethod]
        public void Filled_at_once_is_what_is_there_and_has_room()
        {
            Assert.AreEqual("done", FastTime.Run(FillAsync));

            static async Coroutine<string> FillAsync()
            {
                FakeTransport transport = new FakeTransport().Gives("abcdef", "g").HasNothing().Ends();
                AsyncStream stream = new AsyncStream(transport);
                Assert.AreEqual(4, stream.TryFill(4));
                Assert.AreEqual("abcd", Text(stream));

                // Full: the transport is not asked.
                Assert.AreEqual(-1, stream.TryFill(4));
                Assert.AreEqual(-1, stream.TryFill(2));
                Assert.AreEqual(1, transport.Reads);
                stream.Consume(3);
                Assert.AreEqual(2, stream.TryFill(4));
                Assert.AreEqual("def", Text(stream));
                Assert.AreEqual(1, stream.TryFill(4));
                stream.Consume(1);
                Assert.AreEqual(-1, stream.TryFill(4));
                Assert.AreEqual(0, stream.TryFill(4));
                Assert.AreEqual("efg", Text(stream));
                stream.Dispose();
                Expect.Throws(typeof(ObjectDisposedException), () => stream.TryFill(4));
                Expect.Throws(typeof(ObjectDisposedException), () => stream.TryWrite(new byte[1], 0, 1));
                return "done";
            }
        }

        [TestMethod]
        public void Beside_another_reader_or_writer_nothing_is_done_at_once()
        {
            Assert.AreEqual("done", FastTime.Run(DisturbAsync));

            static async Coroutine<string> DisturbAsync()
            {
                FakeTransport transport = new FakeTransport().Takes(0, 2, 0);
                AsyncStream stream = new AsyncStream(transport);
                byte[] bytes = Encoding.UTF8.GetBytes("abcd");
                Assert.AreEqual(0, stream.TryWrite(bytes, 0, 4));
                Assert.AreEqual(2, stream.TryWrite(bytes, 0, 4));
                Coroutine<int> writing = WriteAsync(stream, bytes);
                Coroutine<string> reading = stream.ReadLineAsync(8);
                _ = EventLoop.Current.CreateTask(writing);
                _ = EventLoop.Current.CreateTask(reading);
                await Coroutine.Yield();

                Assert.IsTrue(stream.IsWriting);
                Expect.Throws(typeof(InvalidOperationException), () => stream.TryWrite(bytes, 0, 4));
                Expect.Throws(typeof(InvalidOperationException), () => stream.TryFill(8));
                Expect.Throws(typeof(InvalidOperationException), () => stream.FillAsync(8));
                transport.Gives("x\n");
                Assert.AreEqual("x", await reading);
                Assert.AreEqual(4, await writing);

                // Who has read and written is not in the way any more.
                transport.Gives("y");
                Assert.AreEqual(1, stream.TryFill(8));
                Assert.AreEqual(4, stream.TryWrite(bytes, 0, 4));
                Assert.AreEqual("ab" + "abcd" + "abcd", transport.Written);
                return "done";
            }
        }

        [TestMethod]
        public void What_was_read_and_not_taken_goes_back_before_what_is_left()
        {
            Assert.AreEqual("done", FastTime.Run(CancelAsync));

            static async Coroutine<string> CancelAsync()
            {
                const int Part = 3;
                string all = string.Empty;

                for (int i = 0; all.Length < 100; i++)
                {
                    all += i + ",";
                }

                AsyncStream stream = new AsyncStream(new FakeTransport().Gives(all).Ends());
                await stream.FillAsync(128);
                string[] taken = { string.Empty };

                // It always finds something, so it has a turn of the loop now and then: with a part that it has not looked at.
                Coroutine reading = EventLoop.Current.CreateTask(ReadAsync(stream, taken));
                await Coroutine.Yield();
                reading.Cancel();
                await Expect.ThrowsAsync(typeof(CanceledException), reading);
                Assert.IsTrue(taken[0].Length > 0 && taken[0].Length + stream.Buffered == all.Length);
                Assert.AreEqual(0, stream.Examined);
                Assert.AreEqual(all, taken[0] + Text(stream));
                return "done";

                static async Coroutine ReadAsync(AsyncStream stream, string[] taken)
                {
                    byte[] part = new byte[Part];

                    for (; ; )
                    {
                        int read = await stream.ReadAsync(part, 0, Part);
                        taken[0] += Encoding.UTF8.GetString(part, 0, read);
                    }
                }
            }
        }

        private static async Coroutine<int> WriteAsync(AsyncStream stream, byte[] bytes)
        {
            return await stream.WriteAsync(bytes, 0, bytes.Length);
        }

        private static string Text(AsyncStream stream)
        {
            return Encoding.UTF8.GetString(stream.Buffer, stream.BufferStart, stream.Buffered);
        }
    }
}
