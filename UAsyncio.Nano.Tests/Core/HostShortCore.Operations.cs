using System;

namespace UAsyncio.Nano.Tests.Core
{
    // The operations, and what they are made of.
    public static partial class HostShortCore
    {
        /// <summary>The names of the operations.</summary>
        public static readonly string[] Operations =
        {
            "create task", "create named task", "call soon", "call later", "post", "yield", "delay", "kept delay", "child at once", "child that waits",
            "limit that is kept", "limit that expires", "limit around a delay", "limit around a list", "cancel a delay", "cancel a child chain", "cancel before the first turn",
            "cancel a scheduled call", "cancel a waiter in line", "join a task", "task that fails", "wake the first", "wake all", "reserve and start",
            "schedule what could not be awaited",
        };

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
    }
}
