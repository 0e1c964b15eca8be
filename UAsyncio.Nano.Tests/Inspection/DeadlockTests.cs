using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Core;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>What the message of a deadlock names.</summary>
    [TestClass]
    public class DeadlockTests
    {
        [TestMethod]
        public void Every_parked_task_is_named_with_its_coroutines_and_what_it_waits_for()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.Watch = new PlainWatch();
                Gate gate = new Gate();
                AsyncEvent never = new AsyncEvent();
                test.Loop.CreateTask(WaitAsync(gate), "sleeper");
                string message = Deadlock(test, OuterAsync(never));
                Assert.Contains("\n  OuterAsync: AwaitAsync in OuterAsync waits for AsyncEvent", message);
                Assert.Contains("\n  sleeper: WaitAsync waits for Gate", message);
                Assert.DoesNotContains("cycle", message);
                Assert.DoesNotContains("more", message);
            }
        }

        [TestMethod]
        public void Two_tasks_that_hold_each_others_lock_are_a_cycle()
        {
            using (TestLoop test = new TestLoop())
            {
                AsyncLock left = new AsyncLock();
                AsyncLock right = new AsyncLock();
                test.Loop.CreateTask(TakeAsync(left, right), "one");
                Coroutine two = TakeAsync(right, left);
                test.Loop.CreateTask(two, "two");
                string message = Deadlock(test, AwaitAsync(two));
                Assert.Contains("\n  AwaitAsync: AwaitAsync waits for two", message);
                Assert.Contains("\n  one: TakeAsync waits for AsyncLock held by two", message);
                Assert.Contains("\n  two: TakeAsync waits for AsyncLock held by one", message);
                int cycle = message.IndexOf("\n  cycle: one > two > one");
                Assert.IsTrue(cycle > 0, message);
                Assert.AreEqual(cycle, message.LastIndexOf("\n  cycle"), message);
            }
        }

        [TestMethod]
        public void A_task_that_awaits_itself_is_a_cycle()
        {
            using (TestLoop test = new TestLoop())
            {
                Coroutine[] self = new Coroutine[1];
                self[0] = AwaitFirstAsync(self);
                Assert.Contains("\n  cycle: AwaitFirstAsync > AwaitFirstAsync", Deadlock(test, self[0]));
            }

            static async Coroutine AwaitFirstAsync(Coroutine[] self)
            {
                await Coroutine.Yield();
                await self[0];
            }
        }

        [TestMethod]
        public void Who_waits_in_the_same_line_is_found_without_the_watch_and_the_rest_is_counted()
        {
            using (TestLoop test = new TestLoop(2 * EventLoop.DefaultLength))
            {
                AsyncEvent never = new AsyncEvent();
                Gate gate = new Gate();
                test.Loop.CreateTask(AwaitAsync(never), "same");
                test.Loop.CreateTask(WaitAsync(gate), "elsewhere");

                // The loop is idle once: what it knows of earlier turns is forgotten.
                string message = Deadlock(test, SleepThenAsync(never));
                Assert.Contains("\n  same: AwaitAsync waits for AsyncEvent", message);
                Assert.DoesNotContains("elsewhere", message);
                Assert.Contains("\n  1 more: Watch names them", message);
            }
        }

        [TestMethod]
        public void What_the_library_makes_has_the_names_that_were_written()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.Watch = new PlainWatch();
                AsyncEvent never = new AsyncEvent();
                AsyncQueue queue = new AsyncQueue(1);
                test.Loop.CreateTask(GetAsync(queue), "getter");
                test.Loop.CreateTask(ConditionAsync(new AsyncCondition(new AsyncLock())), "condition");
                test.Loop.CreateTask(Coroutine.WhenAnyOnly(WaitAsync(new Gate())));
                test.Loop.CreateTask(ShutAsync(), "shut");
                string message = Deadlock(test, AllAsync(never));
                Assert.Contains("\n  AllAsync: JoinAsync in WhenAll in AllAsync waits for TaskGroup", message);
                Assert.Contains("\n  OuterAsync: AwaitAsync in OuterAsync in WhenAll waits for AsyncEvent", message);
                Assert.Contains("\n  getter: GetAsync in GetAsync waits for AsyncQueue", message);
                Assert.Contains("\n  condition: WaitAsync in ConditionAsync waits for AsyncCondition", message);
                Assert.Contains("\n  WhenAny: WhenAny waits for TaskGroup", message);
                Assert.Contains("\n  WaitAsync: WaitAsync in WhenAnyOnly waits for Gate", message);
                Assert.Contains("\n  shut: ShutAsync waits for a door", message);
            }

            static async Coroutine ShutAsync()
            {
                await new Shutter();
            }

            static async Coroutine AllAsync(AsyncEvent never)
            {
                await Coroutine.WhenAll(OuterAsync(never), never.WaitAsync());
            }

            static async Coroutine GetAsync(AsyncQueue queue)
            {
                await queue.GetAsync();
            }

            static async Coroutine ConditionAsync(AsyncCondition condition)
            {
                await condition.Lock.AcquireAsync();

                using (condition.Lock)
                {
                    await condition.WaitAsync();
                }
            }
        }

        private static string Deadlock(TestLoop test, Coroutine main)
        {
            string message = Expect.Throws(typeof(InvalidOperationException), () => test.Loop.Run(main)).Message;
            Assert.Contains("deadlock", message);
            return message;
        }

        private static async Coroutine SleepThenAsync(Awaitable awaited)
        {
            await Coroutine.Delay(10);
            await awaited;
        }

        private static async Coroutine OuterAsync(Awaitable awaited)
        {
            await AwaitAsync(awaited);
        }

        private static async Coroutine AwaitAsync(Awaitable awaited)
        {
            await awaited;
        }

        private static async Coroutine WaitAsync(Gate gate)
        {
            await gate;
        }

        private static async Coroutine TakeAsync(AsyncLock first, AsyncLock second)
        {
            await first.AcquireAsync();

            using (first)
            {
                await Coroutine.Yield();
                await second.AcquireAsync();
            }
        }

        private sealed class Shutter : Awaitable
        {
            public override bool BeginAwait(Coroutine waiter)
            {
                return false;
            }

            public override string ToString()
            {
                return "a door";
            }

            protected override bool Unpark(Coroutine waiter)
            {
                return true;
            }
        }
    }
}
