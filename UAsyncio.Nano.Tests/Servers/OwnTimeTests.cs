using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>The loop with a time of its own, for the tests of programs, that docs/your-own-program.md has.</summary>
    [TestClass]
    public class OwnTimeTests
    {
        [TestMethod]
        public void A_day_of_delays_and_time_limits_passes_at_once_and_in_order()
        {
            Assert.AreEqual("limit 3600000 day 86400000", FastTime.Run(WaitAsync));

            static async Coroutine<string> WaitAsync()
            {
                Log log = new Log();
                Coroutine day = EventLoop.Current.CreateTask(NoteAsync(log, "day ", 86400000));
                await Expect.ThrowsAsync(typeof(TimeoutException), NoteAsync(log, "never ", 86400000).WaitAsync(3600000));
                log.Add("limit " + EventLoop.Current.Ticks);
                await day;
                return log.Text;
            }

            static async Coroutine NoteAsync(Log log, string what, int milliseconds)
            {
                await Coroutine.Delay(milliseconds);
                log.Add(what + EventLoop.Current.Ticks);
            }
        }

        // After bytes that were there the device's poller asks until its window is over, which would never be.
        [TestMethod]
        public void Bytes_that_are_there_do_not_stop_its_time()
        {
            Assert.AreEqual("a 1000", FastTime.Run(ReadAsync));

            static async Coroutine<string> ReadAsync()
            {
                AsyncStream silent = new AsyncStream(new FakeTransport());
                Coroutine waiting = EventLoop.Current.CreateTask(silent.ReadLineAsync(4));
                string line = await new AsyncStream(new FakeTransport().Gives("a\n")).ReadLineAsync(4);
                await Coroutine.Delay(1000);
                waiting.Cancel();
                return line + " " + EventLoop.Current.Ticks;
            }
        }
    }
}
