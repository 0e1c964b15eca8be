using nanoFramework.TestFramework;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>The console's password.</summary>
    [TestClass]
    public class PasswordTests
    {
        private const string Greeting = ConsoleTests.Greeting;
        private const string Prompt = ConsoleTests.Prompt;
        private const string Wrong = "wrong\r\n\r\n";

        [TestMethod]
        public void Nothing_is_answered_before_the_password()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                Assert.AreEqual(Prompt + Greeting + "0 cancelled\r\n\r\n", ConsoleTests.Answers(test, console, "secret\ncancel x\n"));
                string refused = Prompt + Wrong + Prompt + Wrong + Prompt + Wrong;
                Assert.AreEqual(refused, ConsoleTests.Answers(test, console, "tasks\nsecre\nsecrets\ntasks\n"));
                Assert.AreEqual(Prompt, ConsoleTests.Answers(test, console, ""));
            }
        }

        [TestMethod]
        public void After_wrong_passwords_the_next_is_looked_at_later_and_later_on_any_connection_and_a_right_one_ends_that()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                int start = test.Now;
                ConsoleTests.Answers(test, console, "a\nb\nc\n");
                Assert.AreEqual(start + 3000, test.Now);
                ConsoleTests.Answers(test, console, "d\ne\nf\n");
                Assert.AreEqual(start + 31000, test.Now);
                ConsoleTests.Answers(test, console, "g\nh\n");
                Assert.AreEqual(start + 95000, test.Now);
                ConsoleTests.Answers(test, console, "secret\n");
                Assert.AreEqual(start + 127000, test.Now);
                ConsoleTests.Answers(test, console, "secret\n");
                ConsoleTests.Answers(test, console, "wrong\n");
                Assert.AreEqual(start + 127000, test.Now);
            }
        }

        [TestMethod]
        public void A_wrong_password_of_long_ago_keeps_nobody_waiting()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                ConsoleTests.Answers(test, console, "x\n");

                // 30 days, in steps that a delay can have.
                for (int day = 0; day < 30; day++)
                {
                    test.Loop.Run(Work.SleepAsync(24 * 60 * 60 * 1000));
                }

                int start = test.Now;
                ConsoleTests.Answers(test, console, "secret\n");
                Assert.AreEqual(start, test.Now);
            }
        }

        [TestMethod]
        public void Who_tries_over_several_connections_at_once_waits_as_long()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                FakeTransport[] transports = new FakeTransport[4];
                Coroutine[] tasks = new Coroutine[4];

                for (int i = 0; i < tasks.Length; i++)
                {
                    transports[i] = new FakeTransport().Gives("x\n").Ends();
                    tasks[i] = test.Loop.CreateTask(console.ServeAsync(new AsyncStream(transports[i])));
                }

                test.Loop.Run(AllAsync(tasks));
                Assert.AreEqual(7000, test.Now);
            }

            static async Coroutine AllAsync(Coroutine[] tasks)
            {
                for (int i = 0; i < tasks.Length; i++)
                {
                    await tasks[i];
                }
            }
        }

        [TestMethod]
        public void Who_says_nothing_at_the_password_is_left_after_a_minute()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                FakeTransport transport = new FakeTransport();
                test.Run(console.ServeAsync(new AsyncStream(transport)));
                Assert.AreEqual(Prompt, transport.Written);
                Assert.AreEqual(60000, test.Now);
            }
        }
    }
}
