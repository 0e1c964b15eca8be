using nanoFramework.TestFramework;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>When a console leaves who is at the other end.</summary>
    [TestClass]
    public class ConsoleEndTests
    {
        [TestMethod]
        public void Who_is_silent_for_long_or_takes_nothing_is_left()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop)) { IdleTimeout = 5000 };
                FakeTransport transport = new FakeTransport().Gives("heap\n");
                test.Run(console.ServeAsync(new AsyncStream(transport)));
                Assert.AreEqual(5000, test.Now);
                transport = new FakeTransport().Takes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
                console.IdleTimeout = 50;
                test.Run(console.ServeAsync(new AsyncStream(transport)));
                Assert.AreEqual(5050, test.Now);
                Assert.AreEqual("", transport.Written);

                // In the middle of a list, too.
                transport = new FakeTransport().Gives("tasks\n").Takes(ConsoleTests.Greeting.Length, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
                test.Loop.CreateTask(Work.SleepAsync(100), "sleeper");
                test.Loop.Run(console.ServeAsync(new AsyncStream(transport)));
                Assert.AreEqual(5100, test.Now);
                Assert.AreEqual(ConsoleTests.Greeting, transport.Written);
                test.Run(Work.SleepAsync(100));
            }
        }

        [TestMethod]
        public void A_line_that_is_too_long_ends_the_connection()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                Assert.AreEqual(ConsoleTests.Greeting + "line too long\r\n\r\n", ConsoleTests.Answers(test, console, new string('x', InspectionConsole.MaxLine + 1) + "\n"));
                console = new InspectionConsole(console.Watch, "secret");
                Assert.AreEqual(ConsoleTests.Prompt + "line too long\r\n\r\n", ConsoleTests.Answers(test, console, new string('x', InspectionConsole.MaxLine + 1) + "\n"));
            }
        }

        [TestMethod]
        public void A_stream_that_is_served_again_goes_on_behind_a_line_that_was_too_long()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                FakeTransport transport = new FakeTransport().Gives(new string('x', InspectionConsole.MaxLine + 2), "\nquit\n");
                AsyncStream stream = new AsyncStream(transport);
                test.Run(console.ServeAsync(stream));
                test.Run(console.ServeAsync(stream));
                Assert.AreEqual(ConsoleTests.Greeting + "line too long\r\n\r\n" + ConsoleTests.Greeting, transport.Written);
            }
        }

        [TestMethod]
        public void A_console_that_is_cancelled_in_a_command_ends()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                FakeTransport transport = new FakeTransport().Gives("wait\n");
                console.Add("wait", "waits", argument => WaitAsync());
                Coroutine serving = test.Loop.CreateTask(console.ServeAsync(new AsyncStream(transport)));
                test.Loop.Run(Work.SleepAsync(10));
                serving.Cancel();
                test.Run(Work.SleepAsync(10));
                Assert.IsTrue(serving.IsCanceled);
                Assert.AreEqual(ConsoleTests.Greeting, transport.Written);
            }

            static async Coroutine<string> WaitAsync()
            {
                await Coroutine.Delay(1000);
                return null;
            }
        }
    }
}
