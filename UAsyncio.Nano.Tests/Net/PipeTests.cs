using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    [TestClass]
    public class PipeTests
    {
        [TestMethod]
        public void A_copy_has_all_that_came_also_before_it_began()
        {
            NetLoop.RunOne(CopyAsync());
        }

        [TestMethod]
        public void A_slow_receiver_slows_the_sender_down()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Run(SlowAsync());
            }
        }

        [TestMethod]
        public void A_pipe_passes_on_both_ways_until_one_end_closes()
        {
            NetLoop.RunOne(BothWaysAsync());
        }

        [TestMethod]
        public void What_came_before_the_end_is_passed_on()
        {
            NetLoop.RunOne(LastWordsAsync());
        }

        [TestMethod]
        public void A_failure_ends_both_ways_and_comes_out()
        {
            NetLoop.RunOne(FailAsync());
        }

        [TestMethod]
        public void A_pipe_that_is_cancelled_leaves_both_streams_usable()
        {
            NetLoop.RunOne(CancelAsync());
        }

        [TestMethod]
        public void A_copy_whose_source_is_closed_while_the_target_takes_nothing_says_so()
        {
            NetLoop.RunOne(CloseSourceAsync());
        }

        [TestMethod]
        public void A_copy_whose_source_is_closed_in_the_turn_in_which_it_has_read_says_so()
        {
            NetLoop.RunOne(CloseReadSourceAsync());
        }

        [TestMethod]
        public void Bad_arguments_are_refused()
        {
            AsyncStream stream = new AsyncStream(new FakeTransport());
            Fails(typeof(ArgumentNullException), stream.CopyToAsync(null));
            Fails(typeof(ArgumentNullException), stream.PipeAsync(null));
            Fails(typeof(ArgumentOutOfRangeException), stream.CopyToAsync(stream, 0));
            Fails(typeof(ArgumentOutOfRangeException), stream.PipeAsync(stream, 0));
        }

        [TestMethod]
        public void A_transport_of_ones_own_is_a_stream_like_any_other()
        {
            NetLoop.RunOne(OwnTransportAsync());
        }

        private static void Fails(Type expected, Coroutine coroutine)
        {
            using (NetLoop test = new NetLoop())
            {
                test.RunFailing(expected, coroutine);
            }
        }

        private static async Coroutine CopyAsync()
        {
            FakeTransport source = new FakeTransport().Gives("line\nrest").GivesSlowly("one", "two").HasNothing().Ends();
            FakeTransport target = new FakeTransport().Takes(2, 0, 1);
            AsyncStream stream = new AsyncStream(source);
            Assert.AreEqual("line", await stream.ReadLineAsync(80));
            await stream.CopyToAsync(new AsyncStream(target));
            Assert.AreEqual("restonetwo", target.Written);
            Assert.AreEqual(0, source.Closes + target.Closes);
        }

        private static async Coroutine SlowAsync()
        {
            FakeTransport source = new FakeTransport().Gives(new string('a', 100)).Ends();
            AsyncStream[] pipe = MemoryPipe.Connect(8);
            Coroutine copying = EventLoop.Current.CreateTask(new AsyncStream(source).CopyToAsync(pipe[0], 16));
            await Coroutine.Delay(1000);

            // 8 bytes are under way, 8 more wait to be written; nothing more was read.
            Assert.AreEqual(1, source.Reads);
            byte[] buffer = new byte[200];
            Assert.AreEqual(8, await pipe[1].ReadAsync(buffer, 0, 200));
            await Coroutine.Delay(1000);
            Assert.AreEqual(2, source.Reads);
            Assert.AreEqual(92, await pipe[1].ReadExactlyAsync(buffer, 0, 92));
            await copying;
        }

        private static async Coroutine BothWaysAsync()
        {
            AsyncStream[] client = MemoryPipe.Connect(16);
            AsyncStream[] server = MemoryPipe.Connect(16);
            Coroutine bridge = EventLoop.Current.CreateTask(client[1].PipeAsync(server[0], 4));
            await client[0].WriteAsync("a longer question than fits\n");
            Assert.AreEqual("a longer question than fits", await server[1].ReadLineAsync(80));
            await server[1].WriteAsync("answer\n");
            Assert.AreEqual("answer", await client[0].ReadLineAsync(80));
            Assert.IsFalse(bridge.IsCompleted);
            client[0].Dispose();
            await bridge;
            Assert.IsFalse(client[1].IsClosed || server[0].IsClosed);
            Assert.IsFalse(server[0].IsReading);
        }

        private static async Coroutine LastWordsAsync()
        {
            AsyncStream[] client = MemoryPipe.Connect(64);
            AsyncStream[] server = MemoryPipe.Connect(4);
            Coroutine bridge = EventLoop.Current.CreateTask(client[1].PipeAsync(server[0]));
            await client[0].WriteAsync("last words\n");
            client[0].Dispose();
            await Coroutine.Delay(100);
            Assert.IsFalse(bridge.IsCompleted);
            Assert.AreEqual("last words", await server[1].ReadLineAsync(80));
            await bridge;
        }

        private static async Coroutine FailAsync()
        {
            AsyncStream broken = new AsyncStream(new FakeTransport().HasNothing().Fails(new ArgumentException("gone")));
            AsyncStream[] server = MemoryPipe.Connect(16);
            await Expect.ThrowsAsync(typeof(ArgumentException), server[0].PipeAsync(broken));
            Assert.IsFalse(server[0].IsReading || server[0].IsClosed);
        }

        private static async Coroutine CloseSourceAsync()
        {
            AsyncStream source = new AsyncStream(new FakeTransport().Gives("abc"));
            Coroutine copying = EventLoop.Current.CreateTask(source.CopyToAsync(new AsyncStream(new FakeTransport().Takes(0, 0, 3))));
            await Coroutine.Yield();
            source.Dispose();
            await Expect.ThrowsAsync(typeof(ObjectDisposedException), copying);
        }

        private static async Coroutine CloseReadSourceAsync()
        {
            FakeTransport transport = new FakeTransport().HasNothing().Gives("abc");
            AsyncStream source = new AsyncStream(transport);
            transport.Reading = state =>
            {
                if (transport.Reads == 2)
                {
                    EventLoop.Current.CallSoon(closed => source.Dispose());
                }
            };
            await Expect.ThrowsAsync(typeof(ObjectDisposedException), source.CopyToAsync(new AsyncStream(new FakeTransport())));
        }

        private static async Coroutine CancelAsync()
        {
            AsyncStream[] client = MemoryPipe.Connect(16);
            AsyncStream[] server = MemoryPipe.Connect(16);
            Coroutine bridge = EventLoop.Current.CreateTask(client[1].PipeAsync(server[0]));
            await Coroutine.Delay(10);
            bridge.Cancel();
            await Expect.ThrowsAsync(typeof(CanceledException), bridge);
            await client[0].WriteAsync("still there\n");
            Assert.AreEqual("still there", await client[1].ReadLineAsync(80));
        }

        private static async Coroutine OwnTransportAsync()
        {
            AsyncStream[] pipe = MemoryPipe.Connect(5);
            Coroutine<string> reading = pipe[1].ReadLineAsync(80);
            _ = EventLoop.Current.CreateTask(reading);
            await pipe[0].WriteAsync("more than five bytes\r\n");
            Assert.AreEqual("more than five bytes", await reading);
            pipe[0].Dispose();
            Assert.IsNull(await pipe[1].ReadLineAsync(80));
        }
    }
}
