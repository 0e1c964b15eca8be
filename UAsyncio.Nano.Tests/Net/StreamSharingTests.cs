using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Several coroutines at one stream, and its end.</summary>
    [TestClass]
    public class StreamSharingTests
    {
        [TestMethod]
        public void A_second_reader_is_refused_and_the_first_gets_its_bytes()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine first = test.Loop.CreateTask(Read.SomeAsync(stream, 10));
                Coroutine second = test.Loop.CreateTask(Read.SomeAsync(stream, 10));
                Coroutine line = test.Loop.CreateTask(stream.ReadLineAsync(10));
                Coroutine exactly = test.Loop.CreateTask(Read.ExactlyAsync(stream, 1));
                test.Loop.ExceptionHandler = (task, exception) => { };
                test.Loop.CallLater(5, state => transport.Gives("mine"));
                test.Run(UntilAsync(first));
                Assert.AreEqual("mine", (string)first.Result);
                Assert.IsInstanceOfType(second.Exception, typeof(InvalidOperationException));
                Assert.IsInstanceOfType(line.Exception, typeof(InvalidOperationException));
                Assert.IsInstanceOfType(exactly.Exception, typeof(InvalidOperationException));
            }
        }

        [TestMethod]
        public void A_second_writer_is_refused_and_the_first_goes_on()
        {
            using (NetLoop test = new NetLoop())
            {
                object[] none = { 2, 0, 0, 0 };
                FakeTransport sink = new FakeTransport().Takes(none);
                AsyncStream stream = new AsyncStream(sink);
                Coroutine first = test.Loop.CreateTask(WriteAsync(stream, "first"));
                Coroutine second = test.Loop.CreateTask(WriteAsync(stream, "second"));
                test.Loop.ExceptionHandler = (task, exception) => { };
                test.Run(UntilAsync(first));
                Assert.AreEqual("first", sink.Written);
                Assert.IsInstanceOfType(second.Exception, typeof(InvalidOperationException));
            }
        }

        [TestMethod]
        public void A_reader_and_a_writer_do_not_disturb_each_other()
        {
            using (NetLoop test = new NetLoop())
            {
                object[] slow = { 1, 0, 0, 1, 0, 1, 0, 0, 0 };
                FakeTransport transport = new FakeTransport().GivesSlowly("a", "b", "c").HasNothing().HasNothing().Takes(slow);
                transport.GivesSlowly("d");
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(Read.ExactlyAsync(stream, 4));
                Coroutine writer = test.Loop.CreateTask(WriteAsync(stream, "written"));
                test.Run(UntilAsync(reader, writer));
                Assert.AreEqual("abcd", (string)reader.Result);
                Assert.AreEqual("written", transport.Written);
            }
        }

        [TestMethod]
        public void Closing_wakes_a_reader_and_a_writer_with_ObjectDisposedException()
        {
            using (NetLoop test = new NetLoop())
            {
                object[] none = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
                FakeTransport transport = new FakeTransport().Takes(none);
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(stream.ReadLineAsync(10));
                Coroutine writer = test.Loop.CreateTask(WriteAsync(stream, "written"));
                test.Loop.ExceptionHandler = (task, exception) => { };
                test.Loop.CallLater(5, state => stream.Dispose());
                test.Run(UntilAsync(reader, writer));
                Assert.IsInstanceOfType(reader.Exception, typeof(ObjectDisposedException));
                Assert.IsInstanceOfType(writer.Exception, typeof(ObjectDisposedException));
                Assert.AreEqual(1, transport.Closes);
                Assert.IsFalse(test.Poller.HasWaiters);
            }
        }

        [TestMethod]
        public void After_the_close_every_use_is_refused_and_closing_again_does_nothing()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().Gives("rest of a line\nthat is not read");
                AsyncStream stream = new AsyncStream(transport);
                test.Run(stream.ReadLineAsync(100));
                test.Run(stream.CloseAsync());
                test.Run(stream.CloseAsync());
                stream.Dispose();
                Assert.AreEqual(1, transport.Closes);
                Assert.IsTrue(stream.IsClosed);
                test.RunFailing(typeof(ObjectDisposedException), Read.SomeAsync(stream, 1));
                test.RunFailing(typeof(ObjectDisposedException), Read.ExactlyAsync(stream, 1));
                test.RunFailing(typeof(ObjectDisposedException), stream.ReadLineAsync(100));
                test.RunFailing(typeof(ObjectDisposedException), WriteAsync(stream, "x"));
                test.RunFailing(typeof(ObjectDisposedException), WriteAsync(stream, ""));
            }
        }

        [TestMethod]
        public void What_had_come_when_it_was_closed_in_the_same_pass_is_delivered()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine reader = test.Loop.CreateTask(Read.SomeAsync(stream, 10));
                test.Poller.Slept = state =>
                {
                    transport.Gives("last");
                    test.Poller.Slept = null;
                    test.Loop.Post(state2 => stream.Dispose());
                };
                test.Run(UntilAsync(reader));
                Assert.AreEqual("last", (string)reader.Result);
            }
        }

        [TestMethod]
        public void A_second_reader_of_lines_does_not_move_what_the_first_one_waits_for()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport().Gives("1\nabcde");
                AsyncStream stream = new AsyncStream(transport);
                test.Run(stream.ReadLineAsync(100));
                Coroutine<string> first = test.Loop.CreateTask(stream.ReadLineAsync(100));
                Coroutine second = test.Loop.CreateTask(stream.ReadLineAsync(5));
                test.Loop.ExceptionHandler = (task, exception) => { };
                test.Loop.CallLater(5, state => transport.Gives("fgh\n").Ends());
                test.Run(UntilAsync(first));
                Assert.AreEqual("abcdefgh", first.Result);
                Assert.IsInstanceOfType(second.Exception, typeof(InvalidOperationException));
            }
        }

        [TestMethod]
        public void A_second_reader_of_lines_does_not_get_the_line_that_has_come_for_the_first()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine<string> first = test.Loop.CreateTask(stream.ReadLineAsync(10));
                test.Poller.Slept = state =>
                {
                    test.Poller.Slept = null;
                    transport.Gives("first\nsecond\n");
                    test.Loop.Post(state2 => Expect.Throws(typeof(InvalidOperationException), () => Assert.IsNull(ReadNow(stream))));
                };
                test.Run(UntilAsync(first));
                Assert.AreEqual("first", first.Result);
                Assert.AreEqual("second", (string)test.Run(stream.ReadLineAsync(10)));
            }

            // What an await does in the first turn.
            static object ReadNow(AsyncStream stream)
            {
                Coroutine<string> line = stream.ReadLineAsync(10);
                line.BeginAwait(null);
                return line.EndAwait();
            }
        }

        [TestMethod]
        public void A_stream_that_is_closed_after_its_loop_closes_its_transport_and_its_reader_never_runs()
        {
            FakeTransport transport = new FakeTransport();
            AsyncStream stream = new AsyncStream(transport);
            AsyncStream other = new AsyncStream(transport);
            Coroutine reader;

            using (NetLoop test = new NetLoop())
            {
                reader = test.Loop.CreateTask(Read.SomeAsync(stream, 10));
                test.Loop.CreateTask(Read.SomeAsync(other, 10));
                test.Loop.Stop();
                test.Loop.RunForever();
            }

            stream.Dispose();

            // Nor on the next loop of the thread, which has no slot for it.
            using (NetLoop test = new NetLoop())
            {
                other.Dispose();
                test.Run(Work.SleepAsync(10));
            }

            Assert.IsFalse(reader.IsCompleted);
            Assert.AreEqual(2, transport.Closes);
        }

        /// <summary>Waits for tasks by looking only: an await would take their exceptions and cancellations.</summary>
        internal static async Coroutine UntilAsync(Coroutine first, Coroutine second = null)
        {
            while (!first.IsCompleted || (second != null && !second.IsCompleted))
            {
                await Coroutine.Delay(1);
            }
        }

        private static async Coroutine<int> WriteAsync(AsyncStream stream, string text)
        {
            return await stream.WriteAsync(text);
        }
    }
}
