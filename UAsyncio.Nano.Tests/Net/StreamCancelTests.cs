using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A read that is cancelled, or whose time is up, loses no byte.</summary>
    [TestClass]
    public class StreamCancelTests
    {
        [TestMethod]
        public void A_cancelled_read_leaves_the_stream_to_the_next()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(Read.SomeAsync(stream, 10));
                test.Loop.CallLater(5, state =>
                {
                    reader.Cancel();
                    Assert.IsFalse(test.Poller.HasWaiters);
                    transport.Gives("for the next");
                });
                test.Run(StreamSharingTests.UntilAsync(reader));
                Assert.IsTrue(reader.IsCanceled);
                Assert.AreEqual("for the next", (string)test.Run(Read.SomeAsync(stream, 20)));
            }
        }

        [TestMethod]
        public void A_read_cancelled_in_the_pass_in_which_its_bytes_came_gives_them_back()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = CanceledRead.InPass(test, out Coroutine reader, s => Read.SomeAsync(s, 4), "abcdef");
                Assert.IsTrue(reader.IsCanceled);
                Assert.AreEqual("abcdef end6", CanceledRead.Rest(test, stream));
            }
        }

        [TestMethod]
        public void The_same_of_a_line()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = CanceledRead.InPass(test, out Coroutine reader, s => s.ReadLineAsync(10), "ab\ncd");
                Assert.IsTrue(reader.IsCanceled);
                Assert.AreEqual("ab\ncd end5", CanceledRead.Rest(test, stream));
            }
        }

        [TestMethod]
        public void A_read_cancelled_in_the_pass_in_which_it_failed_is_cancelled_and_nobody_is_told_of_the_failure()
        {
            using (NetLoop test = new NetLoop())
            {
                bool isReported = false;
                test.Loop.ExceptionHandler = (task, exception) => isReported = true;
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(Read.SomeAsync(stream, 4));
                test.Poller.Slept = state =>
                {
                    test.Poller.Slept = null;
                    transport.Fails(new ArgumentException());
                    test.Loop.Post(state2 => Assert.IsTrue(reader.Cancel() && reader.Cancel()));
                };
                test.Run(StreamSharingTests.UntilAsync(reader));
                Assert.IsTrue(reader.IsCanceled);
                transport.Gives("next");
                Assert.AreEqual("next", (string)test.Run(Read.SomeAsync(stream, 4)));
                Assert.IsFalse(isReported);
            }
        }

        [TestMethod]
        public void Bytes_given_back_come_before_those_that_a_line_left_over()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().Gives("1\n23456").Ends();
                AsyncStream stream = new AsyncStream(transport);
                test.Run(stream.ReadLineAsync(5));

                // Sixteen reads of no byte use up what a pass may do at once: the next one is delivered a turn later.
                Coroutine reader = test.Loop.CreateTask(ReadAfterManyAsync(stream));
                test.Loop.CallSoon(state => reader.Cancel());
                test.Run(StreamSharingTests.UntilAsync(reader));
                Assert.IsTrue(reader.IsCanceled);
                Assert.AreEqual("23456 end5", CanceledRead.Rest(test, stream));
            }

            static async Coroutine ReadAfterManyAsync(AsyncStream stream)
            {
                byte[] buffer = new byte[2];

                for (int i = 0; i < 16; i++)
                {
                    await stream.ReadAsync(buffer, 0, 0);
                }

                await stream.ReadAsync(buffer, 0, 2);
            }
        }

        [TestMethod]
        public void A_line_that_is_cancelled_half_way_loses_none()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().GivesSlowly("ab", "c");
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(stream.ReadLineAsync(20));
                test.Loop.CallLater(5, state =>
                {
                    reader.Cancel();
                    transport.Gives("def\n").Ends();
                });
                test.Run(StreamSharingTests.UntilAsync(reader));
                Assert.AreEqual("abcdef", (string)test.Run(stream.ReadLineAsync(20)));
            }
        }

        [TestMethod]
        public void A_read_whose_time_is_up_leaves_the_stream_to_the_next()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                test.RunFailing(typeof(TimeoutException), LimitedAsync(stream, 20));
                Assert.AreEqual(20, test.Now);
                test.RunFailing(typeof(TimeoutException), Read.SomeAsync(stream, 10).WaitAsync(20));
                test.RunFailing(typeof(TimeoutException), stream.ReadLineAsync(10).WaitAsync(20));
                transport.Gives("late");
                Assert.AreEqual(4, test.Run(LimitedAsync(stream, 20)));
            }

            static async Coroutine<int> LimitedAsync(AsyncStream stream, int milliseconds)
            {
                return await stream.ReadAsync(new byte[10], 0, 10).WaitAsync(milliseconds);
            }
        }

        [TestMethod]
        public void Bytes_that_come_in_the_pass_in_which_the_time_is_up_win()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                test.Poller.Slept = state =>
                {
                    if (test.Now == 20)
                    {
                        transport.Gives("just in time");
                    }
                };
                Assert.AreEqual(12, test.Run(LimitedAsync(stream)));
                Assert.AreEqual(20, test.Now);
            }

            static async Coroutine<int> LimitedAsync(AsyncStream stream)
            {
                return await stream.ReadAsync(new byte[20], 0, 20).WaitAsync(20);
            }
        }

        [TestMethod]
        public void A_cancelled_write_leaves_the_stream_to_the_next()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport sink = new FakeTransport().Takes(2, 0);
                AsyncStream stream = new AsyncStream(sink);
                Coroutine writer = test.Loop.CreateTask(WriteAsync(stream, "abcdef"));
                test.Loop.CallSoon(state => writer.Cancel());
                test.Run(StreamSharingTests.UntilAsync(writer));
                Assert.IsTrue(writer.IsCanceled);
                Assert.IsFalse(test.Poller.HasWaiters);
                Assert.AreEqual(2, test.Run(WriteAsync(stream, "gh")));
                Assert.AreEqual("abgh", sink.Written);
            }
        }

        private static async Coroutine<int> WriteAsync(AsyncStream stream, string text)
        {
            return await stream.WriteAsync(text);
        }
    }
}
