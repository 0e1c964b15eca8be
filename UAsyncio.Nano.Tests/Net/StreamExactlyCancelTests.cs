using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A read of exactly so many bytes that is cancelled, or whose time is up, loses none.</summary>
    [TestClass]
    public class StreamExactlyCancelTests
    {
        [TestMethod]
        public void A_read_of_exactly_so_many_that_is_cancelled_half_way_loses_none()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().GivesSlowly("ab", "c");
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(Read.ExactlyAsync(stream, 5));
                test.Loop.CallLater(5, state =>
                {
                    reader.Cancel();
                    transport.Gives("def").Ends();
                });
                test.Run(StreamSharingTests.UntilAsync(reader));
                Assert.IsTrue(reader.IsCanceled);
                Assert.AreEqual("abcdef end6", CanceledRead.Rest(test, stream));
            }
        }

        [TestMethod]
        public void Who_cancels_a_read_of_exactly_so_many_and_reads_next_has_the_bytes_in_order()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().GivesSlowly("abcd");
                AsyncStream stream = new AsyncStream(transport);
                Coroutine<string> exactly = test.Loop.CreateTask(Read.ExactlyAsync(stream, 10));
                Assert.AreEqual("abcd efgh", (string)test.Run(CancelAndReadAsync(transport, stream, exactly)));
            }

            static async Coroutine<string> CancelAndReadAsync(FakeTransport transport, AsyncStream stream, Coroutine exactly)
            {
                await Coroutine.Delay(5);
                transport.Gives("efgh");
                exactly.Cancel();

                // Before the other one has had its turn.
                string text = await Read.SomeAsync(stream, 10);
                text += " " + await Read.SomeAsync(stream, 10);

                try
                {
                    await exactly;
                }
                catch (CanceledException)
                {
                }

                return text;
            }
        }

        [TestMethod]
        public void A_read_of_exactly_so_many_whose_time_is_up_loses_none()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().GivesSlowly("abc");
                AsyncStream stream = new AsyncStream(transport);
                test.RunFailing(typeof(TimeoutException), stream.ReadExactlyAsync(new byte[5], 0, 5).WaitAsync(20));
                transport.Gives("def").Ends();
                Assert.AreEqual("abcdef end6", CanceledRead.Rest(test, stream));
            }
        }

        [TestMethod]
        public void A_read_of_exactly_so_many_cancelled_in_the_pass_in_which_its_last_byte_came_gives_all_back()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = CanceledRead.InPass(test, out Coroutine reader, s => Read.ExactlyAsync(s, 4), "abcdef");
                Assert.IsTrue(reader.IsCanceled);
                Assert.AreEqual("abcdef end6", CanceledRead.Rest(test, stream));
            }
        }

        [TestMethod]
        public void The_last_byte_of_exactly_so_many_that_comes_in_the_pass_in_which_the_time_is_up_wins()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().GivesSlowly("abc");
                AsyncStream stream = new AsyncStream(transport);
                test.Poller.Slept = state =>
                {
                    if (test.Now == 20)
                    {
                        transport.Gives("de", "f").Ends();
                    }
                };
                Assert.AreEqual(5, test.Run(stream.ReadExactlyAsync(new byte[5], 0, 5).WaitAsync(20)));
                Assert.AreEqual("f end1", CanceledRead.Rest(test, stream));
            }
        }
    }
}
