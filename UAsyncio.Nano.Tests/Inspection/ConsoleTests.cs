using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>The console: its commands, and what may come down a line.</summary>
    [TestClass]
    public class ConsoleTests
    {
        internal const string Greeting = "UAsyncio.Nano console: help lists the commands\r\n\r\n";
        internal const string Prompt = "password:\r\n\r\n";

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
        public void Many_tasks_are_told_line_by_line()
        {
            using (NetLoop test = new NetLoop(80, 80))
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                FakeTransport transport = new FakeTransport().Gives("tasks\n", "top\n").Ends();

                for (int i = 0; i < 64; i++)
                {
                    test.Loop.CreateTask(Work.SleepAsync(1000), "sleeper" + i);
                }

                test.Loop.Run(console.ServeAsync(new AsyncStream(transport)));
                Assert.Contains("\r\nsleeper63: SleepAsync, ", transport.Written);
                Assert.Contains("\r\nsleeper0: SleepAsync, ", transport.Written);
                Assert.Contains("\r\nsleeper0\tSleepAsync\t", transport.Written);
                string[] writes = transport.Writes.Text.Split(' ');

                for (int i = 0; i < writes.Length; i++)
                {
                    Assert.IsTrue(int.Parse(writes[i].Substring(3, writes[i].Length - 4)) <= 120, writes[i]);
                }
            }
        }

        [TestMethod]
        public void A_list_that_memory_is_too_short_for_does_not_end_the_console()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                test.Loop.CreateTask(Work.SleepAsync(1000), "sleeper");
                FakeTransport transport = new FakeTransport().Gives("tasks\n", "cancel sleeper\n").Ends().Takes(Greeting.Length, new OutOfMemoryException());
                test.Loop.Run(console.ServeAsync(new AsyncStream(transport)));
                Assert.StartsWith(Greeting + "failed: OutOfMemoryException: ", transport.Written);
                Assert.EndsWith("\r\n\r\n1 cancelled\r\n\r\n", transport.Written);
            }
        }

        [TestMethod]
        public void What_is_called_later_waits_for_its_time()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                Coroutine later = test.Loop.CallLater(500, state => { });
                Assert.Contains("\r\nCallback: Callback, delay 500 ms, 0 turns", Answers(test, console, "tasks\n"));
                later.Cancel();
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
                console.Add("nothing", "does nothing", argument => NothingAsync());
                console.Add("echo", "says it", argument => Give.Now("<" + argument + ">"));
                console.Add("late", "waits", argument => LateAsync());
                Assert.AreEqual(Greeting + "<a b>\r\n\r\n<>\r\n\r\n", Answers(test, console, " echo  a b \necho\n"));
                Assert.StartsWith(Greeting + "failed: TimeoutException: ", Answers(test, console, "late\n"));
                Assert.AreEqual(Greeting + "\r\n42\r\n\r\n", Answers(test, console, "nothing\nadd 41\n"));
                string answer = Answers(test, console, "  add   41 \r\nfail\nmore\n\nhelp\nquit\nadd 1\n");
                Assert.StartsWith(Greeting + "42\r\n\r\nfailed: ArgumentException: broken\r\n\r\nunknown: more; help lists the commands\r\n\r\n", answer);
                Assert.Contains("\r\nadd           adds 1\r\n\r\n", answer);
                Assert.EndsWith("adds 1\r\n\r\n", answer);
            }

            static async Coroutine<string> NothingAsync()
            {
                return null;
            }

            static async Coroutine<string> LateAsync()
            {
                await Coroutine.Delay(100).WaitAsync(5);
                return null;
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
        public void A_command_in_the_place_of_another_is_listed_alone()
        {
            using (NetLoop test = new NetLoop())
            {
                InspectionConsole console = new InspectionConsole(new TaskWatch(test.Loop));
                console.Add("a", "first", argument => Give.Now("1"));
                console.Add("b", "other", argument => Give.Now("2"));
                console.Add("a", "second", argument => Give.Now("3"));
                Assert.AreEqual(Greeting + "3\r\n\r\n2\r\n\r\n", Answers(test, console, "a\nb\n"));
                string help = Answers(test, console, "help\n");
                Assert.Contains("\r\na             second\r\n", help);
                Assert.IsTrue(help.IndexOf("first") < 0, help);
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

        internal static string Answers(NetLoop test, InspectionConsole console, string input)
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
