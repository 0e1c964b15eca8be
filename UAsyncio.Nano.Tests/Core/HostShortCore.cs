using System;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>What the host does when memory is to get short, and when it is back.</summary>
    public delegate void MemoryCallback();

    /// <summary>Every operation of the core, each on a loop of its own whose memory the host takes away: it calls this by reflection.</summary>
    public static class HostShortCore
    {
        private const int Slots = 6;
        private const int Timers = 6;

        /// <summary>The names of the operations.</summary>
        public static readonly string[] Operations =
        {
            "create task", "create named task", "call soon", "call later", "post", "yield", "delay", "kept delay", "child at once", "child that waits",
            "limit that is kept", "limit that expires", "limit around a delay", "limit around a list", "cancel a delay", "cancel a child chain", "cancel before the first turn",
            "cancel a scheduled call", "cancel a waiter in line", "join a task", "task that fails", "wake the first", "wake all", "reserve and start",
            "schedule what could not be awaited",
        };

        private static bool s_isReserved;

        /// <summary>Runs one operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">The name.</param>
        /// <param name="shorten">Called right before the operation.</param>
        /// <param name="recover">Called after it, and whenever the loop would wait.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, MemoryCallback shorten, MemoryCallback recover)
        {
            FakePoller poller = new FakePoller();
            EventLoop loop = new EventLoop(Slots, Timers, poller);
            loop.ExceptionHandler = (task, exception) => { };
            WaitList list = new WaitList();

            try
            {
                try
                {
                    loop.Run(OnceAsync(loop, list, operation, shorten, recover));
                }
                catch (OutOfMemoryException)
                {
                    recover();
                }

                loop.Run(FinishAsync(loop, list));
                string left = Left(loop, list);

                if (left == null)
                {
                    loop.Run(OnceAsync(loop, list, operation, Nothing, Nothing));
                    loop.Run(FinishAsync(loop, list));
                    left = Left(loop, list);
                }

                return left;
            }
            catch (Exception exception)
            {
                recover();
                return exception.GetType().FullName + ": " + exception.Message;
            }
            finally
            {
                recover();
                loop.Close();
            }
        }

        /// <summary>Makes a loop and closes it with memory that gets short for both, then with memory that is there.</summary>
        /// <param name="shorten">Called right before each.</param>
        /// <param name="recover">Called after it.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string MakeAndClose(MemoryCallback shorten, MemoryCallback recover)
        {
            EventLoop loop = null;

            try
            {
                shorten();
                loop = new EventLoop();
            }
            catch (OutOfMemoryException)
            {
            }

            recover();

            try
            {
                loop = loop ?? new EventLoop();
                loop.Post(Ignore);

                try
                {
                    shorten();
                    loop.Close();
                }
                catch (OutOfMemoryException)
                {
                }

                recover();
                loop.Close();
                loop = new EventLoop();
                loop.Close();
                return null;
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message;
            }
        }

        private static void Nothing()
        {
        }

        private static string Left(EventLoop loop, WaitList list)
        {
            return loop.FreeSlots == Slots && loop.FreeTimers == Timers && !list.HasWaiters
                ? null
                : loop.FreeSlots + " of " + Slots + " slots free, " + loop.FreeTimers + " of " + Timers + " timers, " + list.Count + " in line";
        }

        private static async Coroutine OnceAsync(EventLoop loop, WaitList list, string operation, MemoryCallback shorten, MemoryCallback recover)
        {
            try
            {
                await OperateAsync(loop, list, operation, shorten);
            }
            catch (OutOfMemoryException)
            {
            }
            finally
            {
                recover();
            }
        }

        // Who has reserved a slot gives it back. Lets all that is still under way come to its end, as a program would that has its memory back.
        private static async Coroutine FinishAsync(EventLoop loop, WaitList list)
        {
            if (s_isReserved)
            {
                s_isReserved = false;
                loop.ReturnSlots(1);
            }

            for (int i = 0; i < 50 && (loop.FreeSlots < Slots - 1 || loop.FreeTimers < Timers || list.HasWaiters); i++)
            {
                list.WakeAll();
                await Coroutine.Delay(5);
            }

            await Coroutine.Yield();
        }

        private static async Coroutine OperateAsync(EventLoop loop, WaitList list, string operation, MemoryCallback shorten)
        {
            Coroutine task;

            switch (operation)
            {
                case "create task":
                    shorten();
                    _ = loop.CreateTask(WaitAsync(3));
                    break;
                case "create named task":
                    shorten();
                    _ = loop.CreateTask(WaitAsync(3), "named");
                    break;
                case "call soon":
                    shorten();
                    _ = loop.CallSoon(Ignore);
                    break;
                case "call later":
                    shorten();
                    _ = loop.CallLater(3, Ignore);
                    break;
                case "post":
                    shorten();
                    loop.Post(Ignore);
                    break;
                case "yield":
                    shorten();
                    await Coroutine.Yield();
                    break;
                case "delay":
                    shorten();
                    await Coroutine.Delay(3);
                    break;
                case "kept delay":
                    shorten();
                    Awaitable delay = Coroutine.Delay(3);
                    await delay;
                    break;
                case "child at once":
                    shorten();
                    await ChildAsync(0);
                    break;
                case "child that waits":
                    shorten();
                    await ChildAsync(2);
                    break;
                case "limit that is kept":
                    shorten();
                    await ChildAsync(2).WaitAsync(100);
                    break;
                case "limit that expires":
                    shorten();
                    await ExpireAsync(ChildAsync(100).WaitAsync(2));
                    break;
                case "limit around a delay":
                    shorten();
                    await ExpireAsync(Coroutine.Delay(100).WaitAsync(2));
                    break;
                case "limit around a list":
                    shorten();
                    await ExpireAsync(list.WaitAsync(2));
                    break;
                case "cancel a delay":
                    task = loop.CreateTask(WaitAsync(20));
                    await Coroutine.Yield();
                    shorten();
                    task.Cancel();
                    break;
                case "cancel a child chain":
                    task = loop.CreateTask(ChildAsync(20).WaitAsync(200));
                    await Coroutine.Yield();
                    shorten();
                    task.Cancel();
                    break;
                case "cancel before the first turn":
                    task = loop.CreateTask(WaitAsync(20));
                    shorten();
                    task.Cancel();
                    break;
                case "cancel a scheduled call":
                    task = loop.CallLater(20, Ignore);
                    shorten();
                    task.Cancel();
                    break;
                case "cancel a waiter in line":
                    task = loop.CreateTask(InLineAsync(list));
                    _ = loop.CreateTask(InLineAsync(list));
                    await Coroutine.Yield();
                    shorten();
                    task.Cancel();
                    break;
                case "join a task":
                    task = loop.CreateTask(WaitAsync(3));
                    shorten();
                    await task;
                    break;
                case "task that fails":
                    shorten();
                    _ = loop.CreateTask(FailAsync());
                    await Coroutine.Delay(3);
                    break;
                case "wake the first":
                    _ = loop.CreateTask(InLineAsync(list));
                    await Coroutine.Yield();
                    shorten();
                    _ = list.WakeFirst();
                    break;
                case "wake all":
                    _ = loop.CreateTask(InLineAsync(list));
                    _ = loop.CreateTask(InLineAsync(list));
                    await Coroutine.Yield();
                    shorten();
                    list.WakeAll();
                    break;
                case "schedule what could not be awaited":
                    await AwaitOrScheduleAsync(loop, ChildAsync(2), shorten);
                    break;
                case "reserve and start":
                    await ReserveAsync(loop, shorten);
                    break;
                default:
                    throw new ArgumentException(operation);
            }

            // The memory is short for what follows of it, too.
            await Coroutine.Delay(2);
        }

        private static async Coroutine ReserveAsync(EventLoop loop, MemoryCallback shorten)
        {
            shorten();
            loop.ReserveSlots(1);
            s_isReserved = true;
            loop.StartReserved(WaitAsync(3));
            s_isReserved = false;
            await Coroutine.Yield();
        }

        private static async Coroutine AwaitOrScheduleAsync(EventLoop loop, Coroutine child, MemoryCallback shorten)
        {
            shorten();

            for (int i = 0; i < 50 && !child.IsCompleted; i++)
            {
                try
                {
                    if (i == 0)
                    {
                        await child.WaitAsync(100);
                    }
                    else
                    {
                        _ = loop.CreateTask(child);
                        break;
                    }
                }
                catch (OutOfMemoryException)
                {
                }
                catch (InvalidOperationException)
                {
                    // It had begun.
                    break;
                }
            }
        }

        private static async Coroutine WaitAsync(int milliseconds)
        {
            await Coroutine.Delay(milliseconds);
        }

        private static async Coroutine ChildAsync(int milliseconds)
        {
            if (milliseconds > 0)
            {
                await WaitAsync(milliseconds);
            }
        }

        private static async Coroutine ExpireAsync(Coroutine limited)
        {
            try
            {
                await limited;
            }
            catch (TimeoutException)
            {
            }
        }

        private static async Coroutine InLineAsync(WaitList list)
        {
            await list;
        }

        private static async Coroutine FailAsync()
        {
            await Coroutine.Yield();
            throw new InvalidOperationException();
        }

        private static void Ignore(object state)
        {
        }
    }
}
