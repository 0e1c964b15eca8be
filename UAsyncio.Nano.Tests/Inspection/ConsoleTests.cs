using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>The console: its commands, its password, and what may come down a line.</summary>
    [TestClass]
    public class ConsoleTests
    {
        private const string Greeting = "UAsyncio.Nano console: help lists the commands\r\n\r\n";
        private const string Prompt = "password:\r\n\r\n";
        private const string Wrong = "wrong\r\n\r\n";

        [TestMethod]
        public void Tasks_are_told_with_what_they_do_and_wait_for()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                AsyncLock held = new AsyncLock();
                WaitList gate = new WaitList();
                Coroutine sleeper = test.Loop.CreateTask(Work.SleepAsync(1000), "sleeper");
                test.Loop.CreateTask(HoldAsync(held, gate), "holder");
                test.Loop.CreateTask(AwaitAsync(HoldAsync(held, gate)).WaitAsync(5000), "limited");
                test.Loop.CreateTask(AwaitAsync(sleeper), "joiner");
                test.Loop.Run(Work.SleepAsync(250));
                string answer = Answers(test, console, "tasks\n");
                Assert.Contains("\r\nsleeper: SleepAsync, delay 750 ms, 1 turns, longest 0 ms\r\n", answer);
                Assert.Contains("\r\nholder: HoldAsync, WaitList, 1 turns, longest 0 ms\r\n", answer);
                Assert.Contains("\r\nlimited: HoldAsync in AwaitAsync in WaitAsync, AsyncLock held by holder 4750 ms, 1 turns", answer);
                Assert.Contains("\r\njoiner: AwaitAsync, task sleeper, 1 turns", answer);
                Assert.Contains("ServeAsync: ServeAsync, runs, ", answer);

                string table = Answers(test, console, "top\n");
                Assert.Contains("\r\nsleeper\tSleepAsync\tdelay\t750\t1\t0\t0\r\n", table);
                Assert.Contains("\r\nlimited\tHoldAsync in AwaitAsync in WaitAsync\tAsyncLock held by holder\t4750\t1\t0\t0\r\n", table);
                test.Loop.Run(FreeAsync(gate));
            }
        }

        [TestMethod]
        public void Cancel_ends_every_task_of_the_name_and_never_the_console()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                Coroutine first = test.Loop.CreateTask(Work.SleepAsync(1000), "sleeper");
                Coroutine second = test.Loop.CreateTask(Work.SleepAsync(1000), "sleeper");
                Coroutine other = test.Loop.CreateTask(Work.SleepAsync(1), "other");
                string answer = Answers(test, console, "cancel sleeper\ncancel nobody\ncancel ServeAsync\ntasks\n");
                Assert.StartsWith(Greeting + "2 cancelled\r\n\r\n0 cancelled\r\n\r\n0 cancelled\r\n\r\n", answer);
                test.Run(AwaitAsync(other));
                Assert.IsTrue(first.IsCanceled && second.IsCanceled);
                Assert.IsFalse(other.IsCanceled);
            }
        }

        [TestMethod]
        public void Commands_of_the_app_are_awaited_and_what_they_throw_is_told()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                console.Add("add", "adds 1", AddAsync);
                console.Add("fail", "fails", FailAsync);
                string answer = Answers(test, console, "  add   41 \r\nfail\nmore\n\nhelp\nquit\nadd 1\n");
                Assert.StartsWith(Greeting + "42\r\n\r\nfailed: ArgumentException: broken\r\n\r\nunknown: more; help lists the commands\r\n\r\n", answer);
                Assert.Contains("\r\nadd           adds 1\r\n\r\n", answer);
                Assert.EndsWith("adds 1\r\n\r\n", answer);
            }

            static async Coroutine<string> AddAsync(string argument)
            {
                await Coroutine.Delay(5);
                return (int.Parse(argument) + 1).ToString();
            }

            static async Coroutine<string> FailAsync(string argument)
            {
                await Coroutine.Yield();
                throw new ArgumentException("broken");
            }
        }

        [TestMethod]
        public void The_log_is_shown_and_its_level_set()
        {
            using (NetLoop test = new NetLoop())
            {
                RingTarget ring = new RingTarget();
                Logger log = new Logger("app", ring);
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                Assert.AreEqual(Greeting + "no log is kept\r\n\r\nno logger is set\r\n\r\n", Answers(test, console, "log\nlog debug\n"));
                console.Log = ring;
                console.Logger = log;
                Assert.AreEqual(Greeting + "nothing yet\r\n\r\nlevel warning\r\n\r\nno level: loud\r\n\r\n", Answers(test, console, "log\nlog warning\nlog loud\n"));
                log.Info("not");
                log.Warning("one");
                log.Error("two");
                Assert.AreEqual(Greeting + "W app: one\r\nE app: two\r\n\r\n", Answers(test, console, "log\n"));
            }
        }

        [TestMethod]
        public void Heap_tells_a_number()
        {
            using (NetLoop test = new NetLoop())
            {
                string answer = Answers(test, new InspectionConsole(new TaskWatch(test.Loop)), "heap\n");
                Assert.IsTrue(int.Parse(answer.Substring(Greeting.Length, answer.IndexOf(" bytes free") - Greeting.Length)) > 0);
            }
        }

        [TestMethod]
        public void Nothing_is_answered_before_the_password()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                Assert.AreEqual(Prompt + Greeting + "0 cancelled\r\n\r\n", Answers(test, console, "secret\ncancel x\n"));
                string refused = Prompt + Wrong + Prompt + Wrong + Prompt + Wrong;
                Assert.AreEqual(refused, Answers(test, console, "tasks\nsecre\nsecrets\ntasks\n"));
                Assert.AreEqual(Prompt, Answers(test, console, ""));
            }
        }

        [TestMethod]
        public void After_wrong_passwords_the_next_is_looked_at_later_and_later_on_any_connection_and_a_right_one_ends_that()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                int start = test.Now;
                Answers(test, console, "a\nb\nc\n");
                Assert.AreEqual(start + 3000, test.Now);
                Answers(test, console, "d\ne\nf\n");
                Assert.AreEqual(start + 31000, test.Now);
                Answers(test, console, "g\nh\n");
                Assert.AreEqual(start + 95000, test.Now);
                Answers(test, console, "secret\n");
                Assert.AreEqual(start + 127000, test.Now);
                Answers(test, console, "secret\n");
                Answers(test, console, "wrong\n");
                Assert.AreEqual(start + 127000, test.Now);
            }
        }

        [TestMethod]
        public void A_wrong_password_of_long_ago_keeps_nobody_waiting()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop), "secret");
                Answers(test, console, "x\n");

                // 30 days, in steps that a delay can have.
                for (int day = 0; day < 30; day++)
                {
                    test.Loop.Run(Work.SleepAsync(24 * 60 * 60 * 1000));
                }

                int start = test.Now;
                Answers(test, console, "secret\n");
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
            }
        }

        [TestMethod]
        public void A_line_that_is_too_long_ends_the_connection()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                Assert.AreEqual(Greeting + "line too long\r\n\r\n", Answers(test, console, new string('x', InspectionConsole.MaxLine + 1) + "\n"));
                console = new InspectionConsole(console.Watch, "secret");
                Assert.AreEqual(Prompt + "line too long\r\n\r\n", Answers(test, console, new string('x', InspectionConsole.MaxLine + 1) + "\n"));
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
                Assert.AreEqual(Greeting + "line too long\r\n\r\n" + Greeting, transport.Written);
            }
        }

        [TestMethod]
        public void Bad_arguments_are_refused()
        {
            using (NetLoop test = new NetLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                InspectionConsole console = new InspectionConsole(watch);
                Expect.Throws(typeof(ArgumentNullException), () => new TaskWatch(null));
                Expect.Throws(typeof(ArgumentNullException), () => new InspectionConsole(null));
                Expect.Throws(typeof(ArgumentException), () => new InspectionConsole(watch, ""));
                Expect.Throws(typeof(ArgumentException), () => new InspectionConsole(watch, new string('x', InspectionConsole.MaxLine + 1)));
                Expect.Throws(typeof(ArgumentException), () => console.Add("two words", "", argument => null));
                Expect.Throws(typeof(ArgumentNullException), () => console.Add("word", "", null));
                Expect.Throws(typeof(ArgumentNullException), () => new Watchdog(null, 1, (task, resumed, time) => { }));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new Watchdog(watch, 0, (task, resumed, time) => { }));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => new Watchdog(watch, TimeSpan.MaxValue, (task, resumed, time) => { }));
            }
        }

        private static string Answers(NetLoop test, InspectionConsole console, string input)
        {
            FakeTransport transport = new FakeTransport();

            if (input.Length > 0)
            {
                transport.Gives(input);
            }

            test.Loop.Run(console.ServeAsync(new AsyncStream(transport.Ends())));
            return transport.Written;
        }

        private static async Coroutine HoldAsync(AsyncLock held, WaitList gate)
        {
            await held.AcquireAsync();

            using (held)
            {
                await gate;
            }
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine)
        {
            await coroutine;
        }

        private static async Coroutine FreeAsync(WaitList gate)
        {
            gate.WakeAll();
            await Coroutine.Yield();
            await Coroutine.Yield();
            gate.WakeAll();
            await Coroutine.Delay(1000);
        }
    }
}
