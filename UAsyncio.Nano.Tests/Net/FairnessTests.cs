using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Neither those that are always ready nor those whose I/O is starve the others.</summary>
    [TestClass]
    public class FairnessTests
    {
        [TestMethod]
        public void Vector_io_starve()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine busy = test.Loop.CreateTask(BusyAsync(test.Poller));
                test.Loop.CallLater(70, state => transport.Gives("data"));
                Assert.AreEqual("data at 72", (string)test.Loop.Run(SleepAndReadAsync(stream)));
                busy.Cancel();
                test.Run(StreamSharingTests.UntilAsync(busy));
            }

            static async Coroutine<string> SleepAndReadAsync(AsyncStream stream)
            {
                await Coroutine.Delay(50);
                return await Read.SomeAsync(stream, 10) + " at " + EventLoop.Current.Ticks;
            }
        }

        [TestMethod]
        public void One_that_always_finds_data_does_not_starve_the_others()
        {
            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                transport.Reading = state => transport.Gives("more");
                int[] counts = new int[2];
                Coroutine reader = test.Loop.CreateTask(ReadForEverAsync(new AsyncStream(transport), counts));
                test.Run(OtherAsync(reader, counts));

                // Sixteen a pass: some, and bounded.
                Assert.IsTrue(counts[0] >= 20 && counts[0] <= 20 * 40, counts[0].ToString());
            }

            static async Coroutine ReadForEverAsync(AsyncStream stream, int[] counts)
            {
                byte[] buffer = new byte[4];

                for (; ; )
                {
                    await stream.ReadAsync(buffer, 0, 4);
                    counts[0]++;
                }
            }

            static async Coroutine OtherAsync(Coroutine reader, int[] counts)
            {
                for (int i = 0; i < 20; i++)
                {
                    int before = counts[0];
                    await Coroutine.Yield();
                    Assert.IsTrue(counts[0] - before <= 40, "too much in a pass");
                }

                reader.Cancel();
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void One_that_can_always_write_does_not_starve_the_others()
        {
            using (NetLoop test = new NetLoop())
            {
                int[] counts = new int[1];
                Coroutine writer = test.Loop.CreateTask(WriteForEverAsync(new AsyncStream(new FakeTransport()), counts));
                test.Run(OtherAsync(writer));
                Assert.IsTrue(counts[0] > 20, counts[0].ToString());
            }

            static async Coroutine WriteForEverAsync(AsyncStream stream, int[] counts)
            {
                byte[] buffer = new byte[1];

                for (; ; )
                {
                    await stream.WriteAsync(buffer, 0, 1);
                    counts[0]++;
                }
            }

            static async Coroutine OtherAsync(Coroutine writer)
            {
                for (int i = 0; i < 20; i++)
                {
                    await Coroutine.Yield();
                }

                writer.Cancel();
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void One_whose_io_is_ready_runs_at_the_latest_a_full_pass_later()
        {
            Log log = new Log();

            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                AsyncStream stream = new AsyncStream(transport);
                Coroutine[] busy = new Coroutine[5];
                Coroutine reader = test.Loop.CreateTask(ReadAsync(stream, log));

                for (int i = 0; i < busy.Length; i++)
                {
                    busy[i] = test.Loop.CreateTask(StepsAsync(log, transport, i));
                }

                test.Run(StreamSharingTests.UntilAsync(reader, busy[4]));
            }

            // Task 2 makes it ready in its second turn; the rest of that pass and one more, then it is its turn.
            Assert.AreEqual("0 1 2 3 4 0 1 2! 3 4 0 1 2 3 4 read 0 1 2 3 4", log.Text);

            static async Coroutine StepsAsync(Log log, FakeTransport transport, int index)
            {
                for (int i = 0; i < 4; i++)
                {
                    if (i == 1 && index == 2)
                    {
                        transport.Gives("x");
                        log.Add("2!");
                    }
                    else
                    {
                        log.Add(index.ToString());
                    }

                    await Coroutine.Yield();
                }
            }

            static async Coroutine ReadAsync(AsyncStream stream, Log log)
            {
                await Read.SomeAsync(stream, 1);
                log.Add("read");
            }
        }

        [TestMethod]
        public void Of_many_that_wait_all_that_are_ready_are_woken_in_one_pass()
        {
            using (NetLoop test = new NetLoop(40, 4))
            {
                FakeTransport[] transports = new FakeTransport[30];
                Coroutine[] readers = new Coroutine[30];

                for (int i = 0; i < readers.Length; i++)
                {
                    transports[i] = new FakeTransport();
                    readers[i] = test.Loop.CreateTask(Read.SomeAsync(new AsyncStream(transports[i]), 10));
                }

                test.Run(MainAsync(transports, readers));
            }

            static async Coroutine MainAsync(FakeTransport[] transports, Coroutine[] readers)
            {
                await Coroutine.Yield();

                for (int i = 0; i < readers.Length; i++)
                {
                    transports[i].Gives("r" + i);
                }

                await Coroutine.Yield();
                await Coroutine.Yield();

                for (int i = 0; i < readers.Length; i++)
                {
                    Assert.AreEqual("r" + i, (string)readers[i].Result);
                }
            }
        }

        [TestMethod]
        public void A_hang_up_is_delivered_once_and_wakes_nobody_later()
        {
            Log log = new Log();

            using (NetLoop test = new NetLoop())
            {
                FakeTransport transport = new FakeTransport();
                int[] readsAtReset = new int[1];
                test.Loop.CallLater(30, state =>
                {
                    readsAtReset[0] = transport.Reads;

                    for (int i = 0; i < 100; i++)
                    {
                        transport.Fails(new ArgumentException("reset"));
                    }
                });
                test.Run(MainAsync(new AsyncStream(transport), log));
                Assert.AreEqual(1, transport.Reads - readsAtReset[0]);
            }

            Assert.AreEqual("reset 200 200 200 200 200", log.Text);

            static async Coroutine MainAsync(AsyncStream stream, Log log)
            {
                try
                {
                    await Read.SomeAsync(stream, 10);
                }
                catch (ArgumentException exception)
                {
                    log.Add(exception.Message);
                }

                for (int i = 0; i < 5; i++)
                {
                    int before = EventLoop.Current.Ticks;
                    await Coroutine.Delay(200);
                    log.Add((EventLoop.Current.Ticks - before).ToString());
                }
            }
        }

        private static async Coroutine BusyAsync(FakeDevicePoller poller)
        {
            for (; ; )
            {
                poller.Advance(1);
                await Coroutine.Yield();
            }
        }
    }
}
