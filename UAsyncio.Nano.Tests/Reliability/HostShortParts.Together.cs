using System;
using System.Threading;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Reliability
{
    // What runs coroutines together, or under a limit.
    public static partial class HostShortParts
    {
        private static int s_calls;

        private static async Coroutine TogetherAsync(string operation)
        {
            switch (operation)
            {
                case "WhenAll":
                    object[] results = await Coroutine.WhenAll(GiveAsync(1), GiveAsync(2), GiveAsync(3));
                    Check((int)results[0] + (int)results[1] + (int)results[2] == 6, "results");
                    break;
                case "WhenAllSettled":
                    await Coroutine.WhenAllSettled(GiveAsync(1), FailAsync());
                    break;
                case "WhenAny":
                    Check(await Coroutine.WhenAny(GiveAsync(1), GiveAsync(9)) < 2, "index");
                    break;
                case "WhenAny of a task":
                    Coroutine task = DeviceLoop.CreateTask(GiveAsync(9));

                    try
                    {
                        Check(await Coroutine.WhenAny(task, GiveAsync(1)) < 2, "index");
                    }
                    finally
                    {
                        End();
                        await task;
                    }

                    break;
                case "WhenAnyOnly":
                    Check(await Coroutine.WhenAnyOnly(GiveAsync(1), GiveAsync(9)) < 2, "index");
                    break;
                case "limit":
                    TimeLimit limit = new TimeLimit(5);
                    await ExpireAsync(limit.RunAsync(MoveAsync(limit)));
                    break;
                case "shield":
                    await Coroutine.Shield(GiveAsync(3));
                    break;
                case "blocking call":
                    await Coroutine.Run(state => { });
                    break;
                case "blocking call that is cancelled in line":
                    await DropCallAsync();
                    break;
                case "barrier":
                    AsyncBarrier barrier = new AsyncBarrier(2);
                    Coroutine other = DeviceLoop.CreateTask(MeetAsync(barrier));

                    try
                    {
                        await barrier.WaitAsync();
                    }
                    finally
                    {
                        End();
                        other.Cancel();
                    }

                    break;
                default:
                    await GroupAsync(operation);
                    break;
            }
        }

        private static async Coroutine GroupAsync(string operation)
        {
            TaskGroup group = new TaskGroup();

            try
            {
                _ = group.CreateTask(GiveAsync(2));
                _ = group.CreateTask(operation == "group that fails" ? FailAsync() : GiveAsync(operation == "group" ? 3 : 1000));

                if (operation == "group that is cancelled")
                {
                    await ExpireAsync(group.JoinAsync().WaitAsync(4));
                }
                else
                {
                    await group.JoinAsync();
                }
            }
            catch (NotSupportedException)
            {
            }
            finally
            {
                End();
                await group.CloseAsync();
            }

            Check(!group.IsRunning, "the group goes on");
        }

        private static async Coroutine ExpireAsync(Coroutine coroutine)
        {
            try
            {
                await coroutine;
                Check(MayFail, "no time-out");
            }
            catch (TimeoutException)
            {
            }
        }

        private static async Coroutine MoveAsync(TimeLimit limit)
        {
            await Coroutine.Delay(2);
            limit.Reschedule(5);
            await Coroutine.Delay(1000);
        }

        // One that is cancelled before a thread has it is not made.
        private static async Coroutine DropCallAsync()
        {
            End();
            Coroutine[] sleeping = new Coroutine[Coroutine.MaxHelperThreads];
            s_calls = 0;

            for (int i = 0; i < sleeping.Length; i++)
            {
                sleeping[i] = DeviceLoop.CreateTask(Coroutine.Run(state => Thread.Sleep(50)));
            }

            await Coroutine.Yield();
            Begin();

            try
            {
                await CancelAsync(Coroutine.Run(state => s_calls++));
            }
            finally
            {
                End();
                await Coroutine.WhenAllSettled(sleeping);
                await Coroutine.Delay(50);
                Check(s_calls == 0, "it was made after all");
            }
        }

        private static async Coroutine MeetAsync(AsyncBarrier barrier)
        {
            await barrier.WaitAsync();
        }

        private static async Coroutine<int> GiveAsync(int value)
        {
            await Coroutine.Delay(value);
            return value;
        }

        private static async Coroutine FailAsync()
        {
            await Coroutine.Delay(1);
            throw new NotSupportedException();
        }
    }
}
