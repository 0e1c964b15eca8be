using System;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Reliability
{
    // The primitives, each in all scenes.
    public static partial class HostShortParts
    {
        // What throws has changed nothing: so it is done again.
        private static bool WakeSurely(ShortPrimitive primitive)
        {
            for (; ; )
            {
                try
                {
                    return primitive.Wake();
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        private static async Coroutine PlayAsync(ShortPrimitive primitive, string scene)
        {
            Coroutine[] tasks = new Coroutine[primitive.Waiters];
            int wakes = 0;
            await primitive.PrepareAsync();

            if (scene == "wait")
            {
                Begin();
            }

            for (int i = 0; i < tasks.Length; i++)
            {
                while (tasks[i] == null)
                {
                    try
                    {
                        tasks[i] = DeviceLoop.CreateTask(scene == "time out" ? primitive.WaitAsync().WaitAsync(20) : primitive.WaitAsync());
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }

            await PauseAsync(1);

            if (scene == "cancel the woken")
            {
                wakes += primitive.Wake() ? 1 : 0;
            }

            if (scene != "wait")
            {
                Begin();
            }

            if (scene == "wake")
            {
                wakes += WakeSurely(primitive) ? 1 : 0;
            }
            else if (scene == "cancel" || scene == "cancel the woken")
            {
                Cancel(tasks[0]);
            }
            else if (scene == "time out")
            {
                await PauseAsync(25);
            }

            await PauseAsync(2);
            End();
            int ended = 0;

            for (int i = 0; i < tasks.Length; i++)
            {
                for (int attempts = 0; !tasks[i].IsCompleted && attempts < 20; attempts++)
                {
                    wakes += primitive.Wake() ? 1 : 0;
                    await Coroutine.Delay(5);
                }

                Check(tasks[i].IsCompleted, "one waits for ever");
                Check(MayFail || scene != "wait" || !tasks[i].IsFaulted, "" + tasks[i].Exception);
                ended += tasks[i].IsFaulted ? 0 : 1;
            }

            primitive.Finish();
            Check(primitive.Rest == null, primitive.Rest);

            // A task that failed has taken none.
            Check(!primitive.Counts || wakes - ended - primitive.Left == 0, wakes + " wake-ups, " + ended + " woken, " + primitive.Left + " left");
        }
    }
}
