using System;

namespace UAsyncio.Nano.Tests.Reliability
{
    // The primitives, each in all scenes.
    public static partial class HostShortParts
    {
        private static async Coroutine PlayAsync(ShortPrimitive primitive, string scene)
        {
            Coroutine[] tasks = new Coroutine[primitive.Waiters];
            int wakes = 0;
            await primitive.PrepareAsync();

            if (scene == "wait")
            {
                s_begin();
            }

            for (int i = 0; i < tasks.Length; i++)
            {
                while (tasks[i] == null)
                {
                    try
                    {
                        tasks[i] = s_loop.CreateTask(scene == "time out" ? primitive.WaitAsync().WaitAsync(20) : primitive.WaitAsync());
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
                s_begin();
            }

            if (scene == "wake")
            {
                wakes += Retry(primitive, null) ? 1 : 0;
            }
            else if (scene == "cancel" || scene == "cancel the woken")
            {
                Retry(null, tasks[0]);
            }
            else if (scene == "time out")
            {
                await PauseAsync(25);
            }

            await PauseAsync(2);
            s_end();
            int ended = 0;

            for (int i = 0; i < tasks.Length; i++)
            {
                for (int attempts = 0; !tasks[i].IsCompleted && attempts < 20; attempts++)
                {
                    wakes += primitive.Wake() ? 1 : 0;
                    await Coroutine.Delay(5);
                }

                Check(tasks[i].IsCompleted, "one waits for ever");
                Check(s_mayFail || scene != "wait" || !tasks[i].IsFaulted, "" + tasks[i].Exception);
                ended += tasks[i].IsFaulted ? 0 : 1;
            }

            primitive.Finish();
            Check(primitive.Rest == null, primitive.Rest);

            // A task that failed has taken none.
            Check(!primitive.Counts || wakes - ended - primitive.Left == 0, wakes + " wake-ups, " + ended + " woken, " + primitive.Left + " left");
        }
    }
}
