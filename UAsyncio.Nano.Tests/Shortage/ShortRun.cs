using System;

namespace UAsyncio.Nano.Tests.Shortage
{
    /// <summary>Has the host take memory away, or give it back.</summary>
    internal delegate void ShortCallback();

    /// <summary>An operation.</summary>
    /// <param name="name">Which.</param>
    internal delegate Coroutine ShortOperation(string name);

    /// <summary>Whether an operation may fail by an exception while memory is short, beside that for want of memory.</summary>
    internal delegate bool ShortFailure(Exception exception);

    /// <summary>
    /// Runs operations whose memory the host takes away for a moment, between <see cref="Begin"/> and <see cref="End"/>: each may fail then; it
    /// leaves nothing, and works once more.
    /// </summary>
    internal static class ShortRun
    {
        internal const int Patience = 120000;
        private const int Length = 32;

        private static ShortCallback s_begin;
        private static ShortCallback s_end;
        private static string s_wrong;

        internal static EventLoop DeviceLoop { get; private set; }

        /// <summary>Memory may be short, and operations fail: it is their first time.</summary>
        internal static bool MayFail { get; private set; }

        internal static bool IsRight => s_wrong == null;

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        internal static string Run(string name, ShortOperation operation, ShortFailure isExpected, ShortCallback begin, ShortCallback end)
        {
            s_begin = begin;
            s_end = end;
            s_wrong = null;
            DeviceLoop = new EventLoop(Length, Length, new DevicePoller { Window = 0 });
            DeviceLoop.ExceptionHandler = (task, exception) => { };

            try
            {
                for (int turn = 0; turn < 2 && s_wrong == null; turn++)
                {
                    MayFail = turn == 0;
                    DeviceLoop.Run(MainAsync(name, operation, isExpected));
                    s_begin = s_end = Nothing;
                    Check(DeviceLoop.FreeSlots == Length, "slots: " + DeviceLoop.FreeSlots);
                    Check(DeviceLoop.FreeTimers == Length, "timers: " + DeviceLoop.FreeTimers);
                }
            }
            catch (Exception exception)
            {
                s_wrong = s_wrong ?? exception.ToString();
            }
            finally
            {
                end();
                DeviceLoop.Close();
            }

            return s_wrong;
        }

        internal static void Begin()
        {
            s_begin();
        }

        internal static void End()
        {
            s_end();
        }

        internal static void Check(bool holds, string what)
        {
            s_wrong = holds ? s_wrong : s_wrong ?? (MayFail ? string.Empty : "once more: ") + what;
        }

        internal static async Coroutine PauseAsync(int milliseconds)
        {
            for (int i = 0; i < milliseconds; i++)
            {
                try
                {
                    await Coroutine.Delay(1);
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        // What throws has changed nothing: so it is done again.
        internal static void Cancel(Coroutine coroutine)
        {
            for (; ; )
            {
                try
                {
                    coroutine.Cancel();
                    return;
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        /// <summary>Starts a coroutine, and cancels it when it has begun.</summary>
        internal static async Coroutine CancelAsync(Coroutine coroutine)
        {
            _ = DeviceLoop.CreateTask(coroutine);
            await PauseAsync(3);
            await EndAsync(coroutine);
        }

        /// <summary>Cancels a coroutine, and waits for its end.</summary>
        internal static async Coroutine EndAsync(Coroutine coroutine)
        {
            Cancel(coroutine);

            for (int i = 1; !coroutine.IsCompleted; i++)
            {
                await PauseAsync(1);

                // One that goes on when memory is short may have missed it.
                if (i % 1000 == 0)
                {
                    Cancel(coroutine);
                }
            }
        }

        private static void Nothing()
        {
        }

        private static async Coroutine MainAsync(string name, ShortOperation operation, ShortFailure isExpected)
        {
            try
            {
                await operation(name).WaitAsync(Patience);
            }
            catch (Exception exception)
            {
                Check(MayFail && (exception is OutOfMemoryException || (isExpected != null && isExpected(exception))), exception.ToString());
            }

            End();

            // What is left ends now.
            for (int i = 0; i < 300 && (DeviceLoop.FreeSlots < Length - 1 || DeviceLoop.FreeTimers < Length); i++)
            {
                await Coroutine.Delay(100);
            }
        }
    }
}
