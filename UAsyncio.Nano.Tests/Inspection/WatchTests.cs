using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Core;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>What a loop tells who watches it, and what a coroutine tells of itself.</summary>
    [TestClass]
    public class WatchTests
    {
        private delegate Coroutine CoroutineMaker();

        [TestMethod]
        public void Each_turn_is_told_with_the_coroutine_that_is_woken_and_each_task_when_it_starts()
        {
            using (TestLoop test = new TestLoop())
            {
                PlainWatch watch = new PlainWatch();
                test.Loop.Watch = watch;
                test.Loop.ReserveSlots(1);
                test.Loop.StartReserved(Work.ResultAsync(1, 0));
                test.Run(OuterAsync());
                Assert.AreEqual("+ResultAsync +OuterAsync ResultAsync . OuterAsync . SoonAsync . ResultAsync . OuterAsync .", watch.Told.Text);
            }
        }

        [TestMethod]
        public void Without_a_watch_again_nothing_is_told()
        {
            using (TestLoop test = new TestLoop())
            {
                PlainWatch watch = new PlainWatch();
                test.Loop.Watch = watch;
                test.Loop.CallSoon(state => test.Loop.Watch = null);
                test.Run(OuterAsync());
                Assert.AreEqual("+Callback +OuterAsync Callback .", watch.Told.Text);
            }
        }

        [TestMethod]
        public void A_task_that_is_cancelled_in_the_turn_of_another_does_not_disturb_the_pass()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.Watch = new PlainWatch();
                Log log = new Log();
                Coroutine[] tasks = new Coroutine[4];
                tasks[0] = test.Loop.CreateTask(CancelAsync(tasks, log));

                for (int i = 1; i < tasks.Length; i++)
                {
                    tasks[i] = test.Loop.CreateTask(NoteAsync(log, i.ToString()));
                }

                test.RunAll();
                Assert.AreEqual("cancel 1 3", log.Text);
            }

            static async Coroutine CancelAsync(Coroutine[] tasks, Log log)
            {
                log.Add("cancel");
                tasks[2].Cancel();
                await Coroutine.Yield();
            }

            static async Coroutine NoteAsync(Log log, string word)
            {
                log.Add(word);
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void Awaiting_leads_from_a_task_to_what_it_waits_for_and_AwaitedBy_back()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine outer = test.Loop.CreateTask(AwaitAsync(WaitAsync(gate)), "pump");
                Assert.IsNull(outer.Awaiting);
                test.Loop.Run(SoonAsync());
                Coroutine inner = (Coroutine)outer.Awaiting;
                Assert.AreEqual("WaitAsync", inner.Name);
                Assert.AreSame(outer, inner.AwaitedBy);
                Assert.AreSame(gate, inner.Awaiting);
                Assert.IsNull(outer.AwaitedBy);
                Assert.AreEqual("pump", outer.Name);
                Assert.AreEqual("AwaitAsync", outer.MethodName);
                inner.Cancel();
                Assert.IsNull(inner.Awaiting);
                test.RunAll();
                Assert.IsNull(outer.Awaiting);
            }
        }

        [TestMethod]
        public void A_coroutine_is_told_by_its_name_whatever_its_letters()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("MessungLäuftÜberAsync", test.Loop.CreateTask(MessungLäuftÜberAsync()).MethodName);
                Assert.AreEqual("读取Async", test.Loop.CreateTask(读取Async()).MethodName);
                CoroutineMaker maker = async () => await Coroutine.Yield();
                Assert.AreEqual("A_coroutine_is_told_by_its_name_whatever_its_letters", test.Loop.CreateTask(maker()).MethodName);
                test.RunAll();
            }

            static async Coroutine 读取Async()
            {
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void TimeLeft_tells_a_delay_a_time_limit_and_what_is_ready()
        {
            using (TestLoop test = new TestLoop())
            {
                Gate gate = new Gate();
                Coroutine sleeper = test.Loop.CreateTask(Work.SleepAsync(500));
                Coroutine limited = gate.WaitAsync(300);
                Coroutine waiter = test.Loop.CreateTask(WaitAsync(gate));
                test.Loop.CreateTask(limited);
                Assert.AreEqual(0, test.Loop.TimeLeft(sleeper));
                test.Loop.Run(Work.SleepAsync(100));
                Assert.AreEqual(400, test.Loop.TimeLeft(sleeper));
                Assert.AreEqual(200, test.Loop.TimeLeft(limited));
                Assert.AreEqual(-1, test.Loop.TimeLeft(waiter));
                gate.WakeAll();
                Assert.AreEqual(0, test.Loop.TimeLeft(waiter));
                test.RunAll();
                Assert.AreEqual(-1, test.Loop.TimeLeft(sleeper));
            }
        }

        [TestMethod]
        public void Names_are_those_of_the_methods_as_they_were_written()
        {
            using (TestLoop test = new TestLoop())
            {
                Assert.AreEqual("SoonAsync", SoonAsync().Name);
                Assert.AreEqual("LocalAsync", LocalAsync().Name);
                Assert.AreEqual("WaitAsync", SoonAsync().WaitAsync(1).Name);
                Assert.AreEqual("pump", test.Loop.CreateTask(SoonAsync(), "pump").Name);
                test.RunAll();
            }

            static async Coroutine LocalAsync()
            {
                await Coroutine.Yield();
            }
        }

        private static async Coroutine OuterAsync()
        {
            await SoonAsync();
            await Coroutine.Delay(2);
        }

        private static async Coroutine SoonAsync()
        {
            await Coroutine.Yield();
        }

        private static async Coroutine WaitAsync(Gate gate)
        {
            await gate;
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine)
        {
            await coroutine;
        }

        private static async Coroutine MessungLäuftÜberAsync()
        {
            await Coroutine.Yield();
        }
    }
}
